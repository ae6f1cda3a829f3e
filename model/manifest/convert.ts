import { type Problem, shortened } from './problem.ts';
import type { Source } from './source.ts';
import { describe, type ListTree, type MapEntry, type MapTree, type ScalarTree, type Tree } from './tree.ts';
import type { YamlNode } from './yaml/node.ts';
import { fixForAlias } from './yaml/parser.ts';
import { floatKey, resolveScalar, wholeKey } from './yaml/resolve.ts';

/** Nodes one document may gain by repeating what its anchors name; a few kilobytes of aliases can otherwise mean gigabytes. */
const mostAliased = 100_000;

/** One YAML document as a tree, or the first thing that keeps it from being one. */
export function convertDocument(
  root: YamlNode,
  source: Source,
  base: number,
  deepest: number,
): { readonly tree?: Tree; readonly problem?: Problem } {
  try {
    return { tree: new Converter(base, deepest).convert(root) };
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

/** A map while it is read, and the keys that were written in it themselves. */
interface Filling {
  readonly entries: Map<string, MapEntry>;
  readonly written: Set<string>;
}

type MapNode = Extract<YamlNode, { kind: 'map' }>;

/** Makes values of nodes as `decode.go` of go.yaml.in/yaml/v2 2.4.3 and `convertToJSONableObject` of sigs.k8s.io/yaml 1.6.0 do. */
class Converter {
  private readonly base: number;
  private readonly deepest: number;
  /** Aliases being followed. */
  private readonly following = new Set<YamlNode>();
  private aliased = 0;
  private depth = 0;

  constructor(base: number, deepest: number) {
    this.base = base;
    this.deepest = deepest;
  }

  convert(node: YamlNode): Tree {
    if (node.kind === 'alias') return this.follow(node, () => this.convert(node.of));
    if (this.following.size > 0 && ++this.aliased > mostAliased) {
      const message = `aliases repeat more than ${mostAliased} values`;
      throw new Refusal(this.offsetOf(node), '', message, 'write the values out instead of nesting aliases');
    }
    if (node.kind === 'scalar') return this.scalar(node);
    if (++this.depth > this.deepest) {
      throw new Refusal(this.offsetOf(node), '', `nests deeper than ${this.deepest} levels`, 'flatten this document');
    }
    const tree = node.kind === 'map' ? this.map(node) : this.list(node);
    this.depth--;
    return tree;
  }

  private follow<Result>(alias: Extract<YamlNode, { kind: 'alias' }>, read: () => Result): Result {
    if (this.following.has(alias)) {
      throw new Refusal(this.offsetOf(alias), '', `the alias *${alias.name} contains itself`, fixForAlias);
    }
    this.following.add(alias);
    const result = read();
    this.following.delete(alias);
    return result;
  }

  private map(node: MapNode): MapTree {
    const into: Filling = { entries: new Map(), written: new Set() };
    this.fill(node, into);
    return { kind: 'map', offset: this.offsetOf(node), entries: into.entries };
  }

  /** Later keys replace earlier ones, merged or written: a merge below a key wins over it. */
  private fill({ pairs }: MapNode, { entries, written }: Filling): void {
    for (const [key, value] of pairs) {
      if (isMerge(key)) {
        this.merge(value, entries);
        continue;
      }
      const offset = this.offsetOf(key);
      const name = this.keyOf(key);
      if (written.has(name)) {
        throw new Refusal(offset, name, `key "${shortened(name)}" is written twice`, 'remove one of the two');
      }
      written.add(name);
      entries.set(name, { offset, value: this.convert(value) });
    }
  }

  private merge(value: YamlNode, entries: Map<string, MapEntry>): void {
    // Of several objects the first one counts.
    const maps = value.kind === 'list' ? value.items.toReversed() : [value];
    for (const one of maps) {
      const map = one.kind === 'alias' ? one.of : one;
      if (map.kind !== 'map') {
        const message = 'a merge key (<<) needs an object or a list of objects';
        throw new Refusal(this.offsetOf(value), '', message, 'name an anchor of an object');
      }
      const tree = this.convert(one);
      if (tree.kind === 'map') for (const [key, entry] of tree.entries) entries.set(key, entry);
    }
  }

  private keyOf(node: YamlNode): string {
    const key = this.convert(node);
    if (key.kind === 'scalar' && typeof key.value === 'string') return key.value;
    if (key.kind === 'scalar' && typeof key.value === 'boolean') return String(key.value);
    const whole = key.kind === 'scalar' && typeof key.value === 'number' ? this.numberKey(node, key) : undefined;
    if (whole !== undefined) return whole;
    const fix = 'use a plain word as key, or put it in quotes';
    throw new Refusal(this.offsetOf(node), '', `a key must be a word, not ${describe(key)}`, fix);
  }

  private numberKey(node: YamlNode, { value, written }: ScalarTree): string | undefined {
    const scalar = node.kind === 'alias' ? node.of : node;
    const resolved = scalar.kind === 'scalar' ? resolveScalar(scalar.tag, scalar.value, scalar.implicit) : undefined;
    const isWhole = resolved !== undefined && 'type' in resolved && resolved.type === 'int';
    return isWhole ? wholeKey(written) : floatKey(Number(value));
  }

  private list(node: Extract<YamlNode, { kind: 'list' }>): ListTree {
    return { kind: 'list', offset: this.offsetOf(node), items: node.items.map((item) => this.convert(item)) };
  }

  private scalar(node: Extract<YamlNode, { kind: 'scalar' }>): ScalarTree {
    const offset = this.offsetOf(node);
    const found = resolveScalar(node.tag, node.value, node.implicit);
    if ('problem' in found) {
      throw new Refusal(offset, '', found.problem, 'remove the tag (the word that begins with !), or change the value');
    }
    return { kind: 'scalar', offset, value: found.value, written: node.value };
  }

  private offsetOf({ start }: YamlNode): number {
    return this.base + start.offset;
  }
}

const isMerge = (key: YamlNode): boolean =>
  key.kind === 'scalar' && key.value === '<<' && (key.implicit || key.tag === 'tag:yaml.org,2002:merge');
