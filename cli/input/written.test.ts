/** Files that strangers may have changed: whatever is wrong with them is told with file and field, and nothing is believed. */
import { beforeAll, describe, expect, it } from 'vitest';
import { caseOf, initThenMain, suiteOf } from '../../generators/suite/testing/cases.ts';
import { podproof } from '../testing/world.ts';

const suite = JSON.stringify(suiteOf('podman', [{ ...caseOf(initThenMain('Never'), 'podman'), id: 'init-then-main' }]));
const texts = { suite, conform: '', coverage: '' };

beforeAll(async () => {
  texts.conform = (await podproof(['conform', '-', '--driver', 'model', '-o', 'json'], { text: suite })).out;
  texts.coverage = (await podproof(['report', '-', '-o', 'json'], { text: texts.conform })).out;
}, 30_000);

/** What `report` has against a text in which something was replaced. */
const complaint = async (which: keyof typeof texts, from: string | RegExp, to: string): Promise<string> => {
  const text = texts[which].replace(from, to);
  expect(text).not.toBe(texts[which]);
  const { exit, out, err } = await podproof(['report', '-'], { text });
  expect([exit, out]).toEqual([2, '']);
  expect(err).toMatch(/^podproof: -: .*\n {2}fix: .*\n$/);
  return err;
};

describe('a file that is read again', () => {
  it.each(['suite', 'conform', 'coverage'] as const)('is believed as it was written: %s', async (which) => {
    expect(await podproof(['report', '-', '-o', 'json'], { text: texts[which] })).toMatchObject({ exit: 0, err: '' });
    expect(await podproof(['report', '-', '-o', 'json'], { text: `\uFEFF${texts[which]}` })).toMatchObject({ exit: 0 });
  });

  it.each([
    [
      'conform',
      'a verdict there is not',
      '"verdict": "pass"',
      '"verdict": "great"',
      'cases[0].verdict: must be one of',
    ],
    ['conform', 'a count that is none', '"pass": 1', '"pass": -1', 'targets[0].pass: must be >= 0, and is -1'],
    [
      'conform',
      'a target nobody ran',
      '"target": "model",\n      "id"',
      '"target": "x",\n      "id"',
      'cases[0].target: is none',
    ],
    [
      'conform',
      'a thing nobody can see',
      '"see": "pod stored"',
      '"see": "pod eaten"',
      '].label: has none of the forms it may',
    ],
    ['conform', 'a matrix with a hole', /"cells": \[\s*"pass"\s*\]/, '"cells": []', 'matrix: has a row'],
    ['conform', 'no matrix', '"matrix"', '"matrices"', 'it: has no "matrix"'],
    ['conform', 'a time that is a word', '"seconds": ', '"seconds": "soon", "s": ', 'targets[0]: has a field "s"'],
    ['conform', 'a poisoned prototype', '"profile"', '"__proto__": {"x": 1}, "profile"', 'has a field "__proto__"'],
    ['coverage', 'a source there is not', /"by": \[\]/, '"by": [7]', '].by: names a source beyond the 1 there are'],
    ['coverage', 'a kind there is not', '"kind": "event"', '"kind": "pizza"', 'goals[0].kind: must be one of'],
    [
      'suite',
      'an oracle that leads nowhere',
      '"next":[[0,',
      '"next":[[999,',
      'cases[0].oracle.states[0].next[0][0]: names letter 999',
    ],
    ['suite', 'a scenario without nodes', '"nodes"', '"knots"', 'cases[0].manifest.scenario: has '],
    [
      'suite',
      'a pattern that is not kept',
      '"id":"init-then-main"',
      '"id":"<script>"',
      'cases[0].id: must match pattern',
    ],
  ] as const)('%s: has %s', async (which, _what, from, to, words) => {
    expect(await complaint(which, from, to)).toContain(words);
  });

  it('may be of another make: TuneReport and the like are named, with what is read', async () => {
    const { exit, err } = await podproof(['report', '-'], { text: '{"kind": "TuneReport"}' });
    expect(exit).toBe(2);
    expect(err).toContain(
      'is no CheckReport, CoverageReport, ConformReport, ConformanceSuite, Trace of podproof.dev/v1',
    );
  });
});
