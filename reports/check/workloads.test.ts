import { describe, expect, it } from 'vitest';
import { workloadParts } from './workloads.ts';

const web = { file: 'a.yaml', line: 1, column: 1, kubernetesVersion: '1.35', replicas: 3 };

describe('a workload in a few words', () => {
  it('says who sends it traffic, how many Pods it has and how it is rolled out', () => {
    expect(workloadParts({ ...web, object: 'Deployment/web', services: ['web', 'api'], strategy: 'Recreate' })).toEqual(
      ['behind Services web and api', '3 replicas', 'Recreate', 'Kubernetes 1.35'],
    );
  });

  it('says that no Service selects it, where one could, and no number of a Pod', () => {
    expect(workloadParts({ ...web, object: 'shop/Pod/web', services: [] })).toEqual([
      'no Service selects it',
      'Kubernetes 1.35',
    ]);
    expect(workloadParts({ ...web, object: 'Job/report', services: [] })).toEqual(['3 Pods', 'Kubernetes 1.35']);
  });
});
