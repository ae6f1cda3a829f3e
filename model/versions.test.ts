import { describe, expect, it } from 'vitest';
import {
  compareReleases,
  defaultKubernetesVersion,
  isBeyondReading,
  kubernetesVersions,
  readRelease,
  releasesRead,
} from './versions.ts';

describe('readRelease', () => {
  it.each([
    ['1.36', '1.36', '1.36'],
    ['v1.36', '1.36', '1.36'],
    ['1.36.2', '1.36', '1.36.2'],
    ['v1.36.02+k3s1', '1.36', '1.36.2'],
    ['v1.37.1-eks-3025e55', '1.37', '1.37.1'],
  ])('reads %s', (text, version, release) => {
    expect(readRelease(text)).toEqual({ version, release });
  });

  it.each(['', '1', '1.33', '1.33.2', '1.3', '2.36', '1.36.x', '1.36.', 'latest'])('refuses %j', (text) => {
    expect(readRelease(text)).toBeUndefined();
  });
});

describe('compareReleases', () => {
  it('compares numbers, and takes a minor version for its newest patch release', () => {
    const sorted = ['1.36.2', '1.37', '1.36.10', '1.36', '1.35.9'].sort(compareReleases);
    expect(sorted).toEqual(['1.35.9', '1.36.2', '1.36.10', '1.36', '1.37']);
    expect(compareReleases('1.36.2', '1.36.2')).toBe(0);
    expect(compareReleases('1.36', '1.36')).toBe(0);
  });
});

describe('the default version', () => {
  it('is older than one version only', () => {
    const newer = kubernetesVersions.filter((one) => compareReleases(one, defaultKubernetesVersion) > 0);
    expect(newer).toEqual([kubernetesVersions.at(-1)]);
  });
});

describe('the releases read', () => {
  it('belong to their version and stand in order', () => {
    for (const version of kubernetesVersions) {
      const releases = releasesRead[version];
      expect(releases.length).toBeGreaterThan(0);
      expect(releases.map((one) => readRelease(one)?.version)).toEqual(releases.map(() => version));
      expect(releases.toSorted(compareReleases)).toEqual(releases);
    }
  });

  it('tell which patch releases nobody read', () => {
    const beyond = (text: string) => isBeyondReading(readRelease(text) ?? { version: '1.36', release: '1.36' });
    expect(['1.36', '1.36.2', '1.36.5', '1.36.6', '1.37.3'].filter(beyond)).toEqual(['1.36.6', '1.37.3']);
  });
});
