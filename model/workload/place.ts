/** A workload in its surroundings: what slices are cut from, and the slices that were cut. */
import type { DelaySource } from '../assumptionSources.ts';
import type { Remark, Workload } from '../manifest/index.ts';
import { type CutSlice, slicesOf, type Whole } from '../slices/index.ts';
import type { Ignore } from './ignores.ts';

/** A workload with everything around it, before it is cut into slices. */
export interface Place {
  readonly workload: Workload;
  readonly whole: Whole;
  /** What is not looked at or taken for granted in every slice of this workload. */
  readonly notes: readonly string[];
  /** What is assumed of delays beyond the defaults, and who said it. */
  readonly delaySources: readonly DelaySource[];
  /** Guarantees it does not want to hear of. */
  readonly ignores: readonly Ignore[];
  /** What is worth a second look in what is around it. */
  readonly remarks: readonly Remark[];
  /** Names of the Services that select its Pods. */
  readonly services: readonly string[];
}

/** One slice and where it comes from. */
export interface Task extends CutSlice {
  readonly workload: Workload;
  /** The workload by name, as `Deployment/web`. */
  readonly object: string;
  readonly notes: readonly string[];
  readonly delaySources: readonly DelaySource[];
  readonly ignores: readonly Ignore[];
}

/** The slices of a workload in its surroundings, each small enough to be searched completely. */
export const tasksOf = ({ workload, whole, notes, delaySources, ignores }: Place): readonly Task[] =>
  slicesOf(whole).map((slice) => ({ ...slice, workload, object: whole.name, notes, delaySources, ignores }));
