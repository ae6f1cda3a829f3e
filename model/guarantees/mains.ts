/** What the kubelet promises about the order in which the main containers of a pod come up. */
import { type Cluster, cell } from '../cluster.ts';
import type { Event } from '../event.ts';
import { allContainers } from '../kubernetes/spec.ts';
import { containerKey } from '../scenario.ts';
import { containerAtEnd, containerPath, recordOf, somePod, step, stepOf, subjects } from './build.ts';
import type { Guarantee } from './guarantee.ts';
import { byNobody, byProgram } from './remedies.ts';

/** C102, C105, property 17. */
const mainListOrder: Guarantee = {
  id: 'main-containers-start-in-list-order',
  sentence:
    'A sync pass tries the main containers in list order: none is created while an earlier one still waits for its try.',
  broken: 'main containers are tried out of order',
  facts: ['C102', 'C105'],
  standing: 'always',
  textbook: 'Main containers start simultaneously.',
  slices: ['pod', 'deadline'],
  applies: somePod((spec) => spec.containers.length > 1),
  why: 'One pass of the pod worker starts the main containers one by one, in list order.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
  mutant: 'main-in-reverse-order',
  alsoBrokenBy: ['main-in-any-order'],
  promises: (scenario) =>
    subjects(scenario)
      .filter(({ spec }) => spec.containers.length > 1)
      .map((subject) =>
        stepOf(subject, ['runtime/containerCreated'], (before, { uid, container }) => {
          const index = subject.spec.containers.findIndex(({ name }) => name === container);
          if (index < 1) return undefined;
          const { starting } = cell(before, 'workers', uid);
          return subject.spec.containers.slice(0, index).every(({ name }) => !starting.includes(name));
        }),
      ),
};

const startsAndSkips = ['runtime/containerStarted', 'kubelet/postStartFailed', 'kubelet/containersStopped'] as const;

/**
 * The pass goes on to a later main container although the hook of an earlier one has failed: at once if nothing of that one runs any more, or when
 * it has been killed for it. Afterwards nobody remembers that the hook failed, so it is judged here.
 */
const skipsForHook = (
  before: Cluster,
  { type, uid }: Extract<Event, { readonly type: 'kubelet/postStartFailed' | 'kubelet/containersStopped' }>,
  after: Cluster,
  mains: readonly string[],
): boolean => {
  const [next = ''] = cell(after, 'workers', uid).starting;
  if (!mains.includes(next) || cell(after, 'workers', uid).step === 'kill') return false;
  const failed = mains.slice(0, mains.indexOf(next)).filter((name) => {
    const { cause } = cell(before, 'kills', containerKey(uid, name));
    return type === 'kubelet/postStartFailed'
      ? cell(before, 'workers', uid).starting[0] === name
      : cause === 'postStart';
  });
  return failed.length > 0;
};

/** C105, property 17 second half. */
const mainStartWaitsForEarlier: Guarantee = {
  id: 'main-start-waits-for-earlier-main',
  sentence:
    'A main container starts only after every earlier one in the list has started in the same sandbox, or is done, and its postStart hook has not failed.',
  broken: 'a main container starts although an earlier one has not',
  facts: ['C102', 'C105'],
  standing: 'violated',
  condition: 'when an earlier container fails to start (image, configuration) or its postStart hook fails',
  slices: ['pod', 'deadline'],
  applies: somePod((spec) => spec.containers.length > 1),
  why: 'A main container that cannot start, or is killed because its postStart hook failed, is skipped, and the pass goes on with the next.',
  advice:
    'Do not rely on list order between main containers; use a sidecar (an init container with restartPolicy Always).',
  where: containerAtEnd,
  remedy: byProgram,
  mutant: 'main-in-reverse-order',
  alsoBrokenBy: ['main-in-any-order'],
  promises: (scenario) =>
    subjects(scenario)
      .filter(({ spec }) => spec.containers.length > 1)
      .map((subject) =>
        stepOf(subject, startsAndSkips, (before, event, after) => {
          const names = subject.spec.containers.map(({ name }) => name);
          if (event.type !== 'runtime/containerStarted')
            return skipsForHook(before, event, after, names) ? false : undefined;
          const index = names.indexOf(event.container);
          if (index < 1) return undefined;
          return names
            .slice(0, index)
            .every((name) => ['running', 'exited'].includes(recordOf(before, event.uid, name).state));
        }),
      ),
};

/** C103, C107, C108, property 18. */
const postStartFence: Guarantee = {
  id: 'post-start-before-next-container',
  sentence:
    'A postStart hook that has begun is waited for until it returns, and no other container of the Pod is created before.',
  broken: 'a postStart hook is not waited for when the kubelet restarts',
  facts: ['C103', 'C107', 'C108'],
  standing: 'conditional',
  condition: 'the kubelet does not restart while the hook runs',
  textbook: 'postStart runs in the background.',
  slices: ['pod', 'deadline'],
  applies: somePod((spec) => allContainers(spec).some(({ postStart }) => postStart !== undefined)),
  why: 'The hook blocks the pod worker; but a kubelet that restarts meanwhile never runs the hook again and goes on.',
  advice: 'Do not put work that must finish into postStart; use an init container or a startup probe.',
  where: (scenario) => [
    ...containerPath(scenario, ({ postStart }) => postStart !== undefined),
    'lifecycle',
    'postStart',
  ],
  remedy: byProgram,
  mutant: 'post-start-in-background',
  promises: (scenario) =>
    subjects(scenario).map(({ uid, label }) =>
      step(
        label,
        ['fault/kubeletRestarted', 'kubelet/postStartCompleted', 'runtime/containerCreated'],
        (before, event) => {
          const { node, step: at } = cell(before, 'workers', uid);
          if (event.type === 'fault/kubeletRestarted')
            return event.node === node && at === 'postStart' ? false : undefined;
          if (event.uid !== uid) return undefined;
          return event.type === 'kubelet/postStartCompleted' ? true : at === 'postStart' ? false : undefined;
        },
      ),
    ),
};

/** The guarantees about the main containers' coming up. */
export const mainContainerGuarantees: readonly Guarantee[] = [mainListOrder, mainStartWaitsForEarlier, postStartFence];
