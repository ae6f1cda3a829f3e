/**
 * What a suite is: plain JSON, one document, readable without this program. A case says what to apply, what to do when, and what a
 * target that behaves like Kubernetes may and must show. Its oracle is an automaton over exactly these observations and stimuli,
 * computed from all runs of the model; who judges a run needs nothing else.
 */
import type { Scenario, Uid } from '../../model/scenario.ts';
import type { Label, Observation, Stimulus } from '../observe/label.ts';

export type { Label, Observation, Stimulus } from '../observe/label.ts';

/** What a target can do and show: the model itself, a Kubernetes cluster, `podman kube play`. */
export const profileNames = ['model', 'kubernetes', 'podman'] as const;
/** One of the profiles. */
export type ProfileName = (typeof profileNames)[number];

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
