/** The scenario of one recorded Pod: the Pod as it was stored, a node that takes it, its Services, and nobody who is held back by a budget. */
import { type Budgets, budgetsOf } from '../../model/budget.ts';
import { resolveGates } from '../../model/gates.ts';
import { podTemplates, problemText, readManifest } from '../../model/manifest/index.ts';
import { type PodInstance, type Scenario, unlimited } from '../../model/scenario.ts';
import { switchesOf } from '../../model/switches.ts';
import { type Fields, fieldsOf } from '../logs/objects.ts';
import type { History } from './entry.ts';

/** The one Pod of such a scenario, as the model calls it and its incarnation. */
export const thePod = { name: 'pod', uid: 'pod#1', node: 'node-1' } as const;

/**
 * How much may go wrong. `usual`: programs end, probes fail, watches lag · `node`: what the kubelet and the runtime do may fail, and the kubelet
 * may restart · `any`: answers of the API server may be lost as well, which is everything the model knows. Out-of-memory kills show nothing
 * but an exit code, which is free anyway; what hangs for ever shows nothing at all.
 */
export const liberties = ['usual', 'node', 'any'] as const;
/** One of them; each has all runs of the one before. */
export type Liberty = (typeof liberties)[number];

const usual: Budgets = {
  create: unlimited,
  delete: unlimited,
  'delete-shorter': unlimited,
  'force-delete': unlimited,
  'remove-gates': unlimited,
  'remove-finalizers': unlimited,
  'set-readiness-gate': unlimited,
  'probe-failure': unlimited,
  'watch-lag': unlimited,
};

const node: Budgets = {
  ...usual,
  'kubelet-restart': unlimited,
  'image-pull-failure': unlimited,
  'volume-failure': unlimited,
  'hook-failure': unlimited,
  'sandbox-failure': unlimited,
  'stop-failure': unlimited,
};

const budgets: Readonly<Record<Liberty, Budgets>> = { usual, node, any: { ...node, 'lost-reply': unlimited } };

/** Fields that ask for other Pods by their labels: alone on its node, a Pod may still ask for itself. */
const placed = ['affinity', 'topologySpreadConstraints'] as const;

/**
 * What of the stored object decides. What the API server and the kubelet added to it does not, and neither do names that every Pod of an
 * owner has others of: without them Pods of one owner are one model.
 */
const manifestOf = (object: unknown, namesNode: boolean): Fields => {
  const { metadata, spec } = fieldsOf(object);
  const { labels, finalizers } = fieldsOf(metadata);
  const { nodeName: _node, ephemeralContainers: _ephemeral, hostname: _host, ...rest } = fieldsOf(spec);
  const kept = { ...(placed.some((field) => field in rest) ? { labels } : {}), finalizers };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: thePod.name,
      ...Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)),
    },
    spec: namesNode ? { ...rest, nodeName: thePod.node } : rest,
  };
};

/** The ServiceAccount admission plugin gives the token's volume a name with five letters drawn by lot. */
const tokenVolumes = /kube-api-access-[a-z0-9]{5}/g;

/** The scenario of a history, or why there is none. */
export type Setting =
  | { readonly ok: true; readonly scenarioFor: (liberty: Liberty) => Scenario }
  | { readonly ok: false; readonly why: string };

const servicesOf = ({ services }: History): Scenario['services'] =>
  Object.fromEntries(
    services.map(({ name, publishNotReadyAddresses }) => [
      name,
      {
        pods: [thePod.name],
        publishNotReadyAddresses,
        internalTrafficPolicy: 'Cluster',
        // Nobody sees what kube-proxy does with it.
        unproxied: 'headless',
        otherReadyEndpoints: 0,
      } as const,
    ]),
  );

/** Claims are not recorded: a Pod that runs had what it asked for. */
const withoutClaims = ({ spec }: PodInstance): PodInstance => ({
  name: thePod.name,
  spec: { ...spec, volumes: spec.volumes.filter(({ kind }) => kind !== 'persistentVolumeClaim') },
});

/** Reads the stored Pod as a manifest. */
export const settingOf = (history: History, version: string): Setting => {
  const text = JSON.stringify(manifestOf(history.object, history.namesNode)).replaceAll(
    tokenVolumes,
    'kube-api-access',
  );
  const manifest = readManifest(text, `${history.namespace}/${history.name}`, { kubernetesVersion: version });
  const [workload] = podTemplates(manifest, 1);
  const [problem] = manifest.problems;
  const pod = workload?.pods[0];
  if (problem !== undefined || workload === undefined || pod === undefined) {
    return { ok: false, why: problem === undefined ? 'the stored Pod has no spec' : problemText(problem) };
  }
  const gates = resolveGates(version);
  if (!gates.ok) return { ok: false, why: gates.errors.join('; ') };
  const [node] = Object.values(workload.nodes.nodes);
  if (node === undefined) return { ok: false, why: 'no node would take such a Pod' };
  const instance = withoutClaims(pod);
  return {
    ok: true,
    scenarioFor: (liberty) => ({
      name: 'a recorded Pod',
      kubernetesVersion: version,
      featureGates: gates.featureGates,
      switches: switchesOf(version),
      instances: { [thePod.uid]: instance },
      nodes: { [thePod.node]: node },
      services: servicesOf(history),
      claims: {},
      ...budgetsOf(budgets[liberty]),
      probeThresholds: 'one',
      reportedStatus: 'all',
      serving: false,
    }),
  };
};
