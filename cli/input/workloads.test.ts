import { describe, expect, it } from 'vitest';
import { defaultKubernetesVersion } from '../../model/versions.ts';
import type { WorkloadReport } from '../../reports/check/workloads.ts';
import { webYaml } from '../testing/world.ts';
import { readTasks } from './scenarios.ts';

const workloadsOf = async (text: string): Promise<readonly WorkloadReport[]> => {
  const input = async function* () {
    yield Buffer.from(text);
  };
  return (await readTasks(['-'], false, {}, input)).workloads;
};

describe('what is told of a workload', () => {
  it('is its Services, how many Pods it has and where it stands', async () => {
    expect(await workloadsOf(webYaml)).toEqual([
      {
        object: 'Deployment/web',
        file: '-',
        line: 1,
        column: 1,
        services: ['web'],
        replicas: 2,
        strategy: 'RollingUpdate',
        kubernetesVersion: defaultKubernetesVersion,
      },
    ]);
  });

  it('is how it is rolled out, as far as that is written', async () => {
    const rolling = (strategy: string) => webYaml.replace('  replicas: 2', `  replicas: 2\n  strategy: ${strategy}`);
    const strategyOf = async (text: string) => (await workloadsOf(text))[0]?.strategy;
    expect(await strategyOf(rolling('{ type: Recreate }'))).toBe('Recreate');
    expect(await strategyOf(rolling('{ rollingUpdate: { maxSurge: 50%, maxUnavailable: 0 } }'))).toBe(
      'RollingUpdate (maxSurge 50%, maxUnavailable 0)',
    );
  });

  it('is no strategy where the kind has none, and no Service where none selects it', async () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: { name: one }\nspec: { containers: [{ name: app, image: app:1 }] }\n';
    const [, alone] = await workloadsOf(`${webYaml}---\n${pod}`);
    expect(alone).toMatchObject({ object: 'Pod/one', services: [], replicas: 1, line: 29 });
    expect(alone).not.toHaveProperty('strategy');
  });
});
