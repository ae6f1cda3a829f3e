/**
 * Everything that can happen. The owner stands before the slash: the component that decides it. One event is one atomic step of
 * the real system; between any two of them everything else can fall. `pod` is an object's name, `uid` one incarnation.
 */
import type { RequestStage } from './cluster.ts';
import type { NodeName, PodName, ProbeKind, Uid } from './scenario.ts';

/** What people and their tools do through the API. */
export type UserEvent =
  | { readonly type: 'user/createRequested'; readonly uid: Uid }
  /** A graceful DELETE; grace null = the pod's own terminationGracePeriodSeconds. */
  | { readonly type: 'user/podDeleted'; readonly pod: PodName; readonly grace: number | null }
  /** DELETE with grace 0 (`kubectl delete --force`), first storage step: deletionGracePeriodSeconds=0 (D5). */
  | { readonly type: 'user/podForceDeleted'; readonly pod: PodName }
  | { readonly type: 'user/schedulingGatesRemoved'; readonly pod: PodName }
  | { readonly type: 'user/finalizersRemoved'; readonly pod: PodName }
  | { readonly type: 'user/readinessGateSet'; readonly pod: PodName; readonly value: boolean }
  | { readonly type: 'user/nodeCordoned'; readonly node: NodeName }
  | { readonly type: 'user/nodeTainted'; readonly node: NodeName }
  | { readonly type: 'user/nodeRelabelled'; readonly node: NodeName }
  | { readonly type: 'user/claimDeleted'; readonly claim: string }
  /** Another template of the Deployment, or an earlier one again. */
  | { readonly type: 'user/templateChanged'; readonly deployment: string; readonly revision: string }
  | { readonly type: 'user/deploymentScaled'; readonly deployment: string; readonly replicas: number }
  | { readonly type: 'user/deploymentPaused'; readonly deployment: string; readonly paused: boolean }
  /** DELETE of the Pod in a slot, by name. */
  | { readonly type: 'user/slotPodDeleted'; readonly slot: string }
  | { readonly type: 'user/slotPodForceDeleted'; readonly slot: string };

/** What the API server does by itself: create requests on their way, and the second step of a grace-0 delete. */
export type ApiServerEvent =
  /** The create request passed this stage and stands before the next. */
  | { readonly type: 'apiserver/stagePassed'; readonly uid: Uid; readonly stage: RequestStage }
  | { readonly type: 'apiserver/stageRejected'; readonly uid: Uid; readonly stage: RequestStage }
  /** etcd took the object: from here on it can be seen. */
  | { readonly type: 'apiserver/podStored'; readonly uid: Uid }
  /** An object of that name exists: 409 AlreadyExists. */
  | { readonly type: 'apiserver/podAlreadyExists'; readonly uid: Uid }
  /** Second storage step of a grace-0 delete: the object goes (D5). */
  | { readonly type: 'apiserver/podRemoved'; readonly pod: PodName };

/** Deliveries: a watcher's view takes the current version, so any subsequence of versions can be seen, in order. */
export type WatchEvent =
  | { readonly type: 'watch/schedulerSawPod'; readonly pod: PodName }
  | { readonly type: 'watch/schedulerSawNode'; readonly node: NodeName }
  | { readonly type: 'watch/kubeletSawPod'; readonly uid: Uid; readonly node: NodeName }
  | { readonly type: 'watch/kubeletSourcesReady'; readonly node: NodeName }
  /** The informers that all controllers of kube-controller-manager share. */
  | { readonly type: 'watch/controllersSawSlotPod'; readonly slot: string }
  | { readonly type: 'watch/controllersSawReplicaSet'; readonly replicaSet: string }
  | { readonly type: 'watch/controllersSawDeployment'; readonly deployment: string };

