/** How long the kubelet and its prober take. */
import { type Cluster, cell } from '../cluster.ts';
import { crashDelays } from '../components/kubelet/sync/back-off.ts';
import type { KubeletEvent, ProberEvent } from '../event.ts';
import { containerOf, type LifecycleHandler, type Probe } from '../kubernetes/spec.ts';
import { containerKey, instanceOf, type ProbeKind, type Uid } from '../scenario.ts';
import { containerGrace, podGrace, turnRemainder } from './grace.ts';
import { after, atOnce, exactly, type Interval, second, within } from './interval.ts';
import { assumed, immediately, type Moment, type TimingTable, whenever } from './table.ts';

const containerIn = (cluster: Cluster, uid: Uid, name: string) =>
  containerOf(instanceOf(cluster.scenario, uid).spec, name);

/**
 * A sleep takes what it says (D40); a command that only sleeps takes that and the call that runs it; one that does more besides takes at least
 * what it sleeps. Everything else takes what hooks take.
 */
const hookTime = (hook: LifecycleHandler | undefined, otherwise: Interval, call: Interval): Interval => {
  if (hook?.handler === 'sleep') return exactly(hook.seconds ?? 0);
  if (hook?.sleeping === undefined) return otherwise;
  const asleep = Math.floor(hook.sleeping.seconds * second);
  if (hook.sleeping.only) return { ...call, earliest: asleep, latest: asleep + call.latest };
  if (otherwise.earliest >= asleep) return otherwise;
  // Somebody who assumes less than the command says is contradicted by it.
  const { latest, latestOpen = false } = otherwise;
  return latest > asleep ? { earliest: asleep, latest, latestOpen } : { earliest: asleep, latest: asleep };
};

/** More restarts than the delay needs to reach its cap. */
const manyRestarts = 12;

/** Crash and image back-off: which restart it is, is not known here, so from the first delay to the longest (C109, C110). */
const backOff = (cluster: Cluster): Interval => {
  const { featureGates } = cluster.scenario;
  const [, first = 0, ...more] = crashDelays(
    {
      reduceDefaultCrashLoopBackOffDecay: featureGates['ReduceDefaultCrashLoopBackOffDecay'] === true,
      kubeletCrashLoopBackOffMax: featureGates['KubeletCrashLoopBackOffMax'] === true,
    },
    manyRestarts,
  );
  return { earliest: first * second, latest: Math.max(first, ...more) * second };
};

/**
 * activeDeadlineSeconds counts from startTime, which is before the moment it could first be found passed; and every pass in between makes
 * it impossible for a while. So only the last moment is known; the main loop looks once a second.
 */
const deadline = (cluster: Cluster, uid: Uid): Interval =>
  within((instanceOf(cluster.scenario, uid).spec.activeDeadlineSeconds ?? 0) + 1);

/** A failed pass or termination is tried again after 10 s and up to half as much more (completeWork; D27). */
const retry: Interval = { earliest: 10 * second, latest: 15 * second };

