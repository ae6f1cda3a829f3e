/**
 * The model itself as a target: a scheduler that draws lots. Its clock counts steps, so a run takes no time of its own, and the same
 * seed gives the same run. With a mutation built in it is an implementation with one mistake.
 */
import { setImmediate } from 'node:timers/promises';
import { rememberLast, testMachine } from '../../generators/environment/tested-machine.ts';
import { type Mutation, mutate } from '../../generators/mutants/index.ts';
import { isObservation } from '../../generators/observe/label.ts';
import type { Case, Label, Observation, ProfileName, Stimulus } from '../../generators/suite/case.ts';
import { wayThrough } from '../../generators/suite/shortest-passing-run.ts';
import { modelOf } from '../../model/reducer.ts';
import type { Driver, Moment, Seen, Target } from '../driver.ts';
import { Queue } from './queue.ts';
import { randomOf } from './random.ts';
import { Walk } from './walk.ts';

/** What decides a run of the model. */
export interface ModelOptions {
  readonly profile: ProfileName;
  readonly seed: string;
  /** The mistake to make; none for the model as it is. */
  readonly mutation?: Mutation;
}

/** So many steps nobody sees, one after the other, count as silence. */
const longestSilence = 2000;
/** So many schedules of every case are tried. */
const schedules = 20;

const machineOf = ({ manifest, stimuli }: Case, { profile, mutation }: ModelOptions) => {
  const model = modelOf(manifest.scenario);
  const script = { profile, programs: manifest.programs, stimuli };
  return testMachine(mutation === undefined ? model : mutate(model, mutation), script, rememberLast);
};

/** Who would tell of it. */
const sourceOf = ({ see }: Observation): string => {
  if (see === 'container started' || see === 'signal received') return 'containers';
  return see === 'container exited' || see.startsWith('sandbox') ? 'runtime' : 'kube-apiserver';
};

/** A driver of the model; close it or not, it holds nothing. */
class ModelDriver implements Driver {
  readonly capabilities: Driver['capabilities'];
  readonly observations: AsyncIterable<Seen>;
  readonly #options: ModelOptions;
  #walk: Walk | undefined;
  #case: Case | undefined;
  readonly #heard = new Queue<Seen>();
  readonly #begun = new Map<string, number>();
  /** Cases of which every stimulus was done once. */
  readonly #through = new Set<string>();

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
    this.#noteWhetherThrough();
    this.#case = next;
    const machine = machineOf(next, this.#options);
    const random = randomOf(`${this.#options.seed} ${next.id} ${begun}`);
    // Lots may never draw the way a case aims at: whoever tests the model may know it, and goes it in the end.
    const isLast = begun === schedules - 1 && !this.#through.has(next.id);
    this.#walk = new Walk(machine, random, isLast ? wayThrough(machine, next.stimuli.length) : undefined);
    this.#heard.clear();
    return Promise.resolve();
  }

  stimulate(stimulus: Stimulus): Promise<Moment> {
    const { walk, stimuli } = this.#ready();
    for (const labels of walk.untilStimulus()) this.#write(labels);
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

  #noteWhetherThrough(): void {
    if (this.#case !== undefined && this.#walk?.done === this.#case.stimuli.length) this.#through.add(this.#case.id);
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
