import { effectiveRequests } from '../kubernetes/requests.ts';
import type { Container, PodSpec, ResourceList } from '../kubernetes/spec.ts';
import type { Cursor } from './cursor.ts';
import { containerOf, resourcesOf } from './defaults/container.ts';
import { type PriorityClass, priorityOf } from './defaults/priority.ts';
import { affinityOf, spreadConstraintsOf, tolerationsOf } from './defaults/scheduling.ts';
import { withToken } from './defaults/token.ts';
import { volumeOf } from './defaults/volume.ts';
import { word } from './defaults/word.ts';

/** What a pod's final spec depends on besides its template. */
export interface PodSetting {
  readonly namespace: string;
  readonly featureGates: Readonly<Record<string, boolean>>;
  readonly priorityClasses: readonly PriorityClass[];
  /** Labels that a controller adds to those of the template. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Whether a ServiceAccount of this name has its token mounted; undefined if it is not known or does not say. */
  readonly accountMounts: (name: string) => boolean | undefined;
}

/**
 * A pod (or pod template) as the API server stores it: defaulted as `pkg/apis/core/v1/defaults.go` does, with priority
 * resolved. Tolerations are as written, for controllers add theirs before the admission plugin does.
 */
export function podSpecOf(template: Cursor, setting: PodSetting): PodSpec {
  const metadata = template.at('metadata');
  const spec = template.at('spec');
  const labels = { ...metadata.at('labels').texts, ...setting.labels };
  const hostNetwork = spec.at('hostNetwork').isTrue;
  const containersIn = (field: string, isInit: boolean): readonly Container[] =>
    spec
      .at(field)
      .items.map((cursor) => containerOf(cursor, { isInit, hostNetwork, featureGates: setting.featureGates }));
  const initContainers = containersIn('initContainers', true);
  const containers = containersIn('containers', false);
  const deadline = spec.at('activeDeadlineSeconds').whole;
  const written: PodSpec = {
    namespace: setting.namespace,
    labels,
    finalizers: metadata.at('finalizers').items.flatMap((item) => item.text ?? []),
    initContainers,
    containers,
    volumes: spec.at('volumes').items.map(volumeOf),
    restartPolicy: word(spec.at('restartPolicy'), ['Always', 'OnFailure', 'Never'], 'Always'),
    terminationGracePeriodSeconds: graceOf(spec),
    ...(deadline === undefined ? {} : { activeDeadlineSeconds: deadline }),
    nodeName: spec.at('nodeName').text ?? '',
    nodeSelector: spec.at('nodeSelector').texts,
    ...affinityOf(spec, labels),
    topologySpreadConstraints: spreadConstraintsOf(spec, labels),
    tolerations: tolerationsOf(spec),
    schedulingGates: spec.at('schedulingGates').items.flatMap((gate) => gate.at('name').text ?? []),
    readinessGates: spec.at('readinessGates').items.flatMap((gate) => gate.at('conditionType').text ?? []),
    ...priorityOf(spec, setting.priorityClasses),
    schedulerName: spec.at('schedulerName').text || 'default-scheduler',
    hostNetwork,
    shareProcessNamespace: spec.at('shareProcessNamespace').isTrue,
    overhead: resourcesOf(spec.at('overhead')),
  };
  const plain = withToken(written, spec, setting.accountMounts);
  if (!setting.featureGates.PodLevelResources || !spec.at('resources').exists) return plain;
  return { ...plain, ...podResources(spec.at('resources'), effectiveRequests({ ...plain, overhead: {} })) };
}

/** Unlike most numbers an explicit zero is kept; every delete takes a negative one for 1 (`pkg/registry/core/pod/strategy.go`). */
function graceOf(spec: Cursor): number {
  const written = spec.at('terminationGracePeriodSeconds').whole ?? 30;
  return written < 0 ? 1 : written;
}

/** With pod-level limits, requests not written are the containers' sum, or else the limit. */
function podResources(resources: Cursor, fromContainers: ResourceList): Pick<PodSpec, 'requests' | 'limits'> {
  const limits = resourcesOf(resources.at('limits'));
  const requests = resourcesOf(resources.at('requests'));
  if (Object.keys(limits).length === 0) return { requests, limits };
  const summed = Object.entries(fromContainers).filter(([name]) => name === 'cpu' || name === 'memory');
  return { requests: { ...limits, ...Object.fromEntries(summed), ...requests }, limits };
}
