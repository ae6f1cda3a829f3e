/** `podman pod inspect` as data: what a pod is at present, whatever was told of how it came there. */

/** Runs a podman command and answers what it prints. */
export type Ask = (args: readonly string[]) => Promise<string>;

/** A container of a pod, its infra container among them. */
export interface ContainerState {
  readonly id: string;
  readonly name: string;
  /** `created`, `running`, `exited`, … */
  readonly state: string;
}

/** A pod as it is. */
export interface PodState {
  /** `Created`, `Running`, `Degraded`, `Exited`, `Stopped`, … */
  readonly state: string;
  /** The id of the infra container. */
  readonly infra: string;
  readonly containers: readonly ContainerState[];
}

/** What was found when podman was asked, between these two moments. undefined: there is no such pod. */
export interface Sample {
  readonly began: number;
  readonly ended: number;
  readonly pod: PodState | undefined;
}

/** The fields of its answer that are read. */
interface Answer {
  readonly State: string;
  readonly InfraContainerID: string;
  readonly Containers?: readonly { readonly Id: string; readonly Name: string; readonly State: string }[];
}

/** Reads the answer. */
export const podStateIn = (text: string): PodState => {
  const { State, InfraContainerID, Containers = [] } = JSON.parse(text) as Answer;
  return {
    state: State,
    infra: InfraContainerID,
    containers: Containers.map(({ Id, Name, State: state }) => ({ id: Id, name: Name, state })),
  };
};

const isMissing = (error: unknown): boolean => error instanceof Error && error.message.includes('no such pod');

/**
 * Asks. undefined: podman did not answer; whoever starts or stops a pod holds its lock, and `kube play` does so while an init container
 * runs. Asked, podman also notices exits it had not noticed yet, and tells of them in its events.
 */
export const sampleOf = async (ask: Ask, name: string): Promise<Sample | undefined> => {
  const began = Date.now();
  const answer = ask(['pod', 'inspect', name]).then(podStateIn);
  return answer.then(
    (pod) => ({ began, ended: Date.now(), pod }),
    (error: unknown) => (isMissing(error) ? { began, ended: Date.now(), pod: undefined } : undefined),
  );
};

/** A pod of that name in words, as `Degraded (app running, infra exited)`. */
export const stateWords = (pod: string, { state, infra, containers }: PodState): string => {
  const words = containers.map(
    ({ id, name, state: is }) => `${id === infra ? 'infra' : name.slice(pod.length + 1)} ${is}`,
  );
  return `${state} (${words.sort().join(', ')})`;
};
