/** Charts of Helm in a directory: their templates are no manifests before they are rendered. */
import { basename, dirname, join } from 'node:path';
import type { Input } from '../../library/tasks.ts';
import type { PassedOver } from '../../reports/check/inputNotes.ts';

/** The files below `templates` beside a Chart.yaml. */
export const templatesAmong = (inputs: readonly Input[]): readonly PassedOver[] => {
  const found = inputs.filter(({ listed }) => listed);
  const folders = found
    .filter(({ file }) => /^chart\.ya?ml$/i.test(basename(file)))
    .map(({ file }) => `${join(dirname(file), 'templates')}/`);
  return found
    .filter(({ file }) => folders.some((folder) => file.startsWith(folder)))
    .map(({ file }) => ({
      file,
      why: 'a template of a chart; helm template DIR | podproof check - checks what comes of it',
    }));
};
