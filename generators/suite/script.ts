/** From a run to a script: what came from outside becomes stimuli, each with the last thing seen before it as its cue. */
import { type Cluster, cell } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { Model } from '../../model/reducer.ts';
import { containerKey, instanceOf, type Uid } from '../../model/scenario.ts';
import type { EventDecidedBy } from '../../model/traits/index.ts';
import { forgotten, orderOf } from '../environment/stimuli.ts';
import { plainProgram, type Script } from '../environment/tested-machine.ts';
import { type Label, labelKey, type Observation, type Stimulus } from '../observe/label.ts';
import { observationsOf } from '../observe/observations.ts';
import type { ProfileName, Program, Step } from './case.ts';

/** A script, and what is seen if everything goes as in the run it was made from. */
export interface Aimed {
  readonly script: Script;
  readonly labels: readonly Label[];
}

interface Draft {
  /** Each with the place of its stimulus among the labels. */
  readonly steps: { readonly at: number; readonly step: Step }[];
  readonly programs: Map<string, Program>;
  readonly labels: Label[];
  readonly seen: Map<string, number>;
  last: Observation | undefined;
  /** Those that were told to fail, by the order they were given (environment/stimuli.ts). */
  readonly failing: Set<string>;
  /** Images and volumes that were there when they were asked for. */
  readonly given: Set<string>;
}

const change = (draft: Draft, key: string, program: Partial<Program>): void => {
  draft.programs.set(key, { ...(draft.programs.get(key) ?? plainProgram), ...program });
};

const exitOf = (before: Cluster, event: Event & { readonly type: 'process/exited' }, draft: Draft) => {
  const { uid, container, exitCode } = event;
  const key = containerKey(uid, container);
  const signal = before.processes[key]?.signal;
  if (signal === 'none') return { do: 'process exits', uid, container, exitCode } as const;
  if (signal === 'SIGTERM') change(draft, key, { onSigterm: exitCode });
  if (signal === 'SIGKILL') change(draft, key, { onSigterm: 'ignore' });
  return undefined;
};

/** What a program that does not heed, or a hook that does not end, has to do with an expired grace period. */
const hangs = (before: Cluster, uid: string, draft: Draft): void => {
  for (const [key, { stage }] of Object.entries(before.kills)) {
    if (!key.startsWith(`${uid}/`)) continue;
    if (stage === 'preStop') change(draft, key, { preStop: 'hangs' });
    if (stage === 'stopping') change(draft, key, { onSigterm: 'ignore' });
  }
};

const isStored = (cluster: Cluster, uid: Uid): boolean =>
  cell(cluster, 'pods', instanceOf(cluster.scenario, uid).name).uid === uid;

type Answer = Stimulus & { readonly succeeds: boolean };

/** What is to answer so must be told, unless it would anyway. */
const answers = (draft: Draft, stimulus: Answer): Stimulus | undefined => {
  const [key = ''] = orderOf(stimulus) ?? [];
  if (stimulus.succeeds === !draft.failing.has(key)) return undefined;
  if (stimulus.succeeds) draft.failing.delete(key);
  else draft.failing.add(key);
  return stimulus;
};

const probeAnswer = (event: Event & { readonly type: `prober/${string}` }, draft: Draft): Stimulus | undefined => {
  const { type, uid, container, probe } = event;
  return answers(draft, { do: 'probe answers', uid, container, probe, succeeds: type === 'prober/probeSucceeded' });
};

/**
 * Nobody sees the moment at which an image or a volume is asked for, so it is withheld before: before anything, or, if it was given once, before
 * the last thing that was done.
 */
const withheld = (draft: Draft, stimulus: Answer): undefined => {
  const told = answers(draft, stimulus);
  const [key = ''] = orderOf(stimulus) ?? [];
  if (told === undefined) return;
  const place = draft.given.has(key) ? Math.max(0, draft.steps.length - 1) : 0;
  const { at, step } = draft.steps[place] ?? { at: draft.labels.length, step: { when: null } };
  draft.labels.splice(at, 0, told);
  const later = draft.steps.splice(place).map((one) => ({ ...one, at: one.at + 1 }));
  draft.steps.push({ at, step: { when: step.when, do: told } }, ...later);
};

const given = (draft: Draft, stimulus: Answer): Stimulus | undefined => {
  draft.given.add(orderOf(stimulus)?.[0] ?? '');
  return answers(draft, stimulus);
};

type EventOf<T extends Event['type']> = Extract<Event, { readonly type: T }>;
type Cause<E> = (event: E, before: Cluster, draft: Draft) => Stimulus | undefined;

/**
 * What the tester, or a program, must do for this to happen: a row for whatever comes from outside or is decided by programs and answers, or it
 * does not compile. All other events come by themselves.
 */
