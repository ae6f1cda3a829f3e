/** Bugs and cures in the order in which a pod comes up, and comes up again. */
import { type Cluster, cell, patch, put } from '../../../model/cluster.ts';
import type { Event } from '../../../model/event.ts';
import { allContainers } from '../../../model/kubernetes/spec.ts';
import { containerKey, instanceOf, probeKey, type Uid } from '../../../model/scenario.ts';
import type { Mutation } from '../../mutants/mutation.ts';
import { andThen } from '../../mutants/ways.ts';

const specOf = (cluster: Cluster, uid: Uid) => instanceOf(cluster.scenario, uid).spec;
const recordOf = (cluster: Cluster, uid: Uid, name: string) => cell(cluster, 'containers', containerKey(uid, name));

/** A cure for kubernetes#118321: a container that never ran is no reason to make no sandbox. */
export const createdIsForgotten: Mutation = {
  id: 'created-is-forgotten',
  mistake: 'A container that was created and never started leaves nothing behind in a sandbox that is dead.',
  reduce: andThen(['fault/sandboxDied', 'runtime/containerCreated'], (after, { uid }) => {
    if (cell(after, 'sandboxes', uid).state === 'ready') return after;
    return allContainers(specOf(after, uid)).reduce(
      (now, { name }) =>
        recordOf(now, uid, name).state === 'created'
          ? patch(now, 'containers', containerKey(uid, name), { state: 'none' })
          : now,
      after,
    );
  }),
};

const startupKeys = (cluster: Cluster, uid: Uid): readonly string[] =>
  allContainers(specOf(cluster, uid))
    .filter(({ startupProbe }) => startupProbe !== undefined)
    .map(({ name }) => probeKey(uid, name, 'startup'));

/** The streak of a startup probe that nobody makes any more and whose result nobody has. */
const unseeded = -1;

const forgetResult = (cluster: Cluster, key: string): Cluster =>
  patch(cluster, 'probes', key, { result: 'Unknown', streak: unseeded });

/**
 * kubernetes#137146: since a restarted kubelet takes `started` over from the API, the startup probe of a container that runs is made no
 * more; but its result was not taken over, so who asks for it hears nothing, for ever.
 */
export const startupNotSeeded: Mutation = {
  id: 'startup-not-seeded',
  mistake:
    'A restarted kubelet neither knows the result of a startup probe that had succeeded nor makes the probe again.',
  enabled: (_actor, cluster, events) =>
    events.filter(
      (event: Event) =>
        !(event.type === 'prober/probeSucceeded' || event.type === 'prober/probeFailed') ||
        cell(cluster, 'probes', probeKey(event.uid, event.container, event.probe)).streak !== unseeded,
    ),
  reduce: (before, event, after) => {
    if (event.type === 'fault/kubeletRestarted')
      return Object.keys(after.scenario.instances)
        .flatMap((uid) => startupKeys(after, uid))
        .filter((key) => cell(before, 'probes', key).result === 'Success')
        .reduce(forgetResult, after);
    // Passes register probe workers; that brings no result.
    if (event.type !== 'kubelet/syncStarted' && event.type !== 'kubelet/containersStopped') return after;
    return startupKeys(after, event.uid)
      .filter((key) => cell(before, 'probes', key).streak === unseeded)
      .reduce(forgetResult, after);
  },
};

/** kubernetes#92613: a pass that finds no sandbox makes one, whatever is left to run in it. */
export const sandboxForTheFinished: Mutation = {
  id: 'sandbox-for-the-finished',
  mistake: 'A pass that finds the sandbox dead makes a new one before it asks whether any container is to run again.',
  reduce: andThen(['kubelet/syncStarted'], (after, { uid }, before) => {
    const { containers, restartPolicy } = specOf(after, uid);
    const done = containers.every(({ name }) => {
      const { state, exitCode } = recordOf(before, uid, name);
      return state === 'exited' && exitCode === 0;
    });
    if (restartPolicy !== 'OnFailure' || !done || cell(before, 'sandboxes', uid).state !== 'notReady') return after;
    const status = put(after, 'cachedStatuses', uid, cell(before, 'cachedStatuses', uid));
    return patch(status, 'workers', uid, { step: 'sandbox', starting: [], afterKill: 'none' });
  }),
};
