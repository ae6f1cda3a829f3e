/** The numbers of a manifest, and of what is assumed beside it, that a guarantee in time may depend on: those that can be tuned. */
import { type AssumptionName, endpointPropagation } from './assumptions.ts';

/** Fields that hold a number of seconds. */
export const fieldParameters = ['preStop.sleep', 'terminationGracePeriodSeconds'] as const;

/** Assumptions of which more is worse; a late kubelet only gives endpoints more time. */
export const assumptionParameters = [
  endpointPropagation,
  'endpoint-slice-write',
  'kube-proxy-programming',
  'load-balancer-withdrawal',
  'shutdown',
  'process-start',
  'pre-stop-hook',
] as const satisfies readonly (AssumptionName | typeof endpointPropagation)[];

/** The name of a number that can be tuned. */
export type ParameterName = (typeof fieldParameters)[number] | (typeof assumptionParameters)[number];
