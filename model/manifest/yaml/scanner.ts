/**
 * Cuts YAML into tokens as kubectl's library does: after scannerc.go of go.yaml.in/yaml/v2 2.4.3, which sigs.k8s.io/yaml 1.6.0
 * rests on (a port of libyaml). No library for JavaScript reads the same language: of some thousand forms one in eight is
 * another value, or refused by one of the two.
 */
import { blockToken } from './block.ts';
import { Input, isBlank, isBreak, isBreakOrEnd, isMarker, isSpaceOrEnd, type Mark, YamlError } from './input.ts';
import { plainToken } from './plain.ts';
import { anchorToken, tagToken } from './properties.ts';
import { quotedToken } from './quoted.ts';
import type { Sign, Token } from './token.ts';

/** A place where a key may have begun that only the `:` behind it shows to be one. */
interface SimpleKey {
  possible: boolean;
  readonly required: boolean;
  readonly tokenNumber: number;
  readonly mark: Mark;
}

/** Within one line and so many characters a key must be over. JSON knows no such limit. */
const longestKey = 1024;

/** Hands out one token after another. */
export class Scanner {
  readonly input: Input;
  private readonly json: boolean;
  private tokens: Token[] = [];
  private head = 0;
  private taken = 0;
  private ended = false;
  private indent = -1;
  private readonly indents: number[] = [];
  private flowLevel = 0;
  private keyAllowed = true;
  private readonly keys: SimpleKey[];
  /** The possible keys by the token they begin with. */
  private readonly byToken = new Map<number, SimpleKey>();

  constructor(text: string, json: boolean) {
    this.input = new Input(text);
    this.json = json;
    this.keys = [this.noKey(-1)];
  }

  /** How many collections are open. */
  get depth(): number {
    return this.indents.length + this.flowLevel;
  }

  /** The next token, which stays the next one. */
  peek(): Token {
    while (this.needsMore()) this.fetch();
    const token = this.tokens[this.head];
    if (token === undefined) throw new Error('the scanner has no token');
    return token;
  }

  /** Takes the next token. */
  next(): Token {
    const token = this.peek();
    if (token.type === 'stream-end') return token;
    this.head++;
    this.taken++;
    if (this.head > 1000) {
      this.tokens = this.tokens.slice(this.head);
      this.head = 0;
    }
    return token;
  }

  /** The head may still turn out to be a key, which would need a token before it. */
  private needsMore(): boolean {
    if (this.ended && this.head < this.tokens.length) return false;
    if (this.head === this.tokens.length) return true;
    const key = this.byToken.get(this.taken);
    return key !== undefined && this.isValid(key);
  }

  private get queued(): number {
    return this.taken + this.tokens.length - this.head;
  }

  private noKey(tokenNumber: number): SimpleKey {
    return { possible: false, required: false, tokenNumber, mark: this.input.mark };
  }

  private isValid(key: SimpleKey): boolean {
    if (!key.possible) return false;
    const { line, index } = this.input;
    const isOver = key.mark.line < line || key.mark.index + longestKey < index;
    if (!isOver || this.json) return true;
    if (key.required) throw new YamlError("could not find expected ':'", this.input.mark, key.mark);
    key.possible = false;
    return false;
  }

  private get key(): SimpleKey {
    return this.keys.at(-1) ?? this.noKey(-1);
  }

  private saveKey(): void {
    if (!this.keyAllowed) return;
    const required = this.flowLevel === 0 && this.indent === this.input.column;
    this.removeKey();
    const key = { possible: true, required, tokenNumber: this.queued, mark: this.input.mark };
    this.keys[this.keys.length - 1] = key;
    this.byToken.set(key.tokenNumber, key);
  }

  private removeKey(): void {
    const { key } = this;
    if (key.possible && key.required) throw new YamlError("could not find expected ':'", this.input.mark, key.mark);
    if (key.possible) this.byToken.delete(key.tokenNumber);
    key.possible = false;
  }

  private push(token: Token): void {
    this.tokens.push(token);
  }

  private sign(type: Sign, width: number): void {
    const start = this.input.mark;
    this.input.skip(width);
    this.push({ type, start, end: this.input.end });
  }

  private roll(column: number, type: Sign, mark: Mark, tokenNumber?: number): void {
    if (this.flowLevel > 0 || this.indent >= column) return;
    this.indents.push(this.indent);
    this.indent = column;
    this.insert(tokenNumber ?? this.queued, { type, start: mark, end: mark.offset });
  }

  /** Puts a token before the one with this number; a number that is taken already means the end. */
  private insert(tokenNumber: number, token: Token): void {
    const at = tokenNumber < this.taken ? this.tokens.length : this.head + tokenNumber - this.taken;
    this.tokens.splice(at, 0, token);
  }

  private unroll(column: number): void {
    if (this.flowLevel > 0) return;
    while (this.indent > column) {
      this.push({ type: 'block-end', start: this.input.mark, end: this.input.end });
      this.indent = this.indents.pop() ?? -1;
    }
  }

  private fetch(): void {
    const { input } = this;
    this.skipToToken();
    this.unroll(input.column);
    const character = input.peek();
    if (character === '') this.fetchEnd();
    else if (input.column === 0 && character === '%') this.fetchMarker('directive');
    else if (isMarker(input, '-')) this.fetchMarker('document-start');
    else if (isMarker(input, '.')) this.fetchMarker('document-end');
    else if (!this.fetchSign(character)) this.fetchContent(character);
  }