/** What kube-scheduler does: scheduling cycles, binding cycles, its queue. */
export type SchedulerEvent =
  /** One whole scheduling cycle: pop, snapshot, Filter, (open) Score, assume (C36). */
  | { readonly type: 'scheduler/podAssumed'; readonly pod: PodName; readonly node: NodeName }
  /** A cycle that found no node; `rejections` maps each node to the first plugin that refused it. */
  | {
      readonly type: 'scheduler/podUnschedulable';
      readonly pod: PodName;
      readonly rejections: Readonly<Record<NodeName, string>>;
    }
  /** A cycle that found no node, and one where pods of lower priority can make room: it is nominated, these are to go. */
  | {
      readonly type: 'scheduler/nodeNominated';
      readonly pod: PodName;
      readonly node: NodeName;
      readonly victims: readonly PodName[];
    }
  /** The condition DisruptionTarget is written to a victim of that pod's preemption. */
  | { readonly type: 'scheduler/victimMarked'; readonly pod: PodName; readonly victim: PodName }
  /** The victim is deleted. */
  | { readonly type: 'scheduler/podPreempted'; readonly pod: PodName; readonly victim: PodName }
  /** The victim still waited in PreBind: its binding cycle is ended and nothing is written (since 1.36). */
  | { readonly type: 'scheduler/bindingCancelled'; readonly pod: PodName; readonly victim: PodName }
  /** Shown one incarnation of this pod in place of another, the process ends; another one lists everything anew. */
  | { readonly type: 'scheduler/restarted'; readonly pod: PodName }
  | { readonly type: 'scheduler/unschedulableReported'; readonly pod: PodName }
  | { readonly type: 'scheduler/podRequeued'; readonly pod: PodName }
  /** PreBind: late-binding claims are bound before the pod is (C52). */
  | { readonly type: 'scheduler/volumesBound'; readonly pod: PodName }
  | { readonly type: 'scheduler/podBound'; readonly pod: PodName; readonly node: NodeName }
  /** The Binding was refused (409): unreserve, forget, requeue or drop. */
  | { readonly type: 'scheduler/bindingRefused'; readonly pod: PodName }
  /** The Binding was stored but its answer lost: the scheduler forgets an assumption that came true (C59). */
  | { readonly type: 'scheduler/bindingReplyLost'; readonly pod: PodName; readonly node: NodeName }
  | { readonly type: 'scheduler/podForgotten'; readonly pod: PodName };

/** The kubelet up to steady running: admission, sync passes, status (facts C70–C141). */
export type KubeletSyncEvent =
  | { readonly type: 'kubelet/podAdmitted'; readonly uid: Uid; readonly node: NodeName }
  | { readonly type: 'kubelet/podRejected'; readonly uid: Uid; readonly node: NodeName; readonly reason: string }
  /** A sync pass begins: status computed and cached, actions chosen (C88 steps 1–8). */
  | { readonly type: 'kubelet/syncStarted'; readonly uid: Uid }
  | { readonly type: 'kubelet/volumesMounted'; readonly uid: Uid }
  | { readonly type: 'kubelet/volumesFailed'; readonly uid: Uid }
  /** Deletion cancels the wait for volumes (D23). */
  | { readonly type: 'kubelet/volumeWaitCancelled'; readonly uid: Uid }
  | { readonly type: 'kubelet/imagePulled'; readonly uid: Uid; readonly container: string }
  | { readonly type: 'kubelet/imagePullFailed'; readonly uid: Uid; readonly container: string }
  /** Missing ConfigMap or Secret key: CreateContainerConfigError (C104). */
  | { readonly type: 'kubelet/containerConfigFailed'; readonly uid: Uid; readonly container: string }
  | { readonly type: 'kubelet/postStartCompleted'; readonly uid: Uid; readonly container: string }
  | { readonly type: 'kubelet/postStartFailed'; readonly uid: Uid; readonly container: string }
  /** The containers a pass had to stop have stopped; the pass goes on. */
  | { readonly type: 'kubelet/containersStopped'; readonly uid: Uid }
  | { readonly type: 'kubelet/backOffExpired'; readonly uid: Uid; readonly container: string }
  | { readonly type: 'kubelet/deadlineExceeded'; readonly uid: Uid }
  /** The status manager patches /status with the cached status (C113). */
  | { readonly type: 'kubelet/statusPatched'; readonly uid: Uid };

