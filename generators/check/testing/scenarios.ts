/** Small scenarios for the expected verdicts. Pods are named web and db; `web#2` is a second incarnation of web. */
import type { Container, PodSpec, ServiceSpec } from '../../../model/kubernetes/spec.ts';
import type { Scenario } from '../../../model/scenario.ts';
import { container, nodeSpec, podSpec, scenario } from '../../../model/testing/scenario.ts';

/** What may be said of a scenario besides its pods. */
export type More = Parameters<typeof scenario>[0];

/** One pod `web`. */
export const onePod = (spec: Partial<PodSpec> = {}, more: More = {}): Scenario =>
  scenario({ instances: { 'web#1': { name: 'web', spec: podSpec(spec) } }, ...more });

/** Two pods `web` and `db`, created in any order. */
export const twoPods = (web: Partial<PodSpec>, db: Partial<PodSpec>, more: More = {}): Scenario =>
  scenario({
    instances: { 'web#1': { name: 'web', spec: podSpec(web) }, 'db#1': { name: 'db', spec: podSpec(db) } },
    ...more,
    user: { ...more.user, create: 2 },
  });

/** Two incarnations of `web`, one after the other. */
export const recreated = (spec: Partial<PodSpec> = {}, more: More = {}): Scenario =>
  scenario({
    instances: { 'web#1': { name: 'web', spec: podSpec(spec) }, 'web#2': { name: 'web', spec: podSpec(spec) } },
    ...more,
    user: { ...more.user, create: 2 },
  });

/** Straight onto the node, past the scheduler: fewer states where the scheduler does not matter. */
export const placed = { nodeName: 'n1' } as const;

/** Every watcher sees every write at once. */
export const noLag = { 'watch-lag': 0 } as const;

/** One delete, one kubelet restart, one dead sandbox, one crash. */
export const troubled = {
  user: { delete: 1 },
  faults: { 'kubelet-restart': 1, 'sandbox-failure': 1, 'container-crash': 1 },
} as const;

/** The same, with watches that do not lag. */
export const troubledNoLag = { ...troubled, faults: { ...troubled.faults, ...noLag } } as const;

/** A pod that needs a label of its node. */
export const picky = { nodeSelector: { disk: 'ssd' } };

/** A node with that label, and a kubelet that may restart: with a user who relabels, it may refuse the pod that runs. */
export const refusal = {
  nodes: { n1: nodeSpec({ labels: { disk: 'ssd' } }) },
  faults: { 'kubelet-restart': 1, ...noLag },
} as const;

/** A main container and one that follows it. */
export const appAndLog = (app: Partial<Container> = {}, log: Partial<Container> = {}): readonly Container[] => [
  container('app', app),
  container('log', log),
];

/** An init container that must exit 0. */
export const init = (fields: Partial<Container> = {}): Container => container('init', fields);

/** A sidecar. */
export const sidecar = (name = 'proxy', fields: Partial<Container> = {}): Container =>
  container(name, { restartPolicy: 'Always', ...fields });

/** A hook that runs a command. */
export const hook = { handler: 'exec' } as const;

/** A pod with an emptyDir that its main container mounts. */
export const withEmptyDir: Partial<PodSpec> = {
  volumes: [{ kind: 'emptyDir', name: 'data' }],
  containers: [container('app', { volumeMounts: ['data'] })],
};

/** A pod with a claim that its main container mounts. */
export const withClaim: Partial<PodSpec> = {
  volumes: [{ kind: 'persistentVolumeClaim', name: 'data', claim: 'data' }],
  containers: [container('app', { volumeMounts: ['data'] })],
};

/** A claim that is bound when the first pod that uses it is scheduled. */
export const lateClaim: Pick<Scenario, 'claims'> = {
  claims: {
    data: {
      accessModes: ['ReadWriteOnce'],
      volumeBindingMode: 'WaitForFirstConsumer',
      reclaimPolicy: 'Delete',
      bound: false,
    },
  },
};

/** A Service `web` that selects the pod `web`; one other replica is always ready. */
export const service = (fields: Partial<ServiceSpec> = {}): Pick<Scenario, 'services'> => ({
  services: {
    web: {
      pods: ['web'],
      publishNotReadyAddresses: false,
      internalTrafficPolicy: 'Cluster',
      otherReadyEndpoints: 1,
      ...fields,
    },
  },
});
