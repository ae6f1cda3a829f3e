/**
 * From bytes to JSON values and lines of text, each with the number of the line it begins in. A value on one line is the rule (audit logs,
 * watches); one that is indented over many (`kubectl get -o json`) begins and ends with a brace in the first column. What cannot be read
 * is told and passed over. Only one line, or one indented value, is in memory at a time.
 */
import { createGunzip, constants as zlib } from 'node:zlib';

/** One thing that was read. */
export type Read =
  | { readonly kind: 'value'; readonly line: number; readonly value: Readonly<Record<string, unknown>> }
  | { readonly kind: 'text'; readonly line: number; readonly text: string }
  | { readonly kind: 'damaged'; readonly line: number; readonly why: string };

/** A line, or an indented value, of more characters is passed over: no object of a cluster is so large (etcd takes 1.5 MiB). */
export const longest = 16 * 1024 * 1024;

const newline = 10;

async function* rechunked(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

/** The first bytes of a stream, two at least if it has so many: these say whether it is gzip (RFC 1952, ID1 and ID2). */
const beginning = async (chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array> => {
  let first: Uint8Array = new Uint8Array();
  while (first.length < 2) {
    const next = await chunks.next();
    if (next.done === true) return first;
    first = first.length === 0 ? next.value : Buffer.concat([first, next.value]);
  }
  return first;
};

/** The bytes themselves, or what they hold if they are gzip. A stream that was cut off gives what came before. */
async function* plain(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const chunks = bytes[Symbol.asyncIterator]();
  const first = await beginning(chunks);
  const all = rechunked(first, chunks);
  if (first[0] !== 0x1f || first[1] !== 0x8b) {
    yield* all;
    return;
  }
  const unzipped = createGunzip({ finishFlush: zlib.Z_SYNC_FLUSH });
  const feeding = (async () => {
    for await (const chunk of all) if (!unzipped.write(chunk)) await drained(unzipped);
    unzipped.end();
  })().catch((error: unknown) => unzipped.destroy(error as Error));
  yield* unzipped as AsyncIterable<Uint8Array>;
  await feeding;
}

const drained = (stream: NodeJS.EventEmitter): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      for (const name of ['drain', 'close', 'error']) stream.off(name, done);
      resolve();
    };
    for (const name of ['drain', 'close', 'error']) stream.on(name, done);
  });

interface Line {
  readonly text: string;
  readonly tooLong: boolean;
}

/** Lines without their ends; of one that is too long only that it was there. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Line> {
  let parts: Uint8Array[] = [];
  let length = 0;
  const taken = (): Line => {
    const line = { text: length > longest ? '' : Buffer.concat(parts).toString('utf8'), tooLong: length > longest };
    parts = [];
    length = 0;
    return line;
  };
  const add = (part: Uint8Array): void => {
    length += part.length;
    if (length > longest) parts = [];
    else parts.push(part);
  };
  for await (const chunk of bytes) {
    let from = 0;
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
      add(chunk.subarray(from, at));
      from = at + 1;
      yield taken();
    }
    if (from < chunk.length) add(Buffer.from(chunk.subarray(from)));
  }
  if (length > 0) yield taken();
}

const objectIn = (text: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
};

const cut = 'a JSON object that is cut off or damaged';

/** A value that is indented over many lines, while it is read. */
class Indented {
  #lines: string[] = [];
  #length = 0;
  #from = 0;

  get isOpen(): boolean {
    return this.#from > 0;
  }

  begin(text: string, line: number): void {
    [this.#lines, this.#length, this.#from] = [[text], text.length, line];
  }

  /** Takes a line; gives what it ends. */
  take(text: string): Read | undefined {
    this.#length += text.length;
    if (this.#length > longest) return this.ended('longer than any object of a cluster');
    this.#lines.push(text);
    return text.startsWith('}') ? this.ended(cut) : undefined;
  }

  ended(why: string): Read {
    const line = this.#from;
    const value = this.#length > longest ? undefined : objectIn(this.#lines.join('\n'));
    [this.#lines, this.#length, this.#from] = [[], 0, 0];
    return value === undefined ? { kind: 'damaged', line, why } : { kind: 'value', line, value };
  }
}

/** Everything there is in a stream, in its order. */
export async function* valuesIn(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Read> {
  const open = new Indented();
  let line = 0;
  try {
    for await (const { text, tooLong } of linesOf(plain(bytes))) {
      line += 1;
      if (tooLong) yield { kind: 'damaged', line, why: 'longer than any object of a cluster' };
      else yield* readLine(open, text.replace(/\r$/, ''), line);
    }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('Z_')) throw error;
    yield { kind: 'damaged', line: line + 1, why: `the rest cannot be unzipped: ${error.message}` };
  }
  if (open.isOpen) yield open.ended(cut);
}

function* readLine(open: Indented, text: string, line: number): Iterable<Read> {
  if (text.startsWith('{')) {
    if (open.isOpen) yield open.ended(cut);
    const value = objectIn(text);
    if (value !== undefined) yield { kind: 'value', line, value };
    else if (text.trimEnd() === '{') open.begin(text, line);
    else yield { kind: 'damaged', line, why: cut };
  } else if (open.isOpen) {
    const ended = open.take(text);
    if (ended !== undefined) yield ended;
  } else if (text.trim() !== '') yield { kind: 'text', line, text };
}
