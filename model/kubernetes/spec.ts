/**
 * The parts of Kubernetes objects the lifecycle depends on, after the API server's defaulting.
 * Field names are Kubernetes' own; quantities are already integers (cpu in millicores, everything else in whole units,
 * rounded up as `Quantity.MilliValue()` and `Value()` do).
 */

export type RestartPolicy = 'Always' | 'OnFailure' | 'Never';

/** Resource name → amount: `cpu` in millicores, `memory` in bytes, `pods` a count, extended resources in units. */
export type ResourceList = Readonly<Record<string, number>>;

/** A startup, liveness or readiness probe; delays in seconds. */
export interface Probe {
  readonly handler: 'exec' | 'httpGet' | 'tcpSocket' | 'grpc';
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly successThreshold: number;
  readonly failureThreshold: number;
  readonly terminationGracePeriodSeconds?: number;
}

/** A postStart or preStop handler; `seconds` only with `sleep`. */
export interface LifecycleHandler {
  readonly handler: 'exec' | 'httpGet' | 'tcpSocket' | 'sleep';
  readonly seconds?: number;
  /** Only of an `exec` whose command says that it sleeps. */
  readonly sleeping?: Sleeping;
}

/** What the command of an exec hook says of its length. */
export interface Sleeping {
  /** The command takes at least so many seconds, unless its container ends before; a fraction of a second is possible. */
  readonly seconds: number;
  /** It does nothing but sleep, so it also ends. */
  readonly only: boolean;
}

/** One entry of `restartPolicyRules` (KEP-5307, KEP-5532). */
export interface RestartRule {
  readonly action: 'Restart' | 'RestartAllContainers';
  readonly operator: 'In' | 'NotIn';
  readonly values: readonly number[];
}

/** A port a container declares; `hostPort` 0 means none. */
export interface ContainerPort {
  /** What a Service may call it; absent if it has no name. */
  readonly name?: string;
  readonly containerPort: number;
  readonly hostPort: number;
  readonly hostIP: string;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
}

/** A ConfigMap or Secret a container's environment needs, or a volume is made of. */
export interface ConfigReference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly optional: boolean;
}

/** A main container, init container or sidecar. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly imagePullPolicy: 'Always' | 'IfNotPresent' | 'Never';
  /** Set on a sidecar (`Always` on an init container) or, with ContainerRestartRules, on any container. */
  readonly restartPolicy?: RestartPolicy;
  readonly restartPolicyRules: readonly RestartRule[];
  readonly startupProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly postStart?: LifecycleHandler;
  readonly preStop?: LifecycleHandler;
  readonly stopSignal?: string;
  readonly requests: ResourceList;
  readonly limits: ResourceList;
  readonly ports: readonly ContainerPort[];
  /** Names of the pod's volumes this container mounts (volumeMounts and volumeDevices). */
  readonly volumeMounts: readonly string[];
  /** ConfigMaps and Secrets its environment is taken from. */
  readonly environment: readonly ConfigReference[];
}

/** A volume of the pod, by what its contents come from. */
export type Volume =
  | { readonly kind: 'emptyDir'; readonly name: string }
  | {
      readonly kind: 'configMap' | 'secret';
      readonly name: string;
      readonly object: string;
      readonly optional: boolean;
    }
  | { readonly kind: 'persistentVolumeClaim'; readonly name: string; readonly claim: string }
  | { readonly kind: 'other'; readonly name: string; readonly type: string };

/** A node’s taint. */
export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}

/** A pod’s toleration. */
export interface Toleration {
  /** Empty with operator Exists tolerates every key. */
  readonly key: string;
  readonly operator: 'Exists' | 'Equal' | 'Lt' | 'Gt';
  readonly value: string;
  /** Empty tolerates every effect. */
  readonly effect: '' | 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
  readonly tolerationSeconds?: number;
}

/** One requirement of a label or field selector. */
export interface Requirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt';
  readonly values: readonly string[];
}

/** One nodeSelectorTerm: all of it must match. */
export interface NodeSelectorTerm {
  readonly matchExpressions: readonly Requirement[];
  readonly matchFields: readonly Requirement[];
}

/** Required pod (anti-)affinity term, reduced to what Filter reads. */
export interface PodAffinityTerm {
  /** Absent: it selects no pod; empty: every one. */
  readonly labelSelector?: readonly Requirement[];
  readonly topologyKey: string;
  /** Whose pods it speaks of; without names and selector those of the pod's own namespace. */
  readonly namespaces?: readonly string[];
  /** By labels of the namespace; empty: all of them. */
  readonly namespaceSelector?: readonly Requirement[];
}

/** Whether nodes that the pod could not run on count as domains to spread over. */
export type NodeInclusionPolicy = 'Honor' | 'Ignore';

