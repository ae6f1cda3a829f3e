/** From a run to a script: what came from outside becomes stimuli, each with the last thing seen before it as its cue. */
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { Model } from '../../model/reducer.ts';
import { containerKey } from '../../model/scenario.ts';
import type { Observation, ProfileName, Program, Step, Stimulus } from './case.ts';
import { observationsOf } from './observe.ts';
import { plainProgram, type Script, wordOf } from './test-machine.ts';

/** A script, and what is seen if everything goes as in the run it was made from. */
export interface Aimed {
  readonly script: Script;
  readonly labels: readonly string[];
}

interface Draft {
  readonly steps: Step[];
  readonly programs: Map<string, Program>;
  readonly labels: string[];
  readonly seen: Map<string, number>;
  last: Observation | undefined;
  /** Probes that were told to fail. */
  readonly failing: Set<string>;
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

const probeAnswer = (event: Event & { readonly type: `prober/${string}` }, draft: Draft): Stimulus | undefined => {
  const { type, uid, container, probe } = event;
  const succeeds = type === 'prober/probeSucceeded';
  const key = `${uid}/${container}/${probe}`;
  if (succeeds === !draft.failing.has(key)) return undefined;
  if (succeeds) draft.failing.delete(key);
  else draft.failing.add(key);
  return { do: 'probe answers', uid, container, probe, succeeds };
};

type EventOf<T extends Event['type']> = Extract<Event, { readonly type: T }>;
type Cause<E> = (event: E, before: Cluster, draft: Draft) => Stimulus | undefined;

/** What the tester, or a program, must do for this to happen. What is not here comes by itself. */
const causes: { readonly [T in Event['type']]?: Cause<EventOf<T>> } = {
  'user/createRequested': ({ uid }) => ({ do: 'create', uid }),
  'user/podDeleted': ({ pod, grace }) => ({ do: 'delete', pod, grace }),
  'user/podForceDeleted': ({ pod }) => ({ do: 'force delete', pod }),
  'user/schedulingGatesRemoved': ({ pod }) => ({ do: 'remove scheduling gates', pod }),
  'user/finalizersRemoved': ({ pod }) => ({ do: 'remove finalizers', pod }),
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

/** Users and faults that no tester stands for. */
const isOutOfReach = ({ type }: Event): boolean =>
  (type.startsWith('user/') || type.startsWith('fault/')) && causes[type] === undefined;

const note = (draft: Draft, seen: readonly Observation[]): void => {
  for (const observation of seen) {
    const word = wordOf(observation);
    draft.labels.push(word);
    draft.seen.set(word, (draft.seen.get(word) ?? 0) + 1);
    draft.last = observation;
  }
};

const stimulate = (draft: Draft, stimulus: Stimulus): void => {
  const { last } = draft;
  const when = last === undefined ? null : { observation: last, times: draft.seen.get(wordOf(last)) ?? 1 };
  draft.steps.push({ when, do: stimulus });
  draft.labels.push(wordOf(stimulus));
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
  };
  let cluster = model.initial;
  for (const event of events) {
    if (isOutOfReach(event)) return undefined;
    const cause = causes[event.type] as Cause<Event> | undefined;
    const stimulus = cause?.(event, cluster, draft);
    if (stimulus !== undefined) stimulate(draft, stimulus);
    const after = model.reduce(cluster, event);
    const seen = observationsOf(profile, cluster, event, after);
    note(draft, seen);
    cluster = after;
  }
  const programs = Object.fromEntries([...draft.programs].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { script: { profile, programs, stimuli: draft.steps }, labels: draft.labels };
};
