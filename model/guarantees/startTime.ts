/** What holds of a start, if it takes as long as a scenario assumes. */
import { type Cluster, cell } from '../cluster.ts';
import { type Container, isKilledByProbes } from '../kubernetes/spec.ts';
import { containerKey, type Scenario } from '../scenario.ts';
import { stepOf, subjects } from './build.ts';
import type { Guarantee } from './guarantee.ts';
import { patientStartupProbe } from './remedies.ts';

const byProbe = (cluster: Cluster, uid: string, container: string): boolean =>
  ['startup', 'liveness'].includes(cell(cluster, 'kills', containerKey(uid, container)).cause);

const watchedIn = ({ instances }: Scenario): readonly Container[] =>
  Object.values(instances)
    .flatMap(({ spec }) => spec.containers)
    .filter(isKilledByProbes);

/** C131, C134, C136. */
const slowStarter: Guarantee = {
  id: 'slow-starter-is-not-killed',
  sentence: 'No container is killed by its startup or liveness probe before its program serves.',
  broken: 'a container may be killed before its program serves',
  facts: ['C131', 'C134', 'C136'],
  standing: 'conditional',
  condition:
    'the program serves within initialDelaySeconds and failureThreshold - 1 periods of the first probe that may have it killed: the startup probe if there is one',
  textbook: 'A failing liveness probe restarts only what is broken.',
  slices: ['timed-startup'],
  applies: (scenario) => scenario.begins === 'starting' && watchedIn(scenario).length > 0,
  why: 'A probe knows no difference between a program that still starts and one that hangs: it counts failures from its initial delay on.',
  advice:
    'Give the container a startupProbe whose failureThreshold times periodSeconds is more than the program needs to start ' +
    '(podproof tune --for process-start says how long it may take now).',
  where: (scenario) => [
    'containers',
    0,
    watchedIn(scenario).some(({ startupProbe }) => startupProbe !== undefined) ? 'startupProbe' : 'livenessProbe',
  ],
  remedy: patientStartupProbe,
  mutant: 'liveness-beside-startup',
  promises: (scenario) =>
    subjects(scenario).flatMap((subject) =>
      subject.spec.containers.map(({ name }) =>
        stepOf(
          { ...subject, label: `${subject.label}/${name}` },
          ['process/startedServing', 'runtime/sigtermSent', 'runtime/sigkillSent'],
          (before, event) => {
            if (event.container !== name) return undefined;
            if (event.type === 'process/startedServing') return true;
            if (!byProbe(before, subject.uid, name)) return undefined;
            const { serving, signal } = cell(before, 'processes', containerKey(subject.uid, name));
            // After its first signal a program may stop serving: whether it had begun is settled then.
            return signal === 'none' ? serving : undefined;
          },
        ),
      ),
    ),
};

/** The guarantees about the time that a start takes. */
export const startTimeGuarantees: readonly Guarantee[] = [slowStarter];
