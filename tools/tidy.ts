import { type Comment, parseSync } from 'oxc-parser';
import { type Complaint, isTestCode, lineAt, readSources, type SourceFile } from './source.ts';

/** What the ready-made linters have no rule for: exports without a sentence of meaning, notes to self, unexplained exceptions. */
export const tidyComplaints = (root: string): readonly Complaint[] => [
  ...readSources(root, /\.ts$/)
    .filter(({ path }) => !isTestCode(path) && !path.endsWith('.config.ts'))
    .flatMap(undocumentedExports),
  ...readSources(root, /\.(ts|md|ya?ml|sh)$|^\.ci\/run$/).flatMap((file) => [
    ...matches(file, /\b(TO[D]O|FIX[M]E)\b/g, 'open an issue instead of a note to self'),
    ...matches(file, /(oxlint|eslint)-disable(?!.* -- \w)/g, 'say why: … -- reason'),
  ]),
];

function undocumentedExports({ path, text }: SourceFile): readonly Complaint[] {
  const { program, comments } = parseSync(path, text);
  const isDoc = ({ type, value }: Comment) => type === 'Block' && value.startsWith('*');
  const documented = (start: number) =>
    comments.some((comment) => isDoc(comment) && /^\s*$/.test(text.slice(comment.end, start)) && comment.end <= start);
  return program.body.flatMap((node, index) => {
    if (node.type !== 'ExportNamedDeclaration' || node.declaration === null) return [];
    const before = program.body[index - 1];
    const overloads = before?.type === 'ExportNamedDeclaration' && before.declaration?.type === 'TSDeclareFunction';
    if (overloads || documented(node.start)) return [];
    return [{ path, line: lineAt(text, node.start), message: 'an export needs one sentence of meaning above it' }];
  });
}

const matches = ({ path, text }: SourceFile, pattern: RegExp, message: string): readonly Complaint[] =>
  [...text.matchAll(pattern)].map(({ index }) => ({ path, line: lineAt(text, index), message }));
