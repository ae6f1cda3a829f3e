/**
 * Streams of a cluster that end and are begun again: watches, resumed at the version they ended with, and a log, whose known lines are passed
 * over. A stream that cannot be resumed has lost something; whoever judges a case asks first whether that happened.
 *
 * The API server ends every watch after a while (`--min-request-timeout`), when it is rolled out, and when what was asked for has been compacted
 * (an ERROR event or an answer with code 410, `Expired`). client-go's reflector does the same: list, watch from there, resume, list again on 410.
 */
import type { Moment } from '../../driver.ts';

/** A stream that was opened. */
export interface Opened {
  /** Comes back when it has ended, for whatever reason, with its last words. */
  readonly ended: Promise<string>;
  readonly stop: () => void;
}

/** What streams need of the world. */
export interface World {
  /** Reads a path of the API once. */
  readonly read: (path: string) => Promise<string>;
  /** Follows a path of the API line by line. */
  readonly follow: (path: string, line: (text: string) => void) => Opened;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly now: () => number;
}

/** An object of the API, as far as following it goes. */
export interface Versioned {
  readonly metadata: { readonly resourceVersion?: string };
}

/** One event of a watch: an object as it is now. */
export interface WatchEvent<T> {
  readonly type: string;
  readonly object: T;
}

/** What a line of a watch is. */
export type Line<T> =
  | { readonly kind: 'event'; readonly event: WatchEvent<T> }
  | { readonly kind: 'bookmark'; readonly version: string }
  /** The server ends the watch; `expired`: it cannot be resumed. */
  | { readonly kind: 'error'; readonly expired: boolean; readonly words: string }
  /** Cut in the middle, as when the server dies. */
  | { readonly kind: 'damaged' };

interface StatusObject {
  readonly code?: number;
  readonly reason?: string;
  readonly message?: string;
}

const parsed = (text: string): WatchEvent<unknown> | undefined => {
  try {
    return JSON.parse(text) as WatchEvent<unknown>;
  } catch {
    return undefined;
  }
};

const isExpired = ({ code, reason }: StatusObject): boolean =>
  code === 410 || reason === 'Expired' || reason === 'Gone';

/** Reads one line of `kubectl get --raw …?watch=1`. */
export const lineOf = <T extends Versioned>(text: string): Line<T> => {
  const event = parsed(text);
  if (event === undefined) return { kind: 'damaged' };
  if (['ADDED', 'MODIFIED', 'DELETED'].includes(event.type)) return { kind: 'event', event: event as WatchEvent<T> };
  if (event.type === 'BOOKMARK') {
    return { kind: 'bookmark', version: (event.object as Versioned).metadata.resourceVersion ?? '' };
  }
  const status = event.object as StatusObject;
  return { kind: 'error', expired: isExpired(status), words: status.message ?? event.type };
};

/** What a watch tells was so much earlier at most, while it is connected. */
const slack = 1000;
const pause = 250;

/** A stream that is begun again when it ends. */
abstract class Stream {
  protected readonly world: World;
  /** What it is called in words. */
  readonly #name: string;
  #current: Opened | undefined;
  #began = Number.POSITIVE_INFINITY;
  #words = '';
  #stopped = false;

  constructor(world: World, name: string) {
    this.world = world;
    this.#name = name;
  }

  /** Opens the stream once; the lines go where they belong. */
  protected abstract open(): Opened;
  /** Told when one has ended, before the next begins; not before it comes back. */
  protected abstract between(words: string): Promise<void>;
  /** Why this stream cannot be relied upon since then; empty if it can. */
  protected abstract lossSince(time: number): string;

