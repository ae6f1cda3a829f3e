import { Cells } from '../../generators/explore/cells.ts';
import { Forest } from '../../generators/explore/forest.ts';
import { Ints } from '../../generators/explore/ints.ts';
import type { Machine, Property } from '../../generators/explore/machine.ts';
import { Memo } from '../../generators/explore/memo.ts';
import { Packing } from '../../generators/explore/packing.ts';
import { Room } from '../../generators/explore/room.ts';
import { Stepper } from '../../generators/explore/stepper.ts';
import { Store } from '../../generators/explore/store.ts';
import type { LabelledGraph } from './bisimulation.ts';
import { Labels, type Seen } from './labels.ts';

/** All states of a machine, with what can be seen of them and of the steps between. */
export interface WholeGraph extends LabelledGraph {
  /** Row s is `rows[s * slots.length .. (s + 1) * slots.length)`: for each slot the number of the value in it. */
  readonly rows: Uint16Array;
  readonly slots: readonly { readonly group: string; readonly key: string }[];
  readonly cellAt: (slot: number, value: number) => object;
}

const MOST_STATES = 2 ** 24;

/** Searches a machine to the end, without its symmetries and without time, and writes the whole graph down. */
export function wholeGraph<S extends object, E>(
  machine: Machine<S, E>,
  properties: readonly Property<S, E>[],
  seen: Seen<S, E> = () => '',
): WholeGraph {
  const cells = new Cells(machine.initial, machine.fixed ?? [], false);
  const packing = new Packing(cells.interner.counts);
  cells.interner.fitted(packing.capacities);
  const room = new Room(Infinity);
  const memo = new Memo(machine, cells, new Forest(packing.capacities, room));
  const store = new Store(packing, MOST_STATES, room);
  const stepper = new Stepper(memo, store, packing);
  const labelling = new Labels(memo, properties, seen);
  const [stateLabels, sources, labels, targets] = [new Ints(), new Ints(), new Ints(), new Ints()];
  stepper.addInitial();
  for (let state = 0; state < store.count; state++) {
    const n = stepper.grow(state);
    if (store.full !== undefined) throw new Error(`more than ${MOST_STATES} states`);
    stateLabels.push(labelling.ofState(stepper.row));
    for (let i = 0; i < n; i++) {
      sources.push(state);
      labels.push(labelling.ofStep(stepper.row, stepper.owners[i] as number, stepper.outcomes[i] as number));
      targets.push(stepper.targets[i] as number);
    }
  }
  const { slots } = cells.interner.shape;
  return {
    stateLabels: written(stateLabels),
    sources: written(sources),
    labels: written(labels),
    targets: written(targets),
    rows: rowsOf(stepper, store.count, slots.length),
    slots,
    cellAt: (slot, value) => cells.interner.value(slot, value),
  };
}

const written = ({ data, length }: Ints): Int32Array => data.slice(0, length);

function rowsOf(stepper: { readonly row: Int32Array; load(state: number): void }, count: number, width: number) {
  const rows = new Uint16Array(count * width);
  for (let state = 0; state < count; state++) {
    stepper.load(state);
    if (stepper.row.some((value) => value > 0xffff)) throw new Error('a cell has more than 65,536 values');
    rows.set(stepper.row, state * width);
  }
  return rows;
}
