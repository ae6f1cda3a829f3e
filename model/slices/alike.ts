/**
 * Main containers that differ in nothing the model looks at: of many a few are kept.
 *
 * Why three tell all there is. A promise speaks of one main container or of two; what the Pod does depends on the others through three
 * questions only: have all started (phase Running), have all ended (completion, the sandbox's end, the terminal phase), has some failed
 * (Failed, not Succeeded).
 *
 * From many to three: of a run that breaks a promise keep the containers it speaks of, the one that is last to start or end, and one that
 * failed. What is left out of the run are steps of other containers and passes that were about them alone, and nothing else waits for those:
 * what remains is a run of the smaller Pod, in which the same promise breaks.
 *
 * From three to many: let each further container do what one of the three does, right after it, at every step. Its list position may be a later
 * one; then it starts later in the same pass, and nobody else looks in between. This needs a container that no fault strikes, for faults are
 * counted: so there are more than three where more faults may strike containers.
 */
import type { Container, PodSpec, Probe, ResourceList } from '../kubernetes/spec.ts';
import { type FaultKind, type PodInstance, unlimited } from '../scenario.ts';
import type { Taken } from './shortcuts.ts';
import { firstPod, type Whole } from './whole.ts';

/** Faults that strike one container. */
const strikes: readonly FaultKind[] = [
  'container-crash',
  'oom',
  'image-pull-failure',
  'hook-failure',
  'probe-failure',
  'stop-failure',
  'hook-hang',
  'image-pull-hang',
];

/** What slices allow where nobody has said otherwise. */
const usual: Partial<Readonly<Record<FaultKind, number>>> = { 'container-crash': 1, 'probe-failure': 1 };

const most = ({ faults }: Whole): number => {
  const budgets = strikes.map((kind) => faults[kind] ?? usual[kind] ?? 0).filter((budget) => budget !== unlimited);
  return Math.max(3, 1 + budgets.reduce((sum, budget) => sum + budget, 0));
};

/** What of a probe is seen where outcomes are not counted and nobody looks at a clock. */
const untimed = (probe: Probe | undefined) =>
  probe === undefined ? 'none' : [probe.handler, probe.terminationGracePeriodSeconds ?? 'as the Pod'];

/** What the model looks at of a main container. */
const kindOf = (whole: Whole, container: Container, timed: boolean): string => {
  const { name, image: _image, requests: _requests, limits, volumeMounts: _mounts, environment, ...rest } = container;
  const { startupProbe, livenessProbe, readinessProbe, ...others } = rest;
  const known = whole.configObjects;
  const lacking = environment.filter(
    ({ kind, name, optional }) => !optional && known !== undefined && !known.includes(`${kind}/${name}`),
  );
  const probes = [startupProbe, livenessProbe, readinessProbe];
  const served = Object.entries(whole.servicesFor([firstPod(whole).name])).filter(([, { containers }]) =>
    containers?.includes(name),
  );
  return JSON.stringify([
    served.map(([service]) => service),
    others,
    timed ? probes : probes.map(untimed),
    limits['memory'] !== undefined,
    lacking,
  ]);
};

const sum = (one: ResourceList, other: ResourceList): ResourceList =>
  Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])].map((name) => [
      name,
      (one[name] ?? 0) + (other[name] ?? 0),
    ]),
  );

/** One container that asks for and mounts what both do. */
const merged = (kept: Container, gone: Container): Container => ({
  ...kept,
  requests: sum(kept.requests, gone.requests),
  volumeMounts: [...new Set([...kept.volumeMounts, ...gone.volumeMounts])],
});

interface Reduced {
  readonly pod: PodInstance;
  readonly shortcuts: readonly Taken[];
}

/** The first pod, with so many main containers of a kind as can matter. */
export const withoutRepetition = (whole: Whole, timed = false): Reduced => {
  const { name, spec } = firstPod(whole);
  const ofKind = new Map<string, Container[]>();
  const dropped: string[] = [];
  for (const container of spec.containers) {
    const kind = kindOf(whole, container, timed);
    const kept = ofKind.get(kind) ?? [];
    ofKind.set(kind, kept);
    const last = kept.at(-1);
    if (last === undefined || kept.length < most(whole)) kept.push(container);
    else {
      kept[kept.length - 1] = merged(last, container);
      dropped.push(container.name);
    }
  }
  if (dropped.length === 0) return { pod: { name, spec }, shortcuts: [] };
  const left = new Map([...ofKind.values()].flat().map((container) => [container.name, container]));
  const containers = spec.containers.flatMap((container) => left.get(container.name) ?? []);
  const reduced: PodSpec = { ...spec, containers };
  return { pod: { name, spec: reduced }, shortcuts: [['containers-alike', dropped.join(', ')]] };
};
