/** A search in progress: first all states, then, one by one, the leads-to properties. */

import { Cells } from './cells.ts';
import type { ExploreOptions, Explorer, Progress } from './explore.ts';
import { Forest } from './forest.ts';
import type { Found } from './graph.ts';
import { Judges, type Sighting, type Tally } from './judges.ts';
import { Liveness } from './liveness.ts';
import type {
  Ending,
  Exploration,
  Finding,
  LeadsToProperty,
  Limit,
  Machine,
  Property,
  Statistics,
  Trace,
} from './machine.ts';
import { Memo } from './memo.ts';
import { Packing } from './packing.ts';
import { OutOfRoom, Room } from './room.ts';
import { Search } from './search.ts';
import { Stepper } from './stepper.ts';
import { Store } from './store.ts';
import { Group } from './symmetry/group.ts';
import { Unfolded } from './symmetry/unfolded.ts';
import { ClassGraph } from './timed/classGraph.ts';
import { dated } from './timed/dated.ts';
import { Tracer } from './trace.ts';

const BREATH = 1024;
/** State numbers share a 32-bit word with at least one bit of hash. */
const MOST_STATES = 2 ** 30 - 1;

/** What the smallest search allocates before it begins, and a little more. */
const LEAST_MEMORY = 2 ** 20;

/** Everything one exploration consists of. */
export class Exploring<S extends object, E> implements Explorer<S, E> {
  readonly #machine: Machine<S, E>;
  readonly #properties: readonly Property<S, E>[];
  readonly #options: ExploreOptions;
  readonly #room: Room;
  readonly #memo: Memo<S, E>;
  /** Of a machine with `timing`. */
  readonly #classes: ClassGraph<S, E> | undefined;
  /** Of a machine with symmetries that are made use of. */
  readonly #group: Group<E> | undefined;
  readonly #unfolded: Unfolded<S, E> | undefined;
  readonly #found: Found;
  readonly #judges: Judges<S, E>;
  readonly #search: Search<S, E>;
  readonly #tracer: Tracer<S, E>;
  readonly #liveness: Liveness<S, E>;
  /** Findings of leads-to properties, in their order. */
  readonly #promises = new Map<number, Finding<S, E>>();
  #ending: Ending | undefined;
  /** The next state to be judged without being expanded, when the store is full. */
  #leftOver = 0;

