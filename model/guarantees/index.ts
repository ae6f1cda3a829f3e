/** Every guarantee, by theme in the order of a pod's life. */
import { admissionGuarantees } from './admission.ts';
import { endpointGuarantees } from './endpoints.ts';
import type { Guarantee } from './guarantee.ts';
import { hookGuarantees } from './hooks.ts';
import { kubeletGuarantees } from './kubelet.ts';
import { mainContainerGuarantees } from './mains.ts';
import { progressGuarantees } from './progress.ts';
import { removalGuarantees } from './removal.ts';
import { restartGuarantees } from './restarts.ts';
import { rolloutGuarantees } from './rollouts.ts';
import { roomGuarantees } from './room.ts';
import { schedulingGuarantees } from './scheduling.ts';
import { sidecarGuarantees } from './sidecars.ts';
import { startupGuarantees } from './startup.ts';
import { statusGuarantees } from './status.ts';
import { terminationGuarantees } from './termination.ts';
import { timeGuarantees } from './time.ts';
import { volumeGuarantees } from './volumes.ts';

export { type Guarantee, mutantsOf, type SpecPath } from './guarantee.ts';
export { type Changer, type FieldEdit, filledIn, type Remedy } from './remedy.ts';

/** Theme → its guarantees. */
export const themes: Readonly<Record<string, readonly Guarantee[]>> = {
  admission: admissionGuarantees,
  scheduling: [...schedulingGuarantees, ...roomGuarantees],
  volumes: volumeGuarantees,
  startup: [...startupGuarantees, ...mainContainerGuarantees],
  restarts: restartGuarantees,
  sidecars: sidecarGuarantees,
  kubelet: kubeletGuarantees,
  status: statusGuarantees,
  termination: terminationGuarantees,
  hooks: hookGuarantees,
  removal: removalGuarantees,
  endpoints: endpointGuarantees,
  rollouts: rolloutGuarantees,
  progress: progressGuarantees,
  time: timeGuarantees,
};

/** All of them. */
export const guarantees: readonly Guarantee[] = Object.values(themes).flat();

/** The guarantee of that id, if there is one. */
export const guaranteeOf = (id: string): Guarantee | undefined => guarantees.find((guarantee) => guarantee.id === id);
