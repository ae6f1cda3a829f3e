/** The expected verdicts of every guarantee, in the order of the guarantees. */
import type { Expectation } from './expectation.ts';
import { admissionExpectations } from './expectations/admission.ts';
import { endpointExpectations } from './expectations/endpoints.ts';
import { kubeletExpectations } from './expectations/kubelet.ts';
import { progressExpectations } from './expectations/progress.ts';
import { removalExpectations } from './expectations/removal.ts';
import { restartExpectations } from './expectations/restarts.ts';
import { rolloutExpectations } from './expectations/rollouts.ts';
import { schedulingExpectations } from './expectations/scheduling.ts';
import { sidecarExpectations } from './expectations/sidecars.ts';
import { startupExpectations, volumeExpectations } from './expectations/startup.ts';
import { hookExpectations, terminationExpectations } from './expectations/termination.ts';
import { timeExpectations } from './expectations/time.ts';

/** All of them. */
export const expectations: readonly Expectation[] = [
  ...admissionExpectations,
  ...schedulingExpectations,
  ...volumeExpectations,
  ...startupExpectations,
  ...restartExpectations,
  ...sidecarExpectations,
  ...kubeletExpectations,
  ...terminationExpectations,
  ...hookExpectations,
  ...removalExpectations,
  ...endpointExpectations,
  ...rolloutExpectations,
  ...progressExpectations,
  ...timeExpectations,
];
