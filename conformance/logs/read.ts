/** Reads recordings, whatever they are: each record is recognised by its content, and what no source knows is counted. */
import type { Fact, Place, Source } from './fact.ts';
import { fieldsOf, textOf } from './objects.ts';
import { audit } from './sources/audit.ts';
import { containerd } from './sources/containerd.ts';
import { events } from './sources/events.ts';
import { podman } from './sources/podman.ts';
import { look, watch } from './sources/watch.ts';
import { type Read, valuesIn } from './values.ts';

/** Every kind of record there is. The first that recognises one reads it. */
export const sources: readonly Source[] = [audit, watch, events, look, podman, containerd];

/** A recording. */
export interface Recording {
  readonly file: string;
  readonly bytes: () => AsyncIterable<Uint8Array>;
}

/** A record that cannot be read, or whose kind nobody knows. */
export interface Damage extends Place {
  readonly why: string;
}

/** What was read of a recording, beside the facts. */
export interface Inventory {
  readonly records: number;
  /** How many records by the name of their source. */
  readonly bySource: Readonly<Record<string, number>>;
  /** Records that tell nothing of Pods, by what they are about. */
  readonly unused: Readonly<Record<string, number>>;
  readonly damaged: readonly Damage[];
  readonly damagedCount: number;
}

/** Who takes what is read. */
export type Taker = (fact: Fact, place: Place) => void;

/** Of so many damaged lines it is said where they are; the others are counted. */
const mostShown = 20;

/** What a record is about, as something to count. */
const subjectOf = (record: unknown): string => {
  const { objectRef, object, kind, Type } = fieldsOf(record);
  const { resource } = fieldsOf(objectRef);
  return textOf(resource) || textOf(fieldsOf(object)['kind']) || textOf(kind) || textOf(Type) || 'text';
};

const counted = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

/** Reads while the records come; only one is in memory at a time. */
export class Reader {
  readonly #take: Taker;
  readonly #bySource = new Map<string, number>();
  readonly #unused = new Map<string, number>();
  readonly #damaged: Damage[] = [];
  #records = 0;
  #damagedCount = 0;

  constructor(take: Taker) {
    this.#take = take;
  }

  /** Reads one recording to its end. */
  async read({ file, bytes }: Recording): Promise<void> {
    for await (const one of valuesIn(bytes())) this.#one(one, file);
  }

  get inventory(): Inventory {
    return {
      records: this.#records,
      bySource: Object.fromEntries(this.#bySource),
      unused: Object.fromEntries([...this.#unused].sort(([a], [b]) => (a < b ? -1 : 1))),
      damaged: this.#damaged,
      damagedCount: this.#damagedCount,
    };
  }

  #one(read: Read, file: string): void {
    this.#records += 1;
    const place = { file, line: read.line };
    if (read.kind === 'damaged') {
      this.#damage({ ...place, why: read.why });
      return;
    }
    const record = read.kind === 'value' ? read.value : read.text;
    for (const source of sources) {
      const facts = source.read(record);
      if (facts === undefined) continue;
      counted(this.#bySource, source.name);
      if (facts.length === 0) counted(this.#unused, subjectOf(record));
      for (const fact of facts) this.#take(fact, place);
      return;
    }
    this.#damage({ ...place, why: 'no kind of record that podproof knows' });
  }

  #damage(damage: Damage): void {
    this.#damagedCount += 1;
    if (this.#damaged.length < mostShown) this.#damaged.push(damage);
  }
}
