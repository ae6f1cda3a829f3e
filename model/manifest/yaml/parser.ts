/** Makes a tree of the tokens (`parserc.go` and the first part of `decode.go`, go.yaml.in/yaml/v2 2.4.3). */
import { type Mark, YamlError } from './input.ts';
import type { Standing, YamlNode } from './node.ts';
import { Scanner } from './scanner.ts';
import type { Token } from './token.ts';

/** Reading stops where a text is larger or deeper than this. */
export interface Limits {
  readonly depth: number;
  readonly nodes: number;
}

/** The document, if the text holds one, and where kubectl stops reading although the text goes on. */
export interface Parsed {
  readonly root?: YamlNode;
  readonly rest?: Mark;
}

/** Reads one document. Throws a `YamlError` where kubectl's library has one. */
export function parseYaml(text: string, json: boolean, limits: Limits): Parsed {
  const scanner = new Scanner(text, json);
  return new Parser(scanner, limits).document();
}

/** What to do about an alias that names nothing. */
export const fixForAlias = 'write the value out instead of using an alias';

const longTag = 'tag:yaml.org,2002:';

/** Anchor and tag before a node. */
interface Properties extends Standing {
  readonly anchor: string | undefined;
  readonly tag: string;
}

class Parser {
  private readonly scanner: Scanner;
  private readonly limits: Limits;
  private readonly anchors = new Map<string, YamlNode>();
  private nodes = 0;
  private depth = 0;

  constructor(scanner: Scanner, limits: Limits) {
    this.scanner = scanner;
    this.limits = limits;
  }

  document(): Parsed {
    const { type, start } = this.scanner.peek();
    if (type === 'stream-end') return {};
    // kubectl has cut the file at --- before, so that no document start can follow a directive.
    if (type === 'directive') throw new YamlError('did not find expected <document start>', start);
    if (type === 'document-start') {
      this.scanner.next();
      if (this.isNext('document-start', 'document-end', 'directive', 'stream-end'))
        return { root: this.empty({ start, end: start.offset }), ...this.rest() };
    }
    const root = this.node(true, false);
    return { root, ...this.rest() };
  }

  /** What follows the document: kubectl's library looks no further, whatever is there. */
  private rest(): { readonly rest?: Mark } {
    const next = this.scanner.peek();
    if (next.type !== 'document-end') return next.type === 'stream-end' ? {} : { rest: next.start };
    this.scanner.next();
    try {
      const { type, start } = this.scanner.peek();
      return type === 'stream-end' ? {} : { rest: start };
    } catch (error) {
      if (error instanceof YamlError) return { rest: error.place };
      throw error;
    }
  }

  private isNext(...types: readonly Token['type'][]): boolean {
    return types.includes(this.scanner.peek().type);
  }

  private empty({ start, end }: Standing): YamlNode {
    return { kind: 'scalar', start, end, tag: '', value: '', implicit: true };
  }

  /** What a flow collection leaves out before the token that is next. */
  private omitted(): YamlNode {
    const { start } = this.scanner.peek();
    return this.empty({ start, end: start.offset });
  }

  private node(isBlock: boolean, indentless: boolean): YamlNode {
    if (++this.nodes > this.limits.nodes) {
      throw new YamlError(
        `one document holds more than ${this.limits.nodes} values`,
        this.scanner.peek().start,
        undefined,
        'split the document',
      );
    }
    const first = this.scanner.peek();
    if (first.type === 'alias') {
      this.scanner.next();
      const of = this.anchors.get(first.name);
      if (of === undefined)
        throw new YamlError(`there is no anchor &${first.name}`, first.start, undefined, fixForAlias);
      return { kind: 'alias', start: first.start, end: first.end, name: first.name, of };
    }
    const properties = this.properties(first);
    if (++this.depth > this.limits.depth) {
      throw new YamlError(
        `nests deeper than ${this.limits.depth} levels`,
        first.start,
        undefined,
        'flatten this document',
      );
    }
    const node = this.content(properties, isBlock, indentless);
    this.depth--;
    return node;
  }

  private properties({ start }: Token): Properties {
    let end = start.offset;
    let anchor: string | undefined;
    let tag: string | undefined;
    for (;;) {
      const token = this.scanner.peek();
      if (token.type === 'anchor' && anchor === undefined) anchor = token.name;
      else if (token.type === 'tag' && tag === undefined) tag = tagOf(token);
      else return { start, end, anchor, tag: tag ?? '' };
      ({ end } = this.scanner.next());
    }
  }

  private content(properties: Properties, isBlock: boolean, indentless: boolean): YamlNode {
    const token = this.scanner.peek();
    const { start } = properties;
    if (indentless && token.type === 'block-entry')
      return this.list(properties, false, (into) => this.indentless(into));
    if (token.type === 'scalar') {
      this.scanner.next();
      const implicit = (properties.tag === '' && token.style === 'plain') || properties.tag === '!';
      const { value, end } = token;
      return this.anchored(properties, { kind: 'scalar', start, end, tag: properties.tag, value, implicit });
    }
    if (token.type === 'flow-sequence-start') return this.list(properties, true, (into) => this.flowSequence(into));
    if (token.type === 'flow-mapping-start') return this.map(properties, true, (into) => this.flowMapping(into));
    if (isBlock && token.type === 'block-sequence-start')
      return this.list(properties, false, (into) => this.blockSequence(into));
    if (isBlock && token.type === 'block-mapping-start')
      return this.map(properties, false, (into) => this.blockMapping(into));
    if (properties.anchor !== undefined || properties.tag !== '') {
      return this.anchored(properties, {
        kind: 'scalar',
        start,
        end: properties.end,
        tag: properties.tag,
        value: '',
        implicit: properties.tag === '',
      });
    }
    throw new YamlError('did not find expected node content', token.start, start);
  }

