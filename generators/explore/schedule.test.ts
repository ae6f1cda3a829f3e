import { describe, expect, it } from 'vitest';
import { decodeSchedule, encodeSchedule, explore, replay, scheduleOf } from './index.ts';
import { jugs, neverMeasured } from './toys/jugs.ts';
import { diningTable } from './toys/philosophers.ts';

describe('schedules', () => {
  it('repeat a counterexample without a search', () => {
    const machine = jugs();
    const trace = explore(machine, [neverMeasured(4)]).findings[0]?.trace;
    expect(trace?.steps).toHaveLength(6);
    if (trace === undefined) return;
    const word = encodeSchedule(scheduleOf(machine, trace));
    expect(word).toBe('3.5.1.5.3.5');
    expect(replay(machine, word)).toEqual(trace);
  });

  it.each([[[]], [[0]], [[35, 36, 1295, 7]]])('survive being written down: %j', (schedule) => {
    expect(decodeSchedule(encodeSchedule(schedule))).toEqual(schedule);
  });

  it('are refused where they are no numbers', () => {
    expect(() => decodeSchedule('1..2')).toThrow("schedule '1..2': choice 2 is ''");
    expect(() => decodeSchedule('1.A')).toThrow("choice 2 is 'A', which is not a number in base 36");
  });

  it('say which step is impossible and what could be done instead', () => {
    expect(() => replay(diningTable({ seats: 2 }), '0.7')).toThrow(
      'step 2: there is no choice 7; enabled here:\n' +
        '  0  philosopher0: {"seat":0,"type":"take second fork"}\n' +
        '  1  philosopher1: {"seat":1,"type":"take first fork"}',
    );
    expect(() => replay(diningTable({ seats: 2 }), '0.1.0')).toThrow(
      'step 3: there is no choice 0; nothing is enabled',
    );
  });

  it('cannot be made of a trace the machine does not have', () => {
    const trace = explore(jugs(), [neverMeasured(4)]).findings[0]?.trace;
    if (trace === undefined) return;
    expect(() => scheduleOf(jugs({ tub: 9 }), trace)).toThrow(
      'step 1: John McClane cannot {"jug":"big","type":"fill"}',
    );
  });
});
