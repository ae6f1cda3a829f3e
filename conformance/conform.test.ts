import { describe, expect, it } from 'vitest';
import { type Mutation, mutationOf } from '../generators/mutants/index.ts';
import type { Observation } from '../generators/suite/case.ts';
import {
  caseOf,
  deletion,
  initThenMain,
  livenessFails,
  restarts,
  type Sketch,
  sandboxDies,
  suiteOf,
} from '../generators/suite/testing/cases.ts';
import { container } from '../model/testing/scenario.ts';
import { type ConformOptions, conform } from './conform.ts';
import type { Target } from './driver.ts';
import { modelTarget } from './drivers/model.ts';
import { becauseOf } from './run.ts';
import { type Answers, scripted } from './testing/scripted.ts';

const signal = new AbortController().signal;
const options: ConformOptions = { parallel: 2, signal };
const sketches = [
  restarts('Always', 1),
  restarts('OnFailure', 0),
  restarts('OnFailure', 1),
  restarts('Never', 1),
  initThenMain('Always'),
  initThenMain('Never'),
  deletion('heeds', null),
  deletion('ignores', 1),
];
const suite = suiteOf(
  'podman',
  sketches.map((sketch) => caseOf(sketch, 'podman')),
);

const mutant = (id: string) => {
  const mutation = mutationOf(id);
  if (mutation === undefined) throw new Error(`no mutation ${id}`);
  return modelTarget({ profile: 'podman', seed: '1', mutation });
};

const uid = 'web#1';
const stored: Observation = { see: 'pod stored', uid };
const ready: Observation = { see: 'sandbox ready', uid };
const stopped: Observation = { see: 'sandbox stopped', uid };
const started: Observation = { see: 'container started', uid, container: 'app' };

const scriptedTarget = (answers: Answers): Target => ({
  name: 'fake',
  attempts: 1,
  open: () => Promise.resolve(scripted(answers)),
  close: () => Promise.resolve(),
});

const failuresOf = async (id: string) => {
  const { cases } = await conform(suite, mutant(id), options);
  return cases.filter(({ verdict }) => verdict === 'fail');
};

