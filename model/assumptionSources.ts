/** Who says how long something takes, and what of all that is said is in force. Who knows more of the case speaks later and is believed. */
import {
  type AssumptionName,
  type Assumptions,
  assumptionNames,
  endpointPropagation,
  usualAssumptions,
} from './assumptions.ts';
import { type AssumptionProblem, assumptionTextOf, delayText, withAssumption } from './assumptionText.ts';

/** The beginning of the annotations with which a workload says how long its own things take. */
export const assumptionPrefix = 'assume.podproof.dev/';

/** Where an assumption was said: in a file with its place, or as an option. */
export type AssumptionSource =
  | { readonly by: 'config' | 'annotation'; readonly file: string; readonly line: number; readonly column: number }
  | { readonly by: 'command line' };

/** One assumption as written, such as `shutdown<=10s`, and where. */
export interface SaidAssumption {
  readonly text: string;
  readonly source: AssumptionSource;
}

/** What is assumed for one workload, who said it, and what could not be understood. */
export interface InForce {
  readonly assumptions: Assumptions;
  /** Who set a delay last; a name that is missing has its default. */
  readonly said: ReadonlyMap<AssumptionName, SaidAssumption>;
  readonly problems: readonly { readonly said: SaidAssumption; readonly problem: AssumptionProblem }[];
}

const namesSetBy = (text: string): readonly AssumptionName[] =>
  nameIn(text) === endpointPropagation
    ? ['endpoint-slice-write', 'kube-proxy-programming']
    : assumptionNames.filter((name) => name === nameIn(text));

const nameIn = (text: string): string => /^[A-Za-z-]*/.exec(text.trim())?.[0] ?? '';

/** The defaults, changed by each of these in turn; what cannot be understood changes nothing and is told. */
export const inForce = (all: readonly SaidAssumption[]): InForce => {
  let assumptions = usualAssumptions;
  const told = new Map<AssumptionName, SaidAssumption>();
  const problems: InForce['problems'][number][] = [];
  for (const said of all) {
    const read = withAssumption(assumptions, said.text);
    if ('problem' in read) {
      problems.push({ said, problem: read.problem });
      continue;
    }
    assumptions = read.assumptions;
    for (const name of namesSetBy(said.text)) told.set(name, said);
  }
  return { assumptions, said: told, problems };
};

/** An assumption in force that is not a default, and where it was said; as reports hold it. */
export interface DelaySource {
  readonly name: AssumptionName;
  /** What is in force, as `--assume` takes it. */
  readonly delay: string;
  readonly by: AssumptionSource['by'];
  readonly file?: string;
  readonly line?: number;
}

/** Every assumption that somebody said, in the order of their names. */
export const delaySources = ({ assumptions, said }: Pick<InForce, 'assumptions' | 'said'>): readonly DelaySource[] =>
  assumptionNames.flatMap((name): readonly DelaySource[] => {
    const source = said.get(name)?.source;
    if (source === undefined) return [];
    const place = source.by === 'command line' ? {} : { file: source.file, line: source.line };
    return [{ name, delay: assumptionTextOf(name, delayText(assumptions[name])), by: source.by, ...place }];
  });

/** Where an assumption was said, in words: `annotation, web.yaml:7`. */
export const sourceText = ({ by, file, line }: Pick<DelaySource, 'by' | 'file' | 'line'>): string =>
  by === 'command line' ? '--assume' : `${by === 'config' ? 'configuration' : by}, ${file}:${line}`;

/** Where a workload can say an assumption: the line of its annotation, and the option. */
const waysToSay = (name: string, value: string): { readonly annotation: string; readonly option: string } => ({
  annotation: `${assumptionPrefix}${name}: "${value}"`,
  option: `--assume '${name}${value}'`,
});

/** The same in one clause. */
export const waysText = (name: string, value: string): string => {
  const { annotation, option } = waysToSay(name, value);
  return `annotation ${annotation}, or ${option}`;
};
