/** Something in a manifest that Kubernetes would refuse or silently ignore; one sentence each for what and for how to mend it. */
export interface Problem {
  readonly file: string;
  /** One-based, as editors count. */
  readonly line: number;
  readonly column: number;
  /** Path of the field in Kubernetes' notation, such as `spec.containers[0].image`; empty for the whole document. */
  readonly field: string;
  readonly message: string;
  readonly fix: string;
}

/** A place in a file; both one-based. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A text from the input that is quoted in a sentence: its beginning, if it is long. */
export const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** No word of a sentence about somebody's file needs to be longer, and no sentence. */
const longestWord = 100;
const longestSentence = 500;

/** A sentence in which long words of the input are cut, and which is cut itself if there are many. */
export const readable = (sentence: string): string => {
  const short = sentence.replaceAll(/\S+/g, (word) => (word.length > longestWord ? shortened(word) : word));
  return short.length > longestSentence ? `${short.slice(0, longestSentence)}…` : short;
};

/** A path in which keys are cut that are longer than the name of any field. */
export const shortPath = (path: string): string => {
  const short = path.replaceAll(/[^.[\]]+/g, (key) => shortened(key));
  return short.length > longestSentence ? `${short.slice(0, longestSentence)}…` : short;
};

/** What to do about a value that is still to be filled in. */
export const rendering = 'this looks like a template: render it first, for instance with helm template';

/** A problem at a place. Values from the input may be of any length; what is told of them is not. */
export const problemAt = (position: Position, field: string, message: string, fix: string): Problem => ({
  ...position,
  field: shortPath(field),
  message: readable(message),
  fix: message.includes('{{') ? rendering : readable(fix),
});

/** `deploy.yaml:12:5: spec.replicas: must not be negative; write 0 or more`, as compilers print it. */
export const problemText = ({ file, line, column, field, message, fix }: Problem): string =>
  `${file}:${line}:${column}: ${field === '' ? '' : `${field}: `}${message}; ${fix}`;
