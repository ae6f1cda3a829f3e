/** The verdicts of one scenario as a table, with what was searched and what was taken for granted. */
import { endpointPropagation } from '../../model/assumptions.ts';
import { type Colour, clipped, entry, padded, type Style, widthOf, wrapped } from '../format/style.ts';
import { inertLine } from '../inert/text.ts';
import { type Answer, answerOf, budgetText, limitText, searchText } from './answer.ts';
import type { GuaranteeReport, ScenarioReport } from './report.ts';

const colours: Readonly<Record<Answer, Colour>> = {
  holds: 'green',
  violated: 'red',
  undecided: 'yellow',
  vacuous: 'dim',
  ignored: 'dim',
};

/** The sign of an answer and its word, coloured. */
export const verdictWord = (answer: Answer, style: Style): string => {
  const word = answer === 'vacuous' ? 'holds' : answer;
  return style.paint(colours[answer], `${style.symbols[answer]} ${padded(word, 9)}`);
};

const vacuous = '(its situation cannot occur here)';

const textOf = (answer: Answer, guarantee: GuaranteeReport, whole: boolean): string => {
  const { sentence, ignored } = guarantee;
  if (answer === 'undecided') return `(${limitText(guarantee)}) ${sentence}`;
  if (ignored !== undefined) return `ignored: ${inertLine(ignored)}`;
  if (answer !== 'vacuous') return sentence;
  return whole ? `${vacuous} ${sentence}` : vacuous;
};

/** One row for each guarantee: sign, verdict, id, sentence. With `whole`, sentences are wrapped instead of cut. */
export const verdictRows = (
  guarantees: readonly GuaranteeReport[],
  style: Style,
  whole: boolean,
): readonly string[] => {
  const widest = Math.max(...guarantees.map(({ id }) => widthOf(id)), 0);
  return guarantees.flatMap((guarantee) => {
    const answer = answerOf(guarantee);
    const head = `  ${verdictWord(answer, style)} ${padded(guarantee.id, widest)}  `;
    const indent = widest + 16;
    const text = textOf(answer, guarantee, whole);
    const room = style.width - indent;
    if (room < 24)
      return whole
        ? [head.trimEnd(), ...wrapped(text, style.width - 6).map((line) => `      ${line}`)]
        : [head.trimEnd()];
    const [first = '', ...rest] = whole ? wrapped(text, room) : [clipped(text, room, style)];
    return [head + first, ...rest.map((line) => ' '.repeat(indent) + line)];
  });
};

const assumedText = ({ delays }: ScenarioReport): string =>
  delays === undefined
    ? 'all delays arbitrary; what can act for ever, acts   (more: --verbose)'
    : `${delays.join(', ')}; everything else may take any time   (change: --assume '${endpointPropagation}<=5s')`;

/** What the verdicts of a scenario rest on, and how to change it. */
export const groundsLines = (scenario: ScenarioReport, style: Style, all: boolean): readonly string[] => [
  ...entry('searched', searchText(scenario), style),
  ...entry('user may', `${budgetText(scenario.user)}   (change: --user delete=2,force-delete=1)`, style),
  ...entry('faults', `${budgetText(scenario.faults)}   (change: --faults kubelet-restart=1,container-crash=1)`, style),
  ...(all
    ? scenario.assumptions.flatMap((line) => entry('assumed', line, style))
    : entry('assumed', assumedText(scenario), style)),
  ...scenario.leftOut.flatMap((line, index) => entry(index === 0 ? 'left out' : '', line, style)),
];
