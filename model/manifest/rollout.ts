/** What a rollout of a workload has at once beside its replicas: the surge, and the two Pods of which one is to take the other's place. */
import type { PodSpec } from '../kubernetes/spec.ts';
import type { PodInstance } from '../scenario.ts';
import type { Cursor } from './cursor.ts';
import { withDefaultTolerations } from './defaults/scheduling.ts';
import type { ManifestObject } from './objects.ts';

/** A number, or per cent of a total (`GetScaledValueFromIntOrPercent`, apimachinery pkg/util/intstr). */
const scaled = (cursor: Cursor, fallback: string, total: number, round: (amount: number) => number): number => {
  if (cursor.whole !== undefined) return cursor.whole;
  const percent = /^([0-9]+)%$/.exec(cursor.text ?? fallback)?.[1];
  return percent === undefined ? 0 : round((Number(percent) * total) / 100);
};

/**
 * How many new Pods a rollout starts before an old one may go; 0 if old ones may go first. Of a Deployment maxSurge is 25 % rounded up,
 * maxUnavailable 25 % rounded down (pkg/apis/apps/v1/defaults.go; `ResolveFenceposts`, pkg/controller/deployment/util/deployment_util.go); of a
 * DaemonSet maxSurge is 0, and only one of the two may be more (1.34.9, 1.35.6, 1.36.2). So one replica has two Pods in a rollout.
 */
export const surgeOf = ({ kind, root }: ManifestObject, replicas: number): number => {
  if (kind === 'DaemonSet')
    return scaled(root.at('spec', 'updateStrategy', 'rollingUpdate', 'maxSurge'), '0', replicas, Math.ceil);
  if (kind !== 'Deployment' || root.at('spec', 'strategy', 'type').text === 'Recreate') return 0;
  const rolling = root.at('spec', 'strategy', 'rollingUpdate');
  const unavailable = scaled(rolling.at('maxUnavailable'), '25%', replicas, Math.floor);
  return unavailable > 0 ? 0 : scaled(rolling.at('maxSurge'), '25%', replicas, Math.ceil);
};

/** The label by which a Deployment tells the Pods of its revisions apart. */
const revisionLabel = 'pod-template-hash';

/**
 * The Pod that is there and the one that is to take its place, if they must be there at once: for a Deployment of one replica, and on a
 * node of a DaemonSet, where nothing else puts two of these Pods beside each other. `specWith` reads the template with further labels.
 */
export const rolloutOf = (
  origin: ManifestObject,
  pods: readonly PodInstance[],
  replicas: number,
  specWith: (labels: Readonly<Record<string, string>>) => PodSpec,
): readonly PodInstance[] | undefined => {
  const [old] = pods;
  if (old === undefined || surgeOf(origin, replicas) === 0) return undefined;
  if (origin.kind === 'DaemonSet') return [old, { name: `${old.name}-new`, spec: old.spec }];
  if (replicas !== 1) return undefined;
  const revision = (name: string, hash: string): PodInstance => {
    const spec = specWith({ [revisionLabel]: hash });
    return { name, spec: { ...spec, tolerations: withDefaultTolerations(spec.tolerations) } };
  };
  return [revision(old.name, 'old'), revision(`${old.name}-new`, 'new')];
};