const causes: {
  readonly [T in EventDecidedBy<'outside' | 'program'>]: Cause<EventOf<T>> | 'nothing' | 'out of reach';
} = {
  'user/createRequested': ({ uid }) => ({ do: 'create', uid }),
  'user/podDeleted': ({ pod, grace }) => ({ do: 'delete', pod, grace }),
  'user/podForceDeleted': ({ pod }) => ({ do: 'force delete', pod }),
  'user/schedulingGatesRemoved': ({ pod }) => ({ do: 'remove scheduling gates', pod }),
  'user/finalizersRemoved': ({ pod }) => ({ do: 'remove finalizers', pod }),
  'user/readinessGateSet': ({ pod, value }) => ({ do: 'set readiness gates', pod, value }),
  'user/nodeCordoned': ({ node }) => ({ do: 'cordon', node }),
  'user/nodeTainted': ({ node }) => ({ do: 'taint', node }),
  'user/nodeRelabelled': ({ node }) => ({ do: 'relabel', node }),
  'user/claimDeleted': ({ claim }) => ({ do: 'delete claim', claim }),
  // No case has a Deployment yet.
  'user/templateChanged': 'out of reach',
  'user/deploymentScaled': 'out of reach',
  'user/deploymentPaused': 'out of reach',
  'user/slotPodDeleted': 'out of reach',
  'user/slotPodForceDeleted': 'out of reach',
  'kubelet/imagePullFailed': ({ uid, container }, _before, draft) =>
    withheld(draft, { do: 'image answers', uid, container, succeeds: false }),
  'kubelet/imagePulled': ({ uid, container }, _before, draft) =>
    given(draft, { do: 'image answers', uid, container, succeeds: true }),
  'kubelet/volumesFailed': ({ uid }, _before, draft) => withheld(draft, { do: 'volumes answer', uid, succeeds: false }),
  'kubelet/volumesMounted': ({ uid }, _before, draft) => given(draft, { do: 'volumes answer', uid, succeeds: true }),
  'apiserver/stageRejected': 'nothing',
  'kubelet/postStartCompleted': 'nothing',
  'kubelet/preStopCompleted': 'nothing',
  // A tester that restarted the API server would lose its own connection.
  'fault/apiserverRestarted': 'out of reach',
  'fault/controllersRestarted': 'out of reach',
  'fault/containerOOMKilled': ({ uid, container }) => ({ do: 'process exceeds memory', uid, container }),
  'fault/kubeletRestarted': ({ node }) => ({ do: 'restart kubelet', node }),
  'fault/sandboxDied': ({ uid }) => ({ do: 'sandbox dies', uid }),
  'fault/containerCrashed': ({ uid, container, exitCode }) => ({ do: 'process exits', uid, container, exitCode }),
  'process/exited': (event, before, draft) => exitOf(before, event, draft),
  'prober/probeSucceeded': (event, _before, draft) => probeAnswer(event, draft),
  'prober/probeFailed': (event, _before, draft) => probeAnswer(event, draft),
  'kubelet/postStartFailed': ({ uid, container }, _before, draft) => {
    change(draft, containerKey(uid, container), { postStart: 'fails' });
    return undefined;
  },
  'kubelet/graceExpired': ({ uid }, before, draft) => {
    hangs(before, uid, draft);
    return undefined;
  },
};

/** What is withheld from a pod that is still there is given in the end: otherwise it would be asked for again and again. */
const giveBack = (draft: Draft, cluster: Cluster): void => {
  for (const key of draft.failing) {
    const [what, uid = '', container = ''] = key.split('/');
    if (!isStored(cluster, uid)) continue;
    if (what === 'image') stimulate(draft, { do: 'image answers', uid, container, succeeds: true });
    if (what === 'volumes') stimulate(draft, { do: 'volumes answer', uid, succeeds: true });
  }
};

/** What must be done for an event: nothing for what comes by itself. */
const causeOf = (event: Event): Cause<Event> | 'nothing' | 'out of reach' =>
  (causes as Readonly<Partial<Record<Event['type'], Cause<Event> | 'nothing' | 'out of reach'>>>)[event.type] ??
  'nothing';

const note = (draft: Draft, seen: readonly Observation[]): void => {
  for (const observation of seen) {
    const key = labelKey(observation);
    draft.labels.push(observation);
    draft.seen.set(key, (draft.seen.get(key) ?? 0) + 1);
    draft.last = observation;
  }
};

const stimulate = (draft: Draft, stimulus: Stimulus): void => {
  const { last } = draft;
  const when = last === undefined ? null : { observation: last, times: draft.seen.get(labelKey(last)) ?? 1 };
  draft.steps.push({ at: draft.labels.length, step: { when, do: stimulus } });
  draft.labels.push(stimulus);
};

/** The script that aims at this run; undefined if something in it is nothing a tester can bring about. */
export const scriptOf = (model: Model, events: readonly Event[], profile: ProfileName): Aimed | undefined => {
  const draft: Draft = {
    steps: [],
    programs: new Map(),
    labels: [],
    seen: new Map(),
    last: undefined,
    failing: new Set(),
    given: new Set(),
  };
  let cluster = model.initial;
  for (const event of events) {
    const cause = causeOf(event);
    if (cause === 'out of reach') return undefined;
    const stimulus = cause === 'nothing' ? undefined : cause(event, cluster, draft);
    if (stimulus !== undefined) stimulate(draft, stimulus);
    const after = model.reduce(cluster, event);
    const seen = observationsOf(profile, cluster, event, after);
    const orders = Object.fromEntries([...draft.failing].map((key) => [key, {}]));
    for (const key of Object.keys(forgotten(cluster, after, orders))) draft.failing.delete(key);
    note(draft, seen);
    cluster = after;
  }
  giveBack(draft, cluster);
  const programs = Object.fromEntries([...draft.programs].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { script: { profile, programs, stimuli: draft.steps.map(({ step }) => step) }, labels: draft.labels };
};
