import { describe, expect, it } from 'vitest';
import { defaultKubernetesVersion, featureGates, kubernetesVersions, onByDefault, resolveGates } from './gates.ts';

const on = (version: string, name: string, overrides = {}) => {
  const resolved = resolveGates(version, overrides);
  return resolved.ok ? resolved.featureGates[name] : resolved.errors;
};

describe('the table of gates', () => {
  it('names each gate once, in order, with a sentence', () => {
    const names = featureGates.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)].sort());
    for (const { effect } of featureGates) expect(effect.length).toBeGreaterThan(15);
  });

  it('never goes back from GA', () => {
    const fallen = featureGates.filter((gate) => {
      const stages = kubernetesVersions.map((version) => gate.stages[version]);
      // A locked gate may be removed, its behaviour being all there is.
      const stays = ['GA locked', 'absent on'];
      return stages.some((stage, index) => !stays.includes(stage) && stages[index - 1] === 'GA locked');
    });
    expect(fallen).toEqual([]);
  });
});

describe('resolveGates', () => {
  it('knows what each version does by default', () => {
    expect(kubernetesVersions.map((version) => on(version, 'ContainerRestartRules'))).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect(kubernetesVersions.map((version) => on(version, 'RestartAllContainersOnContainerExits'))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    // Absent in 1.34, where its behaviour was the only one there was.
    expect(kubernetesVersions.map((version) => on(version, 'ChangeContainerStatusOnKubeletRestart'))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(kubernetesVersions.map((version) => on(version, 'SidecarContainers'))).toEqual([true, true, true, true]);
    expect(kubernetesVersions.map((version) => on(version, 'MaxUnavailableStatefulSet'))).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(kubernetesVersions.map((version) => on(version, 'StaleControllerConsistencyJob'))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it('gives every gate a value', () => {
    const resolved = resolveGates(defaultKubernetesVersion);
    expect(resolved.ok && Object.keys(resolved.featureGates)).toEqual(featureGates.map(({ name }) => name));
    for (const gate of featureGates)
      expect(on(defaultKubernetesVersion, gate.name)).toBe(onByDefault(gate, defaultKubernetesVersion));
  });

  it('follows overrides', () => {
    expect(on('1.34', 'ContainerRestartRules', { ContainerRestartRules: true })).toBe(true);
    expect(on('1.36', 'ContainerRestartRules', { ContainerRestartRules: false })).toBe(false);
    expect(on('1.35', 'SidecarContainers', { SidecarContainers: true })).toBe(true);
  });

  it.each(['1.35', 'v1.35', '1.35.6', 'v1.35.0'])('takes %s for 1.35', (version) => {
    expect(resolveGates(version)).toMatchObject({ ok: true, version: '1.35' });
  });

  it.each([
    ['1.33', {}, "unknown Kubernetes version '1.33'; known are 1.34, 1.35, 1.36, 1.37"],
    ['latest', {}, "unknown Kubernetes version 'latest'"],
    ['1.35', { ContainerRestartRule: true }, 'did you mean ContainerRestartRules?'],
    ['1.35', { toString: true }, "unknown feature gate 'toString'"],
    ['1.35', { SidecarContainers: false }, 'is GA and locked to true in Kubernetes 1.35'],
    ['1.37', { SidecarContainers: true }, 'was removed after Kubernetes 1.36; in 1.37 it is always on'],
    ['1.37', { GangScheduling: true }, 'was removed after Kubernetes 1.36; in 1.37 it is always off'],
    ['1.36', { EvictionRequestAPI: true }, 'does not exist in Kubernetes 1.36; 1.37 has it'],
    ['1.34', { RestartAllContainersOnContainerExits: true }, 'does not exist in Kubernetes 1.34; 1.35 has it'],
  ])('refuses %s %j', (version, overrides, message) => {
    const resolved = resolveGates(version, overrides);
    expect(resolved.ok ? [] : resolved.errors).toEqual([expect.stringContaining(message)]);
  });
});