  /** `yaml_parser_scan_to_next_token`: a tab may stand before a token only where no key can begin. */
  private skipToToken(): void {
    const { input } = this;
    for (;;) {
      while (input.peek() === ' ' || ((this.flowLevel > 0 || !this.keyAllowed) && input.peek() === '\t')) input.skip();
      if (input.peek() === '#') while (!isBreakOrEnd(input.peek())) input.skip();
      if (!isBreak(input.peek())) return;
      input.readLine();
      if (this.flowLevel === 0) this.keyAllowed = true;
    }
  }

  private fetchEnd(): void {
    this.input.finishLine();
    this.unroll(-1);
    this.removeKey();
    this.keyAllowed = false;
    this.ended = true;
    this.sign('stream-end', 0);
  }

  private fetchMarker(type: Sign): void {
    this.unroll(-1);
    this.removeKey();
    this.keyAllowed = false;
    this.sign(type, 3);
  }

  private fetchSign(character: string): boolean {
    const next = this.input.peek(1);
    if (character === '[' || character === '{')
      this.openFlow(character === '[' ? 'flow-sequence-start' : 'flow-mapping-start');
    else if (character === ']' || character === '}')
      this.closeFlow(character === ']' ? 'flow-sequence-end' : 'flow-mapping-end');
    else if (character === ',') this.flowEntry();
    else if (character === '-' && isSpaceOrEnd(next)) this.blockEntry();
    else if (character === '?' && (this.flowLevel > 0 || isSpaceOrEnd(next))) this.explicitKey();
    else if (character === ':' && (this.flowLevel > 0 || isSpaceOrEnd(next))) this.value();
    else return false;
    return true;
  }

  private fetchContent(character: string): void {
    const { input } = this;
    if (character === '*') this.content(false, () => anchorToken(input, 'alias'));
    else if (character === '&') this.content(false, () => anchorToken(input, 'anchor'));
    else if (character === '!') this.content(false, () => tagToken(input));
    else if ((character === '|' || character === '>') && this.flowLevel === 0) {
      this.removeKey();
      this.keyAllowed = true;
      this.push(blockToken(input, this.indent));
    } else if (character === "'" || character === '"')
      this.content(false, () => quotedToken(input, character, this.json));
    else if (this.startsPlain(character)) this.fetchPlain();
    else throw new YamlError('found character that cannot start any token', input.mark);
  }

  private content(keyAllowed: boolean, scan: () => Token): void {
    this.saveKey();
    this.keyAllowed = keyAllowed;
    this.push(scan());
  }

  private startsPlain(character: string): boolean {
    const next = this.input.peek(1);
    if (character === '-') return !isBlank(next);
    if (character === '?' || character === ':') return this.flowLevel === 0 && !isSpaceOrEnd(next);
    return !isBlank(character) && !',[]{}#&*!|>\'"%@`'.includes(character);
  }

  private fetchPlain(): void {
    this.saveKey();
    this.keyAllowed = false;
    const { token, onNewLine } = plainToken(this.input, { inFlow: this.flowLevel > 0, indent: this.indent });
    if (onNewLine) this.keyAllowed = true;
    this.push(token);
  }

  private openFlow(type: Sign): void {
    this.saveKey();
    this.keys.push(this.noKey(this.queued));
    this.flowLevel++;
    this.keyAllowed = true;
    this.sign(type, 1);
  }

  private closeFlow(type: Sign): void {
    this.removeKey();
    if (this.flowLevel > 0) {
      this.flowLevel--;
      // An empty list or object has the number of the key it would be: the library forgets that key here (scannerc.go, 2.4.3).
      this.byToken.delete(this.keys.pop()?.tokenNumber ?? -1);
    }
    this.keyAllowed = false;
    this.sign(type, 1);
  }

  private flowEntry(): void {
    this.removeKey();
    this.keyAllowed = true;
    this.sign('flow-entry', 1);
  }

  private blockEntry(): void {
    this.beginBlock('block-sequence-start', 'block sequence entries are not allowed in this context');
    this.removeKey();
    this.keyAllowed = true;
    this.sign('block-entry', 1);
  }

  private explicitKey(): void {
    this.beginBlock('block-mapping-start', 'mapping keys are not allowed in this context');
    this.removeKey();
    this.keyAllowed = this.flowLevel === 0;
    this.sign('key', 1);
  }

  private beginBlock(type: Sign, refusal: string): void {
    if (this.flowLevel > 0) return;
    if (!this.keyAllowed) throw new YamlError(refusal, this.input.mark);
    this.roll(this.input.column, type, this.input.mark);
  }

  /** A `:`. What stood before it was a key, if there could be one. */
  private value(): void {
    const { key } = this;
    if (this.isValid(key)) {
      this.insert(key.tokenNumber, { type: 'key', start: key.mark, end: key.mark.offset });
      this.roll(key.mark.column, 'block-mapping-start', key.mark, key.tokenNumber);
      key.possible = false;
      this.byToken.delete(key.tokenNumber);
      this.keyAllowed = false;
    } else {
      this.beginBlock('block-mapping-start', 'mapping values are not allowed in this context');
      this.keyAllowed = this.flowLevel === 0;
    }
    this.sign('value', 1);
  }
}
