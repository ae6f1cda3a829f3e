import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { styleOf, widthOf } from '../format/style.ts';
import { sampleTrace } from '../testing/run.ts';
import { lanesOf } from './lanes.ts';
import { settingOf } from './setting.ts';
import { stepReports } from './steps.ts';
import { type Timeline, timelineLines } from './timeline.ts';

const fancy = styleOf({ width: 80, unicode: true, colour: false });
const plain = styleOf({ width: 80, unicode: false, colour: false });
const steps = stepReports(sampleTrace());
const setting = settingOf(sampleTrace());
const whole: Timeline = { steps, ends: 'broken', ...(setting === undefined ? {} : { setting }) };

describe('timelines', () => {
  it('fold what only sets the stage, and mark the step that breaks the promise', () => {
    expect(timelineLines(whole, fancy).join('\n')).toBe(
      [
        '      user',
        '      │ kubelet',
        '      │ │ container runtime',
        '  ⋮   │ │ │  10 steps set the stage: pod web is Running and ready, on node n1,',
        '      │ │ │  app running',
        '  11  ● │ │  user deletes pod web, grace period 30s',
        '  12  │ ● │  kubelet sees pod web marked for deletion, grace period 30s',
        '  13  │ ● │  kubelet begins to terminate pod web: it is being deleted, grace',
        '      │ │ │  period 30s',
        '  14  │ │ ✗  container runtime sends SIGTERM to container app',
      ].join('\n'),
    );
  });

  it('show every step when unfolded, numbered, in lanes in the order a pod meets them', () => {
    const lines = timelineLines(whole, plain, true);
    expect(lines.filter((line) => /^ {2}[ \d]\d /.test(line))).toHaveLength(14);
    expect(lanesOf(steps)).toEqual([
      'user',
      'kube-apiserver',
      'kube-scheduler',
      'kubelet',
      'container runtime',
      'EndpointSlice controller',
      'kube-proxy',
    ]);
  });

  it('need no more than ASCII where the locale has no more', () => {
    expect(timelineLines(whole, plain, true).join('')).toMatch(/^[ -~]*$/);
  });

  it('show where a loop begins and that it goes on for ever', () => {
    const lines = timelineLines({ steps: steps.slice(0, 4), ends: 'loop', loopsTo: 2 }, fancy);
    const start = lines.findIndex((line) => line.includes('╭▶'));
    expect(lines[start]).toContain('from here on for ever');
    expect(lines[start + 1]).toMatch(/^ {3}3 /);
    expect(lines.at(-1)).toMatch(/╰─.*steps 3 to 4 repeat for ever/);
    expect(timelineLines({ steps, ends: 'loop', loopsTo: 13 }, fancy).at(-1)).toContain('step 14 repeats for ever');
  });

  it('say that a run is stuck, and mark no step of it as the culprit', () => {
    const text = timelineLines({ steps, ends: 'stuck' }, fancy).join('\n');
    expect(text).toContain('and so it stays: nothing has to happen any more');
    const waits = 'init container migrate is still running';
    expect(timelineLines({ steps, ends: 'stuck', waits }, fancy).at(-1)).toContain(`and so it stays: ${waits}`);
    expect(text).not.toContain('✗');
  });

  it('never carry meaning by colour alone', () => {
    const colourful = timelineLines(whole, styleOf({ width: 80, unicode: true, colour: true })).join('\n');
    expect(colourful).toContain('\u001b[');
    expect(stripVTControlCharacters(colourful)).toBe(timelineLines(whole, fancy).join('\n'));
  });

  it('stay within the width as long as the words do (law, seed 42)', () => {
    const word = fc.stringMatching(/^[a-z가-힣]{1,8}$/);
    const step = fc.record({
      by: fc.constantFrom('user', 'kubelet', 'kube-proxy', 'process', 'fault'),
      says: fc.array(word, { minLength: 1, maxLength: 20 }).map((words) => words.join(' ')),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 120 }), fc.integer({ min: 60, max: 140 }), (run, width) => {
        const lines = timelineLines({ steps: run, ends: 'broken' }, styleOf({ width, unicode: true, colour: false }));
        expect(lines.every((line) => widthOf(line) <= width)).toBe(true);
      }),
      { seed: 42, numRuns: 60 },
    );
  });
});

describe('the stage-setting beginning of a run', () => {
  const cut = (length: number) => ({ ...sampleTrace(), steps: sampleTrace().steps.slice(0, length) });

  it('ends where a user or a fault interferes', () => {
    expect(settingOf(sampleTrace())?.steps).toBe(10);
  });

  it('leaves the last twelve steps of a run in which nobody interferes', () => {
    expect(settingOf(cut(10))).toBeUndefined();
    const [first] = sampleTrace().steps;
    const quiet = {
      ...cut(10),
      steps: [...cut(10).steps, ...Array.from({ length: 10 }, () => first ?? cut(1).steps[0])],
    };
    expect(settingOf(quiet as ReturnType<typeof sampleTrace>)?.steps).toBe(8);
  });

  it('never reaches into a loop', () => {
    expect(settingOf({ ...sampleTrace(), loopsTo: 7 })?.steps).toBe(7);
    expect(settingOf({ ...sampleTrace(), loopsTo: 2 })).toBeUndefined();
  });
});
