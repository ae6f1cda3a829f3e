/** Safety properties evaluated through the memo: state properties as trees, step properties as trees below outcomes. */

import type { Forest } from './forest.ts';
import { UNKNOWN } from './forest.ts';
import { Ints } from './ints.ts';
import type { Judgement, Property, StateProperty, StepProperty } from './machine.ts';
import type { Memo } from './memo.ts';

/** Where something was seen: a state, and for steps which of its transitions. */
export interface Sighting {
  readonly state: number;
  readonly step?: { readonly owner: number; readonly outcome: number };
  /** The property that spoke: of those that share a tally, one. */
  readonly property: number;
}

/** What a search has seen so far of one property, or of all that symmetries make of one another. */
export interface Tally {
  reached: number;
  kept: Sighting | undefined;
  broken: Sighting | undefined;
}

const SILENT = 0;
const KEPT = 1;
const BROKEN = 2;
const LEAVES: Readonly<Record<Judgement, number>> = { silent: SILENT, kept: KEPT, broken: BROKEN };

/** The judges of all safety properties. */
export class Judges<S, E> {
  judgeCalls = 0;
  /** One tally per property given, in the same order; those of leads-to properties stay empty here. Properties of one orbit share theirs. */
  readonly tallies: readonly Tally[];
  readonly #properties: readonly Property<S, E>[];
  readonly #memo: Memo<S, E>;
  readonly #forest: Forest;
  readonly #stateTrees: readonly (readonly [property: number, tree: number])[];
  /** The judges concerned with outcome o: pairs (property, tree) in `#concerned[#concernedAt[o] .. #concernedAt[o + 1])`. */
  readonly #concerned = new Ints();
  readonly #concernedAt = new Ints();
  #unbroken: number;

  /** `representatives[p]`: the property that stands for all that symmetries make of p. */
  constructor(properties: readonly Property<S, E>[], memo: Memo<S, E>, representatives: readonly number[]) {
    this.#properties = properties;
    this.#memo = memo;
    this.#forest = memo.forest;
    const own = properties.map((): Tally => ({ reached: 0, kept: undefined, broken: undefined }));
    this.tallies = representatives.map((property) => own[property] as Tally);
    this.#stateTrees = properties.flatMap((property, i) =>
      property.kind === 'state' ? [[i, memo.forest.plant()] as const] : [],
    );
    this.#concernedAt.push(0);
    this.#unbroken = properties.filter(({ kind }, i) => kind !== 'leads-to' && representatives[i] === i).length;
  }

  /** Whether there are safety properties and every one has been broken. */
  get allBroken(): boolean {
    return this.#unbroken === 0 && this.tallies.some((tally) => tally.broken !== undefined);
  }

  /** Judges a state, which stands for so many, by every state property. */
  judgeState(state: number, row: Int32Array, orbit: number): void {
    for (const [property, tree] of this.#stateTrees) {
      let leaf = this.#forest.walk(tree, row);
      if (leaf === UNKNOWN) leaf = this.#learnState(property, tree, row);
      if (leaf !== SILENT) this.#note(property, leaf, orbit, state, -1, -1);
    }
  }

  /** Judges a transition by every step property concerned with its event. */
  judgeStep(state: number, row: Int32Array, owner: number, outcome: number, orbit: number): void {
    if (outcome >= this.#concernedAt.length - 1) this.#summon();
    const concerned = this.#concerned.data;
    const end = this.#concernedAt.data[outcome + 1] as number;
    for (let i = this.#concernedAt.data[outcome] as number; i < end; i += 2) {
      const property = concerned[i] as number;
      const tree = concerned[i + 1] as number;
      let leaf = this.#forest.walk(tree, row);
      if (leaf === UNKNOWN) leaf = this.#learnStep(property, tree, row, outcome);
      if (leaf !== SILENT) this.#note(property, leaf, orbit, state, owner, outcome);
    }
  }

  #note(property: number, leaf: number, orbit: number, state: number, owner: number, outcome: number): void {
    const tally = this.tallies[property] as Tally;
    tally.reached += orbit;
    if (leaf === KEPT ? tally.kept !== undefined : tally.broken !== undefined) return;
    const sighting = owner < 0 ? { state, property } : { state, property, step: { owner, outcome } };
    if (leaf === KEPT) tally.kept = sighting;
    else {
      tally.broken = sighting;
      this.#unbroken--;
    }
  }

  /** Finds the judges concerned with outcomes that are new since last time. */
  #summon(): void {
    const { outcomeAt, outcomeEvent, events } = this.#memo;
    for (let outcome = this.#concernedAt.length - 1; outcome < outcomeAt.length - 1; outcome++) {
      const event = events[outcomeEvent.data[outcome] as number] as E;
      for (const [i, property] of this.#properties.entries()) {
        if (property.kind !== 'step' || !property.concerns(event)) continue;
        this.#concerned.push(i);
        this.#concerned.push(this.#forest.plant());
      }
      this.#concernedAt.push(this.#concerned.length);
    }
  }

  #learnState(index: number, tree: number, row: Int32Array): number {
    const property = this.#properties[index] as StateProperty<S>;
    return this.#learn(`judge of '${property.id}'`, tree, row, (state) => property.judge(state as S));
  }

  #learnStep(index: number, tree: number, row: Int32Array, outcome: number): number {
    const property = this.#properties[index] as StepProperty<S, E>;
    const { changes, outcomeAt, outcomeEvent, events, cells } = this.#memo;
    const event = events[outcomeEvent.data[outcome] as number] as E;
    const made = changes.data.subarray(outcomeAt.data[outcome], outcomeAt.data[outcome + 1]);
    return this.#learn(`judge of '${property.id}'`, tree, row, (before) =>
      property.judge(before as S, event, cells.with(before, made) as S),
    );
  }

  #learn(name: string, tree: number, row: Int32Array, judge: (state: object) => Judgement): number {
    this.judgeCalls++;
    const { result, reads } = this.#memo.cells.run(row, name, judge);
    const leaf = LEAVES[result];
    if (leaf === undefined) throw new Error(`${name}: it answered ${String(result)}, not silent, kept or broken`);
    this.#memo.learn(name, tree, reads, row, leaf);
    return leaf;
  }
}
