/** Makes a tree of the tokens (`parserc.go` and the first part of `decode.go`, go.yaml.in/yaml/v2 2.4.3). */
import { type Mark, YamlError } from './input.ts';
import { Scanner } from './scanner.ts';
import type { Token } from './token.ts';

/** What a document is made of, before anything is known of what its scalars mean. */
export type YamlNode =
  | {
      readonly kind: 'scalar';
      readonly start: Mark;
      readonly tag: string;
      readonly value: string;
      /** Written without quotes, or with a lone `!`: what it means is up to its text. */
      readonly implicit: boolean;
    }
  | { readonly kind: 'map'; readonly start: Mark; readonly pairs: readonly (readonly [YamlNode, YamlNode])[] }
  | { readonly kind: 'list'; readonly start: Mark; readonly items: readonly YamlNode[] }
  | { readonly kind: 'alias'; readonly start: Mark; readonly name: string; readonly of: YamlNode };

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
interface Properties {
  readonly start: Mark;
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
        return { root: this.empty(start), ...this.rest() };
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

  private empty(start: Mark): YamlNode {
    return { kind: 'scalar', start, tag: '', value: '', implicit: true };
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
      return { kind: 'alias', start: first.start, name: first.name, of };
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
    let anchor: string | undefined;
    let tag: string | undefined;
    for (;;) {
      const token = this.scanner.peek();
      if (token.type === 'anchor' && anchor === undefined) anchor = token.name;
      else if (token.type === 'tag' && tag === undefined) tag = tagOf(token);
      else return { start, anchor, tag: tag ?? '' };
      this.scanner.next();
    }
  }

  private content(properties: Properties, isBlock: boolean, indentless: boolean): YamlNode {
    const token = this.scanner.peek();
    const { start } = properties;
    if (indentless && token.type === 'block-entry') return this.list(properties, (into) => this.indentless(into));
    if (token.type === 'scalar') {
      this.scanner.next();
      const implicit = (properties.tag === '' && token.style === 'plain') || properties.tag === '!';
      return this.anchored(properties, { kind: 'scalar', start, tag: properties.tag, value: token.value, implicit });
    }
    if (token.type === 'flow-sequence-start') return this.list(properties, (into) => this.flowSequence(into));
    if (token.type === 'flow-mapping-start') return this.map(properties, (into) => this.flowMapping(into));
    if (isBlock && token.type === 'block-sequence-start')
      return this.list(properties, (into) => this.blockSequence(into));
    if (isBlock && token.type === 'block-mapping-start') return this.map(properties, (into) => this.blockMapping(into));
    if (properties.anchor !== undefined || properties.tag !== '') {
      return this.anchored(properties, {
        kind: 'scalar',
        start,
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
  private list(properties: Properties, fill: (into: YamlNode[]) => void): YamlNode {
    const items: YamlNode[] = [];
    const node = this.anchored(properties, { kind: 'list', start: properties.start, items });
    fill(items);
    return node;
  }

  private map(properties: Properties, fill: (into: [YamlNode, YamlNode][]) => void): YamlNode {
    const pairs: [YamlNode, YamlNode][] = [];
    const node = this.anchored(properties, { kind: 'map', start: properties.start, pairs });
    fill(pairs);
    return node;
  }

  private blockSequence(into: YamlNode[]): void {
    const { start } = this.scanner.next();
    while (this.isNext('block-entry')) {
      const entry = this.scanner.next();
      into.push(this.isNext('block-entry', 'block-end') ? this.empty(entry.start) : this.node(true, false));
    }
    if (!this.isNext('block-end')) this.fail("did not find expected '-' indicator", start);
    this.scanner.next();
  }

  private indentless(into: YamlNode[]): void {
    while (this.isNext('block-entry')) {
      const entry = this.scanner.next();
      const isEmpty = this.isNext('block-entry', 'key', 'value', 'block-end');
      into.push(isEmpty ? this.empty(entry.start) : this.node(true, false));
    }
  }

  private blockMapping(into: [YamlNode, YamlNode][]): void {
    const { start } = this.scanner.next();
    while (this.isNext('key')) {
      const sign = this.scanner.next();
      const key = this.isNext('key', 'value', 'block-end') ? this.empty(sign.start) : this.node(true, true);
      into.push([key, this.blockValue()]);
    }
    if (!this.isNext('block-end')) this.fail('did not find expected key', start);
    this.scanner.next();
  }

  private blockValue(): YamlNode {
    if (!this.isNext('value')) return this.empty(this.scanner.peek().start);
    const sign = this.scanner.next();
    return this.isNext('key', 'value', 'block-end') ? this.empty(sign.start) : this.node(true, true);
  }

  private flowSequence(into: YamlNode[]): void {
    const { start } = this.scanner.next();
    for (let first = true; !this.isNext('flow-sequence-end'); first = false) {
      if (!first) this.flowEntry("did not find expected ',' or ']'", start);
      if (this.isNext('key')) into.push(this.singlePair());
      else if (!this.isNext('flow-sequence-end')) into.push(this.node(false, false));
      else break;
    }
    this.scanner.next();
  }

  /** `[a: b]`: an object of one pair. */
  private singlePair(): YamlNode {
    const { start } = this.scanner.next();
    const isEmpty = this.isNext('value', 'flow-entry', 'flow-sequence-end');
    // The token after a missing key is taken, whatever it is (parserc.go, 2.4.3); so nothing is left of the pair.
    const key = isEmpty ? this.empty(this.scanner.next().start) : this.node(false, false);
    return { kind: 'map', start, pairs: [[key, this.flowValue('flow-sequence-end')]] };
  }

  private flowMapping(into: [YamlNode, YamlNode][]): void {
    const { start } = this.scanner.next();
    for (let first = true; !this.isNext('flow-mapping-end'); first = false) {
      if (!first) this.flowEntry("did not find expected ',' or '}'", start);
      if (this.isNext('key')) {
        this.scanner.next();
        const isEmpty = this.isNext('value', 'flow-entry', 'flow-mapping-end');
        const key = isEmpty ? this.empty(this.scanner.peek().start) : this.node(false, false);
        into.push([key, this.flowValue('flow-mapping-end')]);
      } else if (!this.isNext('flow-mapping-end')) {
        const key = this.node(false, false);
        into.push([key, this.empty(this.scanner.peek().start)]);
      } else break;
    }
    this.scanner.next();
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
    return this.empty(this.scanner.peek().start);
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
