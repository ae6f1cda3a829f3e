/**
 * A scenario for a cluster that belongs to others: its nodes, classes and volumes are what they are. Where the Pod may run was decided by the
 * model beforehand; the case has one of the nodes that fit, and does not ask for it.
 */
import { put } from '../../model/cluster.ts';
import { firstRejection } from '../../model/components/scheduler/index.ts';
import { initialCluster } from '../../model/initial.ts';
import type { PodSpec } from '../../model/kubernetes/spec.ts';
import type { NodeName, Scenario } from '../../model/scenario.ts';

/** A scenario, and what it no longer has, in sentences. */
export interface Foreign {
  readonly scenario: Scenario;
  readonly leftOut: readonly string[];
}

/** The nodes on which every Pod of the scenario could run if it were alone and its claims bound. */
const fitting = (scenario: Scenario): readonly NodeName[] => {
  const claims = Object.fromEntries(
    Object.entries(scenario.claims).map(([name, one]) => [name, { ...one, bound: true }]),
  );
  const start = initialCluster({ ...scenario, claims });
  return Object.keys(scenario.nodes).filter((node) =>
    Object.entries(scenario.instances).every(([uid, { name }]) => {
      const seen = put(start, 'schedulerPods', name, { uid, nodeName: '', gated: false, deleting: false });
      return firstRejection(seen, name, node) === undefined;
    }),
  );
};

const asksFor = (spec: PodSpec): boolean =>
  spec.nodeAffinity !== undefined ||
  Object.keys(spec.nodeSelector).length > 0 ||
  [spec.podAffinity, spec.podAntiAffinity, spec.topologySpreadConstraints].some((rules) => rules.length > 0);

const unplaced = ({ nodeAffinity: _asked, ...spec }: PodSpec): PodSpec => ({
  ...spec,
  nodeSelector: {},
  podAffinity: [],
  podAntiAffinity: [],
  topologySpreadConstraints: [],
  priority: 0,
  preemptionPolicy: 'PreemptLowerPriority',
});

const withoutClaims = (spec: PodSpec): PodSpec => ({
  ...spec,
  volumes: spec.volumes.map((volume) =>
    volume.kind === 'persistentVolumeClaim' ? { kind: 'emptyDir', name: volume.name } : volume,
  ),
});

/** The same for a cluster of others; as it is, if no node fits. `keepsClaims`: the scenario is about them. */
export const foreign = (scenario: Scenario, keepsClaims: boolean): Foreign => {
  const [home] = fitting(scenario);
  const room = home === undefined ? undefined : scenario.nodes[home];
  if (home === undefined || room === undefined) return { scenario, leftOut: [] };
  const specs = Object.values(scenario.instances).map(({ spec }) => spec);
  const claims = Object.keys(scenario.claims);
  const apply = (spec: PodSpec): PodSpec => (keepsClaims ? unplaced(spec) : withoutClaims(unplaced(spec)));
  return {
    scenario: {
      ...scenario,
      nodes: { [home]: { ...room, labels: {}, taints: [] } },
      instances: Object.fromEntries(
        Object.entries(scenario.instances).map(([uid, { name, spec }]) => [uid, { name, spec: apply(spec) }]),
      ),
      claims: keepsClaims ? scenario.claims : {},
    },
    leftOut: [
      ...(Object.keys(scenario.nodes).length === 1 ? [] : ['the cases have one node, on which the Pod fits']),
      ...(specs.some(asksFor)
        ? ['the cases have no node selector, affinity and topology spread: the nodes are not theirs to label']
        : []),
      ...(specs.some(({ priority }) => priority !== 0)
        ? ['the cases have no priority: a PriorityClass lies in no namespace']
        : []),
      ...(claims.length === 0 || keepsClaims
        ? []
        : [
            `the cases have emptyDir volumes in place of the claims ${claims.join(', ')}: a StorageClass lies in no namespace`,
          ]),
    ],
  };
};
