/** The examples in the docstrings of the package's doors. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A door of the package, and what its docstring shows. */
export interface Door {
  /** `podproof/check`. */
  readonly name: string;
  /** A name for a file with the example in it. */
  readonly file: string;
  readonly example: string;
  /** What the example says it prints. */
  readonly prints: string;
}

const exampleIn = (source: string): string => {
  const doc = /^\/\*\*[\s\S]*?\*\//m.exec(readFileSync(source, 'utf8'))?.[0] ?? '';
  const example = /@example\n \* ```ts\n([\s\S]*?) \* ```/.exec(doc)?.[1];
  if (example === undefined) throw new Error(`${source}: its first docstring has no @example with a ts block`);
  return example.replaceAll(/^ \* ?/gm, '');
};

const printedBy = (example: string): string =>
  [...example.matchAll(/^\s*\/\/→ (.*)$/gm)].map(([, line = '']) => `${line}\n`).join('');

/** Every door that package.json names. */
export const doors = (): readonly Door[] => {
  const { exports } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
    readonly exports: Record<string, string | { readonly default: string }>;
  };
  return Object.entries(exports).flatMap(([name, place]) => {
    if (typeof place === 'string') return [];
    const example = exampleIn(place.default.replace('./dist/', root).replace(/\.js$/, '.ts'));
    const file = `${name.replace(/\W+/g, '') || 'root'}.ts`;
    return [{ name: name.replace('.', 'podproof'), file, example, prints: printedBy(example) }];
  });
};
