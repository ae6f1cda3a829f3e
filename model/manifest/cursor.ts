import { type Position, type Problem, problemAt } from './problem.ts';
import type { Source } from './source.ts';
import { isAbsent, type Tree } from './tree.ts';

/**
 * A field of a manifest, present or not: what stands there, its path, and where an editor should go.
 * An absent field points to the nearest parent that exists.
 */
export class Cursor {
  readonly source: Source;
  readonly path: string;
  readonly tree: Tree | undefined;
  private readonly offset: number;

  constructor(source: Source, tree: Tree | undefined, path = '', offset = tree?.offset ?? 0) {
    this.source = source;
    this.tree = tree;
    this.path = path;
    this.offset = offset;
  }

  /** Something other than null is written here. */
  get exists(): boolean {
    return !isAbsent(this.tree);
  }

  get position(): Position {
    return this.source.position(this.offset);
  }

  /** The field below that name, or below those names one after another. */
  at(...names: readonly string[]): Cursor {
    return names.reduce<Cursor>((parent, name) => parent.child(name), this);
  }

  /** What stands below those names, without its place: for looking at many objects. */
  treeAt(...names: readonly string[]): Tree | undefined {
    let tree = this.tree;
    for (const name of names) tree = tree?.kind === 'map' ? tree.entries.get(name)?.value : undefined;
    return tree;
  }

  private child(name: string): Cursor {
    const entry = this.tree?.kind === 'map' ? this.tree.entries.get(name) : undefined;
    return new Cursor(this.source, entry?.value, joined(this.path, name), entry?.offset ?? this.offset);
  }

  /** The item at that index of a list. */
  item(index: number): Cursor {
    const tree = this.tree?.kind === 'list' ? this.tree.items[index] : undefined;
    return new Cursor(this.source, tree, `${this.path}[${index}]`, tree?.offset ?? this.offset);
  }

  /** Every item of a list; empty if this is none. */
  get items(): readonly Cursor[] {
    return this.tree?.kind === 'list' ? this.tree.items.map((_, index) => this.item(index)) : [];
  }

  /** Every key of an object; empty if this is none. */
  get keys(): readonly string[] {
    return this.tree?.kind === 'map' ? [...this.tree.entries.keys()] : [];
  }

  /** The field as text, if it is text. */
  get text(): string | undefined {
    return this.tree?.kind === 'scalar' && typeof this.tree.value === 'string' ? this.tree.value : undefined;
  }

  /** The field as a whole number, if it is one. */
  get whole(): number | undefined {
    const value = this.tree?.kind === 'scalar' ? this.tree.value : undefined;
    return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
  }

  /** Is this field written and true? */
  get isTrue(): boolean {
    return this.tree?.kind === 'scalar' && this.tree.value === true;
  }

  /** An object whose values are texts, such as labels. */
  get texts(): Readonly<Record<string, string>> {
    const pairs = this.keys.flatMap((key): [string, string][] => {
      const { text } = this.child(key);
      return text === undefined ? [] : [[key, text]];
    });
    return Object.fromEntries(pairs);
  }

  /** A problem of this field. */
  problem(message: string, fix: string): Problem {
    return problemAt(this.position, this.path, message, fix);
  }

  /** The same place, with paths beginning anew from here: an item of a List is an object of its own. */
  get asRoot(): Cursor {
    return new Cursor(this.source, this.tree, '', this.offset);
  }
}

const joined = (path: string, name: string): string => {
  if (!/^[A-Za-z0-9_-]+$/.test(name)) return `${path}[${name}]`;
  return path === '' ? name : `${path}.${name}`;
};

/**
 * The field a path names: `spec.containers[0].image`, `metadata.labels[example.com/tier]`, or with a name in place of an
 * index `spec.containers[web].image`.
 */
export function follow(root: Cursor, path: string): Cursor {
  const steps = path.match(/\[[^\]]*\]|[^.[\]]+/g) ?? [];
  return steps.reduce<Cursor>((cursor, step) => {
    if (!step.startsWith('[')) return cursor.at(step);
    const inside = step.slice(1, -1);
    if (cursor.tree?.kind !== 'list') return cursor.at(inside);
    if (/^[0-9]+$/.test(inside)) return cursor.item(Number(inside));
    return cursor.items.find((item) => item.at('name').text === inside) ?? cursor.item(-1);
  }, root);
}
