/** Promises that several exhibits ask and no guarantee of the product makes. */
import { cell } from '../../model/cluster.ts';
import { everywhere, isRunning, step, subjects } from '../../model/guarantees/build.ts';
import { insufficientResources } from '../../model/kubernetes/requests.ts';
import { instanceOf } from '../../model/scenario.ts';
import type { BarePromise } from './exhibit.ts';

/** VOL: what a container has mounted stays mounted. */
export const mountedWhileRunning: BarePromise = {
  sentence: 'The volumes of a Pod stay mounted as long as a container that mounts some of them runs.',
  promises: (scenario) =>
    subjects(scenario).map(({ uid, spec, label }) => {
      const users = [...spec.initContainers, ...spec.containers].filter(({ volumeMounts }) => volumeMounts.length > 0);
      return everywhere(label, (cluster) =>
        users.some((container) => isRunning(cluster, uid, container))
          ? cell(cluster, 'volumes', uid).mounted
          : undefined,
      );
    }),
};

const terminal: readonly string[] = ['Succeeded', 'Failed'];

/**
 * ADMIT: a kubelet turns a pod away for lack of room only if a pod that the API shows alive on that node takes it. It has something to
 * say where another pod of the node is over already in the API: then there is room.
 */
export const rejectedOnlyBesideTheLiving: BarePromise = {
  sentence: 'A kubelet turns a Pod away for lack of room only if Pods that are alive in the API leave it none.',
  promises: (scenario) =>
    subjects(scenario).map(({ uid, spec, label }) =>
      step(
        label,
        ['kubelet/podAdmitted', 'kubelet/podRejected'],
        (before, event) => {
          const others = subjects(scenario).filter((other) => {
            const { uid: stored, nodeName } = cell(before, 'pods', other.name);
            return other.uid !== uid && stored === other.uid && nodeName === event.node;
          });
          const isOver = (name: string) => terminal.includes(cell(before, 'statuses', name).phase);
          if (!others.some(({ name }) => isOver(name))) return undefined;
          if (event.type === 'kubelet/podAdmitted') return true;
          const alive = others.filter(({ name }) => !isOver(name)).map((other) => instanceOf(scenario, other.uid).spec);
          const allocatable = scenario.nodes[event.node]?.allocatable ?? {};
          return !event.reason.startsWith('OutOf') || insufficientResources(spec, alive, allocatable).length > 0;
        },
        (event) => event.uid === uid,
      ),
    ),
};
