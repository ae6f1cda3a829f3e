/** A process that speaks JSON lines: requests and their answers, what it says without being asked, and its end. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type Answered, type Judge, type Method, messageIn, type Observed } from './messages.ts';

/** How to run one, and whom to tell. */
export interface PeerOptions {
  /** A command line, as a shell has it. */
  readonly command: string;
  readonly judge: Judge;
  readonly onObserved: (params: Observed['params']) => void;
  /** What the process writes to its standard error, a line at a time. */
  readonly onStderr: (line: string) => void;
  /** It cannot be gone on with: it died, or broke the protocol. */
  readonly onBroken: () => void;
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

const lastWords = 3;
/** How long a process may take to end after its input was closed. */
const farewellMilliseconds = 3000;

/** One such process. */
export class Peer {
  readonly #child: ChildProcess;
  readonly #options: PeerOptions;
  readonly #waiting = new Map<number, Waiting>();
  readonly #words: string[] = [];
  readonly #gone: Promise<void>;
  #asked = 0;
  #lines = 0;
  #closing = false;
  #broken: Error | undefined;

  constructor(options: PeerOptions) {
    this.#options = options;
    // A group of its own: Ctrl-C is for podproof, which tells the driver to close.
    const child = spawn(options.command, { shell: true, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child = child;
    // Writing to one that has died is told by its death.
    child.stdin.on('error', () => undefined);
    createInterface({ input: child.stdout }).on('line', (line) => this.#hear(line));
    createInterface({ input: child.stderr }).on('line', (line) => this.#note(line));
    this.#gone = new Promise((resolve) => {
      child.once('error', (error) => {
        this.#break(error);
        resolve();
      });
      child.once('close', (code, signal) => {
        this.#break(new Error(this.#obituary(code, signal)));
        resolve();
      });
    });
  }

  /** Why it cannot be gone on with; undefined while it can. */
  get broken(): Error | undefined {
    return this.#broken;
  }

  /** Asks, and rejects with what the driver said against it, or if it took longer than that. */
  async ask(method: Method, params: unknown, seconds: number): Promise<unknown> {
    if (this.#broken !== undefined) throw this.#broken;
    this.#asked += 1;
    const id = this.#asked;
    let timer: NodeJS.Timeout | undefined;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      timer = setTimeout(() => {
        const late = new Error(`the driver did not answer ${method} within ${seconds} seconds`);
        this.#break(late);
        reject(late);
      }, seconds * 1000);
    });
    this.#child.stdin?.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(id);
    }
  }

  /** Closes its input and lets it end; kills it if it does not. */
  async end(): Promise<void> {
    this.#closing = true;
    this.#child.stdin?.end();
    const timer = setTimeout(() => this.#kill(), farewellMilliseconds);
    await this.#gone;
    clearTimeout(timer);
  }

  #kill(): void {
    try {
      if (this.#child.pid !== undefined) process.kill(-this.#child.pid, 'SIGKILL');
    } catch {
      // It was faster.
    }
  }

  #hear(line: string): void {
    if (line.trim() === '' || this.#broken !== undefined) return;
    this.#lines += 1;
    try {
      this.#take(messageIn(line, this.#lines, this.#options.judge));
    } catch (error) {
      this.#break(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #take(message: Answered | Observed): void {
    if ('method' in message) {
      this.#options.onObserved(message.params);
      return;
    }
    const asked = this.#waiting.get(message.id);
    if (asked === undefined) {
      throw new Error(`line ${this.#lines} of the driver's output answers ${message.id}, which nobody asked`);
    }
    if (message.error === undefined) asked.resolve(message.result);
    else asked.reject(new Error(message.error.message));
  }

  #note(line: string): void {
    this.#words.push(line);
    if (this.#words.length > lastWords) this.#words.shift();
    this.#options.onStderr(line);
  }

  #obituary(code: number | null, signal: NodeJS.Signals | null): string {
    const how = signal === null ? `with exit code ${code ?? 0}` : `by ${signal}`;
    return `the driver ended ${how}${this.#words.length === 0 ? '' : `; its last words: ${this.#words.join(' / ')}`}`;
  }

  #break(why: Error): void {
    if (this.#broken !== undefined) return;
    this.#broken = why;
    for (const { reject } of this.#waiting.values()) reject(why);
    this.#kill();
    if (!this.#closing) this.#options.onBroken();
  }
}
