import { describe, expect, it } from 'vitest';
import { mutationOf } from '../generators/mutants/index.ts';
import { type ConformOptions, conform } from './conform.ts';
import { modelTarget } from './drivers/model.ts';
import { caseOf, deletion, initThenMain, restarts, suiteOf } from './testing/cases.ts';

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
});
