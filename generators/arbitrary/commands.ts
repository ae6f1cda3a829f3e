/**
 * Commands by chance, with the model as their oracle: a list of stimuli for a scenario becomes a case like those of a suite, and a case can be
 * judged on anything that can be stimulated. fast-check shrinks the list.
 */
import fc from 'fast-check';
import { allContainers, type Container } from '../../model/kubernetes/spec.ts';
import { modelOf } from '../../model/reducer.ts';
import { instanceOf, type ProbeKind, type Scenario, type Uid, unlimited } from '../../model/scenario.ts';
import { reasonToSkip } from '../environment/capabilities.ts';
import type { Case, Observation, ProfileName, Step, Stimulus } from '../suite/case.ts';
import { type Judged, judge, type Session } from '../suite/judge.ts';
import { manifestOf } from '../suite/manifest.ts';
import { oracleOf } from '../suite/oracle.ts';
import { patienceFor } from '../suite/timeouts.ts';

/** A case made by chance: no title, no goals, but everything that is needed to run and judge it. */
export type Commands = Pick<Case, 'manifest' | 'stimuli' | 'oracle' | 'timeoutSeconds'>;

const bounds = { maxStates: 20_000, maxOracleStates: 1_000 };
const mostStimuli = 4;

const probesOf = ({ startupProbe, livenessProbe, readinessProbe }: Container): readonly ProbeKind[] => [
  ...(startupProbe === undefined ? [] : (['startup'] as const)),
  ...(livenessProbe === undefined ? [] : (['liveness'] as const)),
  ...(readinessProbe === undefined ? [] : (['readiness'] as const)),
];

const toContainer = (uid: Uid, container: Container): readonly Stimulus[] => {
  const { name } = container;
  return [
    { do: 'process exits', uid, container: name, exitCode: 0 },
    { do: 'process exits', uid, container: name, exitCode: 1 },
    ...(container.limits['memory'] === undefined
      ? []
      : [{ do: 'process exceeds memory', uid, container: name } as const]),
    ...probesOf(container).flatMap((probe) =>
      [false, true].map((succeeds) => ({ do: 'probe answers', uid, container: name, probe, succeeds }) as const),
    ),
  ];
};

const toPod = (scenario: Scenario, uid: Uid): readonly Stimulus[] => {
  const { name: pod, spec } = instanceOf(scenario, uid);
  return [
    { do: 'delete', pod, grace: null },
    { do: 'force delete', pod },
    ...allContainers(spec).flatMap((container) => toContainer(uid, container)),
    { do: 'sandbox dies', uid },
    ...(spec.schedulingGates.length === 0 ? [] : [{ do: 'remove scheduling gates', pod } as const]),
    ...(spec.finalizers.length === 0 ? [] : [{ do: 'remove finalizers', pod } as const]),
    ...(spec.readinessGates.length === 0
      ? []
      : [true, false].map((value) => ({ do: 'set readiness gates', pod, value }) as const)),
  ];
};

const toNode = ([node, { labels }]: readonly [string, Scenario['nodes'][string]]): readonly Stimulus[] => [
  { do: 'restart kubelet', node },
  { do: 'cordon', node },
  { do: 'taint', node },
  ...(Object.keys(labels).length === 0 ? [] : [{ do: 'relabel', node } as const]),
];

/** Everything a tester can do in this scenario on such a target; plain things first. */
const stimuliFor = (scenario: Scenario, profile: ProfileName): readonly Stimulus[] =>
  [
    ...Object.keys(scenario.instances).flatMap((uid) => toPod(scenario, uid)),
    ...Object.entries(scenario.nodes).flatMap(toNode),
    ...Object.keys(scenario.claims).map((claim): Stimulus => ({ do: 'delete claim', claim })),
  ].filter((stimulus) => reasonToSkip(profile, scenario, [{ when: null, do: stimulus }]) === undefined);

const cuesFor = (scenario: Scenario, uid: Uid): readonly Observation[] => [
  { see: 'pod stored', uid },
  { see: 'sandbox ready', uid },
  ...allContainers(instanceOf(scenario, uid).spec).flatMap(({ name: container }): readonly Observation[] => [
    { see: 'container started', uid, container },
    { see: 'container exited', uid, container, exitCode: 0 },
  ]),
];

