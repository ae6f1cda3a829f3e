/** Which first steps of a run only set the stage, and what stands on it then. Nothing is lost: reports keep every step. */
import type { Trace } from '../../generators/explore/machine.ts';
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { allContainers } from '../../model/kubernetes/spec.ts';
import { containerKey, uidsOf } from '../../model/scenario.ts';
import { isFromOutside } from '../../model/traits/index.ts';
import { listed, nodeNamed } from './names.ts';
import type { Setting } from './timeline.ts';

/** Shorter beginnings are not worth folding. */
const fewest = 6;
/** Of a run in which nobody interferes this many last steps are shown. */
const lastSteps = 12;

/** True of what users and faults do to a pod under way; the first creation of a pod is no interference. */
const interferes = (event: Event, cluster: Cluster): boolean => {
  if (event.type === 'user/createRequested') {
    const name = cluster.scenario.instances[event.uid]?.name ?? '';
    return uidsOf(cluster.scenario, name)[0] !== event.uid;
  }
  return isFromOutside(event);
};

/** The stage-setting beginning of a run, if it has one worth folding: all before the first interference. */
export const settingOf = ({ initial, steps, loopsTo }: Trace<Cluster, Event>): Setting | undefined => {
  const first = steps.findIndex(({ event }) => interferes(event, initial));
  const turn = Math.min(first === -1 ? steps.length - lastSteps : first, loopsTo ?? steps.length);
  const stage = steps[turn - 1]?.state;
  return turn < fewest || stage === undefined ? undefined : { steps: turn, says: standing(stage) };
};

/** How things stand in a cluster, in one line: each stored pod with its node, its phase and the containers that run. */
export const standing = (cluster: Cluster): string => {
  const pods = Object.entries(cluster.pods).filter(([, pod]) => pod.uid !== '');
  return pods.length === 0 ? 'no pod is stored yet' : pods.map(([name]) => standingOf(cluster, name)).join('; ');
};

const standingOf = (cluster: Cluster, name: string): string => {
  const pod = cluster.pods[name];
  const status = cluster.statuses[name];
  if (pod === undefined || status === undefined) return '';
  const spec = cluster.scenario.instances[pod.uid]?.spec;
  const running = (spec === undefined ? [] : allContainers(spec))
    .map((container) => container.name)
    .filter((container) => cluster.containers[containerKey(pod.uid, container)]?.state === 'running');
  return [
    `pod ${name} is ${status.phase}${status.ready ? ' and ready' : ''}`,
    ...(pod.nodeName === '' ? ['not scheduled'] : [`on ${nodeNamed(pod.nodeName)}`]),
    ...(running.length === 0 ? [] : [`${listed(running)} running`]),
  ].join(', ');
};
