/** Annotations by which a workload speaks to podproof: those of the object itself and of its pod template. */
import type { Cursor } from '../manifest/cursor.ts';
import type { Workload } from '../manifest/index.ts';

/** One annotation with a prefix of podproof's. */
export interface Annotation {
  /** What stands behind the prefix. */
  readonly name: string;
  readonly value: string;
  readonly place: Cursor;
}

/** The annotations of one object whose names begin so. */
export const annotationsIn = (root: Cursor, prefix: string): readonly Annotation[] => {
  const annotations = root.at('metadata', 'annotations');
  return annotations.keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => {
      const place = annotations.at(key);
      return { name: key.slice(prefix.length), value: place.text?.trim() ?? '', place };
    });
};

/** Those of a workload; its pod template speaks after it, being nearer to the Pods. */
export const annotationsOf = ({ origin, templatePath }: Workload, prefix: string): readonly Annotation[] => [
  ...annotationsIn(origin.root, prefix),
  ...(templatePath === '' ? [] : annotationsIn(origin.root.at(...templatePath.split('.')), prefix)),
];
