/** Where mistakes strike: what a component does otherwise, or what comes of it otherwise. */
import type { Machine } from '../explore/index.ts';

/** True if the two differ in some cell. Groups and cells that are the very same are not looked into. */
export const differ = (a: object, b: object): boolean =>
  Object.entries(a).some(([group, cells]) => {
    const others: unknown = (b as Readonly<Record<string, unknown>>)[group];
    if (cells === others || group === 'scenario') return false;
    const [left, right] = [cells, others] as readonly Readonly<Record<string, unknown>>[];
    return Object.keys(left ?? {}).some(
      (key) => left?.[key] !== right?.[key] && JSON.stringify(left?.[key]) !== JSON.stringify(right?.[key]),
    );
  });

const sameEvents = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((event, index) => JSON.stringify(event) === JSON.stringify(b[index]));

/** Does a component of one machine do something else in this state than its counterpart in the other, or with another outcome? */
export const strikesAt = <S extends object, E>(
  right: Machine<S, E>,
  wrong: Machine<S, E>,
  component: number,
  state: S,
): boolean => {
  const events = right.components[component]?.enabled(state) ?? [];
  const others = wrong.components[component]?.enabled(state) ?? [];
  if (!sameEvents(events, others)) return true;
  return events.some((event) => differ(right.reduce(state, event), wrong.reduce(state, event)));
};
