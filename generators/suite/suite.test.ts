import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { modelOf } from '../../model/reducer.ts';
import { mutate, mutationOf } from '../mutants/index.ts';
import type { Case, Suite } from './case.ts';
import { chainsawSuite, goalKinds, judge, situations, suiteOf, suiteText, vitestFiles } from './index.ts';
import { conformanceOf } from './ioco.ts';
import { modelSession } from './testing/session.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../schemas/suite.v1.schema.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;

const chosen = situations.filter(({ name }) =>
  ['one container', 'two init containers', 'restart policy Never', 'a preStop hook'].includes(name),
);
const suite = suiteOf({ profile: 'model', goals: goalKinds, situations: chosen });

/** A small generator of numbers, so that sessions by chance are the same every time. */
const dice = (seed: number) => {
  let state = seed;
  return (count: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return count === 0 ? 0 : state % count;
  };
};

const mutantOf = (id: string, { manifest }: Case) => {
  const mutation = mutationOf(id);
  if (mutation === undefined) throw new Error(`no mutant ${id}`);
  return mutate(modelOf(manifest.scenario), mutation);
};

describe('a suite', () => {
  it('covers nearly every goal, and needs hardly more cases than the lower bound', () => {
    const { covered, goals, atLeastCases } = suite.coverage;
    expect(covered / goals).toBeGreaterThan(0.9);
    expect(suite.cases.length - atLeastCases).toBeLessThanOrEqual(2);
  });

  it('says of every goal which case covers it or why none does', () => {
    const covered = new Set(suite.cases.flatMap(({ covers }) => covers));
    const excused = new Set(suite.skipped.map(({ id }) => id));
    expect(suite.goals.filter(({ id }) => !covered.has(id) && !excused.has(id))).toEqual([]);
    expect(suite.skipped.filter(({ because }) => because === '')).toEqual([]);
  });

  it('is valid by its own schema', () => {
    const validate = new Ajv2020({ allErrors: true }).compile(schema);
    expect(validate(JSON.parse(suiteText(suite))), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
  });

  it('is the same to the byte when it is made again', () => {
    const again = suiteOf({ profile: 'model', goals: goalKinds, situations: chosen });
    expect(suiteText(again)).toBe(suiteText(suite));
  });

  it('is what the text says', () => expect(JSON.parse(suiteText(suite))).toEqual(suite));

  it('skips what podman cannot do and says why', () => {
    const forPodman = suiteOf({ profile: 'podman', goals: ['transition'], situations: chosen });
    const reasons = new Set(forPodman.skipped.map(({ because }) => because));
    expect(reasons).toContain('podman kube play has no preStop hooks');
    expect(forPodman.cases.length).toBeGreaterThan(0);
    expect(forPodman.cases.filter(({ id }) => id.startsWith('a-prestop'))).toEqual([]);
  });
});

describe('the oracle of a case', () => {
  it('accepts everything the model does', () => {
    for (const test of suite.cases)
      expect(conformanceOf(modelOf(test.manifest.scenario), test, suite.profile), test.id).toBe('conforms');
  });

  it('orders what every run shows in the same order', () => {
    const ordered = suite.cases.flatMap(({ expect: { required, order } }) => {
      const at = (word: string): number =>
        required.findIndex(({ observation }) => Object.values(observation).join(' ') === word);
      const exited = at('container exited web#1 first 0');
      const started = at('container started web#1 second');
      if (exited < 0 || started < 0) return [];
      const precedes = reachable(order);
      return [[precedes(exited, started), precedes(started, exited)]];
    });
    expect(ordered.length).toBeGreaterThan(0);
    expect(new Set(ordered.map((pair) => pair.join(' ')))).toEqual(new Set(['true false']));
  });
});

describe('judging a run', () => {
  it('passes the model, whatever it does by chance', async () => {
    for (const [index, test] of suite.cases.entries()) {
      const session = modelSession(modelOf(test.manifest.scenario), test, 'model', dice(index));
      expect((await judge(test, session)).verdict, test.id).not.toBe('fail');
    }
  });

  it('passes the model when it goes the way of the case, whatever it does by chance after that', async () => {
    for (const [index, test] of suite.cases.entries()) {
      const session = modelSession(modelOf(test.manifest.scenario), test, 'model', dice(index), true);
      expect((await judge(test, session)).verdict, test.id).toBe('pass');
    }
  });

  it('fails a mutant and says what would have been right', async () => {
    const verdicts = [];
    for (const test of suite.cases) {
      const session = modelSession(mutantOf('kubelet-forgets-final-delete', test), test, 'model', dice(1));
      verdicts.push(await judge(test, session));
    }
    const failed = verdicts.find(({ verdict }) => verdict === 'fail');
    expect(failed?.right).toEqual([{ see: 'pod deleting', uid: 'web#1', grace: 0 }]);
  });
});

describe('writers', () => {
  it('the judge written for vitest agrees with ours', async () => {
    const path = mkdtempSync(join(tmpdir(), 'podproof-'));
    try {
      for (const file of vitestFiles(suite)) writeFileSync(join(path, file.path), file.text);
      const written = (await import(pathToFileURL(join(path, 'judge.mjs')).href)) as { readonly judge: typeof judge };
      for (const test of suite.cases.slice(0, 12)) {
        for (const model of [modelOf(test.manifest.scenario), mutantOf('sigkill-without-sigterm', test)]) {
          const ours = await judge(test, modelSession(model, test, 'model', dice(7)));
          expect(await written.judge(test, modelSession(model, test, 'model', dice(7)))).toMatchObject(ours);
        }
      }
    } finally {
      rmSync(path, { recursive: true });
    }
  });

  it('Chainsaw tests end in a phase, or with the Pod gone', () => {
    const { files } = chainsawSuite(suite);
    expect(files.length).toBeGreaterThan(0);
    for (const { path, text } of files) {
      const test = parse(text) as { readonly metadata: { readonly name: string }; readonly kind: string };
      expect(path).toBe(`${test.metadata.name}/chainsaw-test.yaml`);
      expect(test.kind).toBe('Test');
      expect(text).toMatch(/phase: |- error:/);
    }
  });
});

const reachable = (order: Suite['cases'][number]['expect']['order']) => {
  const leads = (a: number, b: number): boolean => order.some(([from, to]) => from === a && (to === b || leads(to, b)));
  return leads;
};
