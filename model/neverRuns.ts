/** Why a pod never runs: what to say instead of an answer about a situation that is not reached. */
import { type Cluster, cell } from './cluster.ts';
import { rejections } from './components/scheduler/index.ts';
import { initialCluster, podNames } from './initial.ts';
import { allContainers } from './kubernetes/spec.ts';
import { enabled, reduce } from './reducer.ts';
import { containerKey, instanceOf, type PodName, type Scenario } from './scenario.ts';
import { runningCluster } from './start.ts';

const runs = (cluster: Cluster, pod: PodName): boolean => {
  const { uid } = cell(cluster, 'pods', pod);
  return (
    uid !== '' &&
    allContainers(instanceOf(cluster.scenario, uid).spec).some(
      ({ name }) => cell(cluster, 'containers', containerKey(uid, name)).state !== 'none',
    )
  );
};

/** `NodeAffinity refuses node-1, node-2; TaintToleration refuses node-3`. */
const refusals = (cluster: Cluster, pod: PodName): string => {
  const byNode = Object.entries(rejections(cluster, pod));
  const plugins = [...new Set(byNode.map(([, plugin]) => plugin))];
  return plugins
    .map((plugin) => {
      const nodes = byNode.filter(([, other]) => other === plugin).map(([node]) => node);
      return `${plugin === '' ? 'nothing' : plugin} refuses ${nodes.join(', ')}`;
    })
    .join('; ');
};

const reasonFor = (cluster: Cluster, pod: PodName): string => {
  const { uid, nodeName } = cell(cluster, 'pods', pod);
  if (uid === '') return 'it is never created';
  const { phase, reason } = cell(cluster, 'statuses', pod);
  if (phase === 'Failed') return `the kubelet on ${nodeName} turns it away (${reason})`;
  const { nodeName: bound, gated } = cell(cluster, 'schedulerPods', pod);
  if (gated) return 'a scheduling gate holds it back';
  if (nodeName === '' && bound === '') return refusals(cluster, pod);
  return `nothing starts it on ${nodeName}`;
};

/**
 * `Pod web never runs here, because NodeAffinity refuses node-1`: the first pod that does not run although everything that can go well
 * goes well; undefined if all of them do. Gates, volumes and images that only somebody else could mend are judged as the scenario has them.
 */
export const neverRuns = (scenario: Scenario): string | undefined => {
  const rest = runningCluster(initialCluster(scenario), enabled, reduce);
  const stuck = podNames(scenario).find((pod) => !runs(rest, pod));
  return stuck === undefined ? undefined : `Pod ${stuck} never runs here, because ${reasonFor(rest, stuck)}`;
};
