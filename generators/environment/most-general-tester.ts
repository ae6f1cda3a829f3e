/**
 * The most general tester of a situation: it chooses what programs run in the containers, and then does at any time anything that the
 * situation's budgets allow. What no run of it shows no case can show.
 */
import { priceOf } from '../../model/budget.ts';
import { completes, exitCodes } from '../../model/components/process/index.ts';
import { graceOf } from '../../model/components/user/kubectl.ts';
import type { Event } from '../../model/event.ts';
import { podNames } from '../../model/initial.ts';
import { allContainers, type Container } from '../../model/kubernetes/spec.ts';
import { containerKey, type ProbeKind, type Scenario, type Uid, unlimited } from '../../model/scenario.ts';
import type { Stimulus } from '../observe/label.ts';
import type { ProfileName, Program } from '../suite/case.ts';
import { reasonToSkip } from './capabilities.ts';
import { eventOf, initialOrders } from './stimuli.ts';
import { eventsOutside, ordered } from './stimulus-effect.ts';
import { type Choice, type Programs, type Tester, type TesterEvent, testerCell, withTester } from './tested-cluster.ts';

const yesAndNo = [false, true] as const;

interface Place {
  readonly uid: Uid;
  readonly container: Container;
}

const placesOf = ({ instances }: Scenario): readonly Place[] =>
  Object.entries(instances).flatMap(([uid, { spec }]) => allContainers(spec).map((container) => ({ uid, container })));

const probesOf = ({ startupProbe, livenessProbe, readinessProbe }: Container): readonly ProbeKind[] => [
  ...(startupProbe === undefined ? [] : (['startup'] as const)),
  ...(livenessProbe === undefined ? [] : (['liveness'] as const)),
  ...(readinessProbe === undefined ? [] : (['readiness'] as const)),
];

const orders = (scenario: Scenario): readonly Stimulus[] =>
  placesOf(scenario).flatMap(({ uid, container: { name: container, ...rest } }): readonly Stimulus[] => [
    { do: 'process exits', uid, container, exitCode: 0 },
    { do: 'process exits', uid, container, exitCode: 1 },
    { do: 'process exceeds memory', uid, container },
    ...probesOf({ name: container, ...rest }).flatMap((probe) =>
      yesAndNo.map((succeeds) => ({ do: 'probe answers', uid, container, probe, succeeds }) as const),
    ),
    ...yesAndNo.map((succeeds) => ({ do: 'image answers', uid, container, succeeds }) as const),
  ]);

/** Everything users and faults can do to these objects, allowed or not. */
const requests = (scenario: Scenario): readonly Stimulus[] => [
  ...Object.keys(scenario.instances).flatMap((uid): readonly Stimulus[] => [
    { do: 'create', uid },
    { do: 'sandbox dies', uid },
    ...yesAndNo.map((succeeds) => ({ do: 'volumes answer', uid, succeeds }) as const),
  ]),
  ...podNames(scenario).flatMap((pod): readonly Stimulus[] => [
    { do: 'delete', pod, grace: null },
    { do: 'delete', pod, grace: Number(graceOf({ now: true })) },
    { do: 'force delete', pod },
    { do: 'remove scheduling gates', pod },
    { do: 'remove finalizers', pod },
    ...yesAndNo.map((value) => ({ do: 'set readiness gates', pod, value }) as const),
  ]),
  ...Object.keys(scenario.nodes).flatMap((node): readonly Stimulus[] => [
    { do: 'restart kubelet', node },
    { do: 'cordon', node },
    { do: 'taint', node },
    { do: 'relabel', node },
  ]),
  ...Object.keys(scenario.claims).map((claim) => ({ do: 'delete claim', claim }) as const),
];

/** What an order brings about at its worst, which is what it costs. */
const worstOf = (stimulus: Stimulus): Event | undefined => {
  switch (stimulus.do) {
    case 'process exits': {
      const { uid, container, exitCode } = stimulus;
      return exitCode === 0 ? undefined : { type: 'fault/containerCrashed', uid, container, exitCode };
    }
    case 'process exceeds memory':
      return { type: 'fault/containerOOMKilled', uid: stimulus.uid, container: stimulus.container };
    case 'probe answers': {
      const { uid, container, probe } = stimulus;
      return stimulus.succeeds ? undefined : { type: 'prober/probeFailed', uid, container, probe };
    }
    case 'image answers':
      return stimulus.succeeds
        ? undefined
        : { type: 'kubelet/imagePullFailed', uid: stimulus.uid, container: stimulus.container };
    case 'volumes answer':
      return stimulus.succeeds ? undefined : { type: 'kubelet/volumesFailed', uid: stimulus.uid };
    case 'create':
    case 'delete':
    case 'force delete':
    case 'remove scheduling gates':
    case 'remove finalizers':
    case 'set readiness gates':
    case 'cordon':
    case 'taint':
    case 'relabel':
    case 'delete claim':
    case 'restart kubelet':
    case 'sandbox dies':
      return eventOf(stimulus);
  }
};

