/** What kube-scheduler and the Binding endpoint promise about who lands where. */
import { cell } from '../cluster.ts';
import { firstRejection } from '../components/scheduler/index.ts';
import { anyScenario, everywhere, somePod, step, subjects } from './build.ts';
import type { Guarantee } from './guarantee.ts';
import { byNobody, byPeople, noNodeName } from './remedies.ts';

const throughScheduler = somePod(
  ({ nodeName, schedulerName }) => nodeName === '' && schedulerName === 'default-scheduler',
);

/** C42, C47, property 5 in the form that holds. */
const feasibleNode: Guarantee = {
  id: 'no-binding-without-feasible-node',
  sentence: 'A Pod is bound only to a node that passed every Filter plugin in the scheduling cycle that chose it.',
  broken: 'a Pod is bound to a node that did not pass the filters',
  facts: ['C36', 'C38', 'C42', 'C47', 'C50'],
  standing: 'always',
  slices: ['pod', 'deadline', 'capacity'],
  applies: throughScheduler,
  why: 'The binding cycle binds what the scheduling cycle assumed, and a cycle assumes only among the nodes that pass Filter.',
  advice:
    'Nothing to change: no manifest can break this (except by setting spec.nodeName, which bypasses the scheduler).',
  remedy: byNobody,
  mutant: 'filter-skipped',
  promises: (scenario) =>
    subjects(scenario).map(({ uid, name, label }) =>
      step(
        label,
        ['scheduler/podAssumed', 'scheduler/podBound', 'scheduler/bindingReplyLost'],
        (before, event) => {
          if (event.type === 'scheduler/podAssumed')
            return cell(before, 'schedulerPods', name).uid === uid
              ? firstRejection(before, name, event.node) === undefined
              : undefined;
          const { assumed, assumedUid } = cell(before, 'scheduling', name);
          return assumedUid === uid ? assumed === event.node : undefined;
        },
        (event) => event.pod === name,
      ),
    ),
};

/** C38, C59, property 5 as people read it. */
const stillFeasible: Guarantee = {
  id: 'node-still-schedulable-when-bound',
  sentence: 'When a Pod is bound, its node is not cordoned.',
  broken: 'a Pod lands on a node that has just been cordoned',
  facts: ['C38', 'C58', 'C59'],
  standing: 'violated',
  condition: 'when the node is cordoned between Filter and the Binding',
  slices: ['pod', 'deadline'],
  applies: (scenario) =>
    throughScheduler(scenario) &&
    (scenario.user.cordon !== 0 || Object.values(scenario.nodes).some(({ unschedulable }) => unschedulable)),
  why: 'Filter works on a snapshot; the Binding endpoint checks the Pod, never the node.',
  advice: 'After a cordon look again for Pods that arrived late before you drain.',
  remedy: byPeople,
  mutant: 'filter-skipped',
  promises: (scenario) =>
    subjects(scenario).map(({ name, label }) =>
      step(
        label,
        ['scheduler/podBound', 'scheduler/bindingReplyLost'],
        (before, { node }) => !cell(before, 'nodes', node).unschedulable,
        ({ pod }) => pod === name,
      ),
    ),
};

/** C55, C57, property 3. */
const bindOnce: Guarantee = {
  id: 'bind-once',
  sentence: 'Once a Pod has a nodeName it keeps it for life.',
  broken: 'a Pod changes its node',
  facts: ['C55', 'C57'],
  standing: 'always',
  slices: ['pod', 'deadline', 'capacity'],
  applies: anyScenario,
  why: 'Binding demands an empty nodeName; update and status validation forbid a change.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
  mutant: 'binding-overwrites',
  promises: (scenario) =>
    subjects(scenario).map(({ uid, name, label }) =>
      step(
        label,
        ['scheduler/podBound', 'scheduler/bindingReplyLost', 'kubelet/statusPatched', 'user/schedulingGatesRemoved'],
        (before, _event, after) => {
          const was = cell(before, 'pods', name);
          if (was.uid !== uid) return undefined;
          return was.nodeName === '' || cell(after, 'pods', name).nodeName === was.nodeName;
        },
        (event) => ('pod' in event ? event.pod === name : event.uid === uid),
      ),
    ),
};

/** C54, C55, D14, property 4. */
const bindingGuards: Guarantee = {
  id: 'binding-guards',
  sentence:
    'A Binding succeeds only for the right incarnation, without scheduling gates, not being deleted, not bound yet.',
  broken: 'a Binding succeeds that should have been refused',
  facts: ['C54', 'C55', 'D14'],
  standing: 'always',
  slices: ['pod', 'deadline', 'identity'],
  applies: throughScheduler,
  why: 'The Binding endpoint checks all four in one compare-and-swap.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
  mutant: 'binding-ignores-deletion',
  promises: (scenario) =>
    subjects(scenario).map(({ name, label }) =>
      step(
        label,
        ['scheduler/podBound', 'scheduler/bindingReplyLost'],
        (before) => {
          const pod = cell(before, 'pods', name);
          const { assumedUid } = cell(before, 'scheduling', name);
          return pod.uid === assumedUid && !pod.gated && pod.deletionGracePeriodSeconds === null && pod.nodeName === '';
        },
        ({ pod }) => pod === name,
      ),
    ),
};

