/** The transcription of every guarantee's sentence. */
import { admission } from './admission.ts';
import { endpoints } from './endpoints.ts';
import { kubelet } from './kubelet.ts';
import { progress } from './progress.ts';
import { removal } from './removal.ts';
import { restarts } from './restarts.ts';
import { rollouts } from './rollouts.ts';
import { scheduling } from './scheduling.ts';
import { sidecars } from './sidecars.ts';
import { startup } from './startup.ts';
import { status } from './status.ts';
import { termination } from './termination.ts';
import { time } from './time.ts';
import type { Transcription } from './transcription.ts';

/** By id of the guarantee. */
export const transcriptions: Readonly<Record<string, Transcription>> = {
  ...admission,
  ...scheduling,
  ...startup,
  ...restarts,
  ...sidecars,
  ...kubelet,
  ...status,
  ...termination,
  ...removal,
  ...endpoints,
  ...rollouts,
  ...progress,
  ...time,
};
