/** Which mistakes can be seen at all: decided situation by situation, until one tells the mistake from the model or none is left. */
import { modelOf } from '../../model/reducer.ts';
import type { Scenario } from '../../model/scenario.ts';
import { reasonToSkip } from '../environment/capabilities.ts';
import { TooLarge } from '../explore/on-demand.ts';
import { drained, type Steps } from '../explore/steps.ts';
import { type Mutation, mutate } from '../mutants/index.ts';
import type { ProfileName } from './case.ts';
import { type DifferenceBounds, differenceIn, type Field, fieldOf, type Telling } from './difference.ts';
import { asTarget } from './generate.ts';

/** Can a mistake be seen in these situations, whatever a tester does? */
export type Visibility =
  | { readonly verdict: 'differs'; readonly situation: string; readonly telling: Telling }
  /** Proved, for so many situations. */
  | { readonly verdict: 'same'; readonly situations: number }
  /** In these situations a bound was reached. */
  | { readonly verdict: 'undecided'; readonly situations: readonly string[] };

/** What to decide visibility for. */
export interface VisibilityRequest {
  readonly profile: ProfileName;
  readonly situations: readonly Scenario[];
  readonly bounds?: DifferenceBounds;
  /** Told which situation is looked at next, and how many of how many are done. */
  readonly tell?: (what: string, done: number, of: number) => void;
  /** True once no more is wanted. */
  readonly over?: () => boolean;
}

const defaultBounds: DifferenceBounds = { maxStates: 2_000_000, maxBeliefs: 100_000 };

/** Who strikes where, as far as that could be looked at: undefined if the model alone is too large. */
const struckIn = (field: Field): ReadonlySet<string> | undefined => {
  try {
    return field.struck();
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
};

/** Of each mutation, by id, whether it can be seen. */
export const visibilityOf = (
  mutations: readonly Mutation[],
  request: VisibilityRequest,
): ReadonlyMap<string, Visibility> => drained(visibilitySteps(mutations, request));

/** The same in steps; where it is over before a mistake was seen, the situations that were not looked at stay undecided. */
export function* visibilitySteps(
  mutations: readonly Mutation[],
  { profile, situations, bounds = defaultBounds, tell = () => undefined, over = () => false }: VisibilityRequest,
): Steps<ReadonlyMap<string, Visibility>> {
  const possible = situations.filter((situation) => reasonToSkip(profile, situation, []) === undefined);
  const told = new Map<string, Visibility>();
  const open = new Map<string, readonly string[]>(mutations.map(({ id }) => [id, []]));
  for (const [done, situation] of possible.entries()) {
    const suspects = mutations.filter(({ id }) => !told.has(id));
    if (suspects.length === 0) break;
    tell(situation.name, done, possible.length);
    yield;
    if (over()) {
      for (const { id } of suspects) open.set(id, [...(open.get(id) ?? []), situation.name]);
      continue;
    }
    const model = modelOf(asTarget(situation, profile));
    const field = fieldOf(model, profile, bounds, suspects);
    const struck = struckIn(field);
    for (const mutation of suspects) {
      yield;
      const { id } = mutation;
      if (struck !== undefined && !struck.has(id)) continue;
      const found = struck === undefined || over() ? 'undecided' : differenceIn(field, mutate(model, mutation));
      if (found === 'undecided') open.set(id, [...(open.get(id) ?? []), situation.name]);
      else if (found !== 'same') told.set(id, { verdict: 'differs', situation: situation.name, telling: found });
    }
  }
  return new Map(
    mutations.map(({ id }): readonly [string, Visibility] => {
      const undecided = open.get(id) ?? [];
      const otherwise: Visibility =
        undecided.length === 0
          ? { verdict: 'same', situations: possible.length }
          : { verdict: 'undecided', situations: undecided };
      return [id, told.get(id) ?? otherwise];
    }),
  );
}
