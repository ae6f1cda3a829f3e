/** Labels: what a target shows and what is done to it, and when two of them are the same. */
import type { Phase } from '../../model/cluster.ts';
import type { PodName, Uid } from '../../model/scenario.ts';

/** One thing a target shows. `uid` is an incarnation as the model counts them (`web#1`, after recreation `web#2`). */
export type Observation =
  | { readonly see: 'pod stored'; readonly uid: Uid }
  | { readonly see: 'pod refused'; readonly uid: Uid }
  | { readonly see: 'pod scheduled'; readonly uid: Uid; readonly node: string }
  /** metadata.deletionTimestamp is set, with this deletionGracePeriodSeconds. */
  | { readonly see: 'pod deleting'; readonly uid: Uid; readonly grace: number }
  | { readonly see: 'pod removed'; readonly uid: Uid }
  /** status.phase changed to this. */
  | { readonly see: 'pod phase'; readonly uid: Uid; readonly phase: Phase }
  /** The Ready condition changed to this. */
  | { readonly see: 'pod ready'; readonly uid: Uid; readonly ready: boolean }
  /** The pause container (podman: infra container) runs, is stopped. */
  | { readonly see: 'sandbox ready'; readonly uid: Uid }
  | { readonly see: 'sandbox stopped'; readonly uid: Uid }
  /** The kubelet cannot start it for this reason, as its Events and the waiting state of the container say. */
  | {
      readonly see: 'container waiting';
      readonly uid: Uid;
      readonly container: string;
      readonly reason: 'ErrImagePull' | 'CreateContainerConfigError';
    }
  | { readonly see: 'container started'; readonly uid: Uid; readonly container: string }
  | { readonly see: 'container exited'; readonly uid: Uid; readonly container: string; readonly exitCode: number }
  /** As the container's own process tells; nobody can tell of SIGKILL, which shows as exit code 137. */
  | { readonly see: 'signal received'; readonly uid: Uid; readonly container: string; readonly signal: 'SIGTERM' }
  | { readonly see: 'postStart ended'; readonly uid: Uid; readonly container: string }
  | { readonly see: 'preStop started'; readonly uid: Uid; readonly container: string }
  | { readonly see: 'preStop ended'; readonly uid: Uid; readonly container: string }
  /** What the EndpointSlice says of this pod changed to this. */
  | {
      readonly see: 'endpoint';
      readonly service: string;
      readonly pod: PodName;
      readonly state:
        | 'absent'
        | 'ready'
        | 'not ready'
        | 'terminating'
        | 'terminating but serving'
        | 'terminating but ready';
    };

/** One thing a driver can do: what users, processes and faults can do. */
export type Stimulus =
  | { readonly do: 'create'; readonly uid: Uid }
  /** DELETE; grace null = the pod's own terminationGracePeriodSeconds. */
  | { readonly do: 'delete'; readonly pod: PodName; readonly grace: number | null }
  /** DELETE with grace 0, as `kubectl delete --force`. */
  | { readonly do: 'force delete'; readonly pod: PodName }
  | { readonly do: 'remove scheduling gates'; readonly pod: PodName }
  | { readonly do: 'remove finalizers'; readonly pod: PodName }
  /** The container's main process, a script that obeys, ends with this exit code. */
  | { readonly do: 'process exits'; readonly uid: Uid; readonly container: string; readonly exitCode: number }
  /** The container's main process, the same script, takes more memory than the container's limit. */
  | { readonly do: 'process exceeds memory'; readonly uid: Uid; readonly container: string }
  /** From now on that probe of the running container succeeds, or fails. A container that is started anew begins with probes that succeed. */
  | {
      readonly do: 'probe answers';
      readonly uid: Uid;
      readonly container: string;
      readonly probe: 'startup' | 'liveness' | 'readiness';
      readonly succeeds: boolean;
    }
  /** From now on the container's image can be pulled, or not. Until told otherwise every image can. */
  | { readonly do: 'image answers'; readonly uid: Uid; readonly container: string; readonly succeeds: boolean }
  /** From now on what the pod's volumes are made of is there, or not. Until told otherwise it is. */
  | { readonly do: 'volumes answer'; readonly uid: Uid; readonly succeeds: boolean }
  /** Patches the conditions named in spec.readinessGates, all to this value. */
  | { readonly do: 'set readiness gates'; readonly pod: PodName; readonly value: boolean }
  | { readonly do: 'cordon'; readonly node: string }
  /** Adds the taint `maintenance:NoSchedule`. */
  | { readonly do: 'taint'; readonly node: string }
  /** Takes away the labels the case gave the node. */
  | { readonly do: 'relabel'; readonly node: string }
  | { readonly do: 'delete claim'; readonly claim: string }
  | { readonly do: 'restart kubelet'; readonly node: string }
  | { readonly do: 'sandbox dies'; readonly uid: Uid };

/** One letter of an oracle: something that is seen or done. */
export type Label = Observation | Stimulus;

/** True of what a target shows, false of what is done to it. */
export const isObservation = (label: Label): label is Observation => 'see' in label;

const canonical = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return fields.map(([field, inner]) => [field, canonical(inner)]);
};

/** The identity of a label: two labels have equal keys exactly if their fields are equal, in whatever order these stand. */
export const labelKey = (label: object): string => JSON.stringify(canonical(label));