const stepFor = (scenario: Scenario, profile: ProfileName): fc.Arbitrary<Step> => {
  const cues = Object.keys(scenario.instances).flatMap((uid) => cuesFor(scenario, uid));
  const cue = fc.constantFrom(...cues).map((observation) => ({ observation, times: 1 }));
  return fc.record({
    when: fc.option(cue, { nil: null }),
    do: fc.constantFrom(...stimuliFor(scenario, profile)),
  });
};

interface Withheld {
  readonly uid: Uid;
  readonly container: string;
}

/** An image that cannot be pulled from the start, until that has been seen. */
const withheldFor = (scenario: Scenario, profile: ProfileName): fc.Arbitrary<Withheld | undefined> => {
  const images = Object.entries(scenario.instances).flatMap(([uid, { spec }]) =>
    allContainers(spec).flatMap(({ name, imagePullPolicy }) =>
      imagePullPolicy === 'Never' ? [] : [{ uid, container: name }],
    ),
  );
  const possible = images.filter(
    (image) =>
      reasonToSkip(profile, scenario, [{ when: null, do: { do: 'image answers', ...image, succeeds: false } }]) ===
      undefined,
  );
  return possible.length === 0
    ? fc.constant(undefined)
    : fc.option(fc.constantFrom(...possible), { nil: undefined, freq: 2 });
};

const around = (image: Withheld | undefined, creates: readonly Step[], steps: readonly Step[]): readonly Step[] => {
  if (image === undefined) return [...creates, ...steps];
  const waiting = { see: 'container waiting', ...image, reason: 'ErrImagePull' } as const;
  return [
    { when: null, do: { do: 'image answers', ...image, succeeds: false } },
    ...creates,
    { when: { observation: waiting, times: 1 }, do: { do: 'image answers', ...image, succeeds: true } },
    ...steps,
  ];
};

/** Everything a tester may ask for is affordable. */
const affordable = (scenario: Scenario): Scenario => ({
  ...scenario,
  faults: {
    ...scenario.faults,
    'image-pull-failure': unlimited,
    'probe-failure': unlimited,
    'sandbox-failure': unlimited,
    'kubelet-restart': unlimited,
    oom: unlimited,
  },
  user: Object.fromEntries(
    Object.keys(scenario.user).map((kind) => [
      kind,
      kind === 'create' ? Object.keys(scenario.instances).length : unlimited,
    ]),
  ) as Scenario['user'],
});

/** Commands for this scenario on targets of that profile; those whose oracle would be too large are left out. */
export const commandsFor = (scenario: Scenario, profile: ProfileName): fc.Arbitrary<Commands> => {
  const because = reasonToSkip(profile, scenario, []);
  if (because !== undefined) throw new Error(`no commands for ${scenario.name}: ${because}`);
  const set = affordable(scenario);
  const creates = Object.keys(set.instances).map((uid): Step => ({ when: null, do: { do: 'create', uid } }));
  return fc
    .tuple(withheldFor(set, profile), fc.array(stepFor(set, profile), { maxLength: mostStimuli }))
    .map(([image, steps]) => {
      const stimuli = around(image, creates, steps);
      const oracle = oracleOf(modelOf(set), { profile, programs: {}, stimuli }, bounds);
      return oracle === undefined
        ? undefined
        : { manifest: manifestOf(set, {}), stimuli, oracle, timeoutSeconds: patienceFor(set, stimuli) };
    })
    .filter((commands) => commands !== undefined);
};

/** A property for `fc.assert`: whatever is opened conforms to the model under every list of commands. */
export const conformsTo = (
  scenario: Scenario,
  profile: ProfileName,
  open: (commands: Commands) => Promise<Session>,
): fc.IAsyncProperty<[Commands]> =>
  fc.asyncProperty(commandsFor(scenario, profile), async (commands) => {
    const judged: Judged = await judge(commands, await open(commands));
    if (judged.verdict === 'fail') throw new Error(`not as the model has it: ${JSON.stringify(judged)}`);
  });