/** A DoNotSchedule topology spread constraint. */
export interface TopologySpreadConstraint {
  readonly maxSkew: number;
  readonly topologyKey: string;
  /** Absent: it counts no pod. */
  readonly labelSelector?: readonly Requirement[];
  /** With fewer eligible domains than this the least number of pods in one is taken for 0; 1 if not given. */
  readonly minDomains?: number;
  /** Honor if not given. */
  readonly nodeAffinityPolicy?: NodeInclusionPolicy;
  /** Ignore if not given. */
  readonly nodeTaintsPolicy?: NodeInclusionPolicy;
}

/** The spec (and the metadata) of a Pod as it reaches storage. */
export interface PodSpec {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly finalizers: readonly string[];
  readonly initContainers: readonly Container[];
  readonly containers: readonly Container[];
  readonly volumes: readonly Volume[];
  readonly restartPolicy: RestartPolicy;
  readonly terminationGracePeriodSeconds: number;
  readonly activeDeadlineSeconds?: number;
  readonly nodeName: string;
  readonly nodeSelector: Readonly<Record<string, string>>;
  /** requiredDuringSchedulingIgnoredDuringExecution node affinity: any term; absent = no requirement. */
  readonly nodeAffinity?: readonly NodeSelectorTerm[];
  readonly podAffinity: readonly PodAffinityTerm[];
  readonly podAntiAffinity: readonly PodAffinityTerm[];
  readonly topologySpreadConstraints: readonly TopologySpreadConstraint[];
  readonly tolerations: readonly Toleration[];
  readonly schedulingGates: readonly string[];
  readonly readinessGates: readonly string[];
  readonly priority: number;
  readonly preemptionPolicy: 'PreemptLowerPriority' | 'Never';
  readonly schedulerName: string;
  readonly hostNetwork: boolean;
  readonly shareProcessNamespace: boolean;
  readonly overhead: ResourceList;
  /** Pod-level requests (KEP-2837), when set. */
  readonly requests?: ResourceList;
  /** Pod-level limits (KEP-2837), when set. */
  readonly limits?: ResourceList;
}

/** A Node, as far as scheduling and admission read it. */
export interface NodeSpec {
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  readonly unschedulable: boolean;
  readonly allocatable: ResourceList;
}

/** A Service, with its selector already applied to the pods of the scenario. */
export interface ServiceSpec {
  /** Names of the scenario's pods it selects. */
  readonly pods: readonly string[];
  readonly publishNotReadyAddresses: boolean;
  readonly internalTrafficPolicy: 'Cluster' | 'Local';
  /** Only of a Service that clients outside the cluster can reach. */
  readonly externalTrafficPolicy?: 'Cluster' | 'Local';
  /** Why kube-proxy never sends anything to its Pods: it is headless, or they declare no port of the name that it asks for. */
  readonly unproxied?: 'headless' | 'no such port';
  /** The containers that its connections go to, main ones or sidecars; all main containers if not given. */
  readonly containers?: readonly string[];
  /** A balancer outside of kube-proxy sends to its Pods as well, and how late it follows is known. */
  readonly balanced?: true;
  /** Endpoints of other replicas outside the scenario that are ready all the time. */
  readonly otherReadyEndpoints: number;
}

/** A PersistentVolumeClaim with the volume behind it. */
export interface ClaimSpec {
  readonly accessModes: readonly string[];
  readonly volumeBindingMode: 'Immediate' | 'WaitForFirstConsumer';
  readonly reclaimPolicy: 'Delete' | 'Retain';
  /** Already bound when the scenario begins. */
  readonly bound: boolean;
}

/** True of a restartable init container (KEP-753). */
export const isSidecar = (container: Container): boolean => container.restartPolicy === 'Always';

/** True if a probe may have this container killed: a startup or a liveness probe. */
export const isKilledByProbes = ({ startupProbe, livenessProbe }: Container): boolean =>
  (startupProbe ?? livenessProbe) !== undefined;

/** Init containers in the old sense: they run to completion, one at a time. */
export const plainInitContainers = (spec: PodSpec): readonly Container[] =>
  spec.initContainers.filter((container) => !isSidecar(container));

/** Restartable init containers, in list order. */
export const sidecars = (spec: PodSpec): readonly Container[] => spec.initContainers.filter(isSidecar);

/** Every container of the pod in start order: init containers, then main containers. */
export const allContainers = (spec: PodSpec): readonly Container[] => [...spec.initContainers, ...spec.containers];

/** The container of that name; throws if the spec has none (a mistake in the model, never in input). */
export const containerOf = (spec: PodSpec, name: string): Container => {
  const found = allContainers(spec).find((container) => container.name === name);
  if (found === undefined) throw new Error(`no container ${name} in this pod`);
  return found;
};
