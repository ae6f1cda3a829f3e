/** `podman events --format json`: what became of containers, by their ID. */
import type { Fact, Source } from '../fact.ts';
import { fieldsOf, textOf } from '../objects.ts';

/** An event is written just after it was. */
const lateness = 300;

/** podman's events of containers. */
export const podman: Source = {
  name: 'podman events',
  read: (record): readonly Fact[] | undefined => {
    const { Type, Status, ID, Time, ContainerExitCode } = fieldsOf(record);
    if (textOf(Type) === '' || textOf(Status) === '') return undefined;
    const latest = Date.parse(textOf(Time)) + 1;
    if (Type !== 'container' || Number.isNaN(latest)) return [];
    const at = { earliest: latest - lateness, latest };
    if (Status === 'start') return [{ fact: 'started', id: textOf(ID), at }];
    // An exit code of 0 is left out.
    const exitCode = typeof ContainerExitCode === 'number' ? ContainerExitCode : 0;
    return Status === 'died' ? [{ fact: 'exited', id: textOf(ID), exitCode, at }] : [];
  },
};
