/** Puts the cluster around each workload of a manifest: its nodes, Services, claims and what users and faults may do. */

import { delaySources, type InForce, type SaidAssumption } from '../assumptionSources.ts';
import type { Assumptions } from '../assumptions.ts';
import { allContainers } from '../kubernetes/spec.ts';
import {
  balancersOf,
  type Companions,
  companionsOf,
  type Manifest,
  type Problem,
  podTemplates,
  type Remark,
  refusals,
  remarksOn,
  schedulerText,
  shortened,
  templateSteps,
  viewsOf,
  type Workload,
} from '../manifest/index.ts';
import type { PodInstance } from '../scenario.ts';
import type { Whole } from '../slices/index.ts';
import { assumedFor, assumptionProblems, strayAssumptions } from './assumed.ts';
import { balancerNotes, balancerRemarks } from './balancerNotes.ts';
import { type ConfigurationEntry, unusedEntries } from './configuration.ts';
import { hookNotes, startNotes, startRemarks } from './hookNotes.ts';
import { ignoreProblems, ignoresOf } from './ignores.ts';
import type { Place } from './place.ts';
import { unknownAnnotations } from './unknownAnnotations.ts';

/** What is assumed of the cluster around the manifests, of its users and of what may fail. */
export interface Setting
  extends Pick<Whole, 'kubernetesVersion' | 'featureGates'>,
    Partial<Pick<Whole, 'switches' | 'user' | 'faults'>> {
  /** So many equal nodes, whatever the manifest has. */
  readonly nodeCount?: number;
  /** How long things take whatever a workload says; without it nothing is asked that depends on it, and no workload is heard. */
  readonly said?: readonly SaidAssumption[];
  /** What a configuration says of workloads; what they say themselves counts before it. */
  readonly configured?: readonly ConfigurationEntry[];
}

/** The workloads of a manifest, each of which can be put into its surroundings. */
export interface Surrounded {
  /** Those that Kubernetes takes and that can be searched. */
  readonly workloads: readonly Workload[];
  /** Why others are left out, and what is wrong with annotations. What `Manifest.problems` says is not repeated. */
  readonly problems: readonly Problem[];
  /** What is worth a second look, or was assumed. */
  readonly remarks: readonly Remark[];
  /** One of these workloads with what is around it; with hundreds of objects this takes a moment each. */
  readonly placeOf: (workload: Workload) => Place;
}

/** The workloads of a manifest in such a setting. */
export const surrounded = (manifest: Manifest, setting: Setting): Surrounded => {
  const templates = podTemplates(manifest, setting.nodeCount);
  const refused = refusals(manifest);
  const refusedObjects = new Set(refused.map(({ object }) => object));
  const workloads = templates.filter((one) => !refusedObjects.has(one.origin) && !isTooLarge(one));
  const viewFrom = viewsOf(manifest);
  const { configured = [] } = setting;
  return {
    workloads,
    problems: [
      ...refused.map(({ problem }) => problem),
      ...ignoreProblems(workloads),
      ...assumptionProblems(workloads),
      ...unknownAnnotations(manifest),
      ...templates.filter(isTooLarge).map(tooLarge),
    ],
    remarks: [
      ...remarksOn(manifest, workloads),
      ...strayAssumptions(manifest),
      ...unusedEntries(configured, workloads),
    ],
    placeOf: (workload) => {
      const seen = viewFrom(workload.origin.file);
      const objects = new Set(seen.objects);
      const others = workloads.filter(({ origin }) => objects.has(origin));
      const companions = companionsOf(seen, others, workload);
      const entries = configured.filter(({ selects }) => selects(workload));
      const assumed = assumedIn(workload, entries, setting.said);
      const balancers = balancersOf(seen, workload);
      const balanced = [...new Set(balancers.map(({ service }) => service))];
      const untimed = wholeOf(nameOf(workloads, workload), seen, others, workload, companions, setting);
      return {
        workload,
        whole: assumed === undefined ? untimed : { ...untimed, assumptions: assumed.assumptions, balanced },
        delaySources: assumed === undefined ? [] : delaySources(assumed),
        notes: [
          ...notesOn(workload, companions, assumed?.assumptions),
          ...balancerNotes(balancers, assumed?.assumptions),
        ],
        remarks: [...balancerRemarks(balancers, assumed?.assumptions), ...startRemarks(workload, assumed?.assumptions)],
        ignores: [...entries.flatMap(({ ignores }) => ignores), ...ignoresOf(workload)],
        services: Object.keys(companions.services),
      };
    },
  };
};

