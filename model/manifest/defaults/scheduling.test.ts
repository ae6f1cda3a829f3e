import { describe, expect, it } from 'vitest';
import { app, podYaml, specOf } from '../testing/yaml.ts';

describe('scheduling fields', () => {
  it('keep what is required and leave out what is preferred', () => {
    const spec = specOf(
      podYaml(`${app}affinity:
  nodeAffinity:
    requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: Gt, values: ["3"]}]}]}
    preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, preference: {}}]
  podAntiAffinity:
    requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: zone, labelSelector: {matchLabels: {a: b}}}]
topologySpreadConstraints:
- {maxSkew: 2, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}
- {maxSkew: 2, topologyKey: host, whenUnsatisfiable: ScheduleAnyway}
schedulingGates: [{name: g}]
readinessGates: [{conditionType: r}]
nodeSelector: {disk: ssd}`),
    );
    expect(spec.nodeAffinity).toEqual([
      { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['3'] }], matchFields: [] },
    ]);
    expect(spec.podAntiAffinity).toEqual([
      { topologyKey: 'zone', labelSelector: [{ key: 'a', operator: 'In', values: ['b'] }] },
    ]);
    expect(spec.topologySpreadConstraints).toEqual([{ maxSkew: 2, topologyKey: 'zone' }]);
    expect([spec.schedulingGates, spec.readinessGates, spec.nodeSelector]).toEqual([['g'], ['r'], { disk: 'ssd' }]);
  });

  it('narrow selectors by the labels that the Pod has, and keep what decides whom they speak of', () => {
    const spread = (rest: string) =>
      specOf(
        podYaml(
          `${app}topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, ${rest}}]`,
        ).replace('name: pod', 'name: pod\n  labels: {app: web, track: canary}'),
      ).topologySpreadConstraints[0];
    const anti = (rest: string) =>
      specOf(
        podYaml(
          `${app}affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: zone, ${rest}}]}}`,
        ).replace('name: pod', 'name: pod\n  labels: {app: web, track: canary}'),
      ).podAntiAffinity[0];
    const [web, canary] = [
      { key: 'app', operator: 'In', values: ['web'] },
      { key: 'track', operator: 'In', values: ['canary'] },
    ];
    const selector = 'labelSelector: {matchLabels: {app: web}}';
    expect(spread(`${selector}, matchLabelKeys: [track, pod-template-hash]`)?.labelSelector).toEqual([web, canary]);
    expect(spread('matchLabelKeys: [track]')?.labelSelector).toBeUndefined();
    expect(spread(`${selector}, minDomains: 3, nodeAffinityPolicy: Ignore, nodeTaintsPolicy: Honor`)).toMatchObject({
      minDomains: 3,
      nodeAffinityPolicy: 'Ignore',
      nodeTaintsPolicy: 'Honor',
    });
    expect(spread(`${selector}, nodeAffinityPolicy: Honor, nodeTaintsPolicy: Ignore`)).toEqual({
      maxSkew: 1,
      topologyKey: 'zone',
      labelSelector: [web],
    });
    expect(anti(`${selector}, matchLabelKeys: [track], namespaces: [legacy]`)).toEqual({
      labelSelector: [web, canary],
      topologyKey: 'zone',
      namespaces: ['legacy'],
    });
    expect(anti(`${selector}, mismatchLabelKeys: [track], namespaceSelector: {}`)).toEqual({
      labelSelector: [web, { ...canary, operator: 'NotIn' }],
      topologyKey: 'zone',
      namespaceSelector: [],
    });
    expect(anti('mismatchLabelKeys: [track]')).toEqual({ topologyKey: 'zone' });
  });
});
