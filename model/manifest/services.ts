/** The Services of a manifest as a scenario needs them: their selectors applied, their ports looked up. */
import { type Container, type PodSpec, type ServiceSpec, sidecars } from '../kubernetes/spec.ts';
import type { PodName } from '../scenario.ts';
import type { Cursor } from './cursor.ts';
import type { ManifestObject } from './objects.ts';
import type { Manifest } from './parse.ts';
import type { Workload } from './workload.ts';

/** Where one port of a Service sends its connections: a number, or the name of a container's port. */
export interface TargetPort {
  readonly port: number | string;
  readonly protocol: string;
  /** Where it stands. */
  readonly at: Cursor;
}

/** The target ports of a Service; without `targetPort` it is the Service's own port (pkg/apis/core/v1/defaults.go SetDefaults_Service). */
export const targetPortsOf = ({ root }: ManifestObject): readonly TargetPort[] =>
  root.at('spec', 'ports').items.map((at) => {
    const target = at.at('targetPort');
    return {
      port: target.text || target.whole || at.at('port').whole || 0,
      protocol: at.at('protocol').text ?? 'TCP',
      at: target.exists ? target : at,
    };
  });

/** How the containers of a target port were found. */
export interface Served {
  /** Names of containers; none if the endpoints of the Pod do not have this port. */
  readonly containers: readonly string[];
  /** No container declares this number: some that could serve it were taken. */
  readonly guessed: boolean;
}

const namesOf = (containers: readonly Container[]): readonly string[] => containers.map(({ name }) => name);

/**
 * The containers of a Pod that a target port reaches. A name is looked up in main containers, then in sidecars (`FindPort`,
 * k8s.io/endpointslice utils.go, 1.34.9, 1.35.6, 1.36.2); a name that nobody declares leaves the port out of the Pod's endpoints. A number
 * goes to whoever listens there: those that declare it. Nobody has to, so without one it is the main containers that declare no port at all,
 * or, if each of them declares others, any main container.
 */
export const servedBy = (spec: PodSpec, { port, protocol }: Omit<TargetPort, 'at'>): Served => {
  const declaring = [...spec.containers, ...sidecars(spec)].filter(({ ports }) =>
    ports.some(
      (one) => (typeof port === 'string' ? one.name : one.containerPort) === port && one.protocol === protocol,
    ),
  );
  if (typeof port === 'string') return { containers: namesOf(declaring.slice(0, 1)), guessed: false };
  if (declaring.length > 0) return { containers: namesOf(declaring), guessed: false };
  const silent = spec.containers.filter(({ ports }) => ports.length === 0);
  return { containers: namesOf(silent.length > 0 ? silent : spec.containers), guessed: true };
};

/** Clients outside the cluster reach it (`ExternallyAccessible`, pkg/api/service and pkg/proxy/serviceport.go). */
const isExternal = (spec: Cursor): boolean =>
  ['LoadBalancer', 'NodePort'].includes(spec.at('type').text ?? '') || spec.at('externalIPs').items.length > 0;

const policyOf = (spec: Cursor, field: 'internalTrafficPolicy' | 'externalTrafficPolicy') =>
  spec.at(field).text === 'Local' ? 'Local' : 'Cluster';

/** No virtual address, and so no rules of kube-proxy. */
export const isHeadless = ({ root }: ManifestObject): boolean => root.at('spec', 'clusterIP').text === 'None';

const destinationOf = (service: ManifestObject, spec: PodSpec): Pick<ServiceSpec, 'unproxied' | 'containers'> => {
  const targets = targetPortsOf(service);
  const containers = [...new Set(targets.flatMap((target) => servedBy(spec, target).containers))];
  if (isHeadless(service)) return { unproxied: 'headless' };
  return targets.length > 0 && containers.length === 0 ? { unproxied: 'no such port' } : { containers };
};

/** The Services that select a workload's pods, for a scenario in which only `pods` of them take part. */
export const servicesOf = (
  manifest: Manifest,
  workloads: readonly Workload[],
  workload: Workload,
  pods: readonly PodName[],
): Readonly<Record<string, ServiceSpec>> =>
  Object.fromEntries(
    servicesSelecting(manifest, workload).map((service): [string, ServiceSpec] => {
      const endpoints = workloads.filter((one) => selects(service, one)).reduce((sum, one) => sum + one.replicas, 0);
      const spec = service.root.at('spec');
      return [
        service.name,
        {
          pods,
          publishNotReadyAddresses: spec.at('publishNotReadyAddresses').isTrue,
          internalTrafficPolicy: policyOf(spec, 'internalTrafficPolicy'),
          ...(isExternal(spec) ? { externalTrafficPolicy: policyOf(spec, 'externalTrafficPolicy') } : {}),
          ...destinationOf(service, workload.spec),
          otherReadyEndpoints: Math.max(0, endpoints - pods.length),
        },
      ];
    }),
  );

/** The Services whose selector matches a workload's pods. */
export const servicesSelecting = ({ objects }: Manifest, workload: Workload): readonly ManifestObject[] =>
  objects.filter((object) => object.kind === 'Service' && object.valid && selects(object, workload));

/**
 * Does a Service select the pods of a workload? One without a selector selects nothing. Asked of every Service and every workload, so it looks
 * at the labels as they were read.
 */
export function selects({ root, namespace }: ManifestObject, workload: Workload): boolean {
  if (namespace !== workload.namespace) return false;
  const selector = root.treeAt('spec', 'selector');
  if (selector?.kind !== 'map' || selector.entries.size === 0) return false;
  const { labels } = workload.spec;
  for (const [key, { value }] of selector.entries) {
    const isText = value.kind === 'scalar' && typeof value.value === 'string';
    if (isText && (!Object.hasOwn(labels, key) || labels[key] !== value.value)) return false;
  }
  return root.at('spec', 'type').text !== 'ExternalName';
}
