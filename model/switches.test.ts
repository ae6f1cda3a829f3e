import { describe, expect, it } from 'vitest';
import { citationsOf } from './facts/citation.ts';
import { catalogue } from './facts/index.ts';
import { kubernetesVersions } from './gates.ts';
import { defaultSwitches, switchErrors, switches, switchesOf, switchNames } from './switches.ts';
import { compareReleases, readRelease } from './versions.ts';

describe('the table of switches', () => {
  it('names each once, in order, with an effect and where it can be read', () => {
    expect(switchNames).toEqual([...new Set(switchNames)].sort());
    expect(Object.keys(switches).sort()).toEqual([...switchNames]);
    for (const { effect, source, facts } of Object.values(switches)) {
      expect(effect.length).toBeGreaterThan(15);
      expect(citationsOf(source).filter(({ is }) => is === 'code')).not.toEqual([]);
      expect(facts.filter((id) => catalogue.every((fact) => fact.id !== id))).toEqual([]);
      expect(facts.length).toBeGreaterThan(0);
    }
  });

  it('gives every switch a value in every version', () => {
    for (const version of kubernetesVersions) expect(Object.keys(defaultSwitches[version])).toEqual([...switchNames]);
    expect(kubernetesVersions.map((version) => switchesOf(version).execProbesSurviveTermination)).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(kubernetesVersions.map((version) => switchesOf(version).proxyPrefersLiveEndpoint)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it('names ranges of patch releases of the version they differ from', () => {
    for (const { stages, patches = [] } of Object.values(switches)) {
      for (const { from, to, stage } of patches) {
        const version = readRelease(from)?.version;
        expect(readRelease(to)?.version).toBe(version);
        expect(compareReleases(from, to)).toBeLessThanOrEqual(0);
        expect(version === undefined ? undefined : stages[version]).not.toBe(stage);
      }
    }
  });
});

describe('switchesOf', () => {
  it('follows overrides in both directions', () => {
    expect(switchesOf('1.35', { execProbesSurviveTermination: true })).toEqual({
      ...defaultSwitches['1.35'],
      execProbesSurviveTermination: true,
    });
    expect(switchesOf('1.34', { execProbesSurviveTermination: false }).execProbesSurviveTermination).toBe(false);
  });

  it('follows the patch releases of a version, which alone means the newest', () => {
    const releases = ['1.36.0', '1.36.2', '1.36.3', '1.36.9', '1.36', '1.35.8', '1.37.0'];
    expect(releases.filter((one) => switchesOf(one).execProbesSurviveTermination)).toEqual([
      '1.36.0',
      '1.36.2',
      '1.37.0',
    ]);
    expect(releases.filter((one) => switchesOf(one).execProbesHangOnFirstSync)).toEqual(['1.36.0', '1.36.2']);
    expect(releases.filter((one) => !switchesOf(one).createdCountsAsInitialized)).toEqual(['1.37.0']);
  });

  it('knows no other version', () => {
    expect(() => switchesOf('1.33')).toThrow("unknown Kubernetes version '1.33'");
  });
});

describe('switchErrors', () => {
  it('says what is missing and what is unknown', () => {
    const { proxyPrefersLiveEndpoint, ...others } = switchesOf('1.35');
    expect(switchErrors({ ...others, proxyPrefersLiveEndpoint })).toEqual([]);
    expect(switchErrors({ ...others, proxyPrefersLiveEndpoints: true })).toEqual([
      "unknown switch 'proxyPrefersLiveEndpoints'; did you mean proxyPrefersLiveEndpoint?",
      'switches does not say proxyPrefersLiveEndpoint',
    ]);
  });
});
