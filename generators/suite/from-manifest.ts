/** What a suite for somebody's own manifest is made of: the slices it is cut into, with a few things at a time that may happen. */
import { type Budgets, budgetsOf } from '../../model/budget.ts';
import { allContainers, type Container, isKilledByProbes, type PodSpec } from '../../model/kubernetes/spec.ts';
import { hasToken, withoutToken } from '../../model/kubernetes/tokenVolume.ts';
import { type Scenario, unlimited } from '../../model/scenario.ts';
import type { Slice } from '../../model/slices/index.ts';
import type { ProfileName, Skipped } from './case.ts';
import { bare } from './for-podman.ts';
import { type Foreign, foreign } from './for-shared-cluster.ts';

const exec = { handler: 'exec' } as const;

const scripted = (container: Container): Container => ({
  ...container,
  ...(container.startupProbe === undefined ? {} : { startupProbe: { ...container.startupProbe, ...exec } }),
  ...(container.livenessProbe === undefined ? {} : { livenessProbe: { ...container.livenessProbe, ...exec } }),
  ...(container.readinessProbe === undefined ? {} : { readinessProbe: { ...container.readinessProbe, ...exec } }),
  ...(container.postStart === undefined ? {} : { postStart: exec }),
  ...(container.preStop === undefined ? {} : { preStop: exec }),
});

const scriptedPod = (spec: PodSpec): PodSpec => ({
  ...spec,
  initContainers: spec.initContainers.map(scripted),
  containers: spec.containers.map(scripted),
  volumes: spec.volumes.map((volume) => (volume.kind === 'other' ? { kind: 'emptyDir', name: volume.name } : volume)),
});

/** No program of a case talks to the API, so none is given a token. */
const appliedPod = (spec: PodSpec): PodSpec => scriptedPod(withoutToken(spec));

/** The scenario as a suite can apply it: a script answers hooks and probes, volumes of no known kind are empty, nobody else has endpoints, and no traffic is sent to anybody. */
export const asApplied = (scenario: Scenario): Scenario => ({
  ...scenario,
  instances: Object.fromEntries(
    Object.entries(scenario.instances).map(([uid, { name, spec }]) => [uid, { name, spec: appliedPod(spec) }]),
  ),
  services: Object.fromEntries(
    Object.entries(scenario.services).map(([name, { containers: _asked, ...service }]) => [
      name,
      { ...service, otherReadyEndpoints: 0 },
    ]),
  ),
});

const withBudgets = (scenario: Scenario, name: string, amounts: Budgets): Scenario => ({
  ...asApplied(scenario),
  name,
  ...budgetsOf({ ...amounts, create: scenario.user.create }),
});

const somePod = ({ instances }: Scenario, has: (spec: PodSpec) => boolean): boolean =>
  Object.values(instances).some(({ spec }) => has(spec));

const someContainer = (scenario: Scenario, has: (container: Container) => boolean): boolean =>
  somePod(scenario, (spec) => allContainers(spec).some(has));

/** Gates and finalizers keep a Pod where it is until somebody takes them away. */
const unblocking = (scenario: Scenario): Budgets => ({
  'remove-gates': somePod(scenario, (spec) => spec.schedulingGates.length > 0) ? 1 : 0,
  'remove-finalizers': somePod(scenario, (spec) => spec.finalizers.length > 0) ? 1 : 0,
});

/** What may go wrong in a pod, one thing at a time: where it can, under which name, how often. */
const troubles: readonly (readonly [name: string, can: (scenario: Scenario) => boolean, amounts: Budgets])[] = [
  ['deleted', () => true, { delete: 1, 'force-delete': 1 }],
  ['with a crash', () => true, { delete: 1, 'container-crash': 1 }],
  [
    'with an image that cannot be pulled',
    (scenario) => someContainer(scenario, ({ imagePullPolicy }) => imagePullPolicy !== 'Never'),
    { 'image-pull-failure': unlimited },
  ],
  ['with a probe that fails', (scenario) => someContainer(scenario, isKilledByProbes), { 'probe-failure': 1 }],
  [
    'with a postStart hook that fails',
    (scenario) => someContainer(scenario, ({ postStart }) => postStart !== undefined),
    { 'hook-failure': 1 },
  ],
  [
    'with too much memory',
    (scenario) => someContainer(scenario, ({ limits }) => limits['memory'] !== undefined),
    { oom: 1 },
  ],
];

