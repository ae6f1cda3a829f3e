import { describe, expect, it } from 'vitest';
import { CASES, caseNamed, nameOf, promelaOf, runHere } from './cases.ts';
import { growthTable } from './growth.ts';
import type { Measurement } from './measure.ts';
import { asTable, disagreements } from './report.ts';

const ours: Measurement = {
  model: 'pod race',
  parameters: [2, 1],
  engine: 'podproof',
  states: 4356,
  transitions: 14652,
  seconds: 0.5,
  MB: 100,
};

describe('the benchmark', () => {
  it('puts our time and memory beside the others', () => {
    expect(asTable([ours, { ...ours, engine: 'spin', seconds: 1, MB: 250 }])).toBe(
      [
        'model          engine     states   transitions   seconds   states/s    MB    time   memory',
        'pod race 2/1   podproof    4 356        14 652      0.50      8 712   100',
        'pod race 2/1   spin        4 356        14 652      1.00      4 356   250   2.00x    2.50x',
      ].join('\n'),
    );
  });

  it('notices engines that count differently', () => {
    expect(disagreements([ours, { ...ours, engine: 'naive' }])).toEqual([]);
    expect(disagreements([ours, { ...ours, engine: 'naive', states: 4355 }])).toEqual([
      'pod race 2/1: naive counts 4 355 / 14 652, podproof 4 356 / 14 652',
    ]);
  });

  it('names every case so that a worker finds it', () => {
    for (const subject of CASES) expect(caseNamed(nameOf(subject))).toBe(subject);
  });

  it('has as many rules in Promela as the model has kinds of steps', () => {
    const forSpin = CASES.filter(({ engines }) => engines.includes('spin'));
    const rules = forSpin.map((subject) => promelaOf(subject).text.split('::').length - 1);
    const expected = forSpin.map(({ model, parameters: [first = 1, second = 1] }) =>
      model === 'pod race' ? first * (16 + second) : 2 + 5 * first,
    );
    expect(rules).toEqual(expected);
  });

  it('knows the counts of timed models, and that Promela has no time', () => {
    const subject = caseNamed('level crossing/3');
    if (subject === undefined) throw new Error('no such case');
    expect(runHere('podproof', subject)).toMatchObject({ states: 3101, transitions: 7754 });
    expect(() => promelaOf(subject)).toThrow('Promela has no time');
  });

  it('counts the same with every engine written in JavaScript', () => {
    const subject = caseNamed('pod race/2/1');
    if (subject === undefined) throw new Error('no such case');
    for (const engine of ['podproof', 'naive', 'xstate'] as const) {
      expect(runHere(engine, subject)).toMatchObject({ states: 4356, transitions: 14652 });
    }
  });

  it('has a row for each size and a column for each slice that some size has', () => {
    expect(
      growthTable([
        { what: 'containers', size: 1, slice: 'pod', states: 7460, seconds: 0.2 },
        { what: 'containers', size: 1, slice: 'endpoints', states: 120, seconds: 0.1 },
        { what: 'containers', size: 20, slice: 'pod', states: 78_269, seconds: 0.5 },
      ]),
    ).toBe(
      [
        'states, with       pod   endpoints   seconds',
        'containers 1     7,460         120      0.30',
        'containers 20   78,269                  0.50',
      ].join('\n'),
    );
  });
});
