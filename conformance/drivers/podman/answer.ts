/** What podman answers, and what it means when it does not. */
import type { ChildProcess } from 'node:child_process';
import { ended, type Store, started } from './command.ts';

/** Crashes of podman, and what a machine at its limits makes it say. */
const breakdowns =
  /no space left|quota exceeded|cannot allocate memory|too many open files|read-only file system|input\/output error|^panic: |^fatal error: /mu;

const killed = -1;

/** A podman command that failed. */
export class PodmanError extends Error {
  /** It says nothing about the pod: podman crashed, or the machine is at its limits. */
  readonly brokeDown: boolean;

  constructor(args: readonly string[], code: number, words: string) {
    const lines = words.trim().split('\n');
    const telling = lines.find((line) => breakdowns.test(line)) ?? lines.at(-1) ?? '';
    const how = code === killed ? 'was killed' : `failed (${code})`;
    super(
      `podman ${args.slice(0, 2).join(' ')} ${how}${telling === '' ? '' : `: ${telling.replace(/^Error: /u, '')}`}`,
    );
    this.brokeDown = code === killed || breakdowns.test(words);
  }
}

/** What the command, started with these arguments, prints in the end; rejects with a PodmanError if it fails. */
export const answerOf = async (child: ChildProcess, args: readonly string[]): Promise<string> => {
  const out: string[] = [];
  const err: string[] = [];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => out.push(text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => err.push(text));
  const code = await ended(child);
  if (code === 0) return out.join('');
  throw new PodmanError(args, code, err.join(''));
};

/** What podman answers in this store. */
export const podman = (store: Store, args: readonly string[]): Promise<string> => answerOf(started(store, args), args);
