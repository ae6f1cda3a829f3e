/** Guarantees by the names people type. */
import { type Guarantee, guaranteeOf, guarantees } from '../model/guarantees/index.ts';
import { suggest } from '../model/kubernetes/suggest.ts';
import { InputError } from './inputError.ts';

const known = (id: string, program: string): Guarantee => {
  const found = guaranteeOf(id);
  if (found !== undefined) return found;
  const meant = suggest(
    id,
    guarantees.map((one) => one.id),
  );
  throw new InputError(
    `there is no guarantee '${id}'`,
    meant === undefined
      ? `${program} explain lists them all`
      : `did you mean ${meant}? (${program} explain lists them all)`,
  );
};

/** The guarantees of these ids, in the order of the catalogue; all of them if none is named. */
export const guaranteesNamed = (ids: readonly string[] | undefined, program: string): readonly Guarantee[] => {
  if (ids === undefined) return guarantees;
  const wanted = new Set(ids.map((id) => known(id, program)));
  return guarantees.filter((guarantee) => wanted.has(guarantee));
};
