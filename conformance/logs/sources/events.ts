/**
 * Events of the API (`kubectl get events`). They are aggregated, rate limited, late and without the UID's order, so nothing is concluded from
 * them: they are recognised to be counted.
 */
import type { Source } from '../fact.ts';
import { fieldsOf, listOf, textOf } from '../objects.ts';

/** Events, listed, alone, or from a watch. */
export const events: Source = {
  name: 'Events',
  read: (record) => {
    const { kind, apiVersion, items, object } = fieldsOf(record);
    if (fieldsOf(object)['kind'] === 'Event') return [];
    if (textOf(apiVersion).startsWith('audit.k8s.io/')) return undefined;
    const all = Array.isArray(items) ? listOf(items) : [fieldsOf(record)];
    return kind === 'EventList' || all.some((one) => one['kind'] === 'Event') ? [] : undefined;
  },
};
