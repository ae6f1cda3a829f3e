import { describe, expect, it } from 'vitest';
import { workloadText } from './workloads.ts';

const web = { file: 'a.yaml', line: 1, column: 1, kubernetesVersion: '1.35', replicas: 3 };

describe('a workload in one line', () => {
  it('says who sends it traffic, how many Pods it has and how it is rolled out', () => {
    expect(workloadText({ ...web, object: 'Deployment/web', services: ['web', 'api'], strategy: 'Recreate' })).toBe(
      'Deployment/web  behind Services web and api · 3 replicas · Recreate · Kubernetes 1.35',
    );
  });

  it('says that no Service selects it, and no number of a Pod', () => {
    expect(workloadText({ ...web, object: 'shop/Pod/web', services: [] })).toBe(
      'shop/Pod/web  no Service selects it · Kubernetes 1.35',
    );
  });
});
