import { Partition, startsOf } from './partition.ts';

/** A finished graph: what can be seen of each state and of each transition, as numbers from 0. */
export interface LabelledGraph {
  readonly stateLabels: Int32Array;
  readonly sources: Int32Array;
  readonly labels: Int32Array;
  readonly targets: Int32Array;
}

/** For each state the number of its class, and how many classes there are. */
export interface Classes {
  readonly count: number;
  readonly of: Int32Array;
}

/**
 * The coarsest strong bisimulation, in O(m log m): Hopcroft's algorithm for partial functions as Valmari writes it (Fast brief practical
 * DFA minimization, 2012). It needs a deterministic graph, in which transitions of one state with the same label have one target: the label
 * of a transition names component and event, and a reducer is a function. Any other graph is refused.
 */
export function bisimulation(graph: LabelledGraph): Classes {
  const { stateLabels, sources, labels, targets } = graph;
  checkDeterministic(graph);
  const blocks = new Partition(stateLabels);
  // Transitions are kept apart by label and by the block they lead to.
  const cords = new Partition(labels);
  const starts = startsOf(targets);
  const incoming = new Partition(targets).elements;
  let [block, cord] = [1, 0];
  while (cord < cords.sets) {
    const [first, past] = cords.bounds(cord++);
    for (let i = first; i < past; i++) blocks.mark(sources[cords.elements[i] as number] as number);
    blocks.split();
    while (block < blocks.sets) {
      const [from, to] = blocks.bounds(block++);
      for (let i = from; i < to; i++) {
        const state = blocks.elements[i] as number;
        const end = starts[state + 1] ?? 0;
        for (let j = starts[state] ?? 0; j < end; j++) cords.mark(incoming[j] as number);
      }
      cords.split();
    }
  }
  return { count: blocks.sets, of: blocks.setOf };
}

function checkDeterministic({ sources, labels, targets }: LabelledGraph): void {
  const starts = startsOf(sources);
  const bySource = new Partition(sources).elements;
  for (let state = 0; state + 1 < starts.length; state++) {
    const targetOf = new Map<number, number>();
    for (let i = starts[state] as number; i < (starts[state + 1] as number); i++) {
      const transition = bySource[i] as number;
      const label = labels[transition] as number;
      const target = targets[transition] as number;
      if ((targetOf.get(label) ?? target) !== target) throw new Error(`state ${state} has two ways by label ${label}`);
      targetOf.set(label, target);
    }
  }
}
