import { type RequestStage, requestStages } from '../../cluster.ts';
import { pluginsOf } from './admission.ts';

/** One stage a create request passes: what happens there, and the status code of a refusal. */
export interface Stage {
  readonly does: (featureGates: Readonly<Record<string, boolean>>) => string;
  /** HTTP status of a refusal; undefined where a plain create of a pod cannot be refused. */
  readonly refusal?: number;
}

/**
 * What each stage does. The first five are the handler chain (`DefaultBuildHandlerChain`,
 * `apiserver/pkg/server/config.go`), the others the create handler (`endpoints/handlers/create.go`,
 * `registry/generic/registry/store.go`, `registry/rest/create.go`); 1.34–1.36. Decoding and defaulting come between
 * authorization and mutating admission, and etcd comes last (C2, C4).
 */
export const stages: Readonly<Record<RequestStage, Stage>> = {
  authentication: { does: () => 'finds out who is asking', refusal: 401 },
  audit: { does: () => 'opens the audit record; it only takes notes' },
  impersonation: { does: () => 'switches to the impersonated user, if the request names one' },
  priorityAndFairness: { does: () => 'queues the request among others, or turns it away', refusal: 429 },
  authorization: { does: () => 'asks whether this user may create pods here', refusal: 403 },
  mutatingAdmission: {
    does: (gates) => `decodes and defaults the pod, then lets change it: ${pluginsOf('mutating', gates).join(', ')}`,
    refusal: 403,
  },
  objectValidation: { does: () => 'fills in name, UID and status, then checks every field', refusal: 422 },
  validatingAdmission: {
    does: (gates) => `lets refuse it, but not change it: ${pluginsOf('validating', gates).join(', ')}`,
    refusal: 403,
  },
  storage: { does: () => 'writes the pod to etcd, if the name is free', refusal: 409 },
};

/** The stage after this one; undefined after storage. */
export const nextStage = (stage: RequestStage): RequestStage | undefined =>
  requestStages[requestStages.indexOf(stage) + 1];
