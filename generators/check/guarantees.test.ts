/** Every guarantee against the model: the verdicts the facts demand, and a mistake that breaks it. */
import { describe, expect, it } from 'vitest';
import type { Guarantee } from '../../model/guarantees/index.ts';
import { mutantsOf, themes } from '../../model/guarantees/index.ts';
import { mutationOf } from '../mutants/index.ts';
import { examine } from './testing/examine.ts';
import type { Case, Expectation, Setting } from './testing/expectation.ts';
import { expectations } from './testing/expectations.ts';
import { examiner } from './testing/together.ts';

const examined = examiner();

/** Without cases nothing is expected, and the test below fails. */
const expectationOf = (id: string): Expectation =>
  expectations.find(({ guarantee }) => guarantee === id) ?? { guarantee: id, cases: [] };

const isLiveness = ({ promises }: Guarantee, { scenario }: Setting): boolean =>
  promises(scenario).every(({ kind }) => kind === 'leads-to');

/** What the search says of one case; a guarantee that holds must have been kept somewhere. */
const verdictOf = (guarantee: Guarantee, setting: Case) => {
  const { ending, results } = examined(setting);
  const result = results.get(guarantee.id);
  const reached = (result?.reached ?? 0) > 0 ? 'its situation comes up' : 'its situation never comes up';
  const seen = result?.witness !== undefined || isLiveness(guarantee, setting);
  return {
    under: setting.under,
    verdict: result?.verdict,
    reached,
    ending,
    shown: result?.verdict === 'violated' ? result.trace !== undefined : seen,
  };
};

const breaks = (guarantee: Guarantee, id: string, { cases, mutantIn, alsoIn }: Expectation): string => {
  const own = id === guarantee.mutant ? mutantIn : alsoIn?.[id];
  const setting = own ?? cases.find(({ verdict }) => verdict === 'holds');
  const mutation = mutationOf(id);
  if (setting === undefined || mutation === undefined) return 'no mutant or no place for it';
  const right = (own === undefined ? examined(setting) : examine(setting, [guarantee])).results.get(guarantee.id);
  const wrong = examine(setting, [guarantee], { mutation, stopWhenDecided: true }).results.get(guarantee.id);
  return `${id}: ${right?.verdict} without the mistake, ${wrong?.verdict} with it`;
};

for (const [theme, guarantees] of Object.entries(themes)) {
  describe(`guarantees about ${theme}`, () => {
    for (const guarantee of guarantees) {
      const expected = expectationOf(guarantee.id);
      it(`${guarantee.id}: ${expected.cases.map(({ under, verdict }) => `${verdict} if ${under}`).join('; ')}`, () => {
        expect(expected.cases.map((setting) => verdictOf(guarantee, setting))).toEqual(
          expected.cases.map(({ under, verdict }) => ({
            under,
            verdict,
            reached: 'its situation comes up',
            ending: 'complete',
            shown: true,
          })),
        );
        const mutants = mutantsOf(guarantee);
        expect(mutants.map((id) => breaks(guarantee, id, expected))).toEqual(
          mutants.map((id) => `${id}: holds without the mistake, violated with it`),
        );
      });
    }
  });
}