/** C31, property 4 second half. */
const gatedNeverScheduled: Guarantee = {
  id: 'gated-pod-is-not-scheduled',
  sentence: 'While a Pod has scheduling gates it has no node.',
  broken: 'a Pod gets a node while it has scheduling gates',
  facts: ['C12', 'C15', 'C31', 'C55'],
  standing: 'always',
  slices: ['pod', 'deadline'],
  applies: somePod(({ schedulingGates }) => schedulingGates.length > 0),
  why: 'PreEnqueue keeps a gated Pod out of the queue, and Binding refuses it.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
  mutant: 'gates-ignored',
  promises: (scenario) =>
    subjects(scenario).map(({ name, label }) =>
      everywhere(label, (cluster) => {
        const pod = cell(cluster, 'pods', name);
        return pod.gated ? pod.nodeName === '' : undefined;
      }),
    ),
};

/** C56. */
const scheduledMeansBound: Guarantee = {
  id: 'pod-scheduled-means-bound',
  sentence: 'PodScheduled is True in the API only if the Pod has a node.',
  broken: 'PodScheduled is True of a Pod without a node',
  facts: ['C56', 'C125'],
  standing: 'always',
  slices: ['pod', 'deadline'],
  applies: anyScenario,
  why: 'The Binding writes both in one step.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
  mutant: 'scheduled-before-bound',
  promises: (scenario) =>
    subjects(scenario).map(({ name, label }) =>
      everywhere(label, (cluster) =>
        cell(cluster, 'statuses', name).podScheduled === 'True'
          ? cell(cluster, 'pods', name).nodeName !== ''
          : undefined,
      ),
    ),
};

const hasClaims = somePod(({ volumes }) => volumes.some(({ kind }) => kind === 'persistentVolumeClaim'));

/** C52, property 6. */
const claimsBeforeBinding: Guarantee = {
  id: 'claims-bound-before-binding',
  sentence: 'A Pod gets its node only when every PersistentVolumeClaim it uses is Bound.',
  broken: 'a Pod gets its node before its claims are bound',
  facts: ['C52', 'C58'],
  standing: 'conditional',
  condition:
    'the Pod goes through the default scheduler (spec.nodeName is not set by hand), and nobody deletes the claim meanwhile',
  slices: ['claims'],
  applies: hasClaims,
  why:
    'VolumeBinding waits in PreBind; a Pod created with spec.nodeName never meets it. And a claim is protected only by Pods that have a ' +
    'node already: one deleted between PreBind and the Binding is gone.',
  advice: 'Leave spec.nodeName empty, use nodeSelector or affinity; delete Pods before their claims.',
  where: () => ['nodeName'],
  remedy: noNodeName,
  mutant: 'bind-before-claims',
  promises: (scenario) =>
    subjects(scenario).map(({ uid, name, spec, label }) => {
      const claims = spec.volumes.flatMap((volume) => (volume.kind === 'persistentVolumeClaim' ? [volume.claim] : []));
      return step(
        label,
        ['scheduler/podBound', 'scheduler/bindingReplyLost', 'apiserver/podStored'],
        (before, event, after) => {
          if (claims.length === 0 || cell(after, 'pods', name).uid !== uid) return undefined;
          if (cell(after, 'pods', name).nodeName === '' || ('uid' in event && event.uid !== uid)) return undefined;
          return claims.every((claim) => cell(before, 'claims', claim).phase === 'Bound');
        },
        (event) => ('pod' in event ? event.pod === name : event.uid === uid),
      );
    }),
};

/** C20a. */
const schedulerStays: Guarantee = {
  id: 'scheduler-does-not-exit',
  sentence: 'No Pod that kube-scheduler is shown makes it end its own process.',
  broken: 'a Pod that is made again makes kube-scheduler exit',
  facts: ['C20', 'C20a'],
  standing: 'conditional',
  condition:
    'Kubernetes 1.34, or no Pod is made again while kube-scheduler has not seen that the bound one of its name is gone',
  slices: ['identity'],
  applies: anyScenario,
  why:
    'Its informer is keyed by name and may show the old Pod and the new one as one update. Since 1.35 kube-scheduler takes that for a bound Pod ' +
    'that has moved, finds its cache corrupted and exits (kubernetes/kubernetes#141255).',
  advice:
    'Nothing in the manifest changes this: run kube-scheduler where something restarts it, as a static Pod is, or with a release that has the fix.',
  remedy: byPeople,
  mutant: 'recreated-pod-ends-scheduler',
  promises: (scenario) =>
    [...new Set(subjects(scenario).map(({ name }) => name))].map((name) =>
      step(
        name,
        ['watch/schedulerSawPod', 'scheduler/restarted'],
        ({ schedulerPods }, { type }) =>
          schedulerPods[name]?.uid === '' ? undefined : type === 'watch/schedulerSawPod',
        ({ pod }) => pod === name,
      ),
    ),
};

/** The guarantees about scheduling and room. */
export const schedulingGuarantees: readonly Guarantee[] = [
  feasibleNode,
  stillFeasible,
  bindOnce,
  bindingGuards,
  gatedNeverScheduled,
  scheduledMeansBound,
  claimsBeforeBinding,
  schedulerStays,
];
