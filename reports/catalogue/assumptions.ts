/** What is assumed of delays: every name with its default, where that comes from and how to measure it; and what is in force for workloads. */
import { assumptionMeasures, type Measure, propagationMeasure } from '../../model/assumptionMeasures.ts';
import { assumptionPrefix, type DelaySource, sourceText } from '../../model/assumptionSources.ts';
import {
  type Assumptions,
  assumptionKinds,
  assumptionNames,
  delayOf,
  endpointPropagation,
  usualAssumptions,
} from '../../model/assumptions.ts';
import { delayText } from '../../model/assumptionText.ts';
import { entry, type Style, wrapped } from '../format/style.ts';

/** One name that can be set. */
export interface AssumptionReport {
  readonly name: string;
  /** As `--assume` takes it without the name; `>=0s` bounds nothing. */
  readonly default: string;
  readonly measures: string;
  readonly because: string;
  readonly howToMeasure: Measure;
}

/** What is in force for one workload. */
export interface WorkloadAssumptions {
  readonly object: string;
  readonly inForce: readonly (Omit<DelaySource, 'by'> & { readonly by: DelaySource['by'] | 'default' })[];
}

/** What `podproof assumptions -o json` prints, described by `schemas/assumptions-report.v1.schema.json`. */
export interface AssumptionsReport {
  readonly apiVersion: 'podproof.dev/v1';
  readonly kind: 'AssumptionsReport';
  readonly podproofVersion: string;
  readonly assumptions: readonly AssumptionReport[];
  readonly workloads: readonly WorkloadAssumptions[];
}

const written = (assumptions: Assumptions, name: string): string => {
  const delay = delayOf(assumptions, name);
  const text = delay === undefined ? '' : delayText(delay);
  return text === '' ? '>=0s' : text;
};

const propagation: AssumptionReport = {
  name: endpointPropagation,
  default: written(usualAssumptions, endpointPropagation),
  measures:
    'from a change of a Pod until every node’s rules follow: endpoint-slice-write and kube-proxy-programming together',
  because: 'the sum of the two',
  howToMeasure: propagationMeasure,
};

/** Every name that can be set, the sum of two before its parts. */
export const assumptionReports: readonly AssumptionReport[] = [
  propagation,
  ...assumptionNames.map((name) => ({
    name,
    default: written(usualAssumptions, name),
    measures: assumptionKinds[name].measures,
    because: assumptionKinds[name].because,
    howToMeasure: assumptionMeasures[name],
  })),
];

/** Everything that is assumed for a workload: what was said, and the defaults. */
export const workloadAssumptions = (
  object: string,
  assumptions: Assumptions,
  sources: readonly DelaySource[],
): WorkloadAssumptions => ({
  object,
  inForce: assumptionNames.map((name) => {
    const said = sources.find((one) => one.name === name);
    return said ?? { name, delay: `${name}${written(assumptions, name)}`, by: 'default' as const };
  }),
});

const defaultText = (text: string): string => (text === '>=0s' ? 'any time' : text.replace(/^=/, ''));

const catalogueLines = (
  { name, default: usual, measures, because, howToMeasure: { how, command } }: AssumptionReport,
  style: Style,
): readonly string[] => [
  style.paint('bold', name),
  ...entry('default', `${defaultText(usual)}: ${because}`, style, 2, 10),
  ...entry('is', measures, style, 2, 10),
  ...entry('measure', how, style, 2, 10),
  // A command is pasted: it is not broken into lines.
  `${' '.repeat(12)}${command}`,
  '',
];

const orderNote = `Say one for a workload in an annotation of it or of its pod template, ${assumptionPrefix}NAME: "<=10s"; for several in .podproof.yaml; for a whole run with --assume. The command line counts before the annotation, that before the configuration, that before the default.`;

const workloadLines = ({ object, inForce }: WorkloadAssumptions, style: Style): readonly string[] => {
  const said = inForce.filter(({ by }) => by !== 'default');
  const rest = inForce.length - said.length;
  const width = Math.max(0, ...said.map(({ delay }) => delay.length)) + 2;
  return [
    style.paint('bold', object),
    ...said.flatMap(({ by, delay, ...place }) =>
      by === 'default' ? [] : entry(delay, sourceText({ by, ...place }), style, 2, width),
    ),
    `  ${said.length === 0 ? 'all' : `the other ${rest}`} by default`,
    '',
  ];
};

/** The catalogue, or what is in force for these workloads. */
export const assumptionLines = (
  { assumptions, workloads }: Pick<AssumptionsReport, 'assumptions' | 'workloads'>,
  style: Style,
): readonly string[] => [
  ...(workloads.length === 0
    ? assumptions.flatMap((one) => catalogueLines(one, style))
    : workloads.flatMap((one) => workloadLines(one, style))),
  ...wrapped(orderNote, style.width),
];
