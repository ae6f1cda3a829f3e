import { allContainers, type ClaimSpec, type PodSpec, type ServiceSpec } from '../kubernetes/spec.ts';
import type { PodName } from '../scenario.ts';
import { claimsOf } from './claims.ts';
import { classFor } from './defaults/priority.ts';
import type { ManifestObject } from './objects.ts';
import type { Manifest } from './parse.ts';
import { servicesOf } from './services.ts';
import { templateOf } from './template.ts';
import { priorityClassesOf, type Workload } from './workload.ts';

/** The objects around a workload's pods, as a scenario needs them. */
export interface Companions {
  readonly services: Readonly<Record<string, ServiceSpec>>;
  readonly claims: Readonly<Record<string, ClaimSpec>>;
  /** `<kind>/<name>` of what the pods refer to, if the input holds all of it; else `undefined`, for assuming that it exists. */
  readonly configObjects?: readonly string[];
  /** What the input does not hold and is taken for granted, as `<kind>/<name>`. */
  readonly assumed: readonly string[];
}

/**
 * Everything the pods of a workload depend on. `pods` are the names that take part in the scenario (all known ones if not
 * given); replicas beyond them count as endpoints that are ready all the time.
 */
export function companionsOf(
  manifest: Manifest,
  workloads: readonly Workload[],
  workload: Workload,
  pods: readonly PodName[] = workload.pods.map(({ name }) => name),
): Companions {
  const specs = workload.pods.filter(({ name }) => pods.includes(name)).map(({ spec }) => spec);
  const relevant = specs.length === 0 ? [workload.spec] : specs;
  const wanted = configReferencesOf(relevant);
  const missing = wanted.filter((key) => !holds(manifest, workload.namespace, key));
  const claims = claimsOf(manifest, workload, relevant);
  return {
    services: servicesOf(manifest, workloads, workload, pods),
    claims: claims.claims,
    ...(missing.length === 0 ? { configObjects: configObjectsIn(manifest, workload.namespace) } : {}),
    assumed: [...claims.assumed, ...missing, ...classAssumed(manifest, workload)],
  };
}

/** The PriorityClass the pods name, if the input does not hold it. */
function classAssumed(manifest: Manifest, { kind, origin }: Workload): readonly string[] {
  const spec = templateOf(kind, origin.root)?.at('spec');
  const name = spec?.at('priorityClassName').text ?? '';
  const known = spec !== undefined && classFor(spec, priorityClassesOf(manifest)) !== undefined;
  return name === '' || known ? [] : [`PriorityClass/${name}`];
}

/** `<kind>/<name>` of every ConfigMap and Secret these pods cannot do without. */
export function configReferencesOf(specs: readonly PodSpec[]): readonly string[] {
  const found = specs.flatMap((spec) => [
    ...allContainers(spec).flatMap(({ environment }) =>
      environment.filter(({ optional }) => !optional).map(({ kind, name }) => `${kind}/${name}`),
    ),
    ...spec.volumes.flatMap((volume) => {
      if (volume.kind !== 'configMap' && volume.kind !== 'secret') return [];
      return volume.optional ? [] : [`${volume.kind === 'secret' ? 'Secret' : 'ConfigMap'}/${volume.object}`];
    }),
  ]);
  return [...new Set(found)];
}

const isConfig = ({ kind }: ManifestObject): boolean => kind === 'ConfigMap' || kind === 'Secret';

const configObjectsIn = ({ objects }: Manifest, namespace: string): readonly string[] =>
  objects
    .filter((object) => isConfig(object) && object.namespace === namespace)
    .map(({ kind, name }) => `${kind}/${name}`);

const holds = (manifest: Manifest, namespace: string, key: string): boolean =>
  configObjectsIn(manifest, namespace).includes(key);
