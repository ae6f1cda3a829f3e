/**
 * Commands by chance, with the model as their oracle: a list of stimuli for a scenario becomes a case like those of a suite, and a case can be
 * judged on anything that can be stimulated. fast-check shrinks the list.
 */
import fc from 'fast-check';
import { allContainers } from '../../model/kubernetes/spec.ts';
import { modelOf } from '../../model/reducer.ts';
import { instanceOf, type Scenario, type Uid, unlimited } from '../../model/scenario.ts';
import { reasonToSkip } from '../suite/capabilities.ts';
import type { Case, Observation, ProfileName, Step, Stimulus } from '../suite/case.ts';
import { type Judged, judge, type Session } from '../suite/judge.ts';
import { manifestOf } from '../suite/manifest.ts';
import { oracleOf } from '../suite/oracle.ts';

/** A case made by chance: no title, no goals, but everything that is needed to run and judge it. */
export type Commands = Pick<Case, 'manifest' | 'stimuli' | 'oracle' | 'timeoutSeconds'>;

const bounds = { maxStates: 20_000, maxOracleStates: 1_000 };
const mostStimuli = 4;

const stimuliFor = (scenario: Scenario, uid: Uid): readonly Stimulus[] => {
  const { name: pod, spec } = instanceOf(scenario, uid);
  return [
    { do: 'delete', pod, grace: null },
    { do: 'force delete', pod },
    ...allContainers(spec).flatMap(({ name: container }): readonly Stimulus[] => [
      { do: 'process exits', uid, container, exitCode: 0 },
      { do: 'process exits', uid, container, exitCode: 1 },
    ]),
    ...(spec.schedulingGates.length === 0 ? [] : [{ do: 'remove scheduling gates', pod } as const]),
    ...(spec.finalizers.length === 0 ? [] : [{ do: 'remove finalizers', pod } as const]),
  ];
};

const cuesFor = (scenario: Scenario, uid: Uid): readonly Observation[] => [
  { see: 'pod stored', uid },
  { see: 'sandbox ready', uid },
  ...allContainers(instanceOf(scenario, uid).spec).flatMap(({ name: container }): readonly Observation[] => [
    { see: 'container started', uid, container },
    { see: 'container exited', uid, container, exitCode: 0 },
  ]),
];

const stepFor = (scenario: Scenario): fc.Arbitrary<Step> => {
  const uids = Object.keys(scenario.instances);
  const cues = uids.flatMap((uid) => cuesFor(scenario, uid));
  const cue = fc.constantFrom(...cues).map((observation) => ({ observation, times: 1 }));
  return fc.record({
    when: fc.option(cue, { nil: null }),
    do: fc.constantFrom(...uids.flatMap((uid) => stimuliFor(scenario, uid))),
  });
};

/** Everything a tester may ask for is affordable. */
const affordable = (scenario: Scenario): Scenario => ({
  ...scenario,
  user: Object.fromEntries(
    Object.keys(scenario.user).map((kind) => [
      kind,
      kind === 'create' ? Object.keys(scenario.instances).length : unlimited,
    ]),
  ) as Scenario['user'],
});

/** Commands for this scenario on targets of that profile; those whose oracle would be too large, or that it cannot do, are left out. */
export const commandsFor = (scenario: Scenario, profile: ProfileName): fc.Arbitrary<Commands> => {
  const set = affordable(scenario);
  const creates = Object.keys(set.instances).map((uid): Step => ({ when: null, do: { do: 'create', uid } }));
  return fc
    .array(stepFor(set), { maxLength: mostStimuli })
    .map((steps) => {
      const stimuli = [...creates, ...steps];
      if (reasonToSkip(profile, set, stimuli) !== undefined) return undefined;
      const oracle = oracleOf(modelOf(set), { profile, programs: {}, stimuli }, bounds);
      return oracle === undefined ? undefined : { manifest: manifestOf(set, {}), stimuli, oracle, timeoutSeconds: 60 };
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
