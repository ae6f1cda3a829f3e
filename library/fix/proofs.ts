/** What is shown of numbers that were found: with each its guarantees hold in the changed manifests, with the next smaller one they do not. */
import type { Answered } from '../../generators/findings/index.ts';
import { guarantees } from '../../model/guarantees/index.ts';
import type { Json } from '../../model/manifest/index.ts';
import type { Input } from '../tasks.ts';
import type { Answering } from './answers.ts';
import type { Fixing, Mended } from './fix.ts';
import { applied, type PlannedEdit } from './plan.ts';
import type { ReadAgain } from './reading.ts';

/** What a search showed; `refused`: Kubernetes would not take the manifest. */
export type Outcome = 'violated' | 'holds' | 'refused' | 'undecided';

/** What the searches around a number showed. */
export interface Proof {
  /** Of the number, in the manifests as they are written with all changes. */
  readonly at: Outcome;
  /** Of the next smaller number; absent where there is none. */
  readonly beside?: { readonly value: number; readonly outcome: Outcome };
}

const lessOne = (value: Json, number: number): Json => {
  if (value === number) return number - 1;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, lessOne(inner, number)]));
};

/** The edits of a finding with its number one less; a grace period that goes with it stays. */
const oneLess = ({ edits, number }: Mended): readonly PlannedEdit[] =>
  edits.map((planned): PlannedEdit => {
    const { edit } = planned;
    if (edit.kind !== 'set' || number === undefined) return planned;
    const isGrace = edit.path.at(-1) === 'terminationGracePeriodSeconds';
    const isIt = isGrace === (number.parameter === 'terminationGracePeriodSeconds');
    return isIt ? { ...planned, edit: { ...edit, value: lessOne(edit.value, number.value) } } : planned;
  });

const outcomeOf = (answers: readonly Answered[]): Outcome => {
  const results = answers
    .filter(({ result }) => result.scenario.assumptions !== undefined)
    .flatMap(({ result }) => result.results);
  if (results.some(({ verdict }) => verdict === 'violated')) return 'violated';
  const isHeld = results.some(({ reached }) => reached > 0) && results.every(({ verdict }) => verdict === 'holds');
  return isHeld ? 'holds' : 'undecided';
};

/** What is needed to search changed manifests. */
interface Laboratory {
  readonly inputs: readonly Input[];
  readonly again: ReadAgain;
  readonly answers: Answering;
}

/** Searches one finding of each workload, with the edits that are given for it; all others keep theirs. */
const outcomes = async (
  mended: readonly Mended[],
  chosen: readonly Mended[],
  editsOf: (one: Mended) => readonly PlannedEdit[],
  { inputs, again, answers }: Laboratory,
): Promise<ReadonlyMap<Mended, Outcome>> => {
  const found = new Map<Mended, Outcome>();
  for (const assuming of new Set(chosen.map(({ number }) => JSON.stringify(number?.assuming ?? [])))) {
    const own = chosen.filter(({ number }) => JSON.stringify(number?.assuming ?? []) === assuming);
    const plan = new Map<string, PlannedEdit[]>();
    for (const one of mended) {
      const edits = own.includes(one) ? editsOf(one) : one.edits;
      plan.set(one.object, [...(plan.get(one.object) ?? []), ...edits]);
    }
    const { tasks } = (await again(applied(inputs, plan).texts, JSON.parse(assuming) as readonly string[])).tasks;
    const byObject = new Map(own.map((one) => [one.object, one.ids]));
    const told = await answers(tasks, ({ object }) =>
      guarantees.filter(({ id }) => byObject.get(object)?.has(id) === true),
    );
    for (const one of own) {
      const isThere = tasks.some(({ object }) => object === one.object);
      found.set(one, isThere ? outcomeOf(told.filter(({ object }) => object === one.object)) : 'refused');
    }
  }
  return found;
};

/** Searches every number and its smaller neighbour: of all workloads at once, of one workload one after the other. */
export const proofsOf = async ({ mended }: Fixing, laboratory: Laboratory): Promise<ReadonlyMap<Mended, Proof>> => {
  const proofs = new Map<Mended, Proof>();
  let rest = mended.filter(({ number }) => number !== undefined);
  while (rest.length > 0) {
    const chosen = [...new Map(rest.map((one) => [one.object, one])).values()];
    const at = await outcomes(mended, chosen, ({ edits }) => edits, laboratory);
    const lower = chosen.filter(({ number }) => (number?.value ?? 0) > 0);
    const beside = await outcomes(mended, lower, oneLess, laboratory);
    for (const one of chosen) {
      const outcome = beside.get(one);
      const value = (one.number?.value ?? 0) - 1;
      proofs.set(one, {
        at: at.get(one) ?? 'undecided',
        ...(outcome === undefined ? {} : { beside: { value, outcome } }),
      });
    }
    rest = rest.filter((one) => !chosen.includes(one));
  }
  return proofs;
};
