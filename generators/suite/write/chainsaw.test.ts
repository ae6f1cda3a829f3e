import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { container } from '../../../model/kubernetes/defaults.ts';
import type { PodSpec } from '../../../model/kubernetes/spec.ts';
import { podSpec, scenario } from '../../../model/testing/scenario.ts';
import type { Case, Expectation, Observation, Step, Suite } from '../case.ts';
import { manifestOf } from '../manifest.ts';
import { chainsawSuite } from './chainsaw.ts';

const uid = 'web#1';
const create: Step = { when: null, do: { do: 'create', uid } };
const once = (observation: Observation, stimulus: Step['do'], times = 1): Step => ({
  when: { observation, times },
  do: stimulus,
});
const started: Observation = { see: 'container started', uid, container: 'app' };
const scheduled: Observation = { see: 'pod scheduled', uid, node: 'n1' };
const exit = (exitCode: number): Step['do'] => ({ do: 'process exits', uid, container: 'app', exitCode });
const remove: Step['do'] = { do: 'delete', pod: 'web', grace: null };
const phase = (name: 'Running' | 'Succeeded' | 'Failed'): Observation => ({ see: 'pod phase', uid, phase: name });
const always = (...observations: readonly Observation[]): Expectation => ({
  required: observations.map((observation) => ({ observation, times: 1 })),
  order: [],
  allowed: [],
});

const caseOf = (id: string, spec: Partial<PodSpec>, stimuli: readonly Step[], expected: Expectation): Case => ({
  id,
  title: id,
  covers: [],
  manifest: manifestOf(scenario({ name: id, instances: { [uid]: { name: 'web', spec: podSpec(spec) } } }), {}),
  stimuli,
  expect: expected,
  oracle: { observes: [], alphabet: [], states: [] },
  timeoutSeconds: 40,
});

const completes = caseOf(
  'completes',
  { restartPolicy: 'Never' },
  [create, once(started, exit(0))],
  always(phase('Running'), phase('Succeeded')),
);
const goes = caseOf('goes', {}, [create, once(scheduled, remove)], always({ see: 'pod removed', uid }));

const written = (...cases: readonly Case[]) =>
  chainsawSuite({
    apiVersion: 'podproof.dev/v1',
    kind: 'ConformanceSuite',
    kubernetesVersion: '1.35',
    profile: 'kubernetes',
    goals: [],
    cases,
    skipped: [],
    coverage: { covered: 0, goals: 0, atLeastCases: 0 },
  } satisfies Suite);

const filesOf = (...cases: readonly Case[]) => written(...cases).files;

interface Written {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly steps: readonly { readonly try: readonly Readonly<Record<string, unknown>>[] }[] };
}

const stepsOf = (test: Case): Written['spec']['steps'][number]['try'] =>
  filesOf(test).flatMap(({ text }) => (parse(text) as Written).spec.steps.flatMap((step) => step.try));

describe('a Chainsaw test', () => {
  it('settles what containers do before they start, and asserts the phase every run ends in', () => {
    const [first, last, ...more] = stepsOf(completes);
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      create: {
        resource: { kind: 'Pod', spec: { containers: [{ command: ['sh', '-c', expect.stringContaining('exit 0')] }] } },
      },
    });
    expect(last).toMatchObject({ assert: { resource: { metadata: { name: 'web' }, status: { phase: 'Succeeded' } } } });
  });

  it('waits for what the stored Pod shows, and for the Pod to be gone', () => {
    const [, waits, deletes, last] = stepsOf(goes);
    expect(waits).toMatchObject({ assert: { resource: { spec: { '(nodeName != null)': true } } } });
    expect(deletes).toMatchObject({ script: { content: expect.stringMatching(/delete pod web --wait=false/) } });
    expect(last).toEqual({ error: { resource: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' } } } });
  });

  it.each([
    ['a container that would be started again', { restartPolicy: 'Always' }, [create, once(started, exit(0))]],
    ['an exit that is not the first', { restartPolicy: 'Never' }, [create, once(started, exit(0), 2)]],
    ['what only a container shows', {}, [create, once(started, remove)]],
    ['a node that it does not fit on', { nodeName: 'n1' }, [create]],
    ['room on a node', { containers: [container('app', { requests: { cpu: 3000 } })] }, [create]],
  ] as const)('there is none where the case is about %s', (_what, spec, stimuli) => {
    const test = caseOf('none', spec, stimuli, always(phase('Failed')));
    expect(filesOf(test)).toEqual([]);
  });
});

const lints = spawnSync('chainsaw', ['version']).status === 0;
if (!lints) process.stderr.write('skipped: chainsaw itself reads Chainsaw tests: chainsaw is not on the PATH\n');

describe.skipIf(!lints)('chainsaw', () => {
  it('finds them valid', () => {
    const directory = mkdtempSync(join(tmpdir(), 'podproof-chainsaw-'));
    try {
      for (const { path, text } of filesOf(completes, goes)) {
        const file = join(directory, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
        expect(execFileSync('chainsaw', ['lint', 'test', '-f', file], { encoding: 'utf8' })).toContain('is valid');
      }
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('says of a case that has none why', () => {
    const onNodes = caseOf('on nodes', { nodeName: 'node-1' }, [create], always(phase('Running')));
    const late = caseOf('late', {}, [create, once(scheduled, exit(0))], always(phase('Running')));
    const { files, leftOut } = written(completes, onNodes, late);
    expect(files.map(({ path }) => path)).toEqual(['completes/chainsaw-test.yaml']);
    expect(leftOut).toEqual({ nodes: 1, program: 1, steps: 0, end: 0 });
  });
});
