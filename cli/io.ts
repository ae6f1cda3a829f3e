import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { addAbortSignal } from 'node:stream';
import { version } from '../library/version.ts';
import { type Style, styleOf } from '../reports/format/style.ts';
import { inertOutput } from '../reports/inert/text.ts';
import { exits } from './exit.ts';

/** The world around a command: where it reads and writes, and how it was called. Tests hand in another one. */
export interface Io {
  /** Results. */
  readonly out: (text: string) => void;
  /** Warnings, errors and progress. */
  readonly err: (text: string) => void;
  /** Standing on a terminal: stderr may redraw its last line. */
  readonly errIsTerminal: boolean;
  /** Nobody pipes anything in. */
  readonly inputIsTerminal: boolean;
  /** The bytes of standard input; it ends with an error when the signal comes. */
  readonly input: (signal?: AbortSignal) => AsyncIterable<Uint8Array>;
  /** Milliseconds that have passed, for progress. */
  readonly now: () => number;
  readonly style: Style;
  /** How many searches can go on at once. */
  readonly processors: number;
  /** How to write this command down: `podproof`, or `kubectl podproof`. */
  readonly program: string;
  readonly version: string;
  /** Whether to show where in the code something went wrong. */
  readonly debug?: boolean;
  /** From the first call on, Ctrl-C, SIGTERM and SIGHUP no longer end the process but fire this signal, their exit code as its reason; a second one does end it. */
  readonly interruption: () => AbortSignal;
}

const defaultWidth = 100;

/** True if colour is wanted on a stream: FORCE_COLOR and NO_COLOR first, then whether it is a terminal. */
export const wantsColour = (env: NodeJS.ProcessEnv, isTerminal: boolean): boolean => {
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  return isTerminal && env['TERM'] !== 'dumb';
};

/** True if the locale says that more than ASCII can be shown. */
export const wantsUnicode = (env: NodeJS.ProcessEnv): boolean => {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return env['TERM'] !== 'dumb' && /utf-?8/i.test(locale);
};

/** Columns of the terminal: COLUMNS first; 100 where nobody knows. */
export const widthIn = (env: NodeJS.ProcessEnv, columns: number | undefined): number => {
  const told = Number(env['COLUMNS']);
  return Number.isInteger(told) && told > 0 ? told : (columns ?? defaultWidth);
};

/** A reader that went away (`| head`) is no error, and nothing more is written to it. A full disk is one. */
const writer = (stream: NodeJS.WriteStream): ((text: string) => void) => {
  let open = true;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    open = false;
    // EIO: the terminal has gone, and SIGHUP tells of it.
    if (error.code === 'EPIPE' || error.code === 'EIO') return;
    process.stderr.write(`podproof: cannot write the answer: ${error.message}\n  fix: make room, or write elsewhere\n`);
    process.exit(exits.failed);
  });
  return (text) => {
    if (open) stream.write(text);
  };
};

const endings = { SIGINT: exits.interrupted, SIGTERM: exits.terminated, SIGHUP: exits.hungUp } as const;

let heard: AbortController | undefined;

/** However often it is asked for, a command hears one end. */
const interruption = (): AbortSignal => {
  if (heard !== undefined) return heard.signal;
  const controller = new AbortController();
  heard = controller;
  for (const [signal, exit] of Object.entries(endings)) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(exit);
      controller.abort(exit);
    });
  }
  return controller.signal;
};

/** Takes the line away that is being redrawn: only progress does, at the beginning of what it prints. */
export const redraw = '\r\u001b[K';

/** The same world, where nothing that is printed can act on a terminal: neither what manifests nor what file names and options hold. */
export const inertIo = (io: Io): Io => ({
  ...io,
  out: (text) => io.out(inertOutput(text, io.style.coloured)),
  err: (text) => {
    const again = io.errIsTerminal && text.startsWith(redraw) ? redraw : '';
    io.err(again + inertOutput(text.slice(again.length), io.style.coloured));
  },
});

/** The real world. */
export const processIo = (): Io => {
  const { env, stdout, stderr, stdin } = process;
  return {
    out: writer(stdout),
    err: writer(stderr),
    errIsTerminal: stderr.isTTY === true && env['TERM'] !== 'dumb',
    inputIsTerminal: stdin.isTTY === true,
    input: (signal) => (signal === undefined ? stdin : addAbortSignal(signal, stdin)) as AsyncIterable<Uint8Array>,
    now: () => performance.now(),
    style: styleOf({
      width: widthIn(env, stdout.columns),
      unicode: wantsUnicode(env),
      colour: wantsColour(env, stdout.isTTY === true),
    }),
    processors: availableParallelism(),
    program: basename(process.argv[1] ?? '').startsWith('kubectl-') ? 'kubectl podproof' : 'podproof',
    version,
    debug: env['PODPROOF_DEBUG'] === '1',
    interruption,
  };
};
