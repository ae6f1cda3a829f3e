/** What the model and a record say alike, beside versions of the Pod. */

/** A container's start, or its exit with this code. */
export const containerLabel = (container: string, exitCode: number | null): string =>
  exitCode === null ? `started ${container}` : `exited ${container} ${exitCode}`;

/** An endpoint's change. */
export const endpointLabel = (service: string, state: string): string => `endpoint ${service} ${state}`;

/** True of a change of an endpoint. */
export const isOfEndpoint = (label: string): boolean => label.startsWith('endpoint ');

/** True of labels that the API server shows, not the runtime. */
export const isOfApi = (label: string): boolean => !/^(?:started|exited) /.test(label);
