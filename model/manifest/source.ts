import { type Position, type Problem, problemAt } from './problem.ts';

/** The text of one file, able to say on which line an offset stands. */
export class Source {
  readonly file: string;
  readonly text: string;
  /** The file begins with a byte order mark. */
  readonly isMarked: boolean;
  /** kubectl tries JSON before YAML. */
  readonly beginsAsJson: boolean;
  private readonly lineStarts: readonly number[];

  constructor(file: string, text: string) {
    this.file = file;
    // A byte order mark takes no column in an editor.
    this.isMarked = text.startsWith('\uFEFF');
    this.text = this.isMarked ? text.slice(1) : text;
    this.beginsAsJson = !this.isMarked && /^\s*\{/.test(text);
    const starts = [0];
    for (let end = this.text.indexOf('\n'); end !== -1; end = this.text.indexOf('\n', end + 1)) starts.push(end + 1);
    this.lineStarts = starts;
  }

  /** Line and column of an offset; an offset past the end stands for the end. */
  position(offset: number): Position {
    const wanted = Math.max(0, Math.min(offset, this.text.length));
    let [low, high] = [0, this.lineStarts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.lineStarts[middle] ?? 0) <= wanted) low = middle;
      else high = middle - 1;
    }
    return { file: this.file, line: low + 1, column: wanted - (this.lineStarts[low] ?? 0) + 1 };
  }

  /** A problem at an offset. */
  problem(offset: number, field: string, message: string, fix: string): Problem {
    return problemAt(this.position(offset), field, message, fix);
  }

  /** Offsets at which lines begin. */
  get lines(): readonly number[] {
    return this.lineStarts;
  }
}
