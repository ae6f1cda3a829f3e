/** What has no answer: a line for each reason, so that nobody takes silence for a proof. */
import { type Style, wrapped } from '../format/style.ts';
import { inertLine } from '../inert/text.ts';
import { counted } from '../run/names.ts';
import { answerOf, limitText } from './answer.ts';
import type { ScenarioReport } from './report.ts';

const mostNamed = 4;

const named = (ids: readonly string[], verbose: boolean): string => {
  const shown = verbose ? ids : ids.slice(0, mostNamed);
  return ids.length === shown.length ? shown.join(', ') : `${shown.join(', ')} and ${ids.length - shown.length} more`;
};

const failedText = ({ name, failure = '' }: ScenarioReport): string =>
  `${name}: the search failed: ${failure}; please report it`;

/** Guarantees that were asked and are not decided, by what came before the answer; and searches that went wrong. */
export const unsureLines = (
  scenarios: readonly ScenarioReport[],
  { width, symbols, paint }: Style,
  verbose: boolean,
): readonly string[] => {
  const reasons = new Map<string, string[]>();
  let answers = 0;
  for (const { guarantees, ending } of scenarios) {
    if (ending === 'failed') continue;
    for (const found of guarantees.filter((one) => answerOf(one) === 'undecided')) {
      answers += 1;
      reasons.set(limitText(found), [...(reasons.get(limitText(found)) ?? []), found.id]);
    }
  }
  const texts = [
    ...scenarios.filter(({ ending }) => ending === 'failed').map(failedText),
    ...[...reasons].map(([reason, ids]) => {
      const count = answers === 0 ? '' : counted(ids.length, 'answer');
      return `not decided: ${count}: ${named([...new Set(ids)], verbose)}: ${reason}`;
    }),
  ];
  return texts.flatMap((text) =>
    wrapped(inertLine(text), width - 4).map((line, index) =>
      index === 0 ? `  ${paint('yellow', symbols.undecided)} ${line}` : `    ${line}`,
    ),
  );
};
