/** The versions of a Pod as entries: what each of them changed, and whether it was seen that nothing came between. */
import type { PodRecord } from '../logs/collect.ts';
import { fieldsOf, listOf, textOf } from '../logs/objects.ts';
import { always, type Entry, type ForeignWrite, type Numbered } from './entry.ts';
import { isFresh, removedKey, type Shown, shownByVersion, shownKey } from './shown.ts';
import { versionWords } from './words.ts';
import { isForeign, writerOf } from './writers.ts';

/** The conditions that a Pod waits for beside its own. */
export const gatesOf = (object: unknown): readonly string[] =>
  listOf(fieldsOf(fieldsOf(object)['spec'])['readinessGates']).map((gate) => textOf(gate['conditionType']));

const differing = (was: Shown, is: Shown): Partial<Shown> =>
  Object.fromEntries(
    Object.entries(is).filter(([field, value]) => was[field as keyof Shown] !== value),
  ) as Partial<Shown>;

/** The versions of a Pod as entries. */
export class Versions {
  readonly entries: Numbered[] = [];
  readonly foreign: ForeignWrite[] = [];
  #was: Shown | undefined;
  #record: PodRecord | undefined;
  readonly #gates: readonly string[];
  readonly #nodeOf: (name: string) => string;
  readonly #begins: ReadonlyMap<string, number>;

  /** `begins`: by file, the first version a watch in it told of this Pod. */
  constructor(gates: readonly string[], nodeOf: (name: string) => string, begins: ReadonlyMap<string, number>) {
    this.#gates = gates;
    this.#nodeOf = nodeOf;
    this.#begins = begins;
  }

  /** Takes the next version. */
  add(record: PodRecord): void {
    const is = shownByVersion(record.version, this.#nodeOf(record.version.node), this.#gates);
    const was = this.#was;
    const isBegin = was === undefined && record.told === 'ADDED' && isFresh(is);
    const kind = isBegin || this.#follows(record) ? 'step' : 'look';
    if (was === undefined || shownKey(was) !== shownKey(is)) {
      const by = writerOf(this.#record, record);
      const foreign = was !== undefined && isForeign(by) && this.#foreign(was, is) && kind === 'step';
      const entry = this.#entry(record, kind, `${foreign ? 'foreign ' : ''}${shownKey(is)}`, versionWords(was, is));
      this.entries.push({ ...entry, shown: is, by, ...(foreign ? { foreign } : {}) });
    }
    if (record.told === 'DELETED')
      this.entries.push({ ...this.#entry(record, kind, removedKey, 'Pod removed'), shown: is });
    [this.#was, this.#record] = [is, record];
  }

  /** Nothing came between it and the version before: the same watch told of the Pod before. */
  #follows({ told, file, version }: PodRecord): boolean {
    const begin = this.#begins.get(file);
    const known = begin !== undefined && version.resourceVersion > begin;
    return this.#was !== undefined && known && (told === 'MODIFIED' || told === 'DELETED');
  }

  /** A write of somebody else to the status, kept so that the environment may make it. */
  #foreign(was: Shown, is: Shown): boolean {
    const { node: _node, gated: _gated, grace: _grace, readinessGates: _gates, ...status } = differing(was, is);
    if (Object.keys(status).length === 0) return false;
    this.foreign.push(status);
    return true;
  }

  #entry(record: PodRecord, kind: Entry['kind'], key: string, says: string): Numbered {
    const { file, line, at = always, version } = record;
    return { file, line, ...at, kind, key, says, by: '', at: version.resourceVersion };
  }
}
