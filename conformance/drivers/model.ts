/**
 * The model itself as a target: a scheduler that draws lots. Its clock counts steps, so a run takes no time of its own, and the same
 * seed gives the same run. With a mutation built in it is an implementation with one mistake.
 */
import { setImmediate } from 'node:timers/promises';
import type { Machine } from '../../generators/explore/index.ts';
import { type Mutation, mutate } from '../../generators/mutants/index.ts';
import type { Case, Label, Observation, ProfileName, Stimulus } from '../../generators/suite/case.ts';
import {
  rememberLast,
  type TestedCluster,
  type TesterEvent,
  testMachine,
} from '../../generators/suite/test-machine.ts';
import type { Event } from '../../model/event.ts';
import { modelOf } from '../../model/reducer.ts';
import { isObservation, labelKey } from '../automaton.ts';
import type { Driver, Moment, Seen, Target } from '../driver.ts';
import { Queue } from './queue.ts';
import { randomOf } from './random.ts';

/** What decides a run of the model. */
export interface ModelOptions {
  readonly profile: ProfileName;
  readonly seed: string;
  /** The mistake to make; none for the model as it is. */
  readonly mutation?: Mutation;
}

type Tested = Machine<TestedCluster, Event | TesterEvent>;

/** So many steps nobody sees, one after the other, count as silence. */
const longestSilence = 2000;
/** So many schedules of every case are tried. */
const schedules = 20;
/** A stimulus comes up to so many steps after its cue: as likely soon as any time later. */
const soon = 8;
const late = 80;

const machineOf = ({ manifest, stimuli }: Case, { profile, mutation }: ModelOptions): Tested => {
  const model = modelOf(manifest.scenario);
  const script = { profile, programs: manifest.programs, stimuli };
  return testMachine(mutation === undefined ? model : mutate(model, mutation), script, rememberLast);
};

/** Who would tell of it. */
const sourceOf = ({ see }: Observation): string => {
  if (see === 'container started' || see === 'signal received') return 'containers';
  return see === 'container exited' || see.startsWith('sandbox') ? 'runtime' : 'kube-apiserver';
};

/** One run of the model, a step at a time. */
class Walk {
  readonly #machine: Tested;
  readonly #random: (below: number) => number;
  #cluster: TestedCluster;
  #steps = 0;
  readonly #done = new Set<number>();

  constructor(machine: Tested, random: (below: number) => number) {
    this.#machine = machine;
    this.#random = random;
    this.#cluster = machine.initial;
  }

  get now(): number {
    return this.#steps;
  }

  /** Takes a step by lot; undefined if there is none left to take. */
  step(): readonly Label[] | undefined {
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
    return this.#take({ type: 'tester/stimulus', step });
  }

  delay(): number {
    return this.#random(this.#random(2) === 0 ? soon : late);
  }

  #take(event: Event | TesterEvent): readonly Label[] {
    this.#steps += 1;
    this.#cluster = this.#machine.reduce(this.#cluster, event);
    return (this.#cluster.tester['last']?.labels ?? []).map((word) => JSON.parse(word) as Label);
  }
}

/** A driver of the model; close it or not, it holds nothing. */
class ModelDriver implements Driver {
  readonly capabilities: Driver['capabilities'];
  readonly observations: AsyncIterable<Seen>;
  readonly #options: ModelOptions;
  #walk: Walk | undefined;
  #case: Case | undefined;
  readonly #heard = new Queue<Seen>();
  readonly #begun = new Map<string, number>();

  constructor(options: ModelOptions) {
    this.#options = options;
    const { profile, mutation } = options;
    const target = mutation === undefined ? 'model' : `mutant:${mutation.id}`;
    this.capabilities = { target, profile, skew: 0, lateness: 0, haste: 1 };
    const heard = this.#heard[Symbol.asyncIterator]();
    const next = (): Promise<IteratorResult<Seen>> => {
      this.#moveOn();
      return heard.next();
    };
    this.observations = { [Symbol.asyncIterator]: () => ({ next }) };
  }

  reset(next: Case): Promise<void> {
    const begun = this.#begun.get(next.id) ?? 0;
    this.#begun.set(next.id, begun + 1);
    this.#case = next;
    this.#walk = new Walk(machineOf(next, this.#options), randomOf(`${this.#options.seed} ${next.id} ${begun}`));
    this.#heard.clear();
    return Promise.resolve();
  }

  stimulate(stimulus: Stimulus): Promise<Moment> {
    const { walk, stimuli } = this.#ready();
    for (let left = walk.delay(); left > 0; left--) this.#write(walk.step() ?? []);
    this.#write(walk.stimulate(stimulus, stimuli));
    return Promise.resolve({ earliest: walk.now, latest: walk.now });
  }

  /** Time passes for the model only when nothing can be heard of it. */
  async pass(_seconds: number, signal: AbortSignal): Promise<void> {
    await setImmediate();
    if (this.#heard.awaited || signal.aborted) return;
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  }

  close(): Promise<void> {
    this.#walk = undefined;
    this.#heard.end();
    return Promise.resolve();
  }

  #ready(): { readonly walk: Walk; readonly stimuli: Case['stimuli'] } {
    if (this.#walk === undefined || this.#case === undefined) throw new Error('no case was begun');
    return { walk: this.#walk, stimuli: this.#case.stimuli };
  }

  /** Lets the model run until there is something to hear. */
  #moveOn(): void {
    const { walk } = this.#ready();
    for (let quiet = 0; this.#heard.empty && quiet < longestSilence; quiet++) {
      const labels = walk.step();
      if (labels === undefined) return;
      this.#write(labels);
    }
  }

  #write(labels: readonly Label[]): void {
    const now = this.#walk?.now ?? 0;
    for (const observation of labels.filter(isObservation)) {
      this.#heard.push({ observation, source: sourceOf(observation), earliest: now, latest: now });
    }
  }
}

/** The model, or a mutant of it, as a target. */
export const modelTarget = (options: ModelOptions): Target => ({
  name: options.mutation === undefined ? 'model' : `mutant:${options.mutation.id}`,
  attempts: schedules,
  ...(options.mutation === undefined ? {} : { mistake: options.mutation.id }),
  open: () => Promise.resolve(new ModelDriver(options)),
  close: () => Promise.resolve(),
});
