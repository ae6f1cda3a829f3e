/** A page for each guarantee, with everything `podproof explain` knows of it, and one that lists them by theme. */
import { exhibitsOf } from '../../generators/museum/index.ts';
import { mutationOf } from '../../generators/mutants/index.ts';
import { catalogue } from '../../model/facts/index.ts';
import { type Guarantee, isCutFromManifests, type Standing } from '../../model/guarantees/guarantee.ts';
import { mutantsOf, themes } from '../../model/guarantees/index.ts';
import { changersIn } from './changers.ts';
import { block, code, heading, list, type Page, page, plain, prose, table } from './markdown.ts';

const standings: Readonly<Record<Standing, string>> = {
  always: 'Kubernetes always keeps it: no manifest can break it.',
  conditional: 'Kubernetes keeps it under a condition.',
  violated: 'Widely believed, and not promised by Kubernetes.',
};

const standing = ({ standing: kind, condition }: Guarantee): string => {
  const text = `**${kind}** – ${standings[kind]}`;
  if (condition === undefined) return text;
  return kind === 'violated' ? `${text} Reason: ${prose(condition)}.` : `${text} It holds if ${prose(condition)}.`;
};

const factLine = (id: string): string => {
  const fact = catalogue.find((one) => one.id === id);
  const text = fact === undefined ? '' : ` ${plain(fact.sentence)} (${plain(fact.source)})`;
  return `[${id}](/reference/facts#${id.toLowerCase()})${text}`;
};

const whoChanges = (guarantee: Guarantee): string | undefined => {
  if (guarantee.standing === 'always') return undefined;
  const found = changersIn(guarantee);
  return found.length === 0
    ? undefined
    : page(heading(2, 'Who can change it'), list(found.map(({ who, means }) => `**${who}**: ${means}`))).trimEnd();
};

/** The page of one guarantee. */
export const guaranteeText = (guarantee: Guarantee): string => {
  const { id, sentence, broken, textbook, why, advice, slices, facts } = guarantee;
  const shown = exhibitsOf(id);
  return page(
    heading(1, id),
    prose(sentence),
    standing(guarantee),
    textbook === undefined ? undefined : `Some texts say: “${prose(textbook)}” That is an error.`,
    heading(2, 'If it does not hold'),
    `A finding says: ${prose(broken)}.`,
    heading(2, 'Why'),
    prose(why),
    heading(2, 'What to do'),
    prose(advice),
    whoChanges(guarantee),
    heading(2, 'Where it is checked'),
    `On ${slices.map((slice) => `[${slice}](/concepts#slice-${slice})`).join(', ')} ${
      slices.some(isCutFromManifests)
        ? 'of your input, where the manifest has what it speaks about.'
        : 'in the tests of the model. `check` does not ask it of a manifest yet.'
    }`,
    block(`podproof check FILE --guarantee ${id} --all\npodproof explain ${id}`, 'sh'),
    heading(2, 'How it can be broken'),
    'The check is tested with implementations that make a mistake. These break this guarantee:',
    list(mutantsOf(guarantee).map((mutant) => `${code(mutant)}: ${prose(mutationOf(mutant)?.mistake ?? '')}`)),
    shown.length === 0
      ? undefined
      : page(
          heading(2, 'Bugs that people had'),
          list(shown.map((one) => `[${plain(one.title)}](/museum/${one.id})`)),
        ).trimEnd(),
    heading(2, 'Facts it rests on'),
    list(facts.map(factLine)),
  );
};

const indexText = (): string =>
  page(
    heading(1, 'Guarantees'),
    `Each has a page whose address stays. *always*: ${standings.always} *conditional*: ${standings.conditional} *violated*: ${standings.violated}`,
    ...Object.entries(themes).flatMap(([theme, ones]) => [
      heading(2, theme),
      table(
        ['guarantee', 'standing', 'what it promises'],
        ones.map(({ id, standing: kind, sentence }) => [`[${id}](/guarantees/${id})`, kind, prose(sentence)]),
      ),
    ]),
  );

const shortText = (guarantee: Guarantee): string => {
  const { id, sentence, broken, why, advice } = guarantee;
  return page(
    heading(2, id),
    prose(sentence),
    standing(guarantee),
    `If it does not hold, a finding says: ${prose(broken)}. ${prose(why)}`,
    `What to do: ${prose(advice)}`,
    `More, with its sources in Kubernetes: ${code(`podproof explain ${id}`)}`,
  ).trimEnd();
};

/** Every guarantee on one page of the repository: the addresses in reports lead here. */
export const guaranteesInOne = (): string =>
  page(
    heading(1, 'Guarantees'),
    'Made from the data of the program: `npx vitest run docs/site/pages.test.ts -u` writes this page.',
    ...Object.values(themes).flat().map(shortText),
  );

/** All of these pages. */
export const guaranteePages = (): readonly Page[] => [
  { params: { id: 'index' }, content: indexText() },
  ...Object.values(themes)
    .flat()
    .map((one) => ({ params: { id: one.id }, content: guaranteeText(one) })),
];
