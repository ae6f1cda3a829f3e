/**
 * Things that come from outside, one after the other, and ways to stop: what container, why, with what exit code. Names are left out, so that
 * each is worth covering once.
 */
import { type Cluster, cell } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { containerOf, isSidecar } from '../../model/kubernetes/spec.ts';
import { containerKey, instanceOf, probeKey } from '../../model/scenario.ts';
import { isFromOutside } from '../../model/traits/index.ts';

/** What comes from outside, whomever it concerns; undefined for what comes by itself, and for a probe that only answers as before. */
export const doneBy = (event: Event, before: Cluster): string | undefined => {
  if (event.type === 'user/podDeleted') return event.grace === null ? 'delete' : 'delete with a grace period';
  if (event.type === 'prober/probeFailed') {
    const { uid, container, probe } = event;
    const { result } = cell(before, 'probes', probeKey(uid, container, probe));
    return result === 'Failure' ? undefined : `${probe} probe fails`;
  }
  if (event.type === 'process/exited') {
    const { signal } = cell(before, 'processes', containerKey(event.uid, event.container));
    return signal === 'none' ? 'process completes' : undefined;
  }
  if (!isFromOutside(event)) return undefined;
  return event.type.slice(event.type.indexOf('/') + 1);
};

/** How a container that was to stop did; undefined for other events. */
export const wayToStop = (event: Event, before: Cluster): string | undefined => {
  if (event.type !== 'process/exited') return undefined;
  const { uid, container, exitCode } = event;
  const key = containerKey(uid, container);
  if (cell(before, 'processes', key).signal === 'none') return undefined;
  const { spec } = instanceOf(before.scenario, uid);
  const own = containerOf(spec, container);
  const role = isSidecar(own) ? 'sidecar' : spec.initContainers.includes(own) ? 'init container' : 'container';
  const hook = own.preStop === undefined ? '' : ' with a preStop hook';
  const { cause } = cell(before, 'kills', key);
  const why = cause === 'pod' ? cell(before, 'workers', uid).cause : cause;
  const forced = cell(before, 'kubeletPods', uid).deletionGracePeriodSeconds === 0 ? ' at once' : '';
  return `${role}${hook}, stopped${forced} for ${why === '' ? 'another reason' : `'${why}'`}, exits ${exitCode}`;
};
