/**
 * Fields and words that not every version has: the tables hold those of all versions together. Compared with `k8s.io/api` 0.34.9, 0.35.6,
 * 0.36.2 and 0.37.2.
 */
import { type KubernetesVersion, kubernetesVersions } from '../../gates.ts';

const since137: readonly KubernetesVersion[] = ['1.37'];

/** Fields that came with 1.37, each with the feature gate without which the API server drops it (`dropDisabledFields`). */
const gated: ReadonlyMap<string, string> = new Map([
  ['PodSpec.evictionResponders', 'EvictionRequestAPI'],
  ['HTTPGetAction.protocol', 'H2CContainerProbe'],
  ['GRPCAction.mode', 'GRPCContainerProbeTLS'],
  ['VolumeMount.bindMountOptions', 'VolumeBindMountOptions'],
  ['EmptyDirVolumeSource.mode', 'EmptyDirVolumeMode'],
  ['SecretVolumeSource.defaultUser', 'AtomicWriteVolumeUserFields'],
  ['ConfigMapVolumeSource.defaultUser', 'AtomicWriteVolumeUserFields'],
  ['DownwardAPIVolumeSource.defaultUser', 'AtomicWriteVolumeUserFields'],
  ['ProjectedVolumeSource.defaultUser', 'AtomicWriteVolumeUserFields'],
  ['KeyToPath.user', 'AtomicWriteVolumeUserFields'],
  ['DownwardAPIVolumeFile.user', 'AtomicWriteVolumeUserFields'],
  ['ServiceAccountTokenProjection.user', 'AtomicWriteVolumeUserFields'],
  ['ClusterTrustBundleProjection.user', 'AtomicWriteVolumeUserFields'],
  ['PodCertificateProjection.user', 'AtomicWriteVolumeUserFields'],
  ['JobSpec.scheduling', 'WorkloadWithJob'],
  ['NodeSpec.podPreemptionPolicy', 'InPlacePodVerticalScalingSchedulerPreemption'],
]);

const versions: ReadonlyMap<string, readonly KubernetesVersion[]> = new Map([
  ['PodSpec.schedulingGroup', ['1.36', '1.37']],
  // Replaced by schedulingGroup.
  ['PodSpec.workloadRef', ['1.35']],
  ['PodCertificateProjection.userAnnotations', ['1.35', '1.36', '1.37']],
  ['StatefulSetUpdateStrategyType.Recreate', since137],
  ...[...gated.keys()].map((field): [string, readonly KubernetesVersion[]] => [field, since137]),
]);

/** The versions that have a field of a struct, or a word of a type that takes one of a few. */
export const versionsOf = (type: string, member: string): readonly KubernetesVersion[] =>
  versions.get(`${type}.${member}`) ?? kubernetesVersions;

/** The feature gate without which the API server drops a field of a new object; undefined if none is needed, or the model reads the field. */
export const gateOf = (struct: string, field: string): string | undefined => gated.get(`${struct}.${field}`);
