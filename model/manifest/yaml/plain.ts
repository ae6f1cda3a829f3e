/** Scalars without quotes, and the folding of lines they share with quoted ones (`yaml_parser_scan_plain_scalar`, scannerc.go). */
import { type Input, isBlank, isBreak, isMarker, isSpaceOrEnd, YamlError } from './input.ts';
import type { Token } from './token.ts';

/** White space between two parts of a scalar: blanks of one line, or line ends. */
export class Gap {
  private blanks = '';
  private firstBreak = '';
  private moreBreaks = '';
  /** A line has ended. */
  onNewLine = false;

  /** Takes what blanks and line ends follow. `check` may refuse a blank before a line's text. */
  take(input: Input, check: () => void = () => undefined): void {
    while (isBlank(input.peek()) || isBreak(input.peek())) {
      if (isBreak(input.peek())) this.takeBreak(input);
      else if (this.onNewLine) {
        check();
        input.skip();
      } else this.blanks += input.read();
    }
  }

  private takeBreak(input: Input): void {
    if (this.onNewLine) {
      this.moreBreaks += input.readLine();
      return;
    }
    this.blanks = '';
    this.firstBreak = input.readLine();
    this.onNewLine = true;
  }

  /** What the gap stands for: its blanks, or a single line end as a space, several as one less. */
  folded(): string {
    const { blanks, firstBreak, moreBreaks, onNewLine } = this;
    this.blanks = '';
    this.firstBreak = '';
    this.moreBreaks = '';
    this.onNewLine = false;
    if (!onNewLine) return blanks;
    if (firstBreak !== '\n') return firstBreak + moreBreaks;
    return moreBreaks === '' ? ' ' : moreBreaks;
  }
}

/** Where a plain scalar stands. */
export interface PlainSetting {
  readonly inFlow: boolean;
  /** Indentation of the collection around it; -1 at the top. */
  readonly indent: number;
}

/** Characters that cannot end a plain scalar, wherever it stands. */
const ordinary = /[^\s\u0085:,?[\]{}]+/y;

const endsPlain = (input: Input, inFlow: boolean): boolean =>
  (input.peek() === ':' && isSpaceOrEnd(input.peek(1))) || (inFlow && ',?[]{}'.includes(input.peek()));

/** A plain scalar, and whether the last thing after it was the end of a line. */
export function plainToken(input: Input, { inFlow, indent }: PlainSetting): { token: Token; onNewLine: boolean } {
  const start = input.mark;
  const gap = new Gap();
  let value = '';
  let { end } = input;
  const refuseTab = (): void => {
    if (input.column <= indent && input.peek() === '\t') {
      throw new YamlError('found a tab character that violates indentation', input.mark, start);
    }
  };
  while (!isMarker(input, '-') && !isMarker(input, '.') && input.peek() !== '#') {
    if (!isSpaceOrEnd(input.peek()) && !endsPlain(input, inFlow)) value += gap.folded();
    while (!isSpaceOrEnd(input.peek()) && !endsPlain(input, inFlow)) value += input.readRun(ordinary) || input.read();
    ({ end } = input);
    if (!isBlank(input.peek()) && !isBreak(input.peek())) break;
    gap.take(input, refuseTab);
    if (!inFlow && input.column <= indent) break;
  }
  return { token: { type: 'scalar', start, end, value, style: 'plain' }, onNewLine: gap.onNewLine };
}
