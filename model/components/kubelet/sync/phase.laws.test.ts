import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { records, viewWith } from '../../../testing/passes.ts';
import { container } from '../../../testing/scenario.ts';
import { getPhase } from './phase.ts';

const seed = { seed: 42 };
const state = fc.constantFrom(...(Object.keys(records) as (keyof typeof records)[]));
const policy = fc.constantFrom('Always', 'OnFailure', 'Never');

const view = fc
  .record({
    restartPolicy: policy,
    own: fc.option(policy),
    init: state,
    proxy: state,
    app: state,
    log: state,
    rules: fc.boolean(),
  })
  .map(({ restartPolicy, own, rules, ...shown }) => {
    const initContainers = [container('init'), container('proxy', { restartPolicy: 'Always' })];
    const containers = [container('app', own === null ? {} : { restartPolicy: own }), container('log')];
    return viewWith({ restartPolicy, initContainers, containers }, shown, { gates: { containerRestartRules: rules } });
  });

describe('laws of the phase (seed 42)', () => {
  it('never is terminal while a main container runs, unless an init container failed for good (C119)', () => {
    fc.assert(
      fc.property(view, fc.boolean(), fc.boolean(), (pod, started, terminal) => {
        fc.pre(pod.record('init').exitCode === 0);
        fc.pre(['app', 'log'].some((name) => pod.record(name).state === 'running'));
        expect(['Pending', 'Running']).toContain(getPhase(pod, () => started, terminal));
      }),
      seed,
    );
  });

  it('is Succeeded only if every main container exited 0 (C119, D58)', () => {
    fc.assert(
      fc.property(view, fc.boolean(), (pod, terminal) => {
        const endedWell = ['app', 'log'].every(
          (name) => pod.record(name).state === 'exited' && pod.record(name).exitCode === 0,
        );
        expect(endedWell || getPhase(pod, () => true, terminal) !== 'Succeeded').toBe(true);
      }),
      seed,
    );
  });

  it('says nothing of readiness: what started or is ready never makes a pod terminal (C122)', () => {
    fc.assert(
      fc.property(view, (pod) => {
        const [before, after] = [getPhase(pod, () => false, false), getPhase(pod, () => true, false)];
        expect(before === after || (before === 'Pending' && after === 'Running')).toBe(true);
      }),
      seed,
    );
  });
});