  /** Goes on until it is stopped. */
  protected async run(): Promise<void> {
    while (!this.#stopped) {
      this.#began = this.world.now();
      this.#current = this.open();
      this.#words = await this.#current.ended;
      this.#began = Number.POSITIVE_INFINITY;
      if (this.#stopped) return;
      await this.world.pause(pause);
      await this.between(this.#words);
    }
  }

  /** Ends what is open now, to begin again. */
  protected again(): void {
    this.#current?.stop();
  }

  stop(): void {
    this.#stopped = true;
    this.#current?.stop();
  }

  protected get stopped(): boolean {
    return this.#stopped;
  }

  /** Why nothing can be concluded from what was and was not heard since then; empty if all was. Waits a little for a stream to come back. */
  async lost(since: number): Promise<string> {
    for (const end = this.world.now() + 10 * slack; !this.#isSteady && this.world.now() < end; )
      await this.world.pause(pause);
    const what = this.#isSteady ? this.lossSince(since) : `it has ended and cannot be begun again: ${this.#words}`;
    return what === '' ? '' : `lost sight of ${this.#name}: ${what}`;
  }

  /** A connection that is refused ends at once: one that has lasted a second stands. */
  get #isSteady(): boolean {
    return this.world.now() - this.#began >= slack;
  }
}

/** A watch of one kind of object in one namespace. */
export class Watch<T extends Versioned> extends Stream {
  readonly #path: string;
  readonly #tell: (event: WatchEvent<T>, moment: Moment) => void;
  #version = '';
  #lostAt = Number.NEGATIVE_INFINITY;
  #because = '';
  /** When the watch before this one ended, until everything that happened since then was told. */
  #gapFrom: number | undefined;
  #firstLine: number | undefined;

  constructor(world: World, name: string, path: string, tell: (event: WatchEvent<T>, moment: Moment) => void) {
    super(world, name);
    this.#path = path;
    this.#tell = tell;
  }

  /** Comes back when nothing that is written from now on can be missed. */
  async begin(): Promise<void> {
    await this.#list();
    void this.run();
  }

  protected open(): Opened {
    this.#firstLine = undefined;
    const query = `watch=1&allowWatchBookmarks=true&resourceVersion=${this.#version}`;
    return this.world.follow(`${this.#path}?${query}`, (text) => this.#line(text));
  }

  protected async between(words: string): Promise<void> {
    this.#gapFrom ??= this.world.now() - pause;
    // kubectl prints the answer of a server that does not take the version in its own words.
    if (/\b(?:Expired|Gone|too old resource version)\b/u.test(words)) this.#lose(words);
    if (this.#version === '') await this.#listAgain();
  }

  protected lossSince(time: number): string {
    return this.#lostAt >= time ? this.#because : '';
  }

  #line(text: string): void {
    const now = this.world.now();
    this.#firstLine ??= now;
    if (this.#gapFrom !== undefined && now - this.#firstLine > slack) this.#gapFrom = undefined;
    const line = lineOf<T>(text);
    if (line.kind === 'damaged') return;
    if (line.kind === 'bookmark') this.#version = line.version;
    else if (line.kind === 'event') this.#event(line.event, now);
    else {
      if (line.expired) this.#lose(line.words);
      this.again();
    }
  }

  #event(event: WatchEvent<T>, now: number): void {
    this.#version = event.object.metadata.resourceVersion ?? this.#version;
    this.#tell(event, { earliest: Math.min(now, this.#gapFrom ?? now) - slack, latest: now });
  }

  #lose(words: string): void {
    this.#lostAt = this.world.now();
    this.#because = words;
    this.#version = '';
  }

  async #listAgain(): Promise<void> {
    while (this.#version === '' && !this.stopped) {
      await this.#list().catch(() => this.world.pause(pause));
    }
  }

  /** Where a watch can begin. What is there already is no news: a namespace of ours is listened to before anything of a case is made. */
  async #list(): Promise<void> {
    const { metadata } = JSON.parse(await this.world.read(this.#path)) as Versioned;
    this.#version = metadata.resourceVersion ?? '';
  }
}

/** A log that is told from its beginning each time it is opened: what is known is passed over. */
export class Log extends Stream {
  readonly #path: string;
  readonly #tell: (line: string, now: number) => void;
  #known = 0;
  #passed = 0;
  #heard: () => void = () => undefined;

  constructor(world: World, name: string, path: string, tell: (line: string, now: number) => void) {
    super(world, name);
    this.#path = path;
    this.#tell = tell;
  }

  /** Comes back with the first line. */
  begin(): Promise<void> {
    const heard = new Promise<void>((resolve) => {
      this.#heard = resolve;
    });
    void this.run();
    return heard;
  }

  protected open(): Opened {
    this.#passed = 0;
    return this.world.follow(this.#path, (text) => {
      this.#passed += 1;
      if (this.#passed <= this.#known) return;
      this.#known = this.#passed;
      this.#heard();
      this.#tell(text, this.world.now());
    });
  }

  protected between(): Promise<void> {
    return Promise.resolve();
  }

  /** A log is kept where it is written: coming back to it loses nothing. */
  protected lossSince(): string {
    return '';
  }
}
