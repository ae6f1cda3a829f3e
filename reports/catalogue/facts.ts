/** Facts about Kubernetes in words, and how many of them the model has. */
import type { Fact } from '../../model/facts/fact.ts';
import { entry, padded, type Style, wrapped } from '../format/style.ts';
import { counted } from '../run/names.ts';

const titles: Readonly<Record<Fact['kind'], string>> = { order: 'order', race: 'race', rule: 'rule', time: 'time' };

const linesOf = (fact: Fact, style: Style): readonly string[] => {
  const indent = 16;
  const [first = '', ...rest] = wrapped(fact.sentence, style.width - indent);
  const status = fact.because === undefined ? style.paint('green', 'modelled') : style.paint('yellow', 'excluded');
  const body = (label: string, text: string) => entry(label, text, style, indent, 8);
  return [
    `${style.paint('bold', padded(fact.id, 6))}${status}  ${first}`,
    ...rest.map((line) => ' '.repeat(indent) + line),
    ...body(titles[fact.kind], fact.source),
    ...(fact.tests ?? []).flatMap((test) => body('test', test)),
    ...(fact.because === undefined ? [] : body('why', fact.because)),
  ];
};

/** How many facts there are, modelled and excluded. */
export const factsSummary = (facts: readonly Fact[]): string => {
  const excluded = facts.filter(({ because }) => because !== undefined).length;
  const modelled = facts.length - excluded;
  const share = facts.length === 0 ? 0 : Math.floor((100 * modelled) / facts.length);
  return `${counted(facts.length, 'fact')}: ${modelled} modelled (${share} %), ${excluded} excluded`;
};

/** The wanted facts one after the other, then the summary of all. */
export const factLines = (wanted: readonly Fact[], all: readonly Fact[], style: Style): readonly string[] => [
  ...wanted.flatMap((fact) => linesOf(fact, style)),
  '',
  factsSummary(all),
];
