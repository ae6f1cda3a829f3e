/** Cells of the kubelet: what one process keeps in memory. */
import type { NodeName } from '../scenario.ts';
import type { Phase } from './store.ts';

/** One kubelet process. Key: node name. */
export interface KubeletProcess {
  /** All config sources have reported since it started (housekeeping of orphans waits for that, D29). */
  readonly sourcesReady: boolean;
}

/** Why a pod worker terminates its pod (D21). */
export type TerminationCause =
  | 'deleted' // deletionTimestamp observed
  | 'removed' // object gone from the config without one (force delete seen late)
  | 'terminalPhase' // somebody wrote Succeeded or Failed
  | 'completed' // all containers finished for good
  | 'deadline' // activeDeadlineSeconds
  | 'rejected' // turned away by admission: there is no worker (state none or finished), and what runs is an orphan
  | 'orphan'; // found in the runtime, known to no config (D29)

/**
 * The pod worker of one incarnation (pod_workers.go) and where its current step stands. Key: uid.
 * state: none → sync → terminating → terminated → finished, one-way (D20).
 */
export interface PodWorker {
  readonly state: 'none' | 'sync' | 'terminating' | 'terminated' | 'finished';
  readonly node: NodeName | '';
  readonly cause: TerminationCause | '';
  /**
   * Effective grace in seconds, once something asked for termination (D24); never grows. Of a pod that was turned away: the grace of the
   * deletion admission saw, null without one.
   */
  readonly grace: number | null;
  /**
   * Inside a sync: idle (between passes) · volumes (waiting for mounts) · sandbox (CNI ADD, pause) · kill (stopping containers the
   * pass must stop first) · pull, create, start, postStart (of the head of `starting`).
   * Inside terminating: kill, to its end; how far it is shows in kills and sandbox.  Inside terminated: unmount · cgroup.
   */
  readonly step:
    | 'idle'
    | 'volumes'
    | 'sandbox'
    | 'pause'
    | 'kill'
    | 'pull'
    | 'create'
    | 'start'
    | 'postStart'
    | 'unmount'
    | 'cgroup';
  /** Containers this pass still has to start, in order; the head is the one `step` speaks of. */
  readonly starting: readonly string[];
  /** activeDeadlineSeconds has passed while the pod terminates; the status at the end of its termination will say so (C117). */
  readonly pastDeadline?: true;
  /** What the pass does once its kills are done; `sandbox` and `pod` are killPod, which stops the sandbox, too. */
  readonly afterKill: 'none' | 'sandbox' | 'pod' | 'start' | 'restartAll';
}

/** The kubelet's kill procedure for one container (killContainer). Key: `<uid>/<container>`. */
export interface KillProcedure {
  /**
   * preStop: hook running · turn: waiting for its place (sidecars) · stop: StopContainer called, signal next · stopping: signal sent ·
   * failed: the call returned an error, the container still runs (D48).
   */
  readonly stage: 'none' | 'preStop' | 'turn' | 'stop' | 'stopping' | 'done' | 'failed';
  /** The grace period this kill was given has run out. */
  readonly expired: boolean;
  /**
   * The two seconds that StopContainer gets at least have passed: before the grace period ran out, or after. Only in scenarios with time;
   * without it they may pass at any moment.
   */
  readonly minimum?: 'early' | 'late';
  readonly cause: '' | 'pod' | 'liveness' | 'startup' | 'postStart' | 'restartAll';
}

/** Restart and image back-off of one container, in kubelet memory. Key: `<uid>/<container>`. */
export interface BackOff {
  /** armed: after its next exit (or since its last one) the container waits for the timer; so from the first restart on (C110). */
  readonly crash: 'none' | 'armed';
  /** armed: a pull has failed, the next one waits for the timer (C109). */
  readonly image: 'none' | 'armed';
  /** missing: CreateContainerConfigError; a ConfigMap or Secret its environment needs does not exist, so every retry fails (C104). */
  readonly config?: 'missing';
}

/** A probe worker and its result. Key: `<uid>/<container>/<kind>`. */
export interface ProbeState {
  readonly result: 'Unknown' | 'Success' | 'Failure';
  /** Consecutive outcomes that point away from `result`. */
  readonly streak: number;
  /** No worker: before the first sync, after it was stopped (D64), or after a kubelet restart until the next sync. */
  readonly worker: boolean;
}

/** One container as the status manager's cached status shows it. */
export interface ShownContainer {
  readonly state: 'waiting' | 'running' | 'terminated';
  readonly ready: boolean;
  readonly started: boolean;
  /** Only when terminated. */
  readonly exitCode?: number;
}

/** The status manager's cached status of a pod (kubelet memory). Key: uid. */
export interface CachedStatus {
  /** false: nothing computed since the kubelet started. */
  readonly known: boolean;
  readonly phase: Phase;
  readonly reason: string;
  readonly initialized: boolean;
  readonly readyToStartContainers: boolean;
  readonly containersReady: boolean;
  readonly ready: boolean;
  readonly podIP: string;
  readonly containers: Readonly<Record<string, ShownContainer>>;
}
