/**
 * The first screen of a check: for each workload what it is, then one line for each thing its owner can change or is asked, what holds that
 * people build on, and what was not decided; then everything else, counted.
 */
import { clipped, dotted, type Style, widthOf } from '../format/style.ts';
import { inertLine } from '../inert/text.ts';
import { blocksOf, type ObjectBlock } from './blocks.ts';
import { type Fixing, findingRows } from './findingRows.ts';
import type { HeldReport } from './held.ts';
import { inputNoteLines } from './inputNotes.ts';
import { knownLines } from './known.ts';
import type { CheckReport } from './report.ts';
import { runGroundsLines } from './runGrounds.ts';
import { skippedLines } from './skipped.ts';
import { sourceOf } from './sources.ts';
import { summaryParts } from './summary.ts';
import { tallyParts } from './tally.ts';
import { unsureLines } from './unsure.ts';
import { workloadParts } from './workloads.ts';

/** How much to say, and how the commands are called that say more. */
export interface ScreenOptions {
  /** What every answer rests on, once, and every list in full. */
  readonly verbose: boolean;
  /** Only what is to change or is asked, what is not decided, and the summary. */
  readonly quiet: boolean;
  /** How this command is called: `podproof`, or `kubectl podproof`. */
  readonly program: string;
  /** The input as a command takes it, with the options that decide what happens: `web.yaml --nodes 2`. */
  readonly input: string;
  /** What stands before a command that reads the same standard input once more: `… | `, or nothing. */
  readonly pipe: string;
}

const headOf = ({ object, workload, sources }: ObjectBlock): readonly string[] => {
  if (workload === undefined) return [inertLine(object)];
  const [first = '', ...rest] = workloadParts(workload).map(inertLine);
  const source = sourceOf(sources, workload);
  const file = source === undefined ? workload.file : `${workload.file} (${source})`;
  return [`${inertLine(file)}  ${inertLine(object)}  ${first}`, ...rest];
};

const headLines = (block: ObjectBlock, style: Style): readonly string[] =>
  dotted(headOf(block), style.width - 2).map((line, index) => (index === 0 ? style.paint('bold', line) : `  ${line}`));

/** One workload about which there is nothing to say, among others. */
const cleanLine = (block: ObjectBlock, { symbols, paint }: Style): string => {
  const { object, workload, tally } = block;
  const proved = tally.proved > 0;
  const sign = proved ? paint('green', symbols.holds) : paint('dim', symbols.vacuous);
  const file = workload === undefined ? '' : `${workload.file}  `;
  return `${sign} ${inertLine(`${file}${object}`)}  nothing to change · ${tallyParts(tally).join(' · ')}`;
};

const fixing = ({ pipe, program, input }: ScreenOptions): Fixing => ({ fix: `${pipe}${program} fix ${input}` });

const blockLines = (block: ObjectBlock, style: Style, options: ScreenOptions): readonly string[] => {
  const shown = options.quiet ? { ...block, held: [] } : block;
  const rows = [...findingRows(shown, style, fixing(options)), ...unsureLines(block.scenarios, style, options.verbose)];
  return [...headLines(block, style), '', ...rows, ...(rows.length === 0 ? [] : [''])];
};

const isTold = ({ told, scenarios }: ObjectBlock, style: Style): boolean =>
  told.length > 0 || unsureLines(scenarios, style, false).length > 0;

const blocksText = (blocks: readonly ObjectBlock[], style: Style, options: ScreenOptions): readonly string[] => {
  const [only, ...more] = blocks;
  if (only !== undefined && more.length === 0)
    return options.quiet && !isTold(only, style) ? [] : blockLines(only, style, options);
  const clean = options.quiet ? [] : blocks.filter((block) => !isTold(block, style));
  return [
    ...blocks.filter((block) => isTold(block, style)).flatMap((block) => blockLines(block, style, options)),
    ...clean.map((block) => cleanLine(block, style)),
    ...(clean.length === 0 ? [] : ['']),
  ];
};

/** Texts that stay whole, as many to a line as there is room for. */
const filled = (texts: readonly string[], width: number): readonly string[] => {
  const lines: string[] = [];
  for (const text of texts) {
    const longer = `${lines.at(-1) ?? ''}    ${text}`;
    if (lines.length > 0 && widthOf(longer) <= width) lines.splice(-1, 1, longer);
    else lines.push(`  ${text}`);
  }
  return lines;
};

const explained = (program: string, held: HeldReport | undefined): readonly string[] =>
  held === undefined ? [] : [`${program} explain ${held.guarantee}`];

const nextLines = (blocks: readonly ObjectBlock[], style: Style, options: ScreenOptions): readonly string[] => {
  const { program, input, pipe } = options;
  const [told] = blocks.flatMap((block) => block.told);
  const [held] = blocks.flatMap((block) => block.held);
  const about =
    told === undefined ? explained(program, held) : [`${pipe}${program} check ${input} --explain ${told.guarantee}`];
  const commands = [`${pipe}${program} check ${input} --all`, ...about, `${pipe}${program} explore ${input}`];
  return filled(commands, style.width);
};

/**
 * Notes in full; what limits the answers in a line for each reason, cut where it is too long; what was not searched as it holds is named in the
 * summary. `--verbose` and `--all` have all of it.
 */
const noteLines = (report: CheckReport, style: Style, { verbose, quiet }: ScreenOptions): readonly string[] => {
  if (verbose) return inputNoteLines(report, style, { verbose, quiet });
  const whole = inputNoteLines({ ...report, notModelled: [], unsearched: [], passedOver: [] }, style, {
    verbose,
    quiet,
  });
  const limits = inputNoteLines(
    { ...report, notBegun: [], notes: [], notAsked: [], unsearched: [] },
    { ...style, width: Number.MAX_SAFE_INTEGER },
    { verbose, quiet },
  );
  const cut = limits.map((line) => clipped(line, style.width, style));
  return limits.length === 0 ? whole : [...whole.slice(0, -1), ...cut];
};

/** The screen as lines. */
export const screenLines = (report: CheckReport, style: Style, options: ScreenOptions): readonly string[] => {
  const { verbose, quiet } = options;
  const blocks = blocksOf(report);
  return [
    ...blocksText(blocks, style, options),
    ...noteLines(report, style, options),
    ...(quiet ? [] : skippedLines(report, style)),
    ...dotted(summaryParts(report, style), style.width),
    ...(quiet ? [] : ['', ...knownLines(report, style, verbose), ...nextLines(blocks, style, options)]),
    ...(verbose ? ['', ...runGroundsLines(report, style)] : []),
  ];
};