/** In slices that are small whatever is in the manifest. */
const smaller: { readonly [S in Slice['slice']]?: Budgets } = {
  readiness: { delete: 1, 'set-readiness-gate': 2 },
  endpoints: { delete: 1, 'set-readiness-gate': 2 },
  deadline: { delete: 1 },
  identity: { delete: 1 },
  claims: { delete: 1, 'delete-claim': 1 },
};

/** With more containers than this, two lives of a pod are too many runs to tell right from wrong. */
const mostTwice = 3;

const isTooLarge = ({ slice, scenario }: Slice): boolean =>
  slice === 'identity' && somePod(scenario, (spec) => allContainers(spec).length > mostTwice);

/** A driver for a cluster finds nodes and classes and does not make them; podman has nothing but Pods; the model has all of it. */
const onTarget = ({ slice, scenario }: Slice, profile: ProfileName): Foreign => {
  if (profile === 'podman') return bare(scenario);
  return profile === 'kubernetes' ? foreign(scenario, slice === 'claims') : { scenario, leftOut: [] };
};

/** Slices about what only a cluster has, or about a deadline, are another lifecycle of the same Pod without it. */
const isBeyond = ({ slice }: Slice, profile: ProfileName): boolean =>
  profile === 'podman' && slice !== 'pod' && slice !== 'identity';

/** The situations of one slice for such a target; those about several pods at a time, and those with time, have none. */
export const situationsOf = (cut: Slice, profile: ProfileName): readonly Scenario[] => {
  const { slice } = cut;
  if (isTooLarge(cut) || isBeyond(cut, profile)) return [];
  const { scenario } = onTarget(cut, profile);
  const always = unblocking(scenario);
  if (slice === 'pod') {
    return troubles
      .filter(([, can]) => can(scenario))
      .map(([name, , amounts]) => withBudgets(scenario, `${scenario.name}, ${name}`, { ...always, ...amounts }));
  }
  const amounts = smaller[slice];
  return amounts === undefined ? [] : [withBudgets(scenario, scenario.name, { ...always, ...amounts })];
};

const volumesOf = ({ instances }: Scenario): readonly string[] =>
  Object.values(instances).flatMap(({ spec }) =>
    withoutToken(spec).volumes.flatMap((volume) =>
      volume.kind === 'other' ? [`${volume.name} (${volume.type})`] : [],
    ),
  );

const isAnswered = ({ startupProbe, livenessProbe, readinessProbe, postStart, preStop }: Container): boolean =>
  [startupProbe, livenessProbe, readinessProbe, postStart, preStop].some(
    (one) => one !== undefined && one.handler !== 'exec',
  );

const replaced = (scenario: Scenario): readonly string[] => {
  const volumes = volumesOf(scenario);
  const others = Object.values(scenario.services).some(({ otherReadyEndpoints }) => otherReadyEndpoints > 0);
  return [
    ...(volumes.length === 0
      ? []
      : [`the cases have emptyDir volumes in place of ${[...new Set(volumes)].join(', ')}`]),
    ...(someContainer(scenario, isAnswered)
      ? ['the cases have exec hooks and probes, which a script answers, in place of httpGet, tcpSocket, grpc and sleep']
      : []),
    ...(somePod(scenario, hasToken) ? ['the cases mount no service account token'] : []),
    ...(others ? ['the cases have none of the other replicas behind the Services'] : []),
  ];
};

const whyNone = (cut: Slice, profile: ProfileName): string => {
  if (cut.slice.startsWith('timed')) return 'a suite measures no durations';
  if (isBeyond(cut, profile)) return 'podman kube play has nothing of what it is about';
  if (isTooLarge(cut)) return `a Pod of more than ${mostTwice} containers that lives twice has too many runs`;
  return 'it is about several Pods at a time, whose interleavings a tester cannot choose';
};

/** What the cases made of a slice do not have of the manifest, each with its reason. */
export const leftOutOf = (cut: Slice, profile: ProfileName): readonly Skipped[] => {
  const { scenario, leftOut } = cut;
  const id = scenario.name;
  if (situationsOf(cut, profile).length === 0) return [{ id, because: whyNone(cut, profile) }];
  return [
    // What a slice leaves to budgets is not left out here: the situations have budgets of their own.
    ...leftOut
      .filter((words) => !words.includes('--faults'))
      .map((because) => ({ id, because: `left out: ${because}` })),
    ...[...replaced(scenario), ...onTarget(cut, profile).leftOut].map((because) => ({ id, because })),
  ];
};
