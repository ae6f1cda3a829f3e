/** Scenarios of one Deployment `web` whose Pods are not looked into. */
import type { DeploymentSetup } from '../kubernetes/deployment.ts';
import type { Scenario } from '../scenario.ts';
import { scenario } from './scenario.ts';

/** Two replicas, as a manifest that says nothing has them; room enough on one node. */
export const deploymentSetup = (fields: Partial<DeploymentSetup> = {}): DeploymentSetup => ({
  replicas: 2,
  strategy: 'RollingUpdate',
  maxSurge: '25%',
  maxUnavailable: '25%',
  minReadySeconds: 0,
  paused: false,
  revisions: { old: { works: true }, new: { works: true } },
  revision: 'old',
  slots: 5,
  nodes: { n1: 10 },
  sharesVolume: false,
  abrupt: false,
  initializes: false,
  ...fields,
});

/** The Deployment alone, all of it Ready; its template is changed once. */
export const rollout = (
  fields: Partial<DeploymentSetup> = {},
  more: NonNullable<Parameters<typeof scenario>[0]> = {},
): Scenario =>
  scenario({
    instances: {},
    deployments: { web: deploymentSetup(fields) },
    begins: 'running',
    ...more,
    user: { create: 0, 'change-template': 1, ...more.user },
  });
