/** Runs of the model: by lot, or along a way that is known. */

import { lastLabels, type TestedCluster, type TesterEvent } from '../../generators/environment/tested-machine.ts';
import type { Machine } from '../../generators/explore/index.ts';
import { labelKey } from '../../generators/observe/label.ts';
import type { Case, Label, Stimulus } from '../../generators/suite/case.ts';
import type { Event } from '../../model/event.ts';

/** A stimulus comes up to so many steps after its cue: as likely soon as any time later. */
const soon = 8;
const late = 80;

/** One run of the model, a step at a time. */
export class Walk {
  readonly #machine: Machine<TestedCluster, Event | TesterEvent>;
  readonly #random: (below: number) => number;
  #cluster: TestedCluster;
  #steps = 0;
  #way: (Event | TesterEvent)[];
  readonly #done = new Set<number>();

  /** `way` is gone first, as far as it fits what is done; then lots are drawn. */
  constructor(
    machine: Machine<TestedCluster, Event | TesterEvent>,
    random: (below: number) => number,
    way: readonly (Event | TesterEvent)[] = [],
  ) {
    this.#machine = machine;
    this.#random = random;
    this.#way = [...way];
    this.#cluster = machine.initial;
  }

  get now(): number {
    return this.#steps;
  }

  /** How many stimuli were done. */
  get done(): number {
    return this.#done.size;
  }

  /** Takes the next step of the way, or one by lot; undefined if there is none left to take. */
  step(): readonly Label[] | undefined {
    const next = this.#way.shift();
    if (next !== undefined && next.type !== 'tester/stimulus') return this.#take(next);
    // Nobody did what was due: this is another way.
    this.#way = [];
    const events = this.#machine.components
      .flatMap((actor) => actor.enabled(this.#cluster))
      .filter((event) => event.type !== 'tester/stimulus');
    const event = events[this.#random(events.length)];
    return event === undefined ? undefined : this.#take(event);
  }

  /** Does the first stimulus of the case that is this one and was not done yet. */
  stimulate(stimulus: Stimulus, steps: Case['stimuli']): readonly Label[] {
    const key = labelKey(stimulus);
    const step = steps.findIndex((one, index) => !this.#done.has(index) && labelKey(one.do) === key);
    if (step < 0) throw new Error(`no such stimulus in this case: ${key}`);
    this.#done.add(step);
    const due = this.#way.shift();
    if (due?.type !== 'tester/stimulus' || due.step !== step) this.#way = [];
    return this.#take({ type: 'tester/stimulus', step });
  }

  /** What happens between a cue and its stimulus: what lies between them on the way, or steps by lot. */
  untilStimulus(): readonly (readonly Label[])[] {
    const planned = this.#way.findIndex(({ type }) => type === 'tester/stimulus');
    const steps = planned === -1 ? this.#random(this.#random(2) === 0 ? soon : late) : planned;
    return Array.from({ length: steps }, () => this.step() ?? []);
  }

  #take(event: Event | TesterEvent): readonly Label[] {
    this.#steps += 1;
    this.#cluster = this.#machine.reduce(this.#cluster, event);
    return lastLabels(this.#cluster);
  }
}
