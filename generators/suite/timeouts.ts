/** How long silence must last before it counts: longer than anything Kubernetes waits for by itself in a case. */
import { allContainers, type Container, type Probe } from '../../model/kubernetes/spec.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Step, Stimulus } from './case.ts';

/** What nobody can say in advance: a busy node, the first back-offs of ten and twenty seconds. */
const slack = 30;
/** WaitForAttachAndMount gives up after 2 min 3 s (pkg/kubelet/volumemanager/volume_manager.go, 1.35), then the pass is tried again. */
const volumeWait = 150;
/** Image back-off doubles from ten seconds on (pkg/kubelet/images, MaxContainerBackOff is five minutes, 1.35). */
const imageBackOff = 40;

const untilItCounts = ({ initialDelaySeconds, periodSeconds, failureThreshold }: Probe): number =>
  initialDelaySeconds + periodSeconds * failureThreshold;

const probesOf = ({ startupProbe, livenessProbe, readinessProbe }: Container): readonly number[] =>
  [startupProbe, livenessProbe, readinessProbe].map((probe) => (probe === undefined ? 0 : untilItCounts(probe)));

/** Seconds of silence that mean for ever, in a case with this scenario and these stimuli. */
export const patienceFor = ({ instances }: Scenario, steps: readonly Step[]): number => {
  const specs = Object.values(instances).map(({ spec }) => spec);
  const asks = (what: Stimulus['do']): boolean => steps.some((step) => step.do.do === what);
  return (
    slack +
    2 * Math.max(0, ...specs.map(({ terminationGracePeriodSeconds }) => terminationGracePeriodSeconds)) +
    Math.max(0, ...specs.flatMap((spec) => allContainers(spec).flatMap(probesOf))) +
    Math.max(0, ...specs.map(({ activeDeadlineSeconds = 0 }) => activeDeadlineSeconds)) +
    (asks('image answers') ? imageBackOff : 0) +
    (asks('volumes answer') ? volumeWait : 0)
  );
};
