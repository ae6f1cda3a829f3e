/** Where objects of standard input were rendered from, as far as the tool that rendered them says so. */

/** From this line on the input was rendered from that file. */
export interface SourceReport {
  /** The input, as locations name it. */
  readonly file: string;
  readonly line: number;
  /** Path as `# Source:` or the annotation `config.kubernetes.io/origin` gives it; absent: nothing says it from here on. */
  readonly source?: string;
}

/** Something with a line. */
interface Place {
  readonly file: string;
  readonly line: number;
}

/** The file a place of the input was rendered from, if it is known. */
export const sourceOf = (sources: readonly SourceReport[], { file, line }: Place): string | undefined =>
  sources.filter((one) => one.file === file && one.line <= line).at(-1)?.source;
