/** What all answers of a run rest on, said once: who may do what, what may fail, what is assumed, what is left out, how far was searched. */
import { entry, type Style } from '../format/style.ts';
import { budgetText, searchText } from './answer.ts';
import type { CheckReport, ScenarioReport } from './report.ts';

const labelWidth = 10;

/** Each text once, with the slices it is true of unless that is all of them. */
const shared = (
  scenarios: readonly ScenarioReport[],
  textsOf: (scenario: ScenarioReport) => readonly string[],
): readonly string[] => {
  const slices = new Map<string, Set<string>>();
  for (const scenario of scenarios)
    for (const text of textsOf(scenario)) slices.set(text, (slices.get(text) ?? new Set()).add(scenario.slice));
  const all = new Set(scenarios.map(({ slice }) => slice)).size;
  return [...slices].map(([text, where]) => (where.size === all ? text : `${text}  (${[...where].join(', ')})`));
};

const labelled = (label: string, texts: readonly string[], style: Style): readonly string[] =>
  texts.flatMap((text, index) => entry(index === 0 ? label : '', text, style, 2, labelWidth));

/** The grounds as lines. */
export const runGroundsLines = ({ scenarios }: CheckReport, style: Style): readonly string[] => {
  if (scenarios.length === 0) return [];
  return [
    style.paint('bold', 'What these answers rest on'),
    ...labelled(
      'searched',
      scenarios.map((scenario) => `${scenario.name}: ${searchText(scenario)}`),
      style,
    ),
    ...labelled(
      'user may',
      shared(scenarios, ({ user }) => [budgetText(user)]),
      style,
    ),
    ...labelled(
      'faults',
      shared(scenarios, ({ faults }) => [budgetText(faults)]),
      style,
    ),
    ...labelled(
      'assumed',
      shared(scenarios, ({ assumptions }) => assumptions),
      style,
    ),
    ...labelled(
      'left out',
      shared(scenarios, ({ leftOut }) => leftOut),
      style,
    ),
  ];
};