  private anchored(properties: Properties, node: YamlNode): YamlNode {
    if (properties.anchor !== undefined) this.anchors.set(properties.anchor, node);
    return node;
  }

  /** An anchor names its collection from the first item on, so that an item may speak of it. */
  private list({ start, anchor }: Properties, flow: boolean, fill: (into: YamlNode[]) => number): YamlNode {
    const items: YamlNode[] = [];
    const node = { kind: 'list' as const, start, end: start.offset, flow, items };
    if (anchor !== undefined) this.anchors.set(anchor, node);
    node.end = fill(items);
    return node;
  }

  private map({ start, anchor }: Properties, flow: boolean, fill: (into: [YamlNode, YamlNode][]) => number): YamlNode {
    const pairs: [YamlNode, YamlNode][] = [];
    const node = { kind: 'map' as const, start, end: start.offset, flow, pairs };
    if (anchor !== undefined) this.anchors.set(anchor, node);
    node.end = fill(pairs);
    return node;
  }

  private blockSequence(into: YamlNode[]): number {
    const { start } = this.scanner.next();
    while (this.isNext('block-entry')) {
      const entry = this.scanner.next();
      into.push(this.isNext('block-entry', 'block-end') ? this.empty(entry) : this.node(true, false));
    }
    if (!this.isNext('block-end')) this.fail("did not find expected '-' indicator", start);
    this.scanner.next();
    return into.at(-1)?.end ?? start.offset;
  }

  private indentless(into: YamlNode[]): number {
    while (this.isNext('block-entry')) {
      const entry = this.scanner.next();
      const isEmpty = this.isNext('block-entry', 'key', 'value', 'block-end');
      into.push(isEmpty ? this.empty(entry) : this.node(true, false));
    }
    return into.at(-1)?.end ?? this.scanner.peek().start.offset;
  }

  private blockMapping(into: [YamlNode, YamlNode][]): number {
    const { start } = this.scanner.next();
    while (this.isNext('key')) {
      const sign = this.scanner.next();
      const key = this.isNext('key', 'value', 'block-end') ? this.empty(sign) : this.node(true, true);
      into.push([key, this.blockValue(key)]);
    }
    if (!this.isNext('block-end')) this.fail('did not find expected key', start);
    this.scanner.next();
    return into.at(-1)?.[1].end ?? start.offset;
  }

  private blockValue({ end }: YamlNode): YamlNode {
    if (!this.isNext('value')) return this.empty({ start: this.scanner.peek().start, end });
    const sign = this.scanner.next();
    return this.isNext('key', 'value', 'block-end') ? this.empty(sign) : this.node(true, true);
  }

  private flowSequence(into: YamlNode[]): number {
    const { start } = this.scanner.next();
    for (let first = true; !this.isNext('flow-sequence-end'); first = false) {
      if (!first) this.flowEntry("did not find expected ',' or ']'", start);
      if (this.isNext('key')) into.push(this.singlePair());
      else if (!this.isNext('flow-sequence-end')) into.push(this.node(false, false));
      else break;
    }
    return this.scanner.next().end;
  }

  /** `[a: b]`: an object of one pair. */
  private singlePair(): YamlNode {
    const { start } = this.scanner.next();
    const isEmpty = this.isNext('value', 'flow-entry', 'flow-sequence-end');
    // The token after a missing key is taken, whatever it is (parserc.go, 2.4.3); so nothing is left of the pair.
    const key = isEmpty ? this.empty(this.scanner.next()) : this.node(false, false);
    const value = this.flowValue('flow-sequence-end');
    return { kind: 'map', start, end: value.end, flow: true, pairs: [[key, value]] };
  }

  private flowMapping(into: [YamlNode, YamlNode][]): number {
    const { start } = this.scanner.next();
    for (let first = true; !this.isNext('flow-mapping-end'); first = false) {
      if (!first) this.flowEntry("did not find expected ',' or '}'", start);
      if (this.isNext('key')) {
        this.scanner.next();
        const isEmpty = this.isNext('value', 'flow-entry', 'flow-mapping-end');
        const key = isEmpty ? this.omitted() : this.node(false, false);
        into.push([key, this.flowValue('flow-mapping-end')]);
      } else if (!this.isNext('flow-mapping-end')) {
        const key = this.node(false, false);
        into.push([key, this.omitted()]);
      } else break;
    }
    return this.scanner.next().end;
  }

  private flowEntry(problem: string, context: Mark): void {
    if (!this.isNext('flow-entry')) this.fail(problem, context);
    this.scanner.next();
  }

  private flowValue(end: Token['type']): YamlNode {
    if (this.isNext('value')) {
      this.scanner.next();
      if (!this.isNext('flow-entry', end)) return this.node(false, false);
    }
    return this.omitted();
  }

  private fail(problem: string, context: Mark): never {
    throw new YamlError(problem, this.scanner.peek().start, context);
  }
}

/** The whole tag; `!` and `!!` are the only handles, for directives cannot define others here. */
function tagOf(token: Extract<Token, { type: 'tag' }>): string {
  if (token.handle === '') return token.suffix;
  if (token.handle === '!') return `!${token.suffix}`;
  if (token.handle === '!!') return longTag + token.suffix;
  throw new YamlError('found undefined tag handle', token.start);
}
