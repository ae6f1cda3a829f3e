/** What kustomizations of a directory say of the files beside them: patches are no objects of their own. */
import { basename, dirname, join } from 'node:path';
import type { Input } from '../../library/tasks.ts';
import { type Cursor, documentsIn } from '../../model/manifest/index.ts';
import type { PassedOver } from '../../reports/check/inputNotes.ts';

const isKustomization = ({ file }: Pick<Input, 'file'>): boolean => /^kustomization\.ya?ml$/i.test(basename(file));

/** Paths of files with patches, as a kustomization writes them; a patch may also stand in it as text of several lines. */
const patchPaths = (kustomization: Cursor): readonly string[] => {
  const inFields = ['patches', 'patchesJson6902'].flatMap((field) =>
    kustomization.at(field).items.flatMap((patch) => patch.at('path').text ?? []),
  );
  const plain = kustomization.at('patchesStrategicMerge').items.flatMap(({ text }) => text ?? []);
  return [...inFields, ...plain].filter((path) => path !== '' && !path.includes('\n'));
};

/**
 * The files of a directory that its kustomizations use as patches: such a file looks like an object and is a part of one, so
 * that nearly everything Kubernetes requires is missing in it.
 */
export const patchesAmong = (inputs: readonly Input[]): readonly PassedOver[] => {
  const listed = new Set(inputs.filter(({ listed: found }) => found).map(({ file }) => file));
  return inputs.filter(isKustomization).flatMap(({ file, text }) =>
    documentsIn(text, file)
      .flatMap(patchPaths)
      .map((path) => join(dirname(file), path))
      .filter((path) => listed.has(path))
      .map((path) => ({
        file: path,
        why: `a patch of a kustomization, not a whole object; kubectl kustomize DIR | podproof check - checks what comes of it`,
      })),
  );
};

/** The same files, told what becomes of a kustomization among them: nothing is rendered. */
export const withKustomizations = (passedOver: readonly PassedOver[]): readonly PassedOver[] =>
  passedOver.map((one) =>
    isKustomization(one)
      ? {
          ...one,
          why: 'a kustomization: what it lists is checked as it is written; kubectl kustomize DIR | podproof check - checks what it makes',
        }
      : one,
  );
