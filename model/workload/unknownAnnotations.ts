/** Annotations that are meant for podproof and that it does not read: a name that is nearly right would pass as an assumption that nobody made. */
import { assumptionPrefix } from '../assumptionSources.ts';
import { suggest } from '../kubernetes/suggest.ts';
import type { Cursor } from '../manifest/cursor.ts';
import type { Manifest, Problem } from '../manifest/index.ts';
import { templateOf } from '../manifest/template.ts';
import { ignorePrefix } from './ignores.ts';

const prefixes = [assumptionPrefix, ignorePrefix] as const;

const isOurs = (prefix: string): boolean => /(^|\.)podproof\.dev$/i.test(prefix);

const problemOf = (place: Cursor, prefix: string, name: string): Problem => {
  const known = prefixes.map((one) => one.slice(0, -1));
  const meant = suggest(prefix, known);
  const fix =
    meant === undefined
      ? `write ${assumptionPrefix}NAME or ${ignorePrefix}GUARANTEE`
      : `did you mean ${meant}/${name.slice(0, 60)}?`;
  return place.problem('podproof reads no such annotation', fix);
};

const unknownIn = (root: Cursor): readonly Problem[] => {
  const annotations = root.at('metadata', 'annotations');
  return annotations.keys
    .filter((key) => !prefixes.some((prefix) => key.startsWith(prefix)))
    .flatMap((key) => {
      const [prefix = '', name = ''] = key.split('/', 2);
      return key.includes('/') && isOurs(prefix) ? [problemOf(annotations.at(key), prefix, name)] : [];
    });
};

/** Those of all objects and of their pod templates. */
export const unknownAnnotations = ({ objects }: Manifest): readonly Problem[] =>
  objects
    .filter(({ valid }) => valid)
    .flatMap(({ kind, root }) => {
      const template = templateOf(kind, root);
      return [...unknownIn(root), ...(template === undefined || template === root ? [] : unknownIn(template))];
    });
