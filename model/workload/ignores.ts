/** Guarantees an object does not want to hear of: annotations such as `ignore.podproof.dev/no-start-after-deletion: "we retry"`. */
import { type Guarantee, guarantees } from '../guarantees/index.ts';
import { suggest } from '../kubernetes/suggest.ts';
import type { Cursor } from '../manifest/cursor.ts';
import type { Manifest, Problem, Workload } from '../manifest/index.ts';
import { templateOf } from '../manifest/template.ts';
import { type Annotation, annotationsIn, annotationsOf } from './annotations.ts';

/** What stands before the name of the guarantee. */
const ignorePrefix = 'ignore.podproof.dev/';

/** One such annotation. */
export interface Ignore {
  readonly guarantee: string;
  readonly reason: string;
  readonly place: Cursor;
}

const ids = guarantees.map(({ id }) => id);

const ignoreIn = ({ name, value, place }: Annotation): Ignore => ({ guarantee: name, reason: value, place });

/** What a workload ignores: by its own annotations and by those of its pod template. */
export const ignoresOf = (workload: Workload): readonly Ignore[] => annotationsOf(workload, ignorePrefix).map(ignoreIn);

const problemOf = ({ guarantee, reason, place }: Ignore): readonly Problem[] => {
  if (!ids.includes(guarantee)) {
    const meant = suggest(guarantee, ids);
    const fix = meant === undefined ? 'podproof explain lists them all' : `did you mean ${ignorePrefix}${meant}?`;
    return [place.problem(`there is no guarantee '${guarantee.slice(0, 60)}'`, fix)];
  }
  return reason === '' ? [place.problem('says no reason', 'write why it is ignored, in a few words')] : [];
};

/** What is wrong with the annotations of these workloads. */
export const ignoreProblems = (workloads: readonly Workload[]): readonly Problem[] =>
  workloads.flatMap((workload) => ignoresOf(workload).flatMap(problemOf));

/** Annotations of objects that make no pods: nobody reads them. */
const strayIgnores = ({ objects }: Manifest): readonly Problem[] =>
  objects
    .filter(({ valid, kind, root }) => valid && templateOf(kind, root) === undefined)
    .flatMap(({ root }) => annotationsIn(root, ignorePrefix))
    .map(({ place }) => place.problem('ignores nothing: this object makes no Pods', 'move it to the workload'));

/** What was asked of one workload, and the answers. */
interface Asked {
  readonly workload: Workload;
  readonly results: readonly { readonly guarantee: Guarantee; readonly verdict: 'holds' | 'violated' | 'undecided' }[];
}

/** Annotations that ignore what there is nothing to ignore of. What was not asked is taken for unused only if `everything` was. */
export const unusedIgnores = (manifest: Manifest, asked: readonly Asked[], everything: boolean): readonly Problem[] => {
  const workloads = [...new Set(asked.map(({ workload }) => workload))];
  const unused = workloads.flatMap((workload) => {
    const answers = asked.filter((one) => one.workload === workload).flatMap(({ results }) => results);
    return ignoresOf(workload).filter(({ guarantee }) => {
      const about = answers.filter((answer) => answer.guarantee.id === guarantee);
      return about.length === 0 ? everything : about.every(({ verdict }) => verdict === 'holds');
    });
  });
  return [
    ...unused.map(({ guarantee, place }) =>
      place.problem(`ignores nothing: ${guarantee} holds here, or does not apply`, 'remove this annotation'),
    ),
    ...strayIgnores(manifest),
  ];
};
