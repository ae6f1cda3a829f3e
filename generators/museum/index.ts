/** The museum of real bugs: every exhibit, and what is not on show yet. */
import { endpointExhibits } from './endpoints.ts';
import type { Exhibit } from './exhibit.ts';
import { identityExhibits } from './identity.ts';
import { kubeletExhibits } from './kubelet.ts';
import { probeExhibits } from './probes.ts';
import { schedulingExhibits } from './scheduling.ts';
import { sidecarExhibits } from './sidecars.ts';
import { startupExhibits } from './startup.ts';
import { terminationExhibits } from './termination.ts';
import { volumeExhibits } from './volumes.ts';

export { missing } from './missing.ts';

/** Every exhibit, in the order of a pod's life. */
export const exhibits: readonly Exhibit[] = [
  ...schedulingExhibits,
  ...startupExhibits,
  ...sidecarExhibits,
  ...kubeletExhibits,
  ...endpointExhibits,
  ...probeExhibits,
  ...terminationExhibits,
  ...volumeExhibits,
  ...identityExhibits,
];

/** The exhibits that ask this guarantee. */
export const exhibitsOf = (guarantee: string): readonly Exhibit[] =>
  exhibits.filter(({ asked }) => 'guarantee' in asked && asked.guarantee === guarantee);