  constructor(machine: Machine<S, E>, properties: readonly Property<S, E>[], options: ExploreOptions) {
    const cells = new Cells(machine.initial, machine.fixed ?? [], options.doubleCheck ?? false);
    this.#group = groupOf(machine, cells, properties, options);
    const packing = new Packing(cells.interner.counts);
    cells.interner.fitted(packing.capacities);
    this.#machine = machine;
    this.#properties = properties;
    this.#options = options;
    const { maxMemoryBytes = Infinity } = options;
    if (maxMemoryBytes < LEAST_MEMORY) throw new RangeError(`maxMemoryBytes must be at least ${LEAST_MEMORY}`);
    this.#room = new Room(maxMemoryBytes);
    this.#memo = new Memo(machine, cells, new Forest(packing.capacities, this.#room));
    const maxStates = Math.min(options.maxStates ?? MOST_STATES, MOST_STATES);
    const { timing } = machine;
    const store = new Store(packing, timing ? MOST_STATES : maxStates, this.#room);
    const stepper = new Stepper(this.#memo, store, packing, this.#group);
    this.#unfolded = this.#group && new Unfolded(this.#memo, store, stepper, this.#group);
    const inclusion = (options.inclusion ?? true) && properties.every((property) => property.kind !== 'leads-to');
    const foundation = { memo: this.#memo, stepper, store, room: this.#room, maxStates, inclusion };
    this.#classes = timing && new ClassGraph(machine, foundation);
    const graph = this.#classes ?? stepper;
    this.#found = this.#classes ?? store;
    this.#judges = new Judges(properties, this.#memo, this.#group?.representatives ?? [...properties.keys()]);
    this.#search = new Search(this.#memo, this.#found, graph, this.#judges);
    const real = this.#unfolded ?? graph;
    this.#tracer = new Tracer(this.#memo, this.#unfolded ?? this.#found, real);
    this.#liveness = new Liveness(this.#memo, this.#unfolded ?? this.#found, real, this.#tracer);
    if (!graph.addInitial()) this.#ending = this.#found.full;
  }

  advance(budget: number): 'more' | 'done' {
    let left = budget;
    while (left > 0 && this.#phase !== 'promises') {
      const portion = Math.min(left, BREATH);
      this.#takeBreath();
      if (this.#phase === 'search') this.#withinRoom(() => this.#expand(portion));
      if (this.#phase === 'left over') this.#withinRoom(() => this.#judgeLeftOver(portion));
      left -= portion;
    }
    return left > 0 ? this.#settlePromise() : 'more';
  }

  progress(): Progress {
    return {
      states: this.#found.count,
      transitions: this.#search.transitions,
      frontier: this.#found.count - this.#search.expanded,
      depth: this.#search.depth,
      bytes: this.#found.bytes + this.#memo.forest.bytes,
    };
  }

  result(): Exploration<S, E> {
    return {
      ending: this.#ending ?? 'interrupted',
      statistics: this.#statistics(),
      findings: this.#properties.map((property, i) => this.#finding(property, i)),
    };
  }

  get #phase(): 'search' | 'left over' | 'promises' {
    if (this.#ending === undefined) return 'search';
    return this.#leftOver < this.#found.count ? 'left over' : 'promises';
  }

  #expand(budget: number): void {
    for (let i = 0; i < budget && this.#ending === undefined; i++) {
      this.#search.advance();
      if (this.#found.full !== undefined) this.#end(this.#found.full, this.#search.expanded + 1);
      else if (this.#search.expanded === this.#found.count) this.#end('complete');
      else if (this.#options.stopWhenDecided === true && this.#judges.allBroken) this.#end('decided');
    }
  }

  #end(ending: Ending, leftOver = this.#found.count): void {
    this.#ending = ending;
    this.#leftOver = leftOver;
  }

  #judgeLeftOver(budget: number): void {
    const end = Math.min(this.#leftOver + budget, this.#found.count);
    while (this.#leftOver < end) this.#search.judgeOnly(this.#leftOver++);
  }

  /** Decision trees that find no room end the search; if it has ended, the judging of what is left over. */
  #withinRoom(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof OutOfRoom)) throw error;
      this.#end(this.#ending ?? 'max-memory');
    }
  }

  #settlePromise(): 'more' | 'done' {
    if (this.#ending === 'interrupted') return 'done';
    const pending = this.#pendingPromise();
    if (pending < 0) return 'done';
    const property = this.#properties[pending] as LeadsToProperty<S>;
    const order = this.#group?.order ?? 1;
    const finding = this.#liveness.settle(property, {
      expanded: this.#search.expanded * order,
      levels: this.#search.levels.map((state) => state * order),
      ending: this.#ending ?? 'interrupted',
      transitions: this.#search.transitions * order,
      room: this.#room,
      interrupted: this.#options.interrupted ?? (() => false),
    });
    this.#promises.set(pending, this.#dated(finding));
    return this.#pendingPromise() < 0 ? 'done' : 'more';
  }

  #pendingPromise(): number {
    return this.#properties.findIndex((property, i) => property.kind === 'leads-to' && !this.#promises.has(i));
  }

  #takeBreath(): void {
    this.#options.progress?.(this.progress());
    if (this.#options.interrupted?.() === true) this.#end(this.#ending ?? 'interrupted');
  }

  #finding(property: Property<S, E>, index: number): Finding<S, E> {
    const { id } = property;
    if (property.kind === 'leads-to') {
      return this.#promises.get(index) ?? { id, verdict: 'undecided', reached: 0, limit: this.#limit };
    }
    const tally = this.#judges.tallies[index] as Tally;
    const { kept, broken } = tally;
    const reached = tally.reached / this.#judges.tallies.filter((other) => other === tally).length;
    const seen = { id, reached, ...(kept && { witness: this.#runTo(kept, index) }) };
    if (broken !== undefined) return this.#dated({ ...seen, verdict: 'violated', trace: this.#runTo(broken, index) });
    const complete = this.#ending === 'complete';
    return this.#dated(
      complete ? { ...seen, verdict: 'holds' } : { ...seen, verdict: 'undecided', limit: this.#limit },
    );
  }

  /** A run to where this property can be seen to do what one that shares its tally was seen to do. */
  #runTo(sighting: Sighting, property: number): Trace<S, E> {
    if (this.#group === undefined || this.#unfolded === undefined) return this.#tracer.to(sighting);
    const g = this.#group.properties.findIndex((renamed) => renamed[sighting.property] === property);
    return this.#tracer.to(this.#unfolded.seen(sighting, g));
  }

  /** What cut the search short; after a complete one, the deciding of leads-to properties. */
  get #limit(): Limit {
    return this.#ending === undefined || this.#ending === 'complete' ? 'interrupted' : this.#ending;
  }

  /** Says when the steps of the runs can happen, if the machine knows time. */
  #dated(finding: Finding<S, E>): Finding<S, E> {
    return this.#classes === undefined ? finding : dated(this.#machine, finding, this.#classes.widened);
  }

  #statistics(): Statistics {
    return {
      states: this.#found.count,
      transitions: this.#search.transitions,
      depth: this.#search.depth,
      reduceCalls: this.#memo.reduceCalls,
      enabledCalls: this.#memo.enabledCalls,
      judgeCalls: this.#judges.judgeCalls + this.#memo.predicateCalls,
      bytesPerState: this.#found.bytes / Math.max(1, this.#found.count),
      deadlocks: this.#search.deadlocks,
      eventCounts: this.#search.eventCounts(),
      ...(this.#classes && { timed: this.#classes.statistics() }),
      ...(this.#group && { symmetry: { order: this.#group.order, ...this.#search.whole } }),
    };
  }
}

/** The symmetries a search makes use of; none if it does not. */
function groupOf<S, E>(
  { symmetries, timing }: Machine<S, E>,
  cells: Cells,
  properties: readonly Property<S, E>[],
  { symmetry }: ExploreOptions,
): Group<E> | undefined {
  if (symmetries === undefined || timing !== undefined || symmetry === false) return undefined;
  return Group.of(cells, symmetries, properties);
}
