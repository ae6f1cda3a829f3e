/** Fields that not every version has: the tables hold those of all versions together. Compared with `k8s.io/api` 0.34.9, 0.35.6, 0.36.2. */
import { type KubernetesVersion, kubernetesVersions } from '../../gates.ts';

const versions: ReadonlyMap<string, readonly KubernetesVersion[]> = new Map([
  ['PodSpec.schedulingGroup', ['1.36']],
  // Replaced by schedulingGroup.
  ['PodSpec.workloadRef', ['1.35']],
  ['PodCertificateProjection.userAnnotations', ['1.35', '1.36']],
]);

/** The versions that have a field. */
export const versionsOf = (struct: string, field: string): readonly KubernetesVersion[] =>
  versions.get(`${struct}.${field}`) ?? kubernetesVersions;
