/** The characters of a text, one after another, with the place of each. */

/** A place: how many characters come before it, on which line and in which column it is (both from 0), and its offset in the text. */
export interface Mark {
  readonly index: number;
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** What keeps a text from being YAML, in the words of kubectl; `context` is where the thing began that went wrong. */
export class YamlError extends Error {
  readonly place: Mark;
  readonly context: Mark | undefined;
  /** What to do, if the problem is told in our own words. */
  readonly fix: string | undefined;

  constructor(problem: string, place: Mark, context?: Mark, fix?: string) {
    super(problem);
    this.place = place;
    this.context = context;
    this.fix = fix;
  }
}

/** A text being read. The end of the text reads as an empty character. */
export class Input {
  private readonly text: string;
  private readonly length: number;
  private offset: number;
  /** Characters before this place. */
  index = 0;
  line = 0;
  column = 0;

  constructor(text: string) {
    // A byte order mark is no part of the text (yaml_parser_determine_encoding).
    this.offset = text.startsWith('\uFEFF') ? 1 : 0;
    // kubectl reads line by line and ends each with a line feed, the last one too (LineReader, apimachinery).
    this.length = text.length;
    this.text = text.endsWith('\n') ? text : `${text}\n`;
  }

  /** The character so far ahead; ahead of a surrogate pair nothing asks. */
  peek(ahead = 0): string {
    return this.text.charAt(this.offset + ahead);
  }

  /** How much of the text is taken, without the line feed that a last line may lack. */
  get end(): number {
    return Math.min(this.offset, this.length);
  }

  get mark(): Mark {
    const { index, line, column, offset } = this;
    return { index, line, column, offset };
  }

  /** Takes one character. */
  read(): string {
    const code = this.text.codePointAt(this.offset) ?? 0;
    const taken = String.fromCodePoint(code);
    this.offset += taken.length;
    this.index++;
    this.column++;
    return taken;
  }

  /** Takes all characters that a sticky pattern of one kind of character matches here; never the end of a line. */
  readRun(pattern: RegExp): string {
    pattern.lastIndex = this.offset;
    const run = pattern.exec(this.text)?.[0] ?? '';
    const characters = run.length - (run.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0);
    this.offset += run.length;
    this.index += characters;
    this.column += characters;
    return run;
  }

  skip(count = 1): void {
    for (let taken = 0; taken < count; taken++) this.read();
  }

  /**
   * Takes the end of a line as it counts in a scalar: CR LF, CR, LF and NEL are one line feed, LS and PS stay what they are.
   * CR CR LF is one as well, for kubectl turns every CR LF into LF before it reads.
   */
  readLine(): string {
    const first = this.peek();
    const isTriple = first === '\r' && this.peek(1) === '\r' && this.peek(2) === '\n' && this.offset + 2 < this.length;
    const isPair = first === '\r' && this.peek(1) === '\n';
    const width = isTriple ? 3 : isPair ? 2 : 1;
    this.offset += width;
    this.index += width > 1 ? 2 : 1;
    this.line++;
    this.column = 0;
    return first === '\u2028' || first === '\u2029' ? first : '\n';
  }

  /** The end of the text begins a line of its own. */
  finishLine(): void {
    if (this.column === 0) return;
    this.column = 0;
    this.line++;
  }
}

/** A space or a tab. */
export const isBlank = (character: string): boolean => character === ' ' || character === '\t';

/** The end of a line. NEL, LS and PS are such ends in YAML 1.1. */
export const isBreak = (character: string): boolean =>
  character === '\n' ||
  character === '\r' ||
  character === '\u0085' ||
  character === '\u2028' ||
  character === '\u2029';

/** The end of a line or of the text. */
export const isBreakOrEnd = (character: string): boolean => character === '' || isBreak(character);

/** Anything that ends a word. */
export const isSpaceOrEnd = (character: string): boolean => isBlank(character) || isBreakOrEnd(character);

/** A character of names. */
export const isWordCharacter = (character: string): boolean => /^[0-9A-Za-z_-]$/.test(character);

/** Does the line begin with this marker (`---` or `...`) and nothing else that belongs to it? */
export const isMarker = (input: Input, sign: '-' | '.'): boolean =>
  input.column === 0 &&
  input.peek() === sign &&
  input.peek(1) === sign &&
  input.peek(2) === sign &&
  isSpaceOrEnd(input.peek(3));
