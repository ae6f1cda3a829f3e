/** Transcriptions: rollouts and scaling. */
import type { Cluster, SlotPod } from '../../../../model/cluster.ts';
import type { DeploymentSetup } from '../../../../model/kubernetes/deployment.ts';
import { always, type Transcription } from './transcription.ts';
import { at } from './words.ts';

interface Named {
  readonly name: string;
  readonly setup: DeploymentSetup;
}

const deployments = ({ scenario }: Cluster): readonly Named[] =>
  Object.entries(scenario.deployments ?? {}).map(([name, setup]) => ({ name, setup }));

const belongs = (key: string, { name }: Named): boolean => key.startsWith(`${name}/`);

const pods = (cluster: Cluster, one: Named): readonly SlotPod[] =>
  Object.entries(cluster.slots)
    .filter(([key]) => belongs(key, one))
    .map(([, pod]) => pod);

const isReady = ({ state }: SlotPod): boolean => state === 'Ready' || state === 'Available';
const isUp = (pod: SlotPod): boolean => isReady(pod) || pod.state === 'Running';
/** Not over, not gone, not on its way out. */
const counts = (pod: SlotPod): boolean => (isUp(pod) || pod.state === 'Pending') && !pod.deleting;
const readyEndpoint = (pod: SlotPod): boolean => isReady(pod) && !pod.deleting;
/** Somebody has given it to a node and nobody has made sure that it has stopped. */
const mayStillRun = (pod: SlotPod): boolean => pod.state !== 'none' && pod.node !== '';

const amount = (given: number | string, of: number, up: boolean): number => {
  if (typeof given === 'number') return given;
  const exact = (Number(given.replace('%', '')) / 100) * of;
  return up ? Math.ceil(exact) : Math.floor(exact);
};

const surge = ({ setup }: Named, replicas: number): number => amount(setup.maxSurge, replicas, true);

const leastReady = ({ setup }: Named, replicas: number): number => {
  const unavailable = amount(setup.maxUnavailable, replicas, false);
  const forced = unavailable === 0 && amount(setup.maxSurge, replicas, true) === 0;
  return Math.max(0, replicas - (forced ? 1 : unavailable));
};

const complete = (cluster: Cluster, one: Named): boolean => {
  const { replicas, revision } = at(cluster.deployments, one.name);
  return Object.entries(cluster.replicaSets)
    .filter(([key]) => belongs(key, one))
    .every(([key, set]) =>
      key === `${one.name}/${revision}`
        ? set.replicas === replicas && set.active === replicas && set.available === replicas
        : set.replicas === 0 && set.active === 0,
    );
};

const rolls = ({ setup }: Named): boolean => setup.strategy === 'RollingUpdate';

/** Some Deployment of the cluster for which this is so. */
const some = (cluster: Cluster, test: (one: Named) => boolean): boolean => deployments(cluster).some(test);

const oldRunsBeside = (cluster: Cluster, one: Named): boolean => {
  const { revision } = at(cluster.deployments, one.name);
  return pods(cluster, one).some((pod) => pod.revision !== revision && mayStillRun(pod));
};

/** What the sentences about rollouts say. */
export const rollouts = {
  'rollout-completes': {
    kind: 'eventually',
    subjects: (cluster) =>
      deployments(cluster).flatMap(({ name, setup }) =>
        Object.keys(setup.revisions)
          .filter((revision) => setup.revisions[revision]?.works)
          .map((revision) => `${name} ${revision}`),
      ),
    from: (cluster, subject) =>
      some(cluster, ({ name }) => {
        const { revision, paused } = at(cluster.deployments, name);
        return subject === `${name} ${revision}` && !paused;
      }),
    to: (cluster, subject) =>
      some(cluster, (one) => {
        const { revision, paused } = at(cluster.deployments, one.name);
        if (!subject.startsWith(`${one.name} `)) return false;
        return paused || subject !== `${one.name} ${revision}` || complete(cluster, one);
      }),
  },
  'rollout-keeps-endpoints': always(({ before, event, after }) =>
    some(after, (one) => {
      if (event.type !== 'replicaset/podDeleted' || !rolls(one) || !belongs(event.slot, one)) return false;
      const { replicas } = at(after.deployments, one.name);
      const left = pods(after, one).filter(readyEndpoint).length;
      return readyEndpoint(at(before.slots, event.slot)) && left < leastReady(one, replicas);
    }),
  ),
  'rollout-within-surge': always(({ before, event, after }) =>
    some(after, (one) => {
      if (event.type !== 'deployment/replicaSetWritten' || !rolls(one) || event.deployment !== one.name) return false;
      if (event.replicas <= at(before.replicaSets, event.replicaSet).replicas) return false;
      const { replicas } = at(after.deployments, one.name);
      const sets = Object.entries(after.replicaSets).filter(([key]) => belongs(key, one));
      return sets.reduce((sum, [, set]) => sum + set.replicas, 0) > replicas + surge(one, replicas);
    }),
  ),
  'rollout-processes-within-surge': always(({ after }) =>
    some(after, (one) => {
      const { replicas } = at(after.deployments, one.name);
      return rolls(one) && pods(after, one).filter(isUp).length > replicas + surge(one, replicas);
    }),
  ),
  'recreate-never-overlaps': always(({ after }) =>
    some(after, (one) => {
      const { revision } = at(after.deployments, one.name);
      const fresh = pods(after, one).some((pod) => pod.revision === revision && isUp(pod));
      return one.setup.strategy === 'Recreate' && fresh && oldRunsBeside(after, one);
    }),
  ),
  'rollout-complete-means-old-stopped': always(({ after }) =>
    some(after, (one) => complete(after, one) && oldRunsBeside(after, one)),
  ),
  'no-new-pods-of-the-old-template': always(({ before, event, after }) =>
    some(before, (one) => {
      if (event.type !== 'replicaset/podCreated' || !belongs(event.slot, one)) return false;
      return at(after.slots, event.slot).revision !== at(before.deployments, one.name).revision;
    }),
  ),
  'scale-down-spares-the-ready': always(({ before, event }) =>
    some(before, (one) => {
      if (event.type !== 'replicaset/podDeleted' || !belongs(event.slot, one)) return false;
      const beside = pods(before, one).filter((pod) => `${one.name}/${pod.revision}` === event.replicaSet);
      return readyEndpoint(at(before.slots, event.slot)) && beside.some((pod) => counts(pod) && !isReady(pod));
    }),
  ),
  'replicaset-never-over-creates': always(({ event, after }) =>
    some(after, (one) => {
      if (event.type !== 'replicaset/podCreated' && event.type !== 'replicaset/createReplyLost') return false;
      if (!belongs(event.slot, one)) return false;
      const own = pods(after, one).filter((pod) => `${one.name}/${pod.revision}` === event.replicaSet);
      return own.filter(counts).length > one.setup.replicas;
    }),
  ),
} satisfies Readonly<Record<string, Transcription>>;
