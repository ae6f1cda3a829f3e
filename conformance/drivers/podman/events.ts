/** `podman events` as data. */

/** One event, as `podman events --format json` prints it. */
export interface PodmanEvent {
  readonly type: string;
  readonly status: string;
  readonly id: string;
  readonly name: string;
  readonly podId: string;
  readonly exitCode: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly labels: Readonly<Record<string, string>>;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Reads one line; undefined if it is none. podman leaves out a `ContainerExitCode` of 0. */
export const eventIn = (line: string): PodmanEvent | undefined => {
  if (!line.startsWith('{')) return undefined;
  const fields = JSON.parse(line) as Readonly<Record<string, unknown>>;
  const exitCode = fields['ContainerExitCode'];
  return {
    type: textOf(fields['Type']),
    status: textOf(fields['Status']),
    id: textOf(fields['ID']),
    name: textOf(fields['Name']),
    podId: textOf(fields['PodID']),
    exitCode: typeof exitCode === 'number' ? exitCode : 0,
    time: Date.parse(textOf(fields['Time'])),
    labels: (fields['Attributes'] ?? {}) as Readonly<Record<string, string>>,
  };
};
