/** Waiting for volumes: WaitForAttachAndMount, pkg/kubelet/volumemanager/volume_manager.go, 1.35 (C88 step 9, C89, C104). */
import { type Cluster, cell } from '../../../cluster.ts';
import { allContainers, type PodSpec, type Volume } from '../../../kubernetes/spec.ts';
import type { Scenario, Uid } from '../../../scenario.ts';
import { specOf } from './pod.ts';

/** The volumes a pass waits for: those some container mounts (getExpectedVolumes). */
export const expectedVolumes = (spec: PodSpec): readonly Volume[] =>
  spec.volumes.filter(({ name }) => allContainers(spec).some(({ volumeMounts }) => volumeMounts.includes(name)));

/** Does the pod wait for volumes that are not mounted yet? */
export const volumesToMount = (cluster: Cluster, uid: Uid): boolean =>
  expectedVolumes(specOf(cluster, uid)).length > 0 && !cell(cluster, 'volumes', uid).mounted;

const exists = (scenario: Scenario, volume: Volume): boolean => {
  if (volume.kind !== 'configMap' && volume.kind !== 'secret') return true;
  if (volume.optional || scenario.configObjects === undefined) return true;
  return scenario.configObjects.includes(`${volume.kind === 'secret' ? 'Secret' : 'ConfigMap'}/${volume.object}`);
};

/** Can the mount succeed: what must be attached is attached, what it is made of exists? */
export const canMount = (cluster: Cluster, uid: Uid): boolean => {
  const expected = expectedVolumes(specOf(cluster, uid));
  if (!expected.every((volume) => exists(cluster.scenario, volume))) return false;
  return !expected.some(({ kind }) => kind === 'persistentVolumeClaim') || cell(cluster, 'volumes', uid).attached;
};
