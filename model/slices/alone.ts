/** Slices about one pod, with whatever is around it. */
import type { PodInstance } from '../scenario.ts';
import { admissionLeftOut } from './admission.ts';
import { type OwnBudgets, type Plan, plainScenario } from './common.ts';
import { nodesThatMatter } from './nodes.ts';
import { countingLeftOut } from './pods.ts';
import { idsOf, linesOf, type Taken } from './shortcuts.ts';
import type { CutSlice, Whole } from './whole.ts';

/** What a slice about one pod says of itself. */
export interface Cut extends OwnBudgets {
  readonly slice: CutSlice['slice'];
  /** What the scenario is called, after the workload's name. */
  readonly title: string;
  /** How often a pod of this name may be made; once if not given. */
  readonly incarnations?: 1 | 2;
  /** What differs from a plain scenario. */
  readonly fields?: Partial<Omit<Plan, 'name' | 'instances' | 'nodes'>>;
  readonly shortcuts: readonly Taken[];
}

/** One pod on the nodes that can make a difference to it. */
export const sliceOfOne = (whole: Whole, pod: PodInstance, cut: Cut): CutSlice => {
  const { slice, title, incarnations = 1, fields = {} } = cut;
  const uids = Array.from({ length: incarnations }, (_, index) => `${pod.name}#${index + 1}`);
  const nodes = nodesThatMatter(
    whole,
    uids.map(() => pod),
    fields.services ?? {},
  );
  const plan: Plan = {
    name: `${whole.name} ${title}`,
    instances: Object.fromEntries(uids.map((uid) => [uid, pod])),
    nodes: nodes.kept,
    ...fields,
  };
  const scenario = plainScenario(whole, plan, cut);
  const taken = [...cut.shortcuts, ...countingLeftOut(pod.spec), ...admissionLeftOut(scenario), ...nodes.shortcuts];
  return { slice, scenario, shortcuts: idsOf(taken), leftOut: linesOf(taken) };
};
