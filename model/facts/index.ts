/** The catalogue: every fact about Kubernetes the model was built from, with the tests that show it or the reason it is left out. */
import { endpointFacts } from './endpoints.ts';
import type { Fact } from './fact.ts';

const idParts = (id: string): readonly [string, number, string] => {
  const [, letter = '', digits = '0', suffix = ''] = /^([A-Z])(\d+)([a-z]?)$/.exec(id) ?? [];
  return [letter, Number(digits), suffix];
};

const byId = (one: Fact, other: Fact): number => {
  const [letter, number, suffix] = idParts(one.id);
  const [otherLetter, otherNumber, otherSuffix] = idParts(other.id);
  return letter.localeCompare(otherLetter) || number - otherNumber || suffix.localeCompare(otherSuffix);
};

/** All facts, C… (creation) before D… (deletion), in the order of their numbers. */
export const catalogue: readonly Fact[] = [...endpointFacts].sort(byId);
