/** Says which file each object of standard input was rendered from: Helm writes it into a comment, kustomize into an annotation. */
import { type Cursor, documentsIn, type Manifest } from '../model/manifest/index.ts';
import type { SourceReport } from '../reports/check/sources.ts';
import type { Input } from './tasks.ts';

const comment = /^# Source: (\S.*?)\s*$/;

/** The comment right above an object, as `helm template` writes it; other comments and blank lines may be between. */
const commentAbove = (lines: readonly string[], line: number): string | undefined => {
  for (let at = line - 2; at >= 0; at -= 1) {
    const text = lines[at] ?? '';
    const found = comment.exec(text)?.[1];
    if (found !== undefined) return found;
    if (!/^(#.*|\s*)$/.test(text)) return undefined;
  }
  return undefined;
};

/** The path that kustomize writes if its `buildMetadata` has `originAnnotations`: YAML with the fields path, repo and ref. */
const annotated = (root: Cursor): string | undefined => {
  const text = root.at('metadata', 'annotations', 'config.kubernetes.io/origin').text;
  const path = text === undefined ? undefined : documentsIn(text, 'origin')[0]?.at('path').text;
  return path === '' ? undefined : path;
};

/** The sources of the objects of one input, in the order of their lines; none where nothing says any. */
export const sourcesIn = ({ objects }: Manifest, { file, text }: Input): readonly SourceReport[] => {
  const lines = text.split(/\r?\n/);
  const sources = objects
    .filter((object) => object.file === file)
    .map(({ root }) => {
      const { line } = root.position;
      const source = commentAbove(lines, line) ?? annotated(root);
      return { file, line, ...(source === undefined ? {} : { source }) };
    })
    .sort((one, other) => one.line - other.line);
  return sources.some(({ source }) => source !== undefined) ? sources : [];
};