describe('conform', () => {
  it('the model conforms to its own suite, whatever the seed', async () => {
    for (const seed of ['1', '2']) {
      const { cases } = await conform(suite, modelTarget({ profile: 'podman', seed }), options);
      expect(cases.map(({ id, verdict, because }) => `${id} ${verdict} ${because}`)).toEqual(
        sketches.map(({ id }) => `${id} pass `),
      );
    }
  });

  it('the same seed gives the same traces, side by side or not', async () => {
    const traces = async (parallel: number) => {
      const { cases } = await conform(suite, modelTarget({ profile: 'podman', seed: '7' }), { parallel, signal });
      return cases.map(({ trace }) => trace);
    };
    expect(await traces(1)).toEqual(await traces(3));
  });

  it('a mutant that starts main beside init fails where init and main are, and is told what comes first', async () => {
    const failed = await failuresOf('main-beside-init');
    expect(failed.map(({ id }) => id)).toEqual(['init-then-main-Always', 'init-then-main-Never']);
    expect(failed[1]?.divergence).toMatchObject({
      unexplained: { see: 'container started', container: 'app' },
      guard: { kind: 'early', component: 'container runtime', event: 'runtime/containerStarted web#1 app' },
      asIf: ['main-beside-init'],
    });
    const exited = { see: 'container exited', uid: 'web#1', container: 'init', exitCode: 0 };
    expect(failed[1]?.divergence?.guard.after).toContainEqual(exited);
  });

  it('a mutant that kills at once fails every deletion', async () => {
    const failed = await failuresOf('sigkill-without-sigterm');
    expect(failed.map(({ id }) => id)).toEqual(['delete-default-heeds', 'delete-1-ignores']);
  });

  it('a mutant that never starts anything is caught by its silence', async () => {
    const [first] = await failuresOf('kubelet-forgets-to-sync');
    expect(first?.divergence).toMatchObject({
      unexplained: null,
      guard: { kind: 'silence', label: { see: 'sandbox ready' } },
    });
  });

  it('runs what is in focus and not skipped, and says why it did not run the rest', async () => {
    const { cases, skipped } = await conform(suite, modelTarget({ profile: 'podman', seed: '1' }), {
      ...options,
      focus: /init|delete/u,
      skip: /Always/u,
    });
    expect(cases.map(({ id }) => id)).toEqual(['init-then-main-Never', 'delete-default-heeds', 'delete-1-ignores']);
    expect(skipped.map(({ because }) => because)).toEqual([...Array(4).fill('not in focus'), 'skipped on demand']);
  });

  it('names the mistake a failure looks like where nobody knows it', async () => {
    const { mistake, ...stranger } = mutant('init-reruns-after-success');
    expect(mistake).toBe('init-reruns-after-success');
    const { cases } = await conform(suite, { ...stranger, name: 'stranger' }, { ...options, focus: /init.*Never/u });
    expect(cases.map(({ divergence }) => divergence?.asIf)).toEqual([['init-reruns-after-success']]);
  });

  it('tries a pattern on the id and on the title, each by itself', async () => {
    const one = caseOf(restarts('Never', 1), 'podman');
    const titled = suiteOf('podman', [{ ...one, id: 'one-container-1', title: 'one container: create' }]);
    const idle = scriptedTarget({});
    for (const focus of [/one-container-1$/u, /^one container: create$/u]) {
      expect((await conform(titled, idle, { ...options, focus })).cases, focus.source).toHaveLength(1);
    }
    const { skipped } = await conform(titled, idle, { ...options, focus: /-1 one/u });
    expect(skipped.map(({ because }) => because)).toEqual(['not in focus']);
  });

  it('a case is told when its verdict is sure: a failure the model explains, with something left undone, is none', async () => {
    // What a sandbox shows that dies with its processes comes in one step of the model: an oracle knows one order of it, a target may
    // tell another.
    const dies = { ...sandboxDies, spec: { ...sandboxDies.spec, shareProcessNamespace: true } };
    const backwards = scriptedTarget({
      create: [stored, ready, started],
      'sandbox dies': [stopped, { see: 'container exited', uid, container: 'app', exitCode: 137 }],
    });
    const told: string[] = [];
    const { cases } = await conform(suiteOf('podman', [caseOf(dies, 'podman')]), backwards, {
      ...options,
      onResult: ({ verdict }, done, of) => told.push(`${verdict} ${done}/${of}`),
      onDoubt: ({ verdict }) => told.push(`${verdict}?`),
    });
    expect(cases.map(({ verdict, because }) => [verdict, because])).toEqual([['inconclusive', becauseOf.undone]]);
    expect(told).toEqual(['fail?', 'inconclusive 1/1']);
    expect(cases[0]?.waiting).toEqual(sandboxDies.stimuli[2]);
    expect(cases[0]?.covers).toContain('event:fault/sandboxDied');
  });

  it('says of the cases Ctrl-C left out that they were not run', async () => {
    const interrupted = new AbortController();
    const { cases, skipped } = await conform(suite, modelTarget({ profile: 'podman', seed: '1' }), {
      parallel: 1,
      signal: interrupted.signal,
      onResult: () => interrupted.abort(),
    });
    const ids = suite.cases.map(({ id }) => id);
    expect(cases.map(({ id }) => id)).toEqual(ids.slice(0, 1));
    expect(skipped).toEqual(ids.slice(1).map((id) => ({ id, because: 'interrupted' })));
  });

  it('names two mistakes where it takes both', async () => {
    const [reversed, killed] = ['main-in-reverse-order', 'sigkill-without-sigterm'].map(mutationOf);
    if (reversed === undefined || killed === undefined) throw new Error('no such mutations');
    const both: Mutation = {
      id: 'both',
      mistake: 'both',
      enabled: (name, cluster, events) => killed.enabled?.(name, cluster, events) ?? events,
      reduce: (before, event, after) => {
        const first = reversed.reduce?.(before, event, after) ?? after;
        return killed.reduce?.(before, event, first) ?? first;
      },
    };
    const { mistake: _, ...stranger } = modelTarget({ profile: 'podman', seed: '1', mutation: both });
    const two = deletion('heeds', null);
    const sketch = { ...two, spec: { ...two.spec, containers: [container('app'), container('log')] } };
    const { cases } = await conform(suiteOf('podman', [caseOf(sketch, 'podman')]), stranger, options);
    expect(cases[0]?.divergence?.asIf).toContain('main-in-reverse-order + sigkill-without-sigterm');
  });

  it('names two mistakes where together they are silent, though neither explains more than the model', async () => {
    const log: Observation = { see: 'container started', uid, container: 'log' };
    const fails = livenessFails('OnFailure');
    const [create, probeFails] = fails.stimuli;
    if (create === undefined || probeFails === undefined) throw new Error('no such stimuli');
    const heldUp: Sketch = {
      ...fails,
      // Only the sandbox has both containers stopped, so each mistake alone is silent about less than the model.
      spec: { ...fails.spec, containers: [...(fails.spec.containers ?? []), container('log')] },
      stimuli: [create, probeFails, { when: probeFails.when, do: { do: 'sandbox dies', uid } }],
      faults: { ...fails.faults, 'sandbox-failure': 1 },
    };
    const silent = scriptedTarget({ create: [stored, ready, started, log], 'sandbox dies': [stopped] });
    const { cases } = await conform(suiteOf('podman', [caseOf(heldUp, 'podman')]), silent, options);
    expect(cases[0]?.divergence?.unexplained).toBeNull();
    expect(cases[0]?.divergence?.asIf).toContain('sandbox-death-unnoticed + liveness-needs-always');
  });
});
