/** What the input says that its author has perhaps not meant: selectors and ports that lead nowhere, and what is assumed in place of something. */
import { allContainers } from '../kubernetes/spec.ts';
import { compareReleases, kubernetesVersions } from '../versions.ts';
import type { Cursor } from './cursor.ts';
import type { ManifestObject } from './objects.ts';
import { viewsOf } from './overlays.ts';
import type { Manifest } from './parse.ts';
import { type Position, readable, shortPath } from './problem.ts';
import { isHeadless, selects, servedBy, targetPortsOf } from './services.ts';
import { templateOf } from './template.ts';
import { locateInPod, type Workload } from './workload.ts';

/** Something worth a second look. No answer is wrong for it, but perhaps the input. */
export interface Remark extends Position {
  /** The object it is about, as `Service/web`. */
  readonly object: string;
  readonly field: string;
  readonly text: string;
}

const nameOf = ({ kind, name }: Pick<ManifestObject, 'kind' | 'name'>): string => `${kind}/${name}`;

const at = (object: string, cursor: Cursor, text: string): Remark => ({
  ...cursor.position,
  object: readable(object),
  field: shortPath(cursor.path),
  text: readable(text),
});

const inPod = (workload: Workload, path: string, text: string): Remark => ({
  ...locateInPod(workload, path),
  object: readable(nameOf(workload)),
  field: path,
  text: readable(text),
});

const isSelecting = ({ root }: ManifestObject): boolean =>
  root.at('spec', 'selector').keys.length > 0 && root.at('spec', 'type').text !== 'ExternalName';

const labelsOf = (selector: Cursor): string =>
  Object.entries(selector.texts)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');

/** Names of ports that no container of these workloads declares. */
const unknownPorts = (service: ManifestObject, workloads: readonly Workload[]): readonly Remark[] =>
  targetPortsOf(service)
    .filter(({ port }) => typeof port === 'string')
    .filter((target) => workloads.every(({ spec }) => servedBy(spec, target).containers.length === 0))
    .map(({ port, protocol, at: cursor }) =>
      at(
        nameOf(service),
        cursor,
        `no container of ${workloads.map(nameOf).join(', ')} declares a ${protocol} port named ${port}: endpoints lack it, so nothing is sent there`,
      ),
    );

/** Numbers that several containers might serve, as nobody declares them. */
const guessedPorts = (service: ManifestObject, workloads: readonly Workload[]): readonly Remark[] =>
  isHeadless(service)
    ? []
    : workloads.flatMap((workload) =>
        targetPortsOf(service).flatMap((target) => {
          const { containers, guessed } = servedBy(workload.spec, target);
          if (!guessed || workload.spec.containers.length === 1) return [];
          const text = `no container of ${nameOf(workload)} declares port ${target.port}: it is taken to be served by ${containers.join(', ')}`;
          return [at(nameOf(service), target.at, text)];
        }),
      );

const serviceRemarks = (service: ManifestObject, workloads: readonly Workload[]): readonly Remark[] => {
  const selector = service.root.at('spec', 'selector');
  const near = workloads.filter(({ namespace }) => namespace === service.namespace);
  const selected = near.filter((workload) => selects(service, workload));
  const nobody = `selects no Pod of the input (${labelsOf(selector)}): nothing is asked about its endpoints`;
  return [
    ...(selected.length === 0 ? [at(nameOf(service), selector, nobody)] : []),
    ...(near.length === 0 ? [] : unknownPorts(service, selected.length === 0 ? near : selected)),
    ...guessedPorts(service, selected),
  ];
};

const probeKinds = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;

const failing: Readonly<Record<(typeof probeKinds)[number], string>> = {
  startupProbe: 'the probe fails every time, and the container is killed for it',
  livenessProbe: 'the probe fails every time, and the container is killed for it',
  readinessProbe: 'the probe fails every time, and the Pod never gets ready',
};

/** A name that is a number counts as that number (`ResolveContainerPort`, pkg/probe/util.go, 1.34.9, 1.35.6, 1.36.2). */
const isKnownPort = (container: Cursor, name: string): boolean =>
  /^[0-9]+$/.test(name) || container.at('ports').items.some((port) => port.at('name').text === name);

/** Probes that ask at a port of a name that their own container does not declare. */
const probeRemarks = (workload: Workload): readonly Remark[] => {
  const spec = templateOf(workload.origin.kind, workload.origin.root)?.at('spec');
  const containers = [...(spec?.at('initContainers').items ?? []), ...(spec?.at('containers').items ?? [])];
  return containers.flatMap((container) =>
    probeKinds.flatMap((kind) =>
      ['httpGet', 'tcpSocket'].flatMap((handler) => {
        const port = container.at(kind, handler, 'port');
        if (!port.text || isKnownPort(container, port.text)) return [];
        const name = container.at('name').text ?? '';
        return [at(nameOf(workload), port, `container ${name} declares no port named ${port.text}: ${failing[kind]}`)];
      }),
    ),
  );
};

