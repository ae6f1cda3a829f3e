/** Follows the file into which the programs of a case write. */
import { closeSync, type FSWatcher, openSync, readFileSync, readSync, watch } from 'node:fs';
import { type Line, linesIn } from './script.ts';

const uptime = (): string => readFileSync('/proc/uptime', 'utf8').split(' ')[0] ?? '';

/** When the machine was booted, in milliseconds since 1970. The uptime has two decimals: it is read where it turns over. */
const bootTime = (): number => {
  const before = uptime();
  for (;;) {
    const now = uptime();
    if (now !== before) return Date.now() - Number(now) * 1000;
  }
};

/** A line with the time it was written, and the time the process was born if it tells of its start. */
export interface TimedLine extends Line {
  readonly time: number;
  readonly bornAt: number;
}

const chunk = 64 * 1024;

/** Tells every line once, in the order in which they were written. */
export class Lines {
  readonly #file: number;
  readonly #watcher: FSWatcher;
  readonly #tell: (line: TimedLine) => void;
  readonly #boot = bootTime();
  #rest = '';

  constructor(path: string, tell: (line: TimedLine) => void) {
    this.#file = openSync(path, 'a+');
    this.#tell = tell;
    this.#watcher = watch(path, () => this.drain());
  }

  /** Tells what was written up to now. */
  drain(): void {
    const buffer = Buffer.alloc(chunk);
    for (let n = 1; n > 0; ) {
      n = readSync(this.#file, buffer, 0, chunk, null);
      this.#rest += buffer.toString('utf8', 0, n);
    }
    const whole = this.#rest.lastIndexOf('\n') + 1;
    const written = this.#rest.slice(0, whole);
    this.#rest = this.#rest.slice(whole);
    for (const line of linesIn(written)) {
      this.#tell({ ...line, time: this.#boot + line.uptime, bornAt: this.#boot + line.born });
    }
  }

  close(): void {
    this.#watcher.close();
    closeSync(this.#file);
  }
}
