/**
 * Assumptions about time. The model is untimed, so "X is quicker than Y" is said by leaving out the runs where Y comes first: an
 * event that the assumption does not allow does not happen in that state.
 */
import { type Cluster, cell } from '../../../model/cluster.ts';
import type { Event } from '../../../model/event.ts';
import { allContainers, sidecars } from '../../../model/kubernetes/spec.ts';
import { containerKey, instanceOf, type Uid } from '../../../model/scenario.ts';

/** An assumption in words, and whether a run under it may go on like this. */
export interface Assumption {
  readonly sentence: string;
  readonly allows: (cluster: Cluster, event: Event) => boolean;
}

/** No grace period ever runs out. */
export const graceSuffices: Assumption = {
  sentence: 'every process exits within its grace period',
  allows: (_cluster, { type }) => type !== 'kubelet/graceExpired',
};

const stillChosen = (cluster: Cluster, uid: Uid): boolean => {
  const { name } = instanceOf(cluster.scenario, uid);
  const { podIP } = cell(cluster, 'sandboxes', uid);
  return Object.entries(cluster.scenario.services)
    .filter(([, { pods }]) => pods.includes(name))
    .some(
      ([service]) =>
        cell(cluster, 'endpoints', `${service}/${name}`).ready ||
        Object.keys(cluster.scenario.nodes).some((node) =>
          cell(cluster, 'proxies', `${node}/${service}`).targets.includes(podIP),
        ),
    );
};

/** preStop sleeps until slices and every node's rules have followed the deletion. */
export const preStopOutlastsWithdrawal: Assumption = {
  sentence: 'preStop takes longer than the withdrawal of the endpoint, and less than the grace period',
  allows: (cluster, event) => {
    if (event.type !== 'kubelet/preStopCompleted' && event.type !== 'kubelet/graceExpired') return true;
    return !stillChosen(cluster, event.uid);
  },
};

/** Nobody deletes a Pod that is not Ready. */
export const deletedOnlyWhenReady: Assumption = {
  sentence: 'the Pod is deleted only while the API shows it Ready',
  allows: (cluster, event) => event.type !== 'user/podDeleted' || cell(cluster, 'statuses', event.pod).ready,
};

/** No image is there before every sidecar that runs has passed its readiness probe, and readiness never fails. */
export const pullsOutlastReadiness: Assumption = {
  sentence: 'pulling an image takes longer than a running sidecar needs to become ready, and it stays ready',
  allows: (cluster, event) => {
    if (event.type === 'prober/probeFailed') return false;
    if (event.type !== 'kubelet/imagePulled') return true;
    const { spec } = instanceOf(cluster.scenario, event.uid);
    const shown = cell(cluster, 'cachedStatuses', event.uid).containers;
    return sidecars(spec).every(
      ({ name }) =>
        cell(cluster, 'containers', containerKey(event.uid, name)).state !== 'running' || shown[name]?.ready === true,
    );
  },
};

/** A second delete is seen when the first grace period has run out already. */
export const secondDeleteSeenLate: Assumption = {
  sentence: 'the kubelet sees the second delete only after the first grace period',
  allows: (cluster, event) => {
    if (event.type !== 'watch/kubeletSawPod') return true;
    if (cell(cluster, 'workers', event.uid).state !== 'terminating') return true;
    return allContainers(instanceOf(cluster.scenario, event.uid).spec).every(({ name }) => {
      const { stage, expired } = cell(cluster, 'kills', containerKey(event.uid, name));
      return stage === 'none' || stage === 'done' || expired;
    });
  },
};

const anyMainRuns = (cluster: Cluster, uid: Uid): boolean =>
  instanceOf(cluster.scenario, uid).spec.containers.some(
    ({ name }) => cell(cluster, 'containers', containerKey(uid, name)).state === 'running',
  );

/** The deadline finds the pod at work. */
export const deadlineWhileRunning: Assumption = {
  sentence: 'the deadline passes while a main container runs',
  allows: (cluster, event) => event.type !== 'kubelet/deadlineExceeded' || anyMainRuns(cluster, event.uid),
};

/** The deadline finds the pod at its end already. */
export const deadlineWhileStopping: Assumption = {
  sentence: 'the deadline passes while the Pod terminates for another reason',
  allows: (cluster, event) =>
    event.type !== 'kubelet/deadlineExceeded' || cell(cluster, 'workers', event.uid).state === 'terminating',
};

/** The deadline finds the pod's main containers done. */
export const deadlineAfterExit: Assumption = {
  sentence: 'the deadline passes when every main container has exited',
  allows: (cluster, event) => event.type !== 'kubelet/deadlineExceeded' || !anyMainRuns(cluster, event.uid),
};
