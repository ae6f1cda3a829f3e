/** What a check found, for somebody who wants to do something about it: one finding for each cause, who can change it, and how. */
import type { Folded, Found, Solved, Violation } from '../../generators/findings/index.ts';
import { type Changer, type FieldEdit, filledIn, type Remedy } from '../../model/guarantees/index.ts';
import { type Interval, second } from '../../model/timing/interval.ts';
import { containerAt, editedPlace, type Location, locationOf, type Origin, writtenPath } from '../run/location.ts';
import { fixText, type NamedEdit, questionText, questionTitle } from './fixes.ts';
import { happens } from './happens.ts';

/** What a reader can do about a finding: change the manifest, answer a question, or know it. */
export const findingKinds = ['change', 'question', 'known'] as const;
/** One of them. */
export type FindingKind = (typeof findingKinds)[number];

/** One finding. */
export interface FindingReport {
  /** The id that leads it. */
  readonly guarantee: string;
  /** The workload, as `Deployment/web`. */
  readonly object: string;
  readonly kind: FindingKind;
  readonly who: Changer;
  /** What is wrong, or what is asked, in one short clause. */
  readonly title: string;
  /** The field to change or to look at. */
  readonly location?: Location;
  /** How it comes about, in at most two lines. */
  readonly happens: readonly string[];
  readonly fix?: FixReport;
  /** The scenario whose answer to `guarantee` tells the story. */
  readonly scenario: string;
  /** Further answers with the same cause. */
  readonly also: readonly AlsoReport[];
  /** Why it is ignored, in the words of the annotation that says so. */
  readonly ignored?: string;
  /** It was known before, and fails nothing; see `CheckReport.baseline`. */
  readonly baseline?: true;
  /** Why it is accepted, in the words of the baseline. */
  readonly baselineReason?: string;
}

/** How to be rid of a finding. */
export interface FixReport {
  readonly text: string;
  /** Paths as the manifest has them; empty for a question. */
  readonly edits: readonly FieldEdit[];
  /** The number was searched: with it the guarantees hold, with the next one they do not. */
  readonly proved: boolean;
}

/** An answer that a finding is about, too. */
export interface AlsoReport {
  readonly guarantee: string;
  readonly scenario: string;
}

/** What a reader can do about something with this remedy. */
export const findingKind = (remedy: Remedy): FindingKind => {
  if (remedy.who !== 'manifest') return 'known';
  return 'question' in remedy ? 'question' : 'change';
};

const editIn = (edit: FieldEdit, { scenario }: Violation, origin: Origin | undefined, found?: Found): FieldEdit => {
  const value = found === undefined ? edit.value : filledIn(edit.value, found.value);
  if (edit.root !== 'pod') return { ...edit, value };
  return {
    ...edit,
    value,
    path: writtenPath(origin, edit.path, scenario),
    ...(edit.from === undefined ? {} : { from: writtenPath(origin, edit.from, scenario) }),
  };
};

/** The same edit with the name of its container, if that is not the only one. */
const namedIn = ({ scenario }: Violation, edit: FieldEdit, { path }: FieldEdit): NamedEdit => {
  const spec = Object.values(scenario.instances)[0]?.spec;
  const container = containerAt(scenario, path);
  const isOnly = spec === undefined || spec.containers.length + spec.initContainers.length === 1;
  return container === undefined || isOnly ? edit : { ...edit, container };
};

const fixOf = (
  { lead, remedy, found }: Solved,
  origin: Origin | undefined,
  known: Interval | undefined,
): FixReport | undefined => {
  if (remedy.who !== 'manifest') return undefined;
  if ('question' in remedy)
    return {
      text: questionText(remedy.question, found, known),
      edits: [],
      proved: found?.beside !== undefined,
    };
  const edits = remedy.edits.map((edit) => editIn(edit, lead, origin, found));
  const named = edits.map((edit, index) => namedIn(lead, edit, remedy.edits[index] ?? edit));
  return { text: fixText(named, remedy.tunes, found), edits, proved: found?.beside !== undefined };
};