/** The kubelet from the first reason to terminate to the final delete (facts D20–D70e). */
export type KubeletTerminationEvent =
  /** The worker leaves Sync for Terminating (D21); kill procedures of running containers begin. */
  | { readonly type: 'kubelet/terminationStarted'; readonly uid: Uid; readonly cause: string }
  | { readonly type: 'kubelet/preStopCompleted'; readonly uid: Uid; readonly container: string }
  /** The grace period ran out while hooks or turns were still being waited for, or processes still ran. */
  | { readonly type: 'kubelet/graceExpired'; readonly uid: Uid; readonly container: string | null }
  /** The container's turn came: StopContainer is called (D32, D52). */
  | { readonly type: 'kubelet/stopRequested'; readonly uid: Uid; readonly container: string }
  /** The terminating step failed and starts over (D27). */
  | { readonly type: 'kubelet/terminationRetried'; readonly uid: Uid }
  /** Everything is stopped and confirmed: Terminating → Terminated (D60). */
  | { readonly type: 'kubelet/terminationCompleted'; readonly uid: Uid }
  | { readonly type: 'kubelet/volumesUnmounted'; readonly uid: Uid }
  | { readonly type: 'kubelet/cgroupRemoved'; readonly uid: Uid }
  /** The final DELETE, grace 0, with the UID as precondition (D61). */
  | { readonly type: 'kubelet/podFinallyDeleted'; readonly uid: Uid };

/** Everything the kubelet does. */
export type KubeletEvent = KubeletSyncEvent | KubeletTerminationEvent;

/** Outcomes of probes, as the kubelet’s probe workers see them. */
export type ProberEvent =
  | { readonly type: 'prober/probeSucceeded'; readonly uid: Uid; readonly container: string; readonly probe: ProbeKind }
  | { readonly type: 'prober/probeFailed'; readonly uid: Uid; readonly container: string; readonly probe: ProbeKind };

/** The container runtime brings things up, asked through the CRI. */
export type RuntimeStartEvent =
  /** The pause process runs and the sandbox is READY (C95). */
  | { readonly type: 'runtime/sandboxReady'; readonly uid: Uid }
  | { readonly type: 'runtime/containerCreated'; readonly uid: Uid; readonly container: string }
  | { readonly type: 'runtime/containerStarted'; readonly uid: Uid; readonly container: string }
  /** CreateContainer or StartContainer refused because the sandbox died meanwhile. */
  | { readonly type: 'runtime/containerStartFailed'; readonly uid: Uid; readonly container: string };

/** The container runtime takes things down. */
export type RuntimeStopEvent =
  | { readonly type: 'runtime/sigtermSent'; readonly uid: Uid; readonly container: string }
  /** The two seconds that StopContainer gets at least have passed (D34). Only in scenarios with time. */
  | { readonly type: 'runtime/minimumPassed'; readonly uid: Uid; readonly container: string }
  | { readonly type: 'runtime/sigkillSent'; readonly uid: Uid; readonly container: string }
  /** StopContainer gave up on an unkillable process (D48). */
  | { readonly type: 'runtime/stopFailed'; readonly uid: Uid; readonly container: string }
  /** StopPodSandbox: whatever still runs is killed, the pause process ends (D50). */
  | { readonly type: 'runtime/sandboxStopped'; readonly uid: Uid };

/** Everything the container runtime does. */
export type RuntimeEvent = RuntimeStartEvent | RuntimeStopEvent;

/** The network plugin, called by the runtime. */
export type CniEvent =
  | { readonly type: 'cni/networkAdded'; readonly uid: Uid; readonly podIP: string }
  | { readonly type: 'cni/networkRemoved'; readonly uid: Uid };

/** What the attach-detach controller does. */
export type AttachDetachEvent =
  | { readonly type: 'attachdetach/volumesAttached'; readonly uid: Uid }
  | { readonly type: 'attachdetach/volumesDetached'; readonly uid: Uid };

/** What the persistent-volume controller does. */
export type PersistentVolumeEvent =
  | { readonly type: 'persistentvolume/claimBound'; readonly claim: string }
  | { readonly type: 'persistentvolume/claimRemoved'; readonly claim: string }
  | { readonly type: 'persistentvolume/volumeReclaimed'; readonly claim: string };

/** Everything that happens to volumes outside the kubelet. */
export type VolumeEvent = AttachDetachEvent | PersistentVolumeEvent;

/** One reconcile of the EndpointSlice controller. */
export type EndpointSliceEvent = { readonly type: 'endpointslice/sliceWritten'; readonly service: string };

