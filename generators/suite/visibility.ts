/** Which mistakes can be seen at all: decided situation by situation, until one tells the mistake from the model or none is left. */
import { modelOf } from '../../model/reducer.ts';
import type { Scenario } from '../../model/scenario.ts';
import { type Mutation, mutate } from '../mutants/index.ts';
import { reasonToSkip } from './capabilities.ts';
import type { ProfileName } from './case.ts';
import { type DifferenceBounds, differenceIn, type Field, fieldOf, type Telling } from './difference.ts';
import { asTarget } from './generate.ts';
import { TooLarge } from './graph.ts';

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
  { profile, situations, bounds = defaultBounds, tell = () => undefined }: VisibilityRequest,
): ReadonlyMap<string, Visibility> => {
  const possible = situations.filter((situation) => reasonToSkip(profile, situation, []) === undefined);
  const told = new Map<string, Visibility>();
  const open = new Map<string, readonly string[]>(mutations.map(({ id }) => [id, []]));
  for (const [done, situation] of possible.entries()) {
    const suspects = mutations.filter(({ id }) => !told.has(id));
    if (suspects.length === 0) break;
    tell(situation.name, done, possible.length);
    const model = modelOf(asTarget(situation, profile));
    const field = fieldOf(model, profile, bounds, suspects);
    const struck = struckIn(field);
    for (const mutation of suspects) {
      const { id } = mutation;
      if (struck !== undefined && !struck.has(id)) continue;
      const found = struck === undefined ? 'undecided' : differenceIn(field, mutate(model, mutation));
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
};
