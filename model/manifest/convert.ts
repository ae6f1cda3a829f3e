import { isAlias, isMap, isScalar, isSeq, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Problem } from './problem.ts';
import type { Source } from './source.ts';
import type { ListTree, MapEntry, MapTree, ScalarTree, Tree } from './tree.ts';

/** Nodes one document may gain by repeating what its anchors name; a few kilobytes of aliases can otherwise mean gigabytes. */
const mostAliased = 100_000;

/** One YAML document as a tree, or the first thing that keeps it from being one; an empty document is neither. */
export function convertDocument(
  contents: unknown,
  source: Source,
  base: number,
): { readonly tree?: Tree; readonly problem?: Problem } {
  if (contents === null || contents === undefined) return {};
  const converter = new Converter(base);
  try {
    return { tree: converter.convert(contents) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { problem: source.problem(error.offset, error.field, error.message, error.fix) };
  }
}

/** Ends a conversion from within; caught a few lines above. */
class Refusal extends Error {
  readonly offset: number;
  readonly field: string;
  readonly fix: string;

  constructor(offset: number, field: string, message: string, fix: string) {
    super(message);
    this.offset = offset;
    this.field = field;
    this.fix = fix;
  }
}

class Converter {
  private readonly base: number;
  /** Finished anchors with the size of what they name. An anchor still being read is `undefined`. */
  private readonly anchors = new Map<string, { tree: Tree; size: number } | undefined>();
  private nodes = 0;
  private aliased = 0;

  constructor(base: number) {
    this.base = base;
  }

  convert(node: unknown): Tree {
    if (isAlias(node)) return this.resolve(node.source, this.offsetOf(node));
    this.nodes++;
    if (isMap(node)) return this.anchored(node.anchor, () => this.map(node));
    if (isSeq(node)) return this.anchored(node.anchor, () => this.list(node));
    if (isScalar(node)) return this.anchored(node.anchor, () => this.scalar(node));
    return { kind: 'scalar', offset: this.offsetOf(node), value: null, written: '' };
  }

  private anchored(name: string | undefined, read: () => Tree): Tree {
    if (name === undefined) return read();
    const before = this.nodes;
    this.anchors.set(name, undefined);
    const tree = read();
    this.anchors.set(name, { tree, size: this.nodes - before + 1 });
    return tree;
  }

  private resolve(name: string, offset: number): Tree {
    const found = this.anchors.get(name);
    if (found === undefined) {
      const message = this.anchors.has(name) ? `the alias *${name} contains itself` : `there is no anchor &${name}`;
      throw new Refusal(offset, '', message, 'write the value out instead of using an alias');
    }
    this.nodes += found.size;
    this.aliased += found.size;
    if (this.aliased > mostAliased) {
      const message = `aliases repeat more than ${mostAliased} values`;
      throw new Refusal(offset, '', message, 'write the values out instead of nesting aliases');
    }
    return found.tree;
  }

  private map(node: YAMLMap): MapTree {
    const written = new Map<string, MapEntry>();
    const merged = new Map<string, MapEntry>();
    for (const pair of node.items) {
      if (isMerge(pair)) this.merge(pair, merged);
      else this.entry(pair, written);
    }
    // Written keys win over merged ones wherever they stand.
    const entries = merged.size === 0 ? written : new Map([...merged, ...written]);
    return { kind: 'map', offset: this.offsetOf(node), entries };
  }

  private entry(pair: Pair, into: Map<string, MapEntry>): void {
    const offset = this.offsetOf(pair.key);
    const key = this.keyOf(this.convert(pair.key), offset);
    if (into.has(key)) throw new Refusal(offset, key, `key "${key}" is written twice`, 'remove one of the two');
    into.set(key, { offset, value: this.convert(pair.value) });
  }

  private keyOf(key: Tree, offset: number): string {
    if (key.kind === 'scalar') return typeof key.value === 'string' ? key.value : key.written || String(key.value);
    const fix = 'use a plain word as key, or put a value that starts with { or [ in quotes';
    throw new Refusal(offset, '', `a key must be a word, not ${key.kind === 'map' ? 'an object' : 'a list'}`, fix);
  }

  private merge(pair: Pair, into: Map<string, MapEntry>): void {
    const merged = this.convert(pair.value);
    const maps = merged.kind === 'list' ? merged.items : [merged];
    for (const map of maps) {
      if (map.kind !== 'map') {
        const message = 'a merge key (<<) needs an object or a list of objects';
        throw new Refusal(this.offsetOf(pair.key), '', message, 'name an anchor of an object');
      }
      for (const [key, entry] of map.entries) if (!into.has(key)) into.set(key, entry);
    }
  }

  private list(node: YAMLSeq): ListTree {
    return { kind: 'list', offset: this.offsetOf(node), items: node.items.map((item) => this.convert(item)) };
  }

  private scalar(node: Scalar): ScalarTree {
    const written = node.source ?? '';
    const isPlain = node.type === 'PLAIN' && node.tag === undefined;
    return {
      kind: 'scalar',
      offset: this.offsetOf(node),
      value: isPlain ? plain(node.value, written) : known(node.value, written),
      written,
    };
  }

  private offsetOf(node: unknown): number {
    const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
    const start = Array.isArray(range) ? (range as readonly unknown[])[0] : undefined;
    return this.base + (typeof start === 'number' ? start : 0);
  }
}

/** The library reads an unquoted `<<` as a symbol of that name. */
const isMerge = ({ key }: Pair): boolean => isScalar(key) && typeof key.value === 'symbol';

const known = (value: unknown, written: string): ScalarTree['value'] =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null
    ? value
    : written;

/** The Go parser also knows YAML 1.2's octal numbers. */
function plain(value: unknown, written: string): ScalarTree['value'] {
  const octal = typeof value === 'string' ? /^([-+]?)0o([0-7]{1,20})$/.exec(value) : null;
  if (octal === null) return known(value, written);
  return (octal[1] === '-' ? -1 : 1) * Number.parseInt(octal[2] ?? '', 8);
}
