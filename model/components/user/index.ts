/**
 * The user: whoever else talks to the API server, with kubectl or through a controller of their own. Nothing obliges
 * a user to act, so these actors are not fair; how often each may act is a budget of the scenario. Every request is one
 * event, because what comes before storage cannot be seen; only create requests have their stages played out.
 *
 * Left out: eviction, drain, resize, ephemeral containers, and updates that change neither gates nor finalizers.
 */
import { match } from 'ts-pattern';
import type { Actor } from '../../actor.ts';
import { type Cluster, cell, patch, put } from '../../cluster.ts';
import type { Event, UserEvent } from '../../event.ts';
import { podNames } from '../../initial.ts';
import { deploymentIn } from '../../kubernetes/deployment.ts';
import type { PodSpec, Taint } from '../../kubernetes/spec.ts';
import { deploymentOf, instanceOf, type PodName, type Scenario, type Uid, uidsOf } from '../../scenario.ts';
import { deletePod, emptyFinalizers } from '../apiserver/delete.ts';
import { objectOf, updateErrors } from '../apiserver/validation.ts';
import { deleted } from '../pod/steps.ts';
import { graceOf } from './kubectl.ts';
import { onWorkloads } from './workloads.ts';

/** What `user/nodeTainted` puts on a node. NoSchedule, since nobody in the model evicts pods for NoExecute. */
export const maintenanceTaint: Taint = { key: 'maintenance', value: '', effect: 'NoSchedule' };

const shorterGrace = Number(graceOf({ now: true }));
const forcedGrace = Number(graceOf({ force: true }));

const person = (enabled: Actor['enabled']): Actor => ({ name: 'user', fair: false, enabled });

/**
 * Incarnations of a name are created in order, the next at the earliest when the one before was stored: so it may well
 * meet a 409.
 */
const creating = (scenario: Scenario, uid: Uid): Actor => {
  const incarnations = uidsOf(scenario, instanceOf(scenario, uid).name);
  const before = incarnations[incarnations.indexOf(uid) - 1];
  return person((cluster): readonly Event[] => {
    const { stage } = cell(cluster, 'requests', uid);
    if (stage !== 'unsent' && stage !== 'lost') return [];
    if (before !== undefined && !['stored', 'conflict'].includes(cell(cluster, 'requests', before).stage)) return [];
    return [{ type: 'user/createRequested', uid }];
  });
};

/** DELETE in its three strengths; each is offered while it would still change something (D6). */
const deleting = (pod: PodName): Actor =>
  person((cluster): readonly Event[] => {
    const { uid, deletionGracePeriodSeconds: pending } = cell(cluster, 'pods', pod);
    if (uid === '' || pending === 0) return [];
    const forced: Event = { type: 'user/podForceDeleted', pod };
    const shorter: Event = { type: 'user/podDeleted', pod, grace: shorterGrace };
    if (pending === null) return [{ type: 'user/podDeleted', pod, grace: null }, shorter, forced];
    return pending > shorterGrace ? [shorter, forced] : [forced];
  });

/** Updates the API server accepts: the last gates go, the finalizers go. */
const updating = (scenario: Scenario, pod: PodName): Actor =>
  person((cluster): readonly Event[] => {
    const stored = cell(cluster, 'pods', pod);
    if (stored.uid === '' || (!stored.gated && !stored.finalizers)) return [];
    const before = objectOf(stored, instanceOf(scenario, stored.uid).spec);
    const accepted = (change: Partial<PodSpec>) =>
      updateErrors(before, { ...before, spec: { ...before.spec, ...change } }).length === 0;
    const events: Event[] = [];
    if (stored.gated && accepted({ schedulingGates: [] })) events.push({ type: 'user/schedulingGatesRemoved', pod });
    if (stored.finalizers && accepted({ finalizers: [] })) events.push({ type: 'user/finalizersRemoved', pod });
    return events;
  });

/** Whoever looks after the pod's readiness gates turns their conditions on and off, all together. */
const settingReadinessGates = (scenario: Scenario, pod: PodName): Actor =>
  person((cluster): readonly Event[] => {
    const { uid } = cell(cluster, 'pods', pod);
    if (uid === '' || instanceOf(scenario, uid).spec.readinessGates.length === 0) return [];
    return [{ type: 'user/readinessGateSet', pod, value: !cell(cluster, 'statuses', pod).readinessGates }];
  });

