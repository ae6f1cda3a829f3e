/** Every answer of a report as one list, worst first: what to change, what is asked, what is good to know, what was known before, and then what holds. */
import { type Answer, answerOf } from '../check/answer.ts';
import type { FindingReport } from '../check/findings.ts';
import { once } from './once.ts';
import type { Scene, Verdict } from './store.ts';

/** One answer: a guarantee in a scenario. */
export interface Entry {
  readonly scene: Scene;
  readonly verdict: Verdict;
  readonly answer: Answer;
  /** The finding it belongs to. */
  readonly finding?: FindingReport;
  /** It is the answer that tells the finding; others of the same cause follow it. */
  readonly leads: boolean;
  /** What is searched in, in small letters. */
  readonly text: () => string;
}

const answers: readonly Answer[] = ['violated', 'undecided', 'holds', 'vacuous', 'ignored'];

/** A place in the order: the finding, then the answer that leads it, then the answer itself. */
type Rank = readonly [finding: number, folded: number, answer: number];

const keyOf = (scenario: string, guarantee: string): string => `${guarantee} ${scenario}`;

interface Ranked {
  readonly finding: FindingReport;
  readonly rank: Rank;
}

/** Where each answer stands that a finding is about. */
const ranksOf = (findings: readonly FindingReport[]): ReadonlyMap<string, Ranked> => {
  const ranks = new Map<string, Ranked>();
  for (const [index, finding] of findings.entries()) {
    ranks.set(keyOf(finding.scenario, finding.guarantee), { finding, rank: [index, 0, 0] });
    for (const [place, { scenario, guarantee }] of finding.also.entries()) {
      const key = keyOf(scenario, guarantee);
      if (!ranks.has(key)) ranks.set(key, { finding, rank: [index, place + 1, 0] });
    }
  }
  return ranks;
};

const compared = (a: Rank, b: Rank): number => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];

const textOf = ({ report }: Scene, { found }: Verdict, finding: FindingReport | undefined): string =>
  [
    found.id,
    found.sentence,
    report.name,
    report.object,
    found.subject,
    found.why,
    found.advice,
    found.location?.file,
    found.location?.field,
    finding?.title,
    ...(finding?.happens ?? []),
    finding?.fix?.text,
    finding?.baselineReason,
  ]
    .filter((part) => part !== undefined)
    .join('\n')
    .toLowerCase();

/** A finding that is accepted in a baseline, or that an earlier report told. */
export const isKnownBefore = (finding: FindingReport | undefined): boolean => finding?.baseline === true;

/** News first; what was known before keeps its order behind it. */
const newsFirst = (findings: readonly FindingReport[]): readonly FindingReport[] =>
  findings.toSorted((a, b) => Number(isKnownBefore(a)) - Number(isKnownBefore(b)));

/** All answers, worst first; those without a finding in the order of their scenarios. */
export const entriesOf = (scenes: readonly Scene[], findings: readonly FindingReport[]): readonly Entry[] => {
  const ranks = ranksOf(newsFirst(findings));
  return scenes
    .flatMap((scene) =>
      scene.verdicts.map((verdict): Entry & { readonly rank: Rank } => {
        const answer = answerOf(verdict.found);
        const ranked = ranks.get(keyOf(scene.report.name, verdict.found.id));
        const finding = answer === 'violated' ? ranked?.finding : undefined;
        return {
          scene,
          verdict,
          answer,
          ...(finding === undefined ? {} : { finding }),
          leads: finding !== undefined && ranked?.rank[1] === 0,
          text: once(() => textOf(scene, verdict, finding)),
          rank: finding === undefined ? [findings.length, 0, answers.indexOf(answer)] : (ranked?.rank ?? [0, 0, 0]),
        };
      }),
    )
    .sort((a, b) => compared(a.rank, b.rank))
    .map(({ rank: _rank, ...entry }) => entry);
};

/** What the list can be cut down to. */
export const filters = ['all', 'violated', 'to change', 'questions', 'known before', 'undecided', 'hold'] as const;
/** One of them. */
export type Filter = (typeof filters)[number];

const passes: Readonly<Record<Filter, (entry: Entry) => boolean>> = {
  all: () => true,
  violated: ({ answer }) => answer === 'violated',
  'to change': ({ finding, leads }) => leads && finding?.kind === 'change' && !isKnownBefore(finding),
  questions: ({ finding, leads }) => leads && finding?.kind === 'question' && !isKnownBefore(finding),
  'known before': ({ finding, leads }) => leads && isKnownBefore(finding),
  undecided: ({ answer }) => answer === 'undecided',
  hold: ({ answer }) => answer === 'holds',
};

/** The entries a filter lets through in which every word of a query stands. */
export const chosen = (entries: readonly Entry[], filter: Filter, query: string): readonly Entry[] => {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return entries.filter((entry) => passes[filter](entry) && words.every((word) => entry.text().includes(word)));
};
