/** What is promised about preStop hooks. */
import { cell } from '../cluster.ts';
import { isOver } from '../components/kubelet/termination/kill.ts';
import { allContainers } from '../kubernetes/spec.ts';
import { containerKey, type Scenario } from '../scenario.ts';
import { containerPath, isStopSignal, running, somePod, step, stepOf, stopSignals, subjects } from './build.ts';
import type { Guarantee, SpecPath, StoryEnd } from './guarantee.ts';
import { byNobody, byProgram, graceAboveZero } from './remedies.ts';

const hasPreStop = somePod((spec) => allContainers(spec).some(({ preStop }) => preStop !== undefined));
const preStopPath = (scenario: Scenario, end?: StoryEnd): SpecPath => [
  ...containerPath(scenario, ({ name, preStop }) => {
    const event = end?.event;
    const other = event !== undefined && 'container' in event && event.container !== null && event.container !== name;
    return preStop !== undefined && !other;
  }),
  'lifecycle',
  'preStop',
];

/** D32, D36, P4. */
const preStopBeforeSigterm: Guarantee = {
  id: 'prestop-before-sigterm',
  sentence:
    'A preStop hook that has begun is waited for: the container gets its stop signal only after it has completed or the grace period has run out.',
  broken: 'SIGTERM does not wait for the preStop hook',
  facts: ['D32', 'D34', 'D36'],
  standing: 'always',
  slices: ['pod', 'deadline'],
  applies: hasPreStop,
  why: 'Killing one container is sequential: hook, turn, stop signal.',
  advice: 'Nothing to change: no manifest can break this.',
  where: preStopPath,
  remedy: byNobody,
  mutant: 'prestop-not-awaited',
  promises: (scenario) =>
    subjects(scenario).flatMap((subject) =>
      allContainers(subject.spec)
        .filter(({ preStop }) => preStop !== undefined)
        .map(({ name }) =>
          step(
            `${subject.label}/${name}`,
            stopSignals,
            (before, event) => {
              const kill = cell(before, 'kills', containerKey(subject.uid, name));
              return isStopSignal(subject.spec, event) ? kill.expired || kill.stage !== 'preStop' : undefined;
            },
            (event) => event.uid === subject.uid && event.container === name,
          ),
        ),
    ),
};

/** Where the kubelet begins to kill containers: its worker terminates the pod or a pass stops some of them. */
const killsBegin = [
  'kubelet/terminationStarted',
  'kubelet/terminationRetried',
  'kubelet/syncStarted',
  'kubelet/volumesMounted',
  'kubelet/postStartFailed',
] as const;

/** D29, D38, D39; a textbook error about grace 0. */
const preStopNeverSkipped: Guarantee = {
  id: 'prestop-never-skipped',
  sentence: 'Whenever the kubelet begins to stop a running container, its preStop hook begins.',
  broken: 'a preStop hook may be skipped',
  facts: ['C81', 'D29', 'D32', 'D38', 'D39'],
  standing: 'conditional',
  condition:
    'the kubelet knows the Pod’s spec (a restarted one does not if the object was removed by force, or if it refuses the running Pod), and ' +
    'terminationGracePeriodSeconds is not 0 (then only a delete runs hooks), and no rule restarts all containers in place',
  textbook: 'A delete with grace 0 skips preStop.',
  slices: ['pod', 'deadline'],
  applies: hasPreStop,
  why:
    'A kubelet that restarts and has no worker for what it finds running kills it from the runtime’s labels alone, which know no hooks. And a ' +
    'kill that nobody asked for (a failed probe, a deadline, a completed Pod) uses the grace period of the spec, where 0 means no hook.',
  advice:
    'Keep terminationGracePeriodSeconds above 0; do not use --force on Pods whose preStop hook matters, and drain a node before you relabel it.',
  where: preStopPath,
  remedy: graceAboveZero,
  mutant: 'prestop-skipped-at-grace-zero',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, killsBegin, (before, { uid }, after) => {
        const begun = running(before, subject).filter(({ name, preStop }) => {
          if (preStop === undefined) return false;
          const key = containerKey(uid, name);
          return isOver(cell(before, 'kills', key)) && !isOver(cell(after, 'kills', key));
        });
        if (begun.length === 0) return undefined;
        return begun.every(({ name }) => cell(after, 'kills', containerKey(uid, name)).stage === 'preStop');
      }),
    ),
};

/** D27, D41, D70a, P14. */
const preStopOnce: Guarantee = {
  id: 'prestop-runs-once',
  sentence: 'A preStop hook runs at most once for one container.',
  broken: 'a preStop hook may run twice',
  facts: ['D27', 'D41', 'D70a'],
  standing: 'conditional',
  condition: 'the kubelet does not restart and no stop fails: otherwise termination starts over, hooks included',
  slices: ['pod', 'deadline'],
  applies: hasPreStop,
  why: 'The kubelet remembers nothing of a termination across a restart, nor does a retry.',
  advice: 'Make preStop idempotent.',
  where: preStopPath,
  remedy: byProgram,
  mutant: 'prestop-twice',
  promises: (scenario) =>
    subjects(scenario).flatMap((subject) =>
      allContainers(subject.spec)
        .filter(({ preStop }) => preStop !== undefined)
        .map(({ name }) =>
          step(
            `${subject.label}/${name}`,
            ['kubelet/terminationStarted', 'kubelet/terminationRetried', 'kubelet/graceExpired', 'runtime/sigtermSent'],
            (before, event, after) => {
              if (event.type === 'runtime/sigtermSent') return event.container === name ? true : undefined;
              const key = containerKey(subject.uid, name);
              const begins =
                cell(before, 'kills', key).stage !== 'preStop' && cell(after, 'kills', key).stage === 'preStop';
              // A signal was sent before, or the kill has failed and is tried again: a hook had its turn before.
              const again =
                cell(before, 'kills', key).stage !== 'none' || cell(before, 'processes', key).signal !== 'none';
              return begins && again ? false : undefined;
            },
            ({ uid }) => uid === subject.uid,
          ),
        ),
    ),
};

/** The guarantees about preStop hooks. */
export const hookGuarantees: readonly Guarantee[] = [preStopBeforeSigterm, preStopNeverSkipped, preStopOnce];
