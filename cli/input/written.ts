/** What podproof wrote down, read again. It may come from strangers: everything is held against its schema before it is believed. */
import type { Suite } from '../../generators/suite/case.ts';
import type { Input } from '../../library/tasks.ts';
import { type BriefReport, type RecordedReport, toldInFull, untold } from '../../reports/check/toldOnce.ts';
import type { ConformReport } from '../../reports/conform/report.ts';
import type { CoverageReport } from '../../reports/coverage/report.ts';
import type { TraceReport } from '../../reports/run/report.ts';
import { Complaint, wordsOf } from '../complaint.ts';
import type { Io } from '../io.ts';
import { readInputs } from './input.ts';
import { misfit, type SchemaName } from './schemas.ts';
import { suiteAstray } from './suiteAstray.ts';

/** What can be read again, by its kind. */
export interface Written {
  readonly CheckReport: RecordedReport;
  readonly CoverageReport: CoverageReport;
  readonly ConformReport: ConformReport;
  readonly ConformanceSuite: Suite;
  readonly Trace: TraceReport;
}

/** The name of a kind. */
export type WrittenKind = keyof Written;

/** Something that was read. */
export interface Reading<K extends WrittenKind = WrittenKind> {
  readonly file: string;
  readonly kind: K;
  readonly value: Written[K];
}

const apiVersion = 'podproof.dev/v1';
const writers = 'podproof check, generate, conform, replay and report write such files with -o json';

/** What stands in the files. */
type Filed = Omit<Written, 'CheckReport'> & { readonly CheckReport: BriefReport };

/** What a schema cannot say: numbers and names that point at something else in the same file. */
interface Form<K extends WrittenKind> {
  readonly schema: SchemaName;
  /** Places of scenarios in it. */
  readonly scenarios: (value: Filed[K]) => readonly (readonly [place: string, scenario: unknown])[];
  /** The first pointer that leads nowhere. */
  readonly astray: (value: Filed[K]) => string | undefined;
  /** What is read from it. */
  readonly told: (value: Filed[K]) => Written[K];
}

const nowhere = (): undefined => undefined;
const asIs = <T>(value: T): T => value;

const forms: { readonly [K in WrittenKind]: Form<K> } = {
  CheckReport: {
    schema: 'check-report',
    scenarios: ({ scenarios }) =>
      scenarios.flatMap(({ scenario }, index) =>
        scenario === undefined ? [] : [[`scenarios[${index}].scenario`, scenario] as const],
      ),
    astray: untold,
    told: toldInFull,
  },
  CoverageReport: {
    schema: 'coverage-report',
    scenarios: () => [],
    astray: ({ goals, sources }) => {
      const bad = goals.findIndex(({ by }) => by.some((source) => source >= sources.length));
      return bad === -1 ? undefined : `goals[${bad}].by: names a source beyond the ${sources.length} there are`;
    },
    told: asIs,
  },
  ConformReport: {
    schema: 'conform-report',
    scenarios: () => [],
    astray: ({ cases, targets, matrix }) => {
      const known = new Set(targets.map(({ target }) => target));
      const bad = cases.findIndex(({ target }) => !known.has(target));
      if (bad !== -1) return `cases[${bad}].target: is none of the targets`;
      const short = [...matrix.guarantees, ...matrix.cases].some(({ cells }) => cells.length !== matrix.targets.length);
      return short ? 'matrix: has a row that does not have one cell for each target' : undefined;
    },
    told: asIs,
  },
  ConformanceSuite: {
    schema: 'suite',
    scenarios: ({ cases }) =>
      cases.map(({ manifest: { scenario } }, index) => [`cases[${index}].manifest.scenario`, scenario]),
    astray: suiteAstray,
    told: asIs,
  },
  Trace: { schema: 'trace', scenarios: ({ scenario }) => [['scenario', scenario]], astray: nowhere, told: asIs },
};

/** Every kind there is. */
export const writtenKinds = Object.keys(forms) as readonly WrittenKind[];

const parsed = ({ file, text }: Input): Readonly<Record<string, unknown>> => {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (error) {
    throw new Complaint(`${file}: is not JSON (${wordsOf(error)})`, writers);
  }
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
};

const kindOf = <K extends WrittenKind>(
  file: string,
  { kind, apiVersion: version }: Readonly<Record<string, unknown>>,
  kinds: readonly K[],
): K => {
  const found = kinds.find((one) => one === kind);
  if (found === undefined) {
    const told = typeof kind === 'string' ? `kind ${JSON.stringify(kind.slice(0, 40))}` : 'no kind';
    throw new Complaint(`${file}: is no ${kinds.join(', ')} of ${apiVersion} (${told})`, writers);
  }
  if (version === apiVersion) return found;
  throw new Complaint(
    `${file}: apiVersion: is ${JSON.stringify(version) ?? 'missing'}; this podproof reads ${apiVersion}`,
    'read it with the podproof that wrote it, or write it again with this one',
  );
};

const checked = async <K extends WrittenKind>(file: string, kind: K, value: unknown): Promise<Written[K]> => {
  const form: Form<K> = forms[kind];
  const complain = (what: string): Complaint =>
    new Complaint(`${file}: ${what}`, `write it again; schemas/${form.schema}.v1.schema.json says what it must be`);
  const wrong = await misfit(form.schema, value);
  if (wrong !== undefined) throw complain(wrong);
  const believed = value as Filed[K];
  for (const [place, scenario] of form.scenarios(believed)) {
    const ill = await misfit('scenario', scenario, place);
    if (ill !== undefined) throw complain(ill);
  }
  const lost = form.astray(believed);
  if (lost !== undefined) throw complain(lost);
  return form.told(believed);
};

/** Reads a file, which must be of one of these kinds. */
export const readWritten = async <K extends WrittenKind>(
  path: string,
  kinds: readonly K[],
  io: Io,
): Promise<Reading<K>> => {
  const { inputs } = await readInputs([path], false, io.input);
  const [input, ...others] = inputs;
  if (input === undefined || others.length > 0) {
    throw new Complaint(`${path}: is a directory`, 'name the files in it one by one');
  }
  const value = parsed(input);
  const kind = kindOf(input.file, value, kinds);
  return { file: input.file, kind, value: await checked(input.file, kind, value) };
};
