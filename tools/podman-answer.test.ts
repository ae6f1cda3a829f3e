import { describe, expect, it } from 'vitest';
import { type Answer, wrongWith } from './podman-answer.ts';

const uid = 'web#1';
const line = (see: string, container: string, exitCode?: number) => ({
  label: { see, uid, container, ...(exitCode === undefined ? {} : { exitCode }) },
});
const podOf = (restartPolicy: string) => ({
  metadata: { name: 'web' },
  spec: { restartPolicy, initContainers: [{ name: 'init' }] },
});
const passes: Answer['cases'][number] = {
  id: 'one-container-1',
  verdict: 'pass',
  because: '',
  manifests: [podOf('Always')],
  trace: [],
  divergence: null,
};
const again: Answer['cases'][number] = {
  ...passes,
  id: 'two-init-containers-1',
  verdict: 'fail',
  because: 'it showed what the model cannot show there',
  trace: [line('container started', 'init'), line('container exited', 'init', 0), line('container started', 'init')],
  divergence: { explained: 2, unexplained: line('container started', 'init').label },
};

describe('what podman 4.3.1 answers', () => {
  it('is right when the completed init container that is started again was found', () => {
    expect(wrongWith({ cases: [passes, again] })).toEqual([]);
  });

  it.each([
    ['everything passes', [passes], 'init container is started again'],
    ['nothing was decided', [{ ...passes, verdict: 'inconclusive' }], 'no case passes'],
    [
      'the driver broke',
      [passes, again, { ...passes, because: 'the driver failed: EPERM' }],
      'the driver failed: EPERM',
    ],
    [
      'another container started',
      [passes, { ...again, divergence: { explained: 2, unexplained: line('container started', 'app').label } }],
      'started again',
    ],
    ['it may start again', [passes, { ...again, manifests: [podOf('Never')] }], 'started again'],
    ['it had failed', [passes, { ...again, trace: [line('container exited', 'init', 1)] }], 'started again'],
    ['nothing ran', [], 'no case was run'],
  ])('is wrong when %s', (_what, cases, words) => {
    expect(wrongWith({ cases }).join('\n')).toContain(words);
  });
});
