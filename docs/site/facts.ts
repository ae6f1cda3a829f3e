/** The page of `podproof facts`: what the model was built from, each fact with an address of its own. */
import type { Fact } from '../../model/facts/fact.ts';
import { catalogue } from '../../model/facts/index.ts';
import { factsSummary } from '../../reports/catalogue/facts.ts';
import { code, heading, list, page, plain } from './markdown.ts';

const kinds: Readonly<Record<Fact['kind'], string>> = {
  order: 'an order that is kept',
  race: 'a race',
  rule: 'a rule',
  time: 'a matter of time',
};

const factText = ({ id, kind, sentence, source, since, tests, because }: Fact): readonly string[] => [
  heading(3, id, id.toLowerCase()),
  plain(sentence),
  list([
    `${kinds[kind]}${since === undefined ? '' : `, since ${since}`}`,
    `read in ${plain(source)}`,
    because === undefined ? `shown by ${(tests ?? []).map(code).join(', ')}` : plain(because),
  ]),
];

/** Every fact, modelled or left out. */
export const factsText = (): string =>
  page(
    heading(1, 'Facts about Kubernetes'),
    `The model was built from these. ${factsSummary(catalogue)}.`,
    ...catalogue.flatMap(factText),
  );
