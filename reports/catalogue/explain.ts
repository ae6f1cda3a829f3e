/** Guarantees in words: all of them by theme, or one with everything there is to know about it. */
import type { Exhibit } from '../../generators/museum/exhibit.ts';
import type { Fact } from '../../model/facts/fact.ts';
import { type Guarantee, isCutFromManifests, type Standing } from '../../model/guarantees/guarantee.ts';
import { clipped, entry, padded, type Style, widthOf, wrapped } from '../format/style.ts';
import { counted } from '../run/names.ts';

const standings: Readonly<Record<Standing, { readonly colour: 'green' | 'yellow' | 'red'; readonly words: string }>> = {
  always: { colour: 'green', words: 'always holds' },
  conditional: { colour: 'yellow', words: 'holds under a condition' },
  violated: { colour: 'red', words: 'famously violated' },
};

/** Every guarantee on one line, by theme. */
export const guaranteeList = (
  themes: Readonly<Record<string, readonly Guarantee[]>>,
  style: Style,
): readonly string[] => {
  const all = Object.values(themes).flat();
  const widest = Math.max(0, ...all.map(({ id }) => widthOf(id)));
  const room = style.width - widest - 17;
  return [
    ...Object.entries(themes).flatMap(([theme, guarantees]) => [
      style.paint('bold', theme),
      ...guarantees.map(({ id, standing, sentence }) => {
        const shown = style.paint(standings[standing].colour, padded(standing, 11));
        return `  ${padded(id, widest)}  ${shown}${room < 24 ? '' : ` ${clipped(sentence, room, style)}`}`.trimEnd();
      }),
      '',
    ]),
    `${counted(all.length, 'guarantee')}. conditional: holds under a condition; violated: what people believe, but Kubernetes does not promise.`,
  ];
};

const standingText = ({ standing, condition }: Guarantee): string => {
  const { words } = standings[standing];
  if (condition === undefined) return words;
  return standing === 'violated' ? `${words}: ${condition}` : `${words}: if ${condition}`;
};

const factText = (id: string, facts: readonly Fact[]): string => {
  const fact = facts.find((one) => one.id === id);
  return fact === undefined ? id : `${id}: ${fact.sentence} [${fact.source}]`;
};

const checkedText = ({ slices }: Guarantee): string => {
  const where = `on ${slices.length === 1 ? 'slice' : 'slices'} ${slices.join(', ')}`;
  return slices.some(isCutFromManifests)
    ? `${where} of your input`
    : `${where} in the tests of the model; check does not ask it of a manifest yet`;
};

/** A bug that people had and that breaks a guarantee. */
type Known = Pick<Exhibit, 'id' | 'title'>;

/** One guarantee in full: promise, standing, facts with sources, mechanism, advice, what it proves wrong, and bugs that broke it. */
export const guaranteeLines = (
  guarantee: Guarantee,
  facts: readonly Fact[],
  style: Style,
  exhibits: readonly Known[] = [],
): readonly string[] => {
  const part = (label: string, text: string) => entry(label, text, style, 0, 10);
  return [
    style.paint('bold', guarantee.id),
    ...wrapped(guarantee.sentence, style.width),
    '',
    ...part('standing', standingText(guarantee)),
    ...(guarantee.textbook === undefined
      ? []
      : part('textbook', `some texts say: "${guarantee.textbook}" That is an error.`)),
    ...part('why', guarantee.why),
    ...part('change', guarantee.advice),
    ...part('checked', checkedText(guarantee)),
    ...part('mutant', `an implementation with the mistake ${guarantee.mutant} breaks it`),
    ...exhibits.flatMap(({ id, title }, index) => part(index === 0 ? 'museum' : '', `${id}: ${title}`)),
    '',
    style.paint('bold', 'rests on'),
    ...guarantee.facts.flatMap((id) => entry('-', factText(id, facts), style, 2, 2)),
  ];
};

/** A guarantee as `podproof explain -o json` prints it. */
export const guaranteeData = (
  theme: string,
  guarantee: Guarantee,
  facts: readonly Fact[],
  exhibits: readonly Known[] = [],
) => ({
  id: guarantee.id,
  theme,
  sentence: guarantee.sentence,
  standing: guarantee.standing,
  ...(guarantee.condition === undefined ? {} : { condition: guarantee.condition }),
  ...(guarantee.textbook === undefined ? {} : { textbook: guarantee.textbook }),
  slices: guarantee.slices,
  why: guarantee.why,
  advice: guarantee.advice,
  mutant: guarantee.mutant,
  exhibits: exhibits.map(({ id }) => id),
  facts: guarantee.facts.map((id) => {
    const fact = facts.find((one) => one.id === id);
    return fact === undefined ? { id } : { id, sentence: fact.sentence, source: fact.source };
  }),
});