/** One sync of a kube-proxy. */
export type KubeProxyEvent = {
  readonly type: 'kube-proxy/rulesProgrammed';
  readonly node: NodeName;
  readonly service: string;
};

/** A balancer outside of kube-proxy follows the EndpointSlices. */
export type LoadBalancerEvent = { readonly type: 'load-balancer/targetsUpdated'; readonly service: string };

/** What the programs inside the containers do. */
export type ProcessEvent =
  | { readonly type: 'process/exited'; readonly uid: Uid; readonly container: string; readonly exitCode: number }
  | { readonly type: 'process/startedServing'; readonly uid: Uid; readonly container: string }
  | { readonly type: 'process/stoppedServing'; readonly uid: Uid; readonly container: string };

/** What comes of a Pod that is not looked into: scheduler, kubelet, runtime and processes in one. */
export type PodEvent =
  | { readonly type: 'pod/bound'; readonly slot: string; readonly node: NodeName }
  /** Phase Running, not Ready. */
  | { readonly type: 'pod/started'; readonly slot: string }
  | { readonly type: 'pod/becameReady'; readonly slot: string }
  /** minReadySeconds have passed. */
  | { readonly type: 'pod/becameAvailable'; readonly slot: string }
  | { readonly type: 'pod/becameUnready'; readonly slot: string }
  /** A new sandbox, and init containers run again. */
  | { readonly type: 'pod/reinitialized'; readonly slot: string }
  /** Phase Failed or Succeeded. */
  | { readonly type: 'pod/ended'; readonly slot: string }
  /** Everything has stopped, and the kubelet has made the final delete. */
  | { readonly type: 'pod/removed'; readonly slot: string }
  /** What ran on although the object was gone has stopped. */
  | { readonly type: 'pod/stopped'; readonly slot: string };

/** What the ReplicaSet controller writes. */
export type ReplicaSetEvent =
  | { readonly type: 'replicaset/podCreated'; readonly replicaSet: string; readonly slot: string }
  /** The create was stored, and its answer lost. */
  | { readonly type: 'replicaset/createReplyLost'; readonly replicaSet: string; readonly slot: string }
  /** `next`: the deletes of the same sync that are still to be sent. */
  | {
      readonly type: 'replicaset/podDeleted';
      readonly replicaSet: string;
      readonly slot: string;
      readonly next: readonly string[];
    }
  | { readonly type: 'replicaset/statusWritten'; readonly replicaSet: string };

/** What the Deployment controller writes. */
export type DeploymentEvent =
  /** The ReplicaSet is created or updated, with so many replicas. */
  | {
      readonly type: 'deployment/replicaSetWritten';
      readonly deployment: string;
      readonly replicaSet: string;
      readonly replicas: number;
    }
  /** 409: the ReplicaSet has been written since it was read. */
  | { readonly type: 'deployment/writeRefused'; readonly deployment: string; readonly replicaSet: string };

/** What goes wrong from outside. */
export type FaultEvent =
  | { readonly type: 'fault/kubeletRestarted'; readonly node: NodeName }
  | {
      readonly type: 'fault/containerCrashed';
      readonly uid: Uid;
      readonly container: string;
      readonly exitCode: number;
    }
  | { readonly type: 'fault/containerOOMKilled'; readonly uid: Uid; readonly container: string }
  | { readonly type: 'fault/sandboxDied'; readonly uid: Uid }
  | { readonly type: 'fault/apiserverRestarted' }
  /** kube-controller-manager, or another of it takes the lead: what it kept in memory is gone, and it lists everything anew. */
  | { readonly type: 'fault/controllersRestarted' };

/** Somebody with a stopwatch: it sees and changes nothing of the cluster. Only in scenarios with deadlines. */
export type ObserverEvent = { readonly type: 'observer/deadlinePassed'; readonly deadline: string };

/** One thing that happened. */
export type Event =
  | UserEvent
  | ApiServerEvent
  | WatchEvent
  | SchedulerEvent
  | KubeletEvent
  | ProberEvent
  | RuntimeEvent
  | CniEvent
  | VolumeEvent
  | EndpointSliceEvent
  | KubeProxyEvent
  | LoadBalancerEvent
  | ProcessEvent
  | PodEvent
  | ReplicaSetEvent
  | DeploymentEvent
  | FaultEvent
  | ObserverEvent;
