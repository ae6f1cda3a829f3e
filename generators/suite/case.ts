/**
 * What a suite is: plain JSON, one document, readable without this program. A case says what to apply, what to do when, and what a
 * target that behaves like Kubernetes may and must show. Its oracle is an automaton over exactly these observations and stimuli,
 * computed from all runs of the model; who judges a run needs nothing else.
 */
import type { Phase } from '../../model/cluster.ts';
import type { PodName, Scenario, Uid } from '../../model/scenario.ts';

/** What a target can do and show: the model itself, a Kubernetes cluster, `podman kube play`. */
export const profileNames = ['model', 'kubernetes', 'podman'] as const;
/** One of the profiles. */
export type ProfileName = (typeof profileNames)[number];

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

/** A stimulus and its cue: the `times`-th such observation since the case began; null = at once. Stimuli are done in their order. */
export interface Step {
  readonly when: { readonly observation: Observation; readonly times: number } | null;
  readonly do: Stimulus;
}

/**
 * What the script in a container does by itself. It runs until told to exit; at SIGTERM it exits with `onSigterm` or ignores it; hooks
 * and probes are answered by the same script. Grace periods are long: one runs out only on a program that ignores SIGTERM
 * or whose preStop hook hangs.
 */
export interface Program {
  readonly onSigterm: number | 'ignore';
  readonly preStop: 'ends' | 'hangs';
  /** fails: the first time; the hook of a container that is started anew ends. */
  readonly postStart: 'ends' | 'fails';
}

/** A Kubernetes object as YAML or JSON writes it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** What a target is given. Image and command of the containers are the driver's: a script that obeys. */
export interface CaseManifest {
  /** By incarnation, what the stimulus `create` applies. */
  readonly pods: Readonly<Record<Uid, KubernetesObject>>;
  /** What is there before: Services, Nodes, claims. */
  readonly surroundings: readonly KubernetesObject[];
  /** Programs by `<uid>/<container>`. */
  readonly programs: Readonly<Record<string, Program>>;
  /** What the objects stand for: seeds the model. Its budgets are exactly what the stimuli need. */
  readonly scenario: Scenario;
}

/** One letter of an oracle. */
export type Label = Observation | Stimulus;

/** One state of an oracle: what may come next, as pairs of label and state, and whether silence for ever is all right. */
export interface OracleState {
  readonly next: readonly (readonly [label: number, state: number])[];
  readonly rest: boolean;
}

/**
 * Everything the model can show while the stimuli of the case, and no others, are done: a minimal deterministic automaton that starts in
 * state 0. A run conforms (ioco) if every observation has a successor where it was made, and silence comes only where it is all right.
 */
export interface Oracle {
  /** What it speaks of. Whatever else a target shows is passed over, right or wrong. */
  readonly observes: readonly Observation['see'][];
  readonly alphabet: readonly Label[];
  readonly states: readonly OracleState[];
}

/** The oracle in words. An occurrence is an observation and its number: the second start of a container is `times: 2`. */
export interface Occurrence {
  readonly observation: Observation;
  readonly times: number;
}

/** What every run, or some run, of the model shows. */
export interface Expectation {
  /** Made in every run. */
  readonly required: readonly Occurrence[];
  /** Pairs of indices into `required`: the first comes before the second in every run; what follows from other pairs is left out. */
  readonly order: readonly (readonly [before: number, after: number])[];
  /** Made in some runs only. */
  readonly allowed: readonly Occurrence[];
}

/** One test. Verdicts: fail, pass, and inconclusive (nothing wrong, but the target did not take the case where it aimed). */
export interface Case {
  readonly id: string;
  /** A sentence. */
  readonly title: string;
  /** Goals the aimed run covers, by id. */
  readonly covers: readonly string[];
  readonly manifest: CaseManifest;
  readonly stimuli: readonly Step[];
  readonly expect: Expectation;
  readonly oracle: Oracle;
  /** Silence for so long counts as silence for ever, on a target where a second of grace takes a second. */
  readonly timeoutSeconds: number;
}

/** Something worth covering. */
export interface Goal {
  readonly id: string;
  readonly kind: 'event' | 'transition' | 'pair' | 'sequence' | 'stop' | 'witness' | 'near-miss';
  readonly title: string;
}

/** A case that a profile cannot run, or a goal nothing covers, and why. */
export interface Skipped {
  readonly id: string;
  readonly because: string;
}

/** A suite as it is written down: the same input gives the same bytes. */
export interface Suite {
  readonly apiVersion: 'podproof.dev/v1';
  readonly kind: 'ConformanceSuite';
  readonly kubernetesVersion: string;
  readonly profile: ProfileName;
  readonly goals: readonly Goal[];
  readonly cases: readonly Case[];
  readonly skipped: readonly Skipped[];
  /** How many of the goals the cases cover, and how many cases any suite with the same candidates needs at least. */
  readonly coverage: { readonly covered: number; readonly goals: number; readonly atLeastCases: number };
}
