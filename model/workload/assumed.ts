/** What a workload assumes of delays: what its annotations say, between what a configuration and what the command line say. */
import {
  type AssumptionSource,
  assumptionPrefix,
  type InForce,
  inForce,
  type SaidAssumption,
} from '../assumptionSources.ts';
import { meantBy } from '../assumptions.ts';
import { withSign } from '../assumptionText.ts';
import type { Cursor } from '../manifest/cursor.ts';
import type { Manifest, Problem, Remark, Workload } from '../manifest/index.ts';
import { templateOf } from '../manifest/template.ts';
import { type Annotation, annotationsIn, annotationsOf } from './annotations.ts';

/** An assumption that stands in a file, and its place there. */
export interface WrittenAssumption {
  readonly said: SaidAssumption;
  readonly place: Cursor;
}

/** A delay below a name in a file. */
export const writtenAssumption = (
  by: 'annotation' | 'config',
  name: string,
  value: string,
  place: Cursor,
): WrittenAssumption => {
  const source: AssumptionSource = { by, ...place.position };
  return { said: { text: `${name}${withSign(value)}`, source }, place };
};

const fromAnnotation = ({ name, value, place }: Annotation): WrittenAssumption =>
  writtenAssumption('annotation', name, value, place);

/** What is wrong with a written assumption. `called` is how its file spells a name. */
export const writtenProblems = (
  written: readonly WrittenAssumption[],
  called: (name: string) => string = (name) => name,
): readonly Problem[] =>
  written.flatMap(({ said, place }) =>
    inForce([said]).problems.map(({ problem: { about, message } }) => {
      if (about === 'delay') return place.problem(message, 'write a delay as "<=10s", "2s..20s", ">=1m" or "5s"');
      const meant = meantBy(said.text.replace(/[<>=].*/s, ''));
      const fix = meant === undefined ? 'podproof assumptions lists them all' : `did you mean ${called(meant)}?`;
      return place.problem(message, fix);
    }),
  );

const ofWorkload = (workload: Workload): readonly WrittenAssumption[] =>
  annotationsOf(workload, assumptionPrefix).map(fromAnnotation);

const annotationName = (name: string): string => `${assumptionPrefix}${name}`;

/** What is wrong with the annotations of these workloads. */
export const assumptionProblems = (workloads: readonly Workload[]): readonly Problem[] =>
  workloads.flatMap((workload) => writtenProblems(ofWorkload(workload), annotationName));

/** Annotations of objects that make no Pods: nobody reads them. */
export const strayAssumptions = ({ objects }: Manifest): readonly Remark[] =>
  objects
    .filter(({ valid, kind, root }) => valid && templateOf(kind, root) === undefined)
    .flatMap(({ kind, name, root }) =>
      annotationsIn(root, assumptionPrefix).map(({ place }) => ({
        ...place.position,
        object: `${kind}/${name}`,
        field: place.path,
        text: 'assumes nothing: this object makes no Pods; write it at the workload',
      })),
    );

/** What is in force for one workload: the defaults, then `configured`, then its annotations, then the command line. */
export const assumedFor = (
  workload: Workload,
  configured: readonly SaidAssumption[],
  options: readonly SaidAssumption[],
): InForce => inForce([...configured, ...ofWorkload(workload).map(({ said }) => said), ...options]);
