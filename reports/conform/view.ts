/** Conformance runs made ready to be shown, by the page and as Markdown: one matrix over all of them, every difference in words. */
import { guarantees } from '../../model/guarantees/index.ts';
import { type Difference, differencesIn } from './differences.ts';
import type { Matrix } from './matrix.ts';
import { type CaseReport, type ConformReport, reasonsIn, type TargetReport } from './report.ts';
import { manifestText } from './text.ts';
import { labelWords, stepWords } from './words.ts';

/** Everything there is to show. */
export interface ConformView {
  readonly targets: readonly TargetReport[];
  /** What differs stands first. */
  readonly matrix: Matrix;
  readonly differences: readonly DifferenceView[];
  readonly inconclusive: readonly Pick<CaseReport, 'target' | 'id' | 'because'>[];
  readonly skipped: ReturnType<typeof reasonsIn>;
}

/** One difference. */
export interface DifferenceView {
  readonly target: string;
  /** The smallest case that shows it. */
  readonly id: string;
  readonly title: string;
  readonly because: string;
  /** YAML. */
  readonly manifest: string;
  readonly stimuli: readonly string[];
  readonly trace: readonly SeenLine[];
  /** The place in `trace` of the first line nothing explains; its length if nothing more came and something had to. */
  readonly unexplained: number;
  readonly rule: string;
  readonly legal: readonly string[];
  /** Mistakes that would explain it. */
  readonly asIf: readonly string[];
  readonly promises: readonly Promised[];
  /** Cases that show the same. */
  readonly others: readonly string[];
}

/** One line of what was seen. */
export interface SeenLine {
  /** Seconds since the first line. */
  readonly at: string;
  /** Who shows it or is told: `tester`, a pod, a container of it. */
  readonly lane: string;
  readonly done: boolean;
  readonly words: string;
  readonly source: string;
}

/** A guarantee that the difference breaks, for certain or perhaps. */
export interface Promised {
  readonly id: string;
  readonly sentence: string;
  readonly facts: readonly string[];
}

type Line = CaseReport['trace'][number];

/** Whom a line is about; the first word of a label is what happens, the next whom it happens to. */
const laneOf = ({ label }: Line): string => {
  if ('service' in label) return `Service ${label.service}`;
  const about = 'uid' in label ? label.uid.replace(/#\d+$/, '') : String(Object.values(label)[1]);
  return 'container' in label ? `${about} ${label.container}` : about;
};

const seenLine = (line: Line): SeenLine => ({
  at: `${(Math.max(0, line.latest) / 1000).toFixed(2)} s`,
  lane: laneOf(line),
  done: 'do' in line.label,
  words: line.words,
  source: line.source,
});

const differenceView = ({ smallest, others }: Difference): DifferenceView => {
  const { target, id, title, because, stimuli, trace, divergence } = smallest;
  const { rule = because, legal = [], asIf = [], explained = trace.length } = divergence ?? {};
  const broken = divergence?.guarantees ?? [];
  return {
    target,
    id,
    title,
    because,
    manifest: manifestText(smallest),
    stimuli: stimuli.map(stepWords),
    trace: trace.map(seenLine),
    unexplained: explained,
    rule,
    legal: legal.map(labelWords),
    asIf,
    promises: guarantees
      .filter((one) => broken.includes(one.id))
      .map((one) => ({ id: one.id, sentence: one.sentence, facts: one.facts })),
    others: others.map((one) => one.id),
  };
};

/** The same reports, with a number behind the name of a target that was run before. */
const toldApart = (reports: readonly ConformReport[]): readonly ConformReport[] => {
  const times = new Map<string, number>();
  return reports.map((report) => {
    const names = new Map(
      report.targets.map(({ target }) => {
        const count = (times.get(target) ?? 0) + 1;
        times.set(target, count);
        return [target, count === 1 ? target : `${target} (${count})`];
      }),
    );
    const named = <T extends { readonly target: string }>(one: T): T => ({
      ...one,
      target: names.get(one.target) ?? one.target,
    });
    return { ...report, targets: report.targets.map(named), cases: report.cases.map(named) };
  });
};

const ranks: Readonly<Record<string, number>> = { broken: 0, fail: 0, suspect: 1, inconclusive: 1 };

const worst = (cells: readonly string[]): number => Math.min(...cells.map((cell) => ranks[cell] ?? 2));

interface Row<C> {
  readonly id: string;
  readonly cells: readonly C[];
}

/** Rows of several matrices side by side; what a matrix does not have is `nothing` there. */
const joined = <C extends string>(matrices: readonly (readonly Row<C>[])[], widths: readonly number[], nothing: C) => {
  const ids = [...new Set(matrices.flatMap((rows) => rows.map(({ id }) => id)))];
  const rows = ids.map((id) => ({
    id,
    cells: matrices.flatMap(
      (one, index) =>
        one.find((row) => row.id === id)?.cells ?? Array.from({ length: widths[index] ?? 0 }, () => nothing),
    ),
  }));
  return rows.toSorted((a, b) => worst(a.cells) - worst(b.cells));
};

const matrixOver = (reports: readonly ConformReport[]): Matrix => {
  const widths = reports.map(({ targets }) => targets.length);
  const matrices = reports.map(({ matrix }) => matrix);
  return {
    targets: reports.flatMap(({ targets }) => targets.map(({ target }) => target)),
    guarantees: joined(
      matrices.map((matrix) => matrix.guarantees),
      widths,
      'open',
    ),
    cases: joined(
      matrices.map((matrix) => matrix.cases),
      widths,
      'not run',
    ),
  };
};

/** What these runs have to show; undefined if there are none. */
export const conformView = (reports: readonly ConformReport[]): ConformView | undefined => {
  if (reports.length === 0) return undefined;
  const apart = toldApart(reports);
  const cases = apart.flatMap((report) => report.cases);
  return {
    targets: apart.flatMap(({ targets }) => targets),
    matrix: matrixOver(apart),
    differences: differencesIn(cases).map(differenceView),
    inconclusive: cases
      .filter(({ verdict }) => verdict === 'inconclusive')
      .map(({ target, id, because }) => ({ target, id, because })),
    skipped: reasonsIn(reports.flatMap(({ skipped }) => skipped)),
  };
};
