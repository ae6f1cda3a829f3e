/** What slices are cut from, and what a slice is. */
import type { Assumptions } from '../assumptions.ts';
import type { SliceName } from '../guarantees/guarantee.ts';
import type { ClaimSpec, NodeSpec, ServiceSpec } from '../kubernetes/spec.ts';
import type { FaultKind, NodeName, PodInstance, PodName, Scenario, UserAction } from '../scenario.ts';
import type { Switches } from '../switches.ts';
import type { ShortcutId } from './shortcuts.ts';

/** A workload with everything around it: what a slice is cut from. */
export interface Whole {
  /** `Deployment/web`. */
  readonly name: string;
  /** Its pods, at least one; further ones for the slices about several. */
  readonly pods: readonly PodInstance[];
  /** The Pod that is there and the one that is to take its place, if a rollout puts them beside each other as nothing else does. */
  readonly rollout?: readonly PodInstance[];
  /** A rollout has so many new Pods ready before an old one is deleted. */
  readonly surge?: number;
  /** Pods of this workload keep their name when they are made again (StatefulSet, bare Pod). */
  readonly keepsNames: boolean;
  readonly kubernetesVersion: string;
  readonly featureGates: Readonly<Record<string, boolean>>;
  /** Switches the user of the tool has set; the others are as in this version. */
  readonly switches?: Partial<Switches>;
  readonly nodes: Readonly<Record<NodeName, NodeSpec>>;
  /** Nodes come from the input (then their size is meant). */
  readonly nodesGiven: boolean;
  /** Services as they stand for a scenario in which only these pods take part. */
  readonly servicesFor: (pods: readonly PodName[]) => Readonly<Record<string, ServiceSpec>>;
  readonly claims: Readonly<Record<string, ClaimSpec>>;
  readonly configObjects?: readonly string[];
  /** How long things take; without it there are no slices with time. */
  readonly assumptions?: Assumptions;
  /** Services that a balancer outside of kube-proxy sends to. */
  readonly balanced?: readonly string[];
  /** Budgets the user of the tool has set; everything else has the slice's default. */
  readonly user: Partial<Readonly<Record<UserAction, number>>>;
  readonly faults: Partial<Readonly<Record<FaultKind, number>>>;
}

/** A scenario cut from a whole. */
export interface Slice {
  readonly slice: SliceName;
  readonly scenario: Scenario;
  /** What was left out or put in place of something, one sentence each. */
  readonly leftOut: readonly string[];
  /** Why nobody has to search it, if its answers are known: all hold. */
  readonly known?: string;
}

/** A slice that names the shortcuts it takes. */
export interface CutSlice extends Slice {
  readonly shortcuts: readonly ShortcutId[];
}

/** What a slice about one pod takes where there are several. */
export const othersLeftOut = ({ pods }: Whole): readonly ShortcutId[] => (pods.length > 1 ? ['other-pods'] : []);

/** The first pod of a whole. */
export const firstPod = ({ name, pods }: Whole): PodInstance => {
  const first = pods[0];
  if (first === undefined) throw new Error(`${name} has no pods`);
  return first;
};