const assumedIn = (
  workload: Workload,
  entries: readonly ConfigurationEntry[],
  said: Setting['said'],
): InForce | undefined => {
  const configured = entries.flatMap(({ assumed }) => assumed.map((one) => one.said));
  return said === undefined ? undefined : assumedFor(workload, configured, said);
};

/** More containers than this in one pod take minutes before a search has even begun. */
const mostContainers = 250;

const isTooLarge = ({ spec }: Workload): boolean => allContainers(spec).length > mostContainers;

const tooLarge = ({ spec, origin, ...workload }: Workload): Problem =>
  origin.root
    .at(...templateSteps(workload), 'spec', 'containers')
    .problem(
      `this Pod has ${allContainers(spec).length} containers; at most ${mostContainers} are explored`,
      'leave out those that are alike',
    );

/** `Deployment/web`; with the namespace where the input has several, and with the file where another one has the same object. */
const nameOf = (workloads: readonly Workload[], { kind, name, namespace, origin }: Workload): string => {
  const hasSeveral = workloads.some((one) => one.namespace !== namespace);
  const called = hasSeveral ? `${namespace}/${kind}/${name}` : `${kind}/${name}`;
  const isOverlaid = workloads.some(
    (one) => one.origin !== origin && one.kind === kind && one.name === name && one.namespace === namespace,
  );
  return isOverlaid ? `${called} (${origin.file})` : called;
};

const notesOn = (
  workload: Workload,
  { assumed }: Companions,
  assumptions: Assumptions | undefined,
): readonly string[] => [
  ...(workload.controllerNote === '' ? [] : [workload.controllerNote]),
  ...(assumed.length === 0 ? [] : [`not in the input, assumed to exist: ${assumed.map(shortened).join(', ')}`]),
  ...workload.nodes.assumed,
  ...[schedulerText(workload) ?? []].flat(),
  ...hookNotes(workload.spec, assumptions),
  ...startNotes(workload.spec, assumptions),
];

const ordinaryScheduler = 'default-scheduler';

/** A pod as kube-scheduler's default profile takes it: of another scheduler nothing is known but that somebody relies on it. */
const scheduled = ({ name, spec }: PodInstance): PodInstance => ({
  name,
  spec: { ...spec, schedulerName: ordinaryScheduler },
});

type ServicesFor = Whole['servicesFor'];

/** Every slice asks, most of them the same. */
const remembered = (ask: ServicesFor): ServicesFor => {
  const known = new Map<string, ReturnType<ServicesFor>>();
  return (pods) => {
    const key = pods.join(' ');
    const services = known.get(key) ?? ask(pods);
    known.set(key, services);
    return services;
  };
};

const wholeOf = (
  name: string,
  manifest: Manifest,
  workloads: readonly Workload[],
  workload: Workload,
  companions: Companions,
  { kubernetesVersion, featureGates, switches, user = {}, faults = {} }: Setting,
): Whole => {
  const { claims, configObjects } = companions;
  const pods = workload.pods.length > 0 ? workload.pods : [{ name: `${workload.name}-1`, spec: workload.spec }];
  return {
    name,
    pods: pods.map(scheduled),
    ...(workload.rollout === undefined ? {} : { rollout: workload.rollout.map(scheduled) }),
    surge: workload.surge,
    keepsNames: workload.kind === 'StatefulSet' || workload.kind === 'Pod',
    kubernetesVersion,
    featureGates,
    ...(switches === undefined ? {} : { switches }),
    nodes: workload.nodes.nodes,
    nodesGiven: workload.nodes.given,
    servicesFor: remembered((pods) => companionsOf(manifest, workloads, workload, pods).services),
    claims,
    ...(configObjects === undefined ? {} : { configObjects }),
    user,
    faults,
  };
};
