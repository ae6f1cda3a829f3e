/**
 * The kubelet's prober: one worker per probe. `pkg/kubelet/prober/worker.go` doProbe, `prober_manager.go`, Kubernetes 1.34–1.36. What an
 * outcome is stays open, except that nothing answers in a container that is down, and that in scenarios with `serving` a readiness
 * probe tells whether the process serves (with `until-sigterm`, every probe does). Left out: periods and initial delays (any delay is possible), errors of the prober itself,
 * which are thrown away.
 *
 * A worker looks at the kubelet's cached status, not at the runtime (C131). That is why readiness goes on being probed, and may flip,
 * while a pod terminates (D64): the status still shows its containers running until all of them are dead (D65).
 */
import { match } from 'ts-pattern';
import type { Actor } from '../../actor.ts';
import { type Cluster, cell, type ProbeState, put } from '../../cluster.ts';
import type { ProberEvent } from '../../event.ts';
import { allContainers, containerOf, type Probe } from '../../kubernetes/spec.ts';
import { containerKey, instanceOf, type ProbeKind, probeKey, type Scenario, type Uid } from '../../scenario.ts';
import { recordReadiness } from '../kubelet/sync/status.ts';
import { afterOutcome, isCancelled, matters } from './result.ts';

/** A worker that found its container dead or never started holds until there is another instance (C135); a started one asks no more. */
const onHold = (kind: ProbeKind, { result }: ProbeState): boolean =>
  kind !== 'readiness' && (result === 'Failure' || (kind === 'startup' && result === 'Success'));

/** The guards of doProbe (C131). */
const probes = (cluster: Cluster, uid: Uid, container: string, kind: ProbeKind): boolean => {
  const state = cell(cluster, 'probes', probeKey(uid, container, kind));
  if (!state.worker || onHold(kind, state)) return false;
  const probe = containerOf(instanceOf(cluster.scenario, uid).spec, container)[`${kind}Probe`];
  if (probe !== undefined && isCancelled(cluster, uid, probe)) return false;
  const shown = cell(cluster, 'cachedStatuses', uid).containers[container];
  return shown?.state === 'running' && (kind === 'startup') === !shown.started;
};

/** True if this probe asks whether the process serves; otherwise its outcome is open. */
const isTold = ({ serving }: Scenario, kind: ProbeKind): boolean =>
  serving === 'until-sigterm' || (kind === 'readiness' && serving);

const canSucceed = (cluster: Cluster, key: string, kind: ProbeKind): boolean =>
  cell(cluster, 'containers', key).state === 'running' &&
  (!isTold(cluster.scenario, kind) || cell(cluster, 'processes', key).serving);

const canFail = (cluster: Cluster, key: string, kind: ProbeKind): boolean => {
  const running = cell(cluster, 'containers', key).state === 'running';
  // Failed liveness of a container that is down already would ask for the restart that is due anyway.
  if (!running) return kind === 'readiness';
  return !isTold(cluster.scenario, kind) || !cell(cluster, 'processes', key).serving;
};

/**
 * Has this probe to have an outcome in the end? A startup probe has, and where the scenario tells who serves, every worker finds out. But nothing makes
 * a program answer its readiness probe, which costs no budget; nor fail its liveness probe, the only outcome of it that changes anything.
 */
const answers = (scenario: Scenario, kind: ProbeKind): boolean => kind === 'startup' || isTold(scenario, kind);

const worker = (scenario: Scenario, uid: Uid, container: string, kind: ProbeKind): Actor => {
  const key = containerKey(uid, container);
  return {
    name: 'prober',
    fair: answers(scenario, kind),
    enabled: (cluster) => {
      if (!probes(cluster, uid, container, kind)) return [];
      const state = cell(cluster, 'probes', probeKey(uid, container, kind));
      const events: ProberEvent[] = [];
      if (matters(state, 'Success') && canSucceed(cluster, key, kind)) {
        events.push({ type: 'prober/probeSucceeded', uid, container, probe: kind });
      }
      if (matters(state, 'Failure') && canFail(cluster, key, kind)) {
        events.push({ type: 'prober/probeFailed', uid, container, probe: kind });
      }
      return events;
    },
  };
};

/** One actor per probe. */
export const actors = (scenario: Scenario): readonly Actor[] =>
  Object.entries(scenario.instances).flatMap(([uid, { spec }]) =>
    allContainers(spec).flatMap((container) =>
      (['startup', 'liveness', 'readiness'] as const)
        .filter((kind) => container[`${kind}Probe`] !== undefined)
        .map((kind) => worker(scenario, uid, container.name, kind)),
    ),
  );

const probeOf = (cluster: Cluster, { uid, container, probe }: ProberEvent): Probe => {
  const found = containerOf(instanceOf(cluster.scenario, uid).spec, container)[`${probe}Probe`];
  if (found === undefined) throw new Error(`${container} of ${uid} has no ${probe} probe`);
  return found;
};

/**
 * Writes an outcome down. A readiness result that flips goes to the status manager at once (SetContainerReadiness), with no sync in between;
 * the others make the main loop sync the pod, which reads the result.
 */
const recorded = (cluster: Cluster, event: ProberEvent, outcome: 'Success' | 'Failure'): Cluster => {
  const { uid, container, probe } = event;
  const key = probeKey(uid, container, probe);
  const before = cell(cluster, 'probes', key);
  const after = afterOutcome(before, cluster.scenario, probeOf(cluster, event), outcome);
  const now = put(cluster, 'probes', key, after);
  return probe === 'readiness' && after.result !== before.result
    ? recordReadiness(now, uid, container, outcome === 'Success')
    : now;
};

/** Writes down what a probe found. */
export const reduce = (cluster: Cluster, event: ProberEvent): Cluster =>
  match(event)
    .with({ type: 'prober/probeSucceeded' }, (succeeded) => recorded(cluster, succeeded, 'Success'))
    .with({ type: 'prober/probeFailed' }, (failed) => recorded(cluster, failed, 'Failure'))
    .exhaustive();
