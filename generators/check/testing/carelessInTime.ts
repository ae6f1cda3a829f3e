/** Mistakes that cutting slices in time can make, each planted for the comparison with the whole in time to see. */
import { usualAssumptions } from '../../../model/assumptions.ts';
import type { PodInstance } from '../../../model/scenario.ts';
import { slicesOf, type Whole } from '../../../model/slices/index.ts';
import { type Carelessness, careless, specs, without } from './careless.ts';

const slices = ['timed-endpoints', 'timed-shutdown'] as const;

/** Every container ends as the first does: what a careless look at containers takes for alike. */
const endingAlike = (pods: readonly PodInstance[]): readonly PodInstance[] =>
  pods.map(({ name, spec }) => {
    const containers = spec.containers.map(({ preStop: _own, ...one }) => {
      const preStop = spec.containers[0]?.preStop;
      return preStop === undefined ? one : { ...one, preStop };
    });
    return { name, spec: { ...spec, containers } };
  });

/** The mistakes. */
export const carelessnessInTime: readonly Omit<Carelessness, 'cast' | 'mutation'>[] = [
  careless(
    'preStop is stripped',
    'once',
    ['a preStop sleep', 'a preStop hook', 'a Service', 'a delete'],
    slices,
    without('preStop'),
  ),
  careless(
    'a grace period of 0 is forgotten',
    'once',
    ['no grace', 'a Service', 'a delete'],
    slices,
    specs(() => ({ terminationGracePeriodSeconds: 30 })),
  ),
  {
    mistake: 'containers with different hooks are taken for alike',
    pool: ['a second container with a hook', 'a Service', 'a delete'],
    cut: (whole: Whole) => slicesOf({ ...whole, pods: endingAlike(whole.pods) }),
  },
  careless(
    'a liveness probe is stripped',
    'once',
    ['a liveness probe', 'fault probe-failure'],
    slices,
    without('livenessProbe'),
  ),
  careless('a second delete is forgotten', 'once', ['a delete', 'a shorter delete'], slices, ({ user }) => ({
    user: { ...user, 'delete-shorter': 0 },
  })),
  careless(
    'delays are as usual, whatever is assumed',
    'once',
    ['a Service', 'a delete', 'a preStop sleep'],
    slices,
    () => ({
      assumptions: usualAssumptions,
    }),
  ),
];
