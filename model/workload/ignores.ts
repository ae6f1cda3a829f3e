/** Guarantees an object does not want to hear of: annotations such as `ignore.podproof.dev/no-start-after-deletion: "we retry"`. */
import { type Guarantee, guarantees } from '../guarantees/index.ts';
import { suggest } from '../kubernetes/suggest.ts';
import type { Cursor } from '../manifest/cursor.ts';
import type { Manifest, Problem, Workload } from '../manifest/index.ts';
import { templateOf } from '../manifest/template.ts';
import { type Annotation, annotationsIn, annotationsOf } from './annotations.ts';

/** What stands before the name of the guarantee. */
export const ignorePrefix = 'ignore.podproof.dev/';

/** One such annotation, or an entry of a configuration that says the same. */
export interface Ignore {
  readonly guarantee: string;
  readonly reason: string;
  readonly place: Cursor;
  readonly by: 'annotation' | 'config';
}

const ids = guarantees.map(({ id }) => id);

const ignoreIn = ({ name, value, place }: Annotation): Ignore => ({
  guarantee: name,
  reason: value,
  place,
  by: 'annotation',
});

/** What a workload ignores: by its own annotations and by those of its pod template. */
export const ignoresOf = (workload: Workload): readonly Ignore[] => annotationsOf(workload, ignorePrefix).map(ignoreIn);

/** The guarantees that are ignored, each with the reason; without one nothing is. */
export const reasonsIn = (ignores: readonly Ignore[]): ReadonlyMap<string, string> =>
  new Map(ignores.filter(({ reason }) => reason !== '').map(({ guarantee, reason }) => [guarantee, reason]));

/** What is wrong with one of them. */
export const ignoreProblemsOf = ({ guarantee, reason, place, by }: Ignore): readonly Problem[] => {
  if (!ids.includes(guarantee)) {
    const meant = suggest(guarantee, ids);
    const fix =
      meant === undefined
        ? 'podproof explain lists them all'
        : `did you mean ${by === 'annotation' ? ignorePrefix : ''}${meant}?`;
    return [place.problem(`there is no guarantee '${guarantee.slice(0, 60)}'`, fix)];
  }
  return reason === '' ? [place.problem('says no reason', 'write why it is ignored, in a few words')] : [];
};

/** What is wrong with the annotations of these workloads. */
export const ignoreProblems = (workloads: readonly Workload[]): readonly Problem[] =>
  workloads.flatMap((workload) => ignoresOf(workload).flatMap(ignoreProblemsOf));

/** Annotations of objects that make no pods: nobody reads them. */
const strayIgnores = ({ objects }: Manifest): readonly Problem[] =>
  objects
    .filter(({ valid, kind, root }) => valid && templateOf(kind, root) === undefined)
    .flatMap(({ root }) => annotationsIn(root, ignorePrefix))
    .map(({ place }) => place.problem('ignores nothing: this object makes no Pods', 'move it to the workload'));

/** What was asked of one workload with what it ignores, and the answers. */
interface Asked {
  readonly ignores: readonly Ignore[];
  readonly workload: Workload;
  readonly results: readonly { readonly guarantee: Guarantee; readonly verdict: 'holds' | 'violated' | 'undecided' }[];
}

/** Places of what ignores something somewhere, or may do so in questions that were not asked. */
const usedPlaces = (asked: readonly Asked[], everything: boolean): ReadonlySet<Cursor> => {
  const used = new Set<Cursor>();
  for (const { workload, ignores } of asked) {
    const answers = asked.filter((one) => one.workload === workload).flatMap(({ results }) => results);
    for (const { guarantee, place } of ignores) {
      const about = answers.filter((answer) => answer.guarantee.id === guarantee);
      if (about.length === 0 ? !everything : about.some(({ verdict }) => verdict !== 'holds')) used.add(place);
    }
  }
  return used;
};

const unusedText = (by: Ignore['by']): string => (by === 'annotation' ? 'remove this annotation' : 'remove this entry');

/** What ignores what there is nothing to ignore of. What was not asked is taken for unused only if `everything` was. */
export const unusedIgnores = (manifest: Manifest, asked: readonly Asked[], everything: boolean): readonly Problem[] => {
  const used = usedPlaces(asked, everything);
  const all = new Map(asked.flatMap(({ ignores }) => ignores).map((ignore) => [ignore.place, ignore]));
  // What names no guarantee is a problem already.
  const unused = [...all.values()].filter(({ guarantee, place }) => ids.includes(guarantee) && !used.has(place));
  return [
    ...unused.map(({ guarantee, place, by }) =>
      place.problem(`ignores nothing: ${guarantee} holds here, or does not apply`, unusedText(by)),
    ),
    ...strayIgnores(manifest),
  ];
};
