/** A workload with something changed about it, as remedies change it. */
import { type Assumptions, assume, delayOf } from '../../model/assumptions.ts';
import { isOpenEnded } from '../../model/kubernetes/sleeping.ts';
import { allContainers, type Container, type LifecycleHandler } from '../../model/kubernetes/spec.ts';
import type { Whole } from '../../model/slices/index.ts';
import { type Interval, second } from '../../model/timing/interval.ts';
import { servingNames } from '../tune/index.ts';

/** The grace period that Kubernetes gives if none is written. */
export const usualGrace = 30;

/** Seconds of grace of the Pod. */
export const graceOf = ({ pods: [pod] }: Whole): number => pod?.spec.terminationGracePeriodSeconds ?? usualGrace;

/** The longest that something may take, in seconds; Infinity if nothing bounds it. */
export const latestOf = (assumptions: Assumptions | undefined, name: string): number => {
  const delay = assumptions === undefined ? undefined : delayOf(assumptions, name);
  return (delay?.latest ?? Number.POSITIVE_INFINITY) / second;
};

/** The same workload where something takes so long. */
export const assuming = (whole: Whole, name: string, delay: Interval): Whole =>
  whole.assumptions === undefined ? whole : { ...whole, assumptions: assume(whole.assumptions, name, delay) };

/** The same workload with another replica that is ready all the time. */
export const withAnother = (whole: Whole): Whole => ({
  ...whole,
  servicesFor: (pods) =>
    Object.fromEntries(
      Object.entries(whole.servicesFor(pods)).map(([name, service]) => [
        name,
        { ...service, otherReadyEndpoints: service.otherReadyEndpoints + 1 },
      ]),
    ),
});

/** Seconds that a container waits for certain before it gets SIGTERM. */
export const waitOf = ({ preStop }: Container): number => preStop?.seconds ?? preStop?.sleeping?.seconds ?? 0;

/** The same workload where what serves waits at least so long before SIGTERM. */
export const withWaits = (whole: Whole, seconds: number): Whole => {
  const names = servingNames(whole);
  const waiting = (container: Container): Container =>
    names.includes(container.name) && waitOf(container) < seconds
      ? { ...container, preStop: { handler: 'sleep', seconds } }
      : container;
  return {
    ...whole,
    pods: whole.pods.map((pod) => ({
      ...pod,
      spec: {
        ...pod.spec,
        initContainers: pod.spec.initContainers.map(waiting),
        containers: pod.spec.containers.map(waiting),
      },
    })),
  };
};

const hooksOf = ({ pods: [pod] }: Whole): readonly LifecycleHandler[] =>
  (pod === undefined ? [] : allContainers(pod.spec)).flatMap(({ preStop }) => preStop ?? []);

/** Some preStop hook takes as long as its program likes. */
export const hasOpenHook = (whole: Whole): boolean => hooksOf(whole).some(isOpenEnded);

/** Seconds that the longest preStop hook takes at most, as far as that is known. */
export const hookSeconds = (whole: Whole): number => {
  const open = latestOf(whole.assumptions, 'pre-stop-hook');
  const seconds = hooksOf(whole).map((hook) => {
    const slept = hook.seconds ?? hook.sleeping?.seconds ?? 0;
    return isOpenEnded(hook) && Number.isFinite(open) ? Math.max(slept, open) : slept;
  });
  return Math.max(0, ...seconds);
};
