/** Feature gates as the components take them: what a cluster of a version does unless somebody says otherwise. */
import { type FeatureGate, featureGates } from './gateTable.ts';
import { suggest } from './kubernetes/suggest.ts';
import { type KubernetesVersion, kubernetesVersions, readRelease } from './versions.ts';

export { featureGates } from './gateTable.ts';
export { defaultKubernetesVersion, type KubernetesVersion, kubernetesVersions } from './versions.ts';

/** Does a gate that nobody set leave its feature on in this version? */
export const onByDefault = ({ stages }: FeatureGate, version: KubernetesVersion): boolean =>
  !stages[version].endsWith('off');

/** With which versions a feature can be had, as advice: `choose Kubernetes 1.36, or enable the feature gate X of 1.35`. */
export function waysToEnable(name: string): string {
  const found = featureGates.find((one) => one.name === name);
  if (found === undefined) return `enable the feature gate ${name}`;
  const first = kubernetesVersions.find((version) => onByDefault(found, version));
  const settable = kubernetesVersions.filter(
    (version) => !onByDefault(found, version) && !found.stages[version].startsWith('absent'),
  );
  const ways = [
    ...(first === undefined ? [] : [`choose Kubernetes ${first}`]),
    ...(settable.length === 0 ? [] : [`enable the feature gate ${name} of ${settable.join(' or ')}`]),
  ];
  return ways.join(', or ');
}

/** Every gate's value, or what is wrong with the question: one sentence per mistake. */
export type ResolvedGates =
  | {
      readonly ok: true;
      readonly version: KubernetesVersion;
      /** The version as it was asked for: a minor one, or one of its patch releases. */
      readonly release: string;
      readonly featureGates: Readonly<Record<string, boolean>>;
    }
  | { readonly ok: false; readonly errors: readonly string[] };

/** The value of every gate in a version, after overrides: as `--feature-gates` of the components would see it. */
export function resolveGates(version: string, overrides: Readonly<Record<string, boolean>> = {}): ResolvedGates {
  const known = readRelease(version);
  if (known === undefined) {
    return {
      ok: false,
      errors: [`unknown Kubernetes version '${version}'; known are ${kubernetesVersions.join(', ')}`],
    };
  }
  const errors = Object.entries(overrides).flatMap(([name, on]) => refusal(known.version, name, on) ?? []);
  if (errors.length > 0) return { ok: false, errors };
  const values = featureGates.map((one) => [
    one.name,
    Object.hasOwn(overrides, one.name) ? overrides[one.name] === true : onByDefault(one, known.version),
  ]);
  return { ok: true, ...known, featureGates: Object.fromEntries(values) as Record<string, boolean> };
}

/** Why a gate cannot be set in a version: it came later, or it is gone and its behaviour is all there is. */
function absence({ name, stages }: FeatureGate, version: KubernetesVersion): string {
  const behind = kubernetesVersions.slice(0, kubernetesVersions.indexOf(version));
  const last = behind.findLast((one) => !stages[one].startsWith('absent'));
  if (last !== undefined) {
    const now = stages[version] === 'absent on' ? 'always on' : 'always off';
    return `feature gate ${name} was removed after Kubernetes ${last}; in ${version} it is ${now}`;
  }
  const later = kubernetesVersions.find((one) => !stages[one].startsWith('absent'));
  return `feature gate ${name} does not exist in Kubernetes ${version}${later === undefined ? '' : `; ${later} has it`}`;
}

function refusal(version: KubernetesVersion, name: string, on: boolean): string | undefined {
  const found = featureGates.find((one) => one.name === name);
  if (found === undefined) {
    const meant = suggest(
      name,
      featureGates.map((one) => one.name),
    );
    return `unknown feature gate '${name}'${meant === undefined ? '' : `; did you mean ${meant}?`}`;
  }
  const stage = found.stages[version];
  if (stage.startsWith('absent')) {
    return absence(found, version);
  }
  if (stage === 'GA locked' && !on) return `feature gate ${name} is GA and locked to true in Kubernetes ${version}`;
  return undefined;
}
