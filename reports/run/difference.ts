/** What a step changed, cell by cell and field by field. */
import type { Cluster } from '../../model/cluster.ts';

type Fields = Readonly<Record<string, unknown>>;

const shown = (value: unknown): string => (value === undefined ? 'absent' : JSON.stringify(value));

const changedFields = (old: Fields, now: Fields): readonly string[] =>
  [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((field) => shown(old[field]) !== shown(now[field]))
    .map((field) => `${field} ${shown(old[field])} -> ${shown(now[field])}`);

/** One line for each cell that differs: `workers/web#1: step "idle" -> "volumes"`. */
export const differences = (before: Cluster, after: Cluster): readonly string[] =>
  (Object.keys(after) as (keyof Cluster)[])
    .filter((group) => group !== 'scenario' && before[group] !== after[group])
    .flatMap((group) => {
      const old = before[group] as unknown as Readonly<Record<string, Fields>>;
      const now = after[group] as unknown as Readonly<Record<string, Fields>>;
      return Object.keys(now).flatMap((key) => {
        const fields = changedFields(old[key] ?? {}, now[key] ?? {});
        return fields.length === 0 ? [] : [`${group}/${key}: ${fields.join(', ')}`];
      });
    });
