/** What a delete of a Pod promises of its grace period, and a second one of a shorter period. */
import { cell } from '../cluster.ts';
import { containerKey } from '../scenario.ts';
import { anyScenario, isStored, running, step, subjects } from './build.ts';
import type { Guarantee } from './guarantee.ts';
import { byNobody, byPeople } from './remedies.ts';

/** D9, P1. */
const deletionIrrevocable: Guarantee = {
  id: 'deletion-is-irrevocable',
  sentence: 'A Pod with a deletionTimestamp keeps it until it is removed.',
  broken: 'a deletionTimestamp is taken back',
  facts: ['D1', 'D9'],
  standing: 'always',
  slices: ['pod', 'deadline'],
  applies: anyScenario,
  why: 'Updates and patches may not touch deletionTimestamp.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
  mutant: 'deletion-undone',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      step(
        subject.label,
        [
          'user/podDeleted',
          'user/podForceDeleted',
          'user/finalizersRemoved',
          'user/schedulingGatesRemoved',
          'kubelet/statusPatched',
        ],
        (before, _event, after) => {
          const was = cell(before, 'pods', subject.name);
          if (was.uid !== subject.uid || was.deletionGracePeriodSeconds === null) return undefined;
          return !isStored(after, subject) || cell(after, 'pods', subject.name).deletionGracePeriodSeconds !== null;
        },
        (event) => ('pod' in event ? event.pod === subject.name : event.uid === subject.uid),
      ),
    ),
};

/** D6, D24, P2. */
const graceNeverGrows: Guarantee = {
  id: 'grace-never-grows',
  sentence: 'Neither the stored nor the effective grace period of a terminating Pod ever grows.',
  broken: 'a shortened grace period grows again when the kubelet restarts',
  facts: ['D6', 'D24'],
  standing: 'conditional',
  condition:
    'the Pod is neither evicted nor shut down by its kubelet: the shorter period it then sets is memory, and a restart goes back to the stored one',
  slices: ['pod', 'deadline'],
  applies: anyScenario,
  why: 'A later delete can only shorten, and the pod worker takes the minimum of all it was asked for.',
  advice: 'Nothing in the manifest changes this.',
  remedy: byNobody,
  mutant: 'grace-adds-up',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      step(
        subject.label,
        ['user/podDeleted', 'user/podForceDeleted', 'kubelet/terminationRetried'],
        (before, event, after) => {
          if (event.type === 'kubelet/terminationRetried') {
            const effective = cell(before, 'workers', subject.uid).grace ?? Number.POSITIVE_INFINITY;
            return (cell(after, 'workers', subject.uid).grace ?? Number.POSITIVE_INFINITY) <= effective;
          }
          const was = cell(before, 'pods', subject.name);
          const is = cell(after, 'pods', subject.name);
          if (was.uid !== subject.uid || is.uid !== subject.uid || was.deletionGracePeriodSeconds === null)
            return undefined;
          return (is.deletionGracePeriodSeconds ?? Number.POSITIVE_INFINITY) <= was.deletionGracePeriodSeconds;
        },
        (event) => ('pod' in event ? event.pod === subject.name : event.uid === subject.uid),
      ),
    ),
};

/** What there is to say of a second, shorter delete, in steps or in seconds. */
export const secondDelete = {
  broken: 'a second delete with a shorter grace period comes too late',
  textbook: 'Deleting again with a shorter grace period speeds it up.',
  why: 'The terminating step ignores its context: the running StopContainer calls keep the grace they were started with.',
  advice: 'To be rid of a stuck Pod quickly, choose the short grace period in the first delete.',
  where: () => ['terminationGracePeriodSeconds'],
  remedy: byPeople,
  mutant: 'grace-clock-restarts',
} as const satisfies Partial<Guarantee>;

/** D26, P3. */
const shorterGraceCounts: Guarantee = {
  id: 'shorter-grace-takes-effect',
  sentence: 'A second delete with a shorter grace period shortens a kill that is under way.',
  ...secondDelete,
  facts: ['D6', 'D26'],
  standing: 'violated',
  condition: 'whenever the kill procedure has begun',
  slices: ['pod', 'deadline'],
  applies: (scenario) => scenario.user['delete-shorter'] !== 0,
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      step(
        subject.label,
        ['watch/kubeletSawPod'],
        (before, _event, after) => {
          const was = cell(before, 'kubeletPods', subject.uid).deletionGracePeriodSeconds;
          const is = cell(after, 'kubeletPods', subject.uid).deletionGracePeriodSeconds;
          const worker = cell(after, 'workers', subject.uid);
          if (worker.step !== 'kill' || worker.state !== 'terminating' || was === null || is === null || is >= was)
            return undefined;
          const killed = running(after, subject)
            .map(({ name }) => cell(after, 'kills', containerKey(subject.uid, name)))
            .filter(({ stage }) => stage !== 'none' && stage !== 'done' && stage !== 'failed');
          return killed.length === 0 ? undefined : killed.every(({ expired }) => expired);
        },
        ({ uid }) => uid === subject.uid,
      ),
    ),
};

/** The guarantees about deletes. */
export const deletionGuarantees: readonly Guarantee[] = [deletionIrrevocable, graceNeverGrows, shorterGraceCounts];
