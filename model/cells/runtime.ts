/** Cells of the node below the kubelet: container runtime, processes, network, volumes. */
import type { Uid } from '../scenario.ts';

/** What the container runtime knows of the newest instance of one container. Key: `<uid>/<container>`. */
export interface ContainerRecord {
  /** none: no instance (or forgotten with its sandbox). */
  readonly state: 'none' | 'created' | 'running' | 'exited';
  /** Exit code of the newest instance; 0 unless state is exited. */
  readonly exitCode: number;
  readonly oomKilled: boolean;
  /** There was an earlier instance: the status carries a lastState.terminated. */
  readonly restarted: boolean;
  /** It was made in a sandbox that has been replaced since. The kubelet looks it up by name and mostly does not notice. */
  readonly earlierSandbox?: true;
}

/** A container's own main process. Key: `<uid>/<container>`. */
export interface Process {
  /** Strongest signal the runtime has sent to this instance. */
  readonly signal: 'none' | 'SIGTERM' | 'SIGKILL';
  /** It accepts connections (meaningful in scenarios with `serving`). */
  readonly serving: boolean;
}

/** The pod sandbox. Key: uid. */
export interface Sandbox {
  /** network: namespace made and CNI ADD done · ready: pause runs too · notReady: died · stopping: containers gone, pause stopped, CNI DEL next. */
  readonly state: 'none' | 'network' | 'ready' | 'notReady' | 'stopping' | 'stopped';
  readonly podIP: string;
  /** A sandbox existed before this one. */
  readonly again: boolean;
}

/** Who holds an address of the pod network. Key: the address. */
export interface Address {
  readonly uid: Uid | '';
}

/** What the volume manager has set up for a pod. Key: uid. */
export interface PodVolumes {
  readonly attached: boolean;
  readonly mounted: boolean;
}

/** The pod's cgroup. Key: uid. */
export interface PodCgroup {
  readonly exists: boolean;
}
