/** What our reader makes of a text, to be held against what kubectl makes of it. */

import { Source } from '../source.ts';
import { sectionsOf } from '../split.ts';
import type { Tree } from '../tree.ts';
import { readSection } from '../yaml.ts';

/** What kubectl's libraries make of a text: its documents, and the error that ends it. */
export interface Reading {
  readonly documents: readonly unknown[];
  readonly error?: string;
}

/** A tree as the JSON it stands for. */
const jsonOf = (tree: Tree): unknown => {
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(jsonOf);
  return Object.fromEntries([...tree.entries].map(([key, { value }]) => [key, jsonOf(value)]));
};

/** Our reading; documents of nothing are left out, as kubectl leaves them out. */
export function ourReading(text: string): Reading {
  const source = new Source('form.yaml', text);
  const found = [...sectionsOf(source)].map((section) => readSection(source, section));
  const [problem] = found.flatMap(({ problems }) => problems);
  const documents = found.flatMap(({ roots }) => roots.map(jsonOf)).filter((value) => value !== null);
  return { documents, ...(problem === undefined ? {} : { error: problem.message }) };
}

/** A difference that is meant: we refuse what kubectl takes, unless it says otherwise. */
interface Difference {
  readonly name: string;
  readonly because: string;
  readonly is: (text: string, ours: Reading) => boolean;
}

/** All differences that are meant. */
export const meantDifferences: readonly Difference[] = [
  {
    name: 'rest',
    because:
      'kubectl reads one document between two lines of --- and drops what follows it there; whoever wrote it meant it',
    is: (_, { error }) => error?.startsWith('kubectl reads no further') === true,
  },
  {
    name: 'key twice',
    because: 'kubectl keeps one of the two without a word, and the other was meant as well',
    is: (_, { error }) => error?.endsWith('is written twice') === true,
  },
  {
    name: 'JSON and then not',
    because:
      'a file that begins as JSON and goes on as something else is no manifest; how far kubectl gets in it is not copied',
    is: (text) => /^\s*\{/.test(text) && !isJsonStream(text),
  },
  {
    name: 'bytes',
    because:
      'how many replacement characters !!binary gets for bytes that are no UTF-8 is not copied; no manifest field holds such text',
    is: (text) => text.includes('!!binary'),
  },
];

function isJsonStream(text: string): boolean {
  return [...sectionsOf(new Source('form.json', text))].every(({ start, end }) => {
    try {
      JSON.parse(text.slice(start, end));
      return true;
    } catch {
      return false;
    }
  });
}

const normal = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [two]) => (one < two ? -1 : 1)))
      : inner,
  );

/** The name of the meant difference, `same` where there is none, or both readings of one that is not meant. */
export function compared(text: string, theirs: Reading): string {
  const ours = ourReading(text);
  const isSame =
    theirs.error === undefined
      ? ours.error === undefined && normal(ours.documents) === normal(theirs.documents)
      : ours.error !== undefined;
  if (isSame) return 'same';
  const meant = meantDifferences.find(({ is }) => is(text, ours));
  return meant?.name ?? JSON.stringify({ text, theirs, ours });
}
