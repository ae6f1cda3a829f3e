/** The Kubernetes versions the model speaks of, as data: which there are, and which patch releases were read for each. */

/** The versions the model speaks of, oldest first. */
export const kubernetesVersions = ['1.34', '1.35', '1.36', '1.37'] as const;
/** One of those versions. */
export type KubernetesVersion = (typeof kubernetesVersions)[number];

/** The version taken when none is named: the newest but one, which is what most clusters that are kept up to date run. */
export const defaultKubernetesVersion: KubernetesVersion = kubernetesVersions.at(-2) ?? kubernetesVersions[0];

/** The patch releases whose source was read, whole or at the places the facts name, oldest first. The last one is what a minor version means. */
export const releasesRead: Readonly<Record<KubernetesVersion, readonly string[]>> = {
  '1.34': ['1.34.9', '1.34.11'],
  '1.35': ['1.35.6', '1.35.8'],
  '1.36': ['1.36.0', '1.36.1', '1.36.2', '1.36.3', '1.36.4', '1.36.5'],
  '1.37': ['1.37.0', '1.37.2'],
};

/** A version as somebody wrote it: its minor version, and the patch release if one was named. */
export interface Release {
  readonly version: KubernetesVersion;
  /** `1.36`, which means its newest patch release, or a patch release such as `1.36.2`. */
  readonly release: string;
}

/** Reads `1.36`, `v1.36` or `1.36.2`, also with what distributions append (`v1.36.2+k3s1`); undefined if the model does not speak of it. */
export const readRelease = (text: string): Release | undefined => {
  const [, minor, patch] = /^v?(\d+\.\d+)(?:\.(\d+)(?:[-+][\w.+-]*)?)?$/.exec(text) ?? [];
  const version = kubernetesVersions.find((one) => one === minor);
  if (version === undefined) return undefined;
  return { version, release: patch === undefined ? version : `${version}.${Number(patch)}` };
};

/** Numbers of a release, for comparing: those of `1.36.2` are 1, 36, 2. A minor version stands for its newest patch release. */
const numbersOf = (release: string): readonly number[] => {
  const [major = 0, minor = 0, patch = Number.POSITIVE_INFINITY] = release.split('.').map(Number);
  return [major, minor, patch];
};

/** Is the first release older (negative), the same (0) or newer (positive) than the other? */
export const compareReleases = (one: string, other: string): number => {
  const [a, b] = [numbersOf(one), numbersOf(other)];
  const at = a.findIndex((number, index) => number !== b[index]);
  return at === -1 ? 0 : Math.sign((a[at] ?? 0) - (b[at] ?? 0));
};

/** Is this a patch release newer than every one of its version that was read? What the tables say of it is what they say of the newest read. */
export const isBeyondReading = ({ version, release }: Release): boolean =>
  release !== version && compareReleases(release, releasesRead[version].at(-1) ?? version) > 0;