const onNode = (node: string): Actor =>
  person((cluster): readonly Event[] => {
    const { unschedulable, taints, labels } = cell(cluster, 'nodes', node);
    const tainted = taints.some(({ key }) => key === maintenanceTaint.key);
    return [
      ...(unschedulable ? [] : [{ type: 'user/nodeCordoned', node } as const]),
      ...(tainted ? [] : [{ type: 'user/nodeTainted', node } as const]),
      ...(Object.keys(labels).length === 0 ? [] : [{ type: 'user/nodeRelabelled', node } as const]),
    ];
  });

const onClaim = (claim: string): Actor =>
  person((cluster) => {
    const { phase, deleting } = cell(cluster, 'claims', claim);
    return deleting || phase === 'Deleted' ? [] : [{ type: 'user/claimDeleted', claim }];
  });

/** One actor per kind of request and object; those no budget allows are left out. */
export const actors = (scenario: Scenario): readonly Actor[] => {
  const { user, instances, nodes, claims } = scenario;
  const may = (...kinds: readonly (keyof typeof user)[]) => kinds.some((kind) => user[kind] !== 0);
  const names = podNames(scenario);
  return [
    ...(may('create') ? Object.keys(instances).map((uid) => creating(scenario, uid)) : []),
    ...(may('delete', 'delete-shorter', 'force-delete') ? names.map(deleting) : []),
    ...(may('remove-gates', 'remove-finalizers') ? names.map((pod) => updating(scenario, pod)) : []),
    ...(may('set-readiness-gate') ? names.map((pod) => settingReadinessGates(scenario, pod)) : []),
    ...(may('cordon', 'taint', 'relabel') ? Object.keys(nodes).map(onNode) : []),
    ...(may('delete-claim') ? Object.keys(claims).map(onClaim) : []),
    ...onWorkloads(scenario).map(person),
  ];
};

const slotPodDeleted = (cluster: Cluster, slot: string, force: boolean): Cluster => {
  const { abrupt } = deploymentOf(cluster.scenario, deploymentIn(slot));
  return put(cluster, 'slots', slot, deleted(cell(cluster, 'slots', slot), force || abrupt));
};

/** Writes down what the request changed in storage. */
export const reduce = (cluster: Cluster, event: UserEvent): Cluster =>
  match(event)
    .with({ type: 'user/createRequested' }, ({ uid }) =>
      patch(cluster, 'requests', uid, { stage: 'authentication', rejectedAt: '' }),
    )
    .with({ type: 'user/podDeleted' }, ({ pod, grace }) => deletePod(cluster, pod, grace))
    .with({ type: 'user/podForceDeleted' }, ({ pod }) => deletePod(cluster, pod, forcedGrace))
    .with({ type: 'user/schedulingGatesRemoved' }, ({ pod }) => patch(cluster, 'pods', pod, { gated: false }))
    .with({ type: 'user/finalizersRemoved' }, ({ pod }) => emptyFinalizers(cluster, pod))
    .with({ type: 'user/readinessGateSet' }, ({ pod, value }) =>
      patch(cluster, 'statuses', pod, { readinessGates: value }),
    )
    .with({ type: 'user/nodeCordoned' }, ({ node }) => patch(cluster, 'nodes', node, { unschedulable: true }))
    .with({ type: 'user/nodeTainted' }, ({ node }) =>
      patch(cluster, 'nodes', node, { taints: [...cell(cluster, 'nodes', node).taints, maintenanceTaint] }),
    )
    .with({ type: 'user/nodeRelabelled' }, ({ node }) => patch(cluster, 'nodes', node, { labels: {} }))
    .with({ type: 'user/claimDeleted' }, ({ claim }) => patch(cluster, 'claims', claim, { deleting: true }))
    .with({ type: 'user/templateChanged' }, ({ deployment, revision }) =>
      patch(cluster, 'deployments', deployment, { revision }),
    )
    .with({ type: 'user/deploymentScaled' }, ({ deployment, replicas }) =>
      patch(cluster, 'deployments', deployment, { replicas }),
    )
    .with({ type: 'user/deploymentPaused' }, ({ deployment, paused }) =>
      patch(cluster, 'deployments', deployment, { paused }),
    )
    .with({ type: 'user/slotPodDeleted' }, ({ slot }) => slotPodDeleted(cluster, slot, false))
    .with({ type: 'user/slotPodForceDeleted' }, ({ slot }) => slotPodDeleted(cluster, slot, true))
    .exhaustive();
