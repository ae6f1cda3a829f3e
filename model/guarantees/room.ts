/** What kube-scheduler and the kubelet promise about the room on a node. */
import { type Cluster, cell } from '../cluster.ts';
import { effectiveRequests } from '../kubernetes/requests.ts';
import type { NodeName, Scenario } from '../scenario.ts';
import { everywhere, running, type Subject, step, subjects } from './build.ts';
import type { Guarantee } from './guarantee.ts';
import { requestsPath } from './places.ts';
import { byNobody, graceAboveZero } from './remedies.ts';

const demand = (scenario: Scenario, uids: readonly string[], resource: string): number =>
  uids.reduce((sum, uid) => {
    const instance = scenario.instances[uid];
    return sum + (instance === undefined ? 0 : (effectiveRequests(instance.spec)[resource] ?? 0));
  }, 0);

/** C47, C59, property 7. */
const noOvercommitInApi: Guarantee = {
  id: 'no-overcommit-in-api',
  sentence:
    'The Pods that the API shows on one node, Succeeded and Failed ones aside, never request more than the node has.',
  broken: 'the API shows more Pods on a node than fit',
  facts: ['C42', 'C47', 'C59'],
  standing: 'conditional',
  condition: 'one scheduler, no Pod created with spec.nodeName, and no Binding whose answer was lost',
  slices: ['capacity'],
  applies: (scenario) => Object.keys(scenario.instances).length > 1,
  why: 'A Binding whose answer is lost is forgotten by the scheduler until its informer shows the Pod; the room is given away twice.',
  advice:
    'Nothing in the manifest changes this; the kubelet turns the surplus Pod away (OutOfcpu) and its controller makes a new one.',
  where: requestsPath,
  remedy: byNobody,
  mutant: 'assume-forgotten',
  promises: (scenario) =>
    Object.entries(scenario.nodes).map(([node, { allocatable }]) =>
      everywhere(`node ${node}`, (cluster) => {
        const bound = subjects(scenario)
          .filter(({ uid, name }) => {
            const pod = cell(cluster, 'pods', name);
            if (pod.uid !== uid || pod.nodeName !== node) return false;
            const { phase } = cell(cluster, 'statuses', name);
            return phase === 'Pending' || phase === 'Running';
          })
          .map(({ uid }) => uid);
        if (bound.length === 0) return undefined;
        return Object.entries(allocatable).every(([resource, amount]) =>
          resource === 'pods' ? bound.length <= amount : demand(scenario, bound, resource) <= amount,
        );
      }),
    ),
};

/** Not yet fully stopped on this node: containers run, or a worker has not confirmed that none does. */
const usesNode = (cluster: Cluster, subject: Subject, node: NodeName): boolean => {
  const worker = cell(cluster, 'workers', subject.uid);
  if (worker.node !== node) return false;
  return worker.state === 'sync' || worker.state === 'terminating' || running(cluster, subject).length > 0;
};

/** C77–C79, property 8. */
const noOvercommitAtAdmission: Guarantee = {
  id: 'no-overcommit-at-kubelet-admission',
  sentence: 'A kubelet admits a Pod only if the node has room for it beside every Pod not yet fully stopped.',
  broken: 'a kubelet admits a Pod while the room it needs is still in use',
  facts: ['C77', 'C78', 'C79', 'C80', 'C81'],
  standing: 'conditional',
  condition:
    'nobody deletes with grace 0 (--force, or terminationGracePeriodSeconds 0), no deadline passes, and the kubelet does not restart',
  slices: ['capacity'],
  applies: (scenario) => Object.keys(scenario.instances).length > 1,
  why:
    'The kubelet counts the Pods of its config that it admitted, terminating ones included, not what runs: a Pod whose object is gone is ' +
    'forgotten while its containers stop, one past its deadline until its worker turns to it, and a restarted kubelet has admitted nobody yet.',
  advice:
    'Do not use --force, and do not set terminationGracePeriodSeconds: 0. Even so a Pod bound in good faith can end Failed with OutOfcpu.',
  remedy: graceAboveZero,
  mutant: 'kubelet-admits-everything',
  promises: (scenario) =>
    subjects(scenario).map(({ uid, label }) =>
      step(
        label,
        ['kubelet/podAdmitted'],
        (before, { node }) => {
          const here = subjects(scenario)
            .filter((other) => other.uid === uid || usesNode(before, other, node))
            .map((other) => other.uid);
          const room = scenario.nodes[node]?.allocatable ?? {};
          return Object.entries(room).every(([resource, amount]) =>
            resource === 'pods' ? here.length <= amount : demand(scenario, here, resource) <= amount,
          );
        },
        (event) => event.uid === uid,
      ),
    ),
};

/** The guarantees about room. */
export const roomGuarantees: readonly Guarantee[] = [noOvercommitInApi, noOvercommitAtAdmission];