/** A Pod that is probed for readiness is meant to be somebody's endpoint. */
const lonelyRemarks = (workload: Workload, services: readonly ManifestObject[]): readonly Remark[] => {
  const probed = allContainers(workload.spec).some(({ readinessProbe }) => readinessProbe !== undefined);
  if (!probed || services.some((service) => selects(service, workload))) return [];
  const text = 'is probed for readiness, but no Service of the input selects it: nothing is asked about its endpoints';
  return [inPod(workload, '', text)];
};

/** A workload that is scaled to nothing has no Pods that anything could be said of. */
const absentRemarks = (workload: Workload): readonly Remark[] => {
  const replicas = workload.origin.root.at('spec', 'replicas');
  if (replicas.whole !== 0) return [];
  return [at(nameOf(workload), replicas, '0 replicas: what is said is said of a Pod as it would be')];
};

const ordinaryScheduler = 'default-scheduler';

/** What is said of a scheduler that is not kube-scheduler with its default profile. */
export const schedulerText = ({ spec: { schedulerName } }: Workload): string | undefined =>
  schedulerName === ordinaryScheduler
    ? undefined
    : `schedulerName ${schedulerName}: its scheduler is assumed to place Pods as kube-scheduler does with its default plugins; what it does otherwise is not checked`;

/** Assumptions that were made for this very workload. */
const assumedRemarks = (workload: Workload): readonly Remark[] => {
  const scheduler = schedulerText(workload);
  return [
    ...(workload.nodes.fitted ? workload.nodes.assumed.map((text) => inPod(workload, '', text)) : []),
    ...(scheduler === undefined ? [] : [inPod(workload, 'spec.schedulerName', scheduler)]),
  ];
};

/** Every release of a cluster that the input tells: of the kubelets of live nodes, and what `kubectl version` printed. */
const releasesIn = ({ objects, clusterReleases = [] }: Manifest): readonly (readonly [object: string, Cursor])[] => [
  ...objects
    .filter(({ kind }) => kind === 'Node')
    .map((node) => [nameOf(node), node.root.at('status', 'nodeInfo', 'kubeletVersion')] as const),
  ...clusterReleases.map((release) => ['kubectl version', release] as const),
];

/** Once, where the input tells of a minor version newer than all the model speaks of: the answers are about another one. */
const newerRelease = (manifest: Manifest): readonly Remark[] => {
  const newest = kubernetesVersions[kubernetesVersions.length - 1] ?? kubernetesVersions[0];
  for (const [object, cursor] of releasesIn(manifest)) {
    const [, release] = /^v?(1\.\d+)(\D|$)/.exec(cursor.text ?? '') ?? [];
    if (release === undefined || compareReleases(`${release}.0`, `${newest}.0`) <= 0) continue;
    return [at(object, cursor, `is of Kubernetes ${release}, and podproof knows none newer than ${newest}`)];
  }
  return [];
};

/** What stands around the objects of one file. */
interface Surroundings {
  readonly services: readonly ManifestObject[];
  readonly workloads: readonly Workload[];
}

/** Everything of this kind, in the order of the input. */
export const remarksOn = (manifest: Manifest, workloads: readonly Workload[]): readonly Remark[] => {
  const viewFrom = viewsOf(manifest);
  const known = new Map<Manifest, Surroundings>();
  const around = (file: string): Surroundings => {
    const view = viewFrom(file);
    const before = known.get(view);
    if (before !== undefined) return before;
    const objects = new Set(view.objects);
    const found = {
      services: view.objects.filter(({ kind, valid }) => kind === 'Service' && valid),
      workloads: workloads.filter(({ origin }) => objects.has(origin)),
    };
    known.set(view, found);
    return found;
  };
  const workloadOf = new Map(workloads.map((workload) => [workload.origin, workload]));
  const told = manifest.objects.flatMap((object) => {
    if (object.kind === 'Service' && object.valid && isSelecting(object))
      return serviceRemarks(object, around(object.file).workloads);
    const workload = workloadOf.get(object);
    if (workload === undefined) return [];
    const { services } = around(object.file);
    return [
      ...probeRemarks(workload),
      ...lonelyRemarks(workload, services),
      ...absentRemarks(workload),
      ...assumedRemarks(workload),
    ];
  });
  return [...newerRelease(manifest), ...told];
};