/** The budget a stimulus is paid from, and how much is in it; undefined if it is free. */
export const budgetOf = (
  scenario: Scenario,
  stimulus: Stimulus,
): { readonly kind: string; readonly amount: number } | undefined => {
  const worst = worstOf(stimulus);
  const price = worst === undefined ? undefined : priceOf(worst);
  if (price === undefined) return undefined;
  const amounts: Readonly<Record<string, number>> = scenario[price.group];
  const amount = amounts[price.kind] ?? 0;
  return amount === unlimited ? undefined : { kind: price.kind, amount };
};

/** A program whose work is never done does not exit 0; what never fails need not be told to succeed again. */
const makesSense = (scenario: Scenario, stimulus: Stimulus): boolean => {
  if (stimulus.do === 'process exits' && stimulus.exitCode === 0) {
    const { spec } = scenario.instances[stimulus.uid] ?? {};
    const container =
      spec === undefined ? undefined : allContainers(spec).find(({ name }) => name === stimulus.container);
    return spec !== undefined && container !== undefined && completes(scenario, spec, container);
  }
  if (!('succeeds' in stimulus) || !stimulus.succeeds) return true;
  return budgetOf(scenario, { ...stimulus, succeeds: false })?.amount !== 0;
};

/** The stimuli a tester of this profile has in this situation. */
export const stimuliIn = (scenario: Scenario, profile: ProfileName): readonly Stimulus[] =>
  [...requests(scenario), ...orders(scenario)].filter(
    (stimulus) =>
      budgetOf(scenario, stimulus)?.amount !== 0 &&
      makesSense(scenario, stimulus) &&
      reasonToSkip(profile, scenario, [{ when: null, do: stimulus }]) === undefined,
  );

const programsFor = ({ faults }: Scenario, { preStop, postStart }: Container): readonly Program[] =>
  ([0, exitCodes.SIGTERM, 'ignore'] as const).flatMap((onSigterm) =>
    (preStop === undefined ? (['ends'] as const) : (['ends', 'hangs'] as const)).flatMap((preStopDoes) =>
      (postStart === undefined || faults['hook-failure'] === 0
        ? (['ends'] as const)
        : (['ends', 'fails'] as const)
      ).map((postStartDoes) => ({ onSigterm, preStop: preStopDoes, postStart: postStartDoes })),
    ),
  );

/** Every way to fill the containers with programs. */
export const choicesIn = (scenario: Scenario): readonly Programs[] =>
  placesOf(scenario).reduce<readonly Programs[]>(
    (chosen, { uid, container }) =>
      chosen.flatMap((programs) =>
        programsFor(scenario, container).map((one) => ({ ...programs, [containerKey(uid, container.name)]: one })),
      ),
    [{}],
  );

/** The most general tester. Its first step chooses the programs; the step of a stimulus is its place after the choices. */
export const freeTester = (scenario: Scenario, profile: ProfileName): Tester => {
  const choices = choicesIn(scenario);
  const stimuli = stimuliIn(scenario, profile);
  const eventIn = eventsOutside(scenario);
  const event = (step: number): TesterEvent => ({ type: 'tester/stimulus', step });
  const keys = Object.keys(choices[0] ?? {});
  return {
    profile,
    cells: {
      script: { next: 0 },
      last: { labels: [] },
      ...Object.fromEntries(keys.map((key) => [`program/${key}`, {}])),
      ...initialOrders(stimuli),
    },
    parts: [
      (cluster) => (testerCell(cluster, 'script').next === 0 ? choices.map((_, step) => event(step)) : []),
      ...stimuli.map((stimulus, index) => (cluster: Parameters<typeof eventIn>[0]) => {
        if (testerCell(cluster, 'script').next === 0) return [];
        const possible = eventIn(cluster, stimulus) !== undefined || ordered(cluster, stimulus) !== cluster;
        return possible ? [event(choices.length + index)] : [];
      }),
    ],
    takes: (cluster, step) => {
      const programs = choices[step];
      const stimulus = stimuli[step - choices.length];
      if (programs !== undefined) {
        const chosen = Object.entries(programs).reduce(
          (now, [key, program]) => withTester(now, `program/${key}`, { program }),
          withTester(cluster, 'script', { next: 1 }),
        );
        return [chosen, undefined, { programs } satisfies Choice];
      }
      if (stimulus === undefined) throw new Error(`the tester has no step ${step}`);
      return [cluster, stimulus, stimulus];
    },
    notes: (cluster) => cluster,
  };
};