/** What the kubelet does in the order of a pod's life. */
export const kubeletTiming: TimingTable<KubeletEvent> = {
  'kubelet/podAdmitted': assumed('kubelet-reaction'),
  'kubelet/podRejected': assumed('kubelet-reaction'),
  'kubelet/syncStarted': assumed('kubelet-reaction'),
  'kubelet/volumesMounted': assumed('volume-setup'),
  'kubelet/volumesFailed': whenever,
  'kubelet/volumeWaitCancelled': assumed('kubelet-reaction'),
  'kubelet/imagePulled': assumed('image-pull'),
  'kubelet/imagePullFailed': whenever,
  'kubelet/containerConfigFailed': immediately,
  'kubelet/postStartCompleted': ({ cluster, assumed: delays }, { uid, container }) =>
    hookTime(containerIn(cluster, uid, container).postStart, delays['post-start-hook'], delays['runtime-call']),
  'kubelet/postStartFailed': whenever,
  'kubelet/containersStopped': immediately,
  'kubelet/backOffExpired': ({ cluster }) => backOff(cluster),
  'kubelet/deadlineExceeded': ({ cluster }, { uid }) => deadline(cluster, uid),
  'kubelet/statusPatched': assumed('status-write'),
  'kubelet/terminationStarted': assumed('kubelet-reaction'),
  'kubelet/preStopCompleted': ({ cluster, assumed: delays }, { uid, container }) =>
    hookTime(containerIn(cluster, uid, container).preStop, delays['pre-stop-hook'], delays['runtime-call']),
  // Possible from the first kill call on, so its clock is the kill's (D25).
  'kubelet/graceExpired': ({ cluster }, { uid, container }) =>
    exactly(container === null ? podGrace(cluster, uid) : containerGrace(cluster, uid, container)),
  'kubelet/stopRequested': ({ cluster }, { uid, container }) => {
    const { stage, expired } = cell(cluster, 'kills', containerKey(uid, container));
    return stage === 'turn' && expired ? turnRemainder(cluster, uid, container) : atOnce;
  },
  'kubelet/terminationRetried': () => retry,
  'kubelet/terminationCompleted': assumed('kubelet-reaction'),
  'kubelet/volumesUnmounted': assumed('volume-teardown'),
  'kubelet/cgroupRemoved': assumed('kubelet-reaction'),
  'kubelet/podFinallyDeleted': assumed('status-write'),
};

const probeOf = (cluster: Cluster, event: ProberEvent): Probe | undefined =>
  containerIn(cluster, event.uid, event.container)[`${event.probe}Probe`];

/** Seconds between the first and the last of the outcomes that it takes. Where outcomes are counted one by one, none. */
const spread = (cluster: Cluster, event: ProberEvent, outcomes: 'successThreshold' | 'failureThreshold'): number => {
  const probe = probeOf(cluster, event);
  if (probe === undefined || cluster.scenario.probeThresholds === 'exact') return 0;
  return (probe[outcomes] - 1) * probe.periodSeconds;
};

/**
 * Seconds that have to pass, after a probe of a container could first be made, until its initial delay is over. The delay counts from the start of the
 * container; the prober learns of that with the next pass, which is quick unless a postStart hook holds it up (doProbe in worker.go).
 */
const delayLeft = ({ cluster, assumed: delays }: Moment, event: ProberEvent): number => {
  const { initialDelaySeconds = 0 } = probeOf(cluster, event) ?? {};
  const { postStart } = containerIn(cluster, event.uid, event.container);
  if (cluster.scenario.begins !== 'starting' || postStart !== undefined) return 0;
  return Math.max(0, initialDelaySeconds - delays['kubelet-reaction'].latest / second);
};

/** A process that starts is found to have started at the next probe, or the one after the initial delay. */
const foundStarted = ({ cluster, assumed: delays }: Moment, event: ProberEvent, earliest: number): Interval => {
  const { initialDelaySeconds = 0, periodSeconds = 0, timeoutSeconds = 0 } = probeOf(cluster, event) ?? {};
  const last = Math.max(initialDelaySeconds * second, delays['process-start'].latest);
  return { earliest: earliest * second, latest: last + (earliest + periodSeconds + timeoutSeconds) * second };
};

const untilStarted: readonly ProbeKind[] = ['startup'];

/** Probes come period by period; when a process begins to fail, or to do well again, is its own affair. */
export const proberTiming: TimingTable<ProberEvent> = {
  'prober/probeSucceeded': (moment, event) => {
    const earliest = spread(moment.cluster, event, 'successThreshold');
    return untilStarted.includes(event.probe) ? foundStarted(moment, event, earliest) : after(earliest);
  },
  'prober/probeFailed': (moment, event) =>
    after(delayLeft(moment, event) + spread(moment.cluster, event, 'failureThreshold')),
};