/** The field to change first; where nothing is to be changed, the field to look at. */
const locationFor = ({ lead, remedy }: Solved, origin: Origin | undefined): Location | undefined => {
  if (origin === undefined) return undefined;
  const { guarantee, scenario, end } = lead;
  const [edit] = remedy.who === 'manifest' && !('question' in remedy) ? remedy.edits : [];
  const edited = edit === undefined ? undefined : editedPlace(origin, edit, scenario);
  const path = guarantee.where?.(scenario, end);
  return edited ?? (path === undefined ? undefined : locationOf(origin, path, scenario));
};

/** What is wrong with one of the promises a finding is about, or what is asked, in one short clause. */
export const findingTitle = ({ remedy, found }: Solved, { guarantee }: Violation): string =>
  remedy.who === 'manifest' && 'question' in remedy ? questionTitle(remedy.question, found) : guarantee.broken;

const alsoOf = ({ also }: Folded): readonly AlsoReport[] =>
  also.map(({ guarantee, scenario }) => ({ guarantee: guarantee.id, scenario: scenario.name }));

/**
 * What is known of the delay that a finding asks for, once the other questions about it are answered as they ask: a hook that has to
 * last so long at least and so long at most is one number in one annotation.
 */
const knownFor = (solved: Solved, all: readonly Solved[]): Interval | undefined => {
  const { remedy, lead, object } = solved;
  if (remedy.who !== 'manifest' || !('question' in remedy)) return undefined;
  const { question } = remedy;
  const known = lead.scenario.assumptions?.[question];
  if (known === undefined) return undefined;
  const others = all.flatMap((other) =>
    other !== solved && other.object === object && 'question' in other.remedy && other.remedy.question === question
      ? (other.found ?? [])
      : [],
  );
  const seconds = (seek: Found['seek']) => others.filter((one) => one.seek === seek).map(({ value }) => value * second);
  const both = {
    earliest: Math.max(known.earliest, ...seconds('least')),
    latest: Math.min(known.latest, ...seconds('greatest')),
  };
  const own = (solved.found?.value ?? 0) * second;
  return both.earliest <= own && own <= both.latest ? both : known;
};

/** One finding as a report has it; `all` has the other findings about the same workloads. */
export const findingReport = (
  solved: Solved,
  origin: Origin | undefined,
  all: readonly Solved[] = [],
): FindingReport => {
  const { object, lead, remedy } = solved;
  const { guarantee, scenario, ignored } = lead;
  const location = locationFor(solved, origin);
  const fix = fixOf(solved, origin, knownFor(solved, all));
  return {
    guarantee: guarantee.id,
    object,
    kind: findingKind(remedy),
    who: remedy.who,
    title: findingTitle(solved, solved.lead),
    ...(location === undefined ? {} : { location }),
    happens: happens(solved),
    ...(fix === undefined ? {} : { fix }),
    scenario: scenario.name,
    also: alsoOf(solved),
    ...(ignored === undefined ? {} : { ignored }),
  };
};

/** What the findings of a report are made of: each with where the pods of its workload were read from. */
export interface Finding {
  readonly solved: Solved;
  readonly origin?: Origin;
}

const order: Readonly<Record<Changer, number>> = { manifest: 0, program: 1, people: 2, nobody: 3 };

/** What most workloads keep, and this one does not, tells more of it than what no workload can rely on. */
const isCommon = ({ lead: { guarantee }, remedy }: Solved): boolean =>
  remedy.who !== 'manifest' && guarantee.standing === 'violated';

/** The findings of a check: what to change first, then what is asked, then what is good to know; in each the most important first. */
export const findingsOf = (found: readonly Finding[]): readonly FindingReport[] => {
  const all = found.map(({ solved }) => solved);
  return found
    .map(({ solved, origin }) => ({ report: findingReport(solved, origin, all), common: isCommon(solved) }))
    .sort(
      ({ report: a, ...one }, { report: b, ...other }) =>
        findingKinds.indexOf(a.kind) - findingKinds.indexOf(b.kind) ||
        order[a.who] - order[b.who] ||
        Number(one.common) - Number(other.common),
    )
    .map(({ report }) => report);
};
