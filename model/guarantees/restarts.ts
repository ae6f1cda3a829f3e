/** What the kubelet promises about starting a container again. */
import { type Cluster, cell } from '../cluster.ts';
import { restartGates } from '../components/kubelet/sync/pod.ts';
import { shouldBeRestarted } from '../components/kubelet/sync/restart-policy.ts';
import { allContainers, type Container, sidecars } from '../kubernetes/spec.ts';
import { containerKey, type Uid } from '../scenario.ts';
import { anyScenario, recordOf, somePod, specOf, step, stepOf, subjects } from './build.ts';
import type { Guarantee } from './guarantee.ts';
import { byNobody } from './remedies.ts';

/** C86, C136. */
const oneInstance: Guarantee = {
  id: 'one-instance-per-container',
  sentence: 'A new instance of a container is created only when none of it runs.',
  broken: 'two instances of a container run',
  facts: ['C83', 'C86', 'C136'],
  standing: 'always',
  slices: ['pod', 'deadline'],
  applies: anyScenario,
  why: 'One worker per Pod acts on a runtime view newer than its own last action, and kills the old instance before it makes the new one.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
  mutant: 'restart-without-kill',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['runtime/containerCreated'], (before, { uid, container }) => {
        // One that was created and never started, by a kubelet that restarted meanwhile, is simply left behind (C111).
        return recordOf(before, uid, container).state !== 'running';
      }),
    ),
};

/** C111, property 20. */
const restartOnlyIfAllowed: Guarantee = {
  id: 'restart-only-if-policy-allows',
  sentence:
    'A container that a sync pass finds exited is started again in the same sandbox only if its restart policy allows it.',
  broken: 'a container is restarted against its policy',
  facts: ['C97', 'C111'],
  standing: 'always',
  slices: ['pod', 'deadline'],
  applies: somePod((spec) => spec.restartPolicy !== 'Always'),
  why: 'Each pass asks the restart rules, the container policy and the Pod policy, in that order; only what a failed probe stops is not asked how it exited.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
  mutant: 'restart-policy-ignored',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['kubelet/syncStarted', 'kubelet/volumesMounted'], (before, { uid }, after) => {
        const { spec } = subject;
        // A pass that makes a new sandbox begins again with every init container (C97); one that a failed probe made the kubelet stop
        // may have exited 0 and is started again all the same (C111).
        if (cell(before, 'sandboxes', uid).state !== 'ready') return undefined;
        const chosen = cell(after, 'workers', uid).starting;
        const exited = allContainers(spec).filter(
          ({ name, restartPolicyRules }) =>
            restartPolicyRules.length === 0 && recordOf(before, uid, name).state === 'exited',
        );
        if (exited.length === 0) return undefined;
        return exited.every((own) => {
          const policy = own.restartPolicy ?? spec.restartPolicy;
          const { exitCode } = recordOf(before, uid, own.name);
          const allowed = policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0);
          return allowed || !chosen.includes(own.name);
        });
      }),
    ),
};

/** An instance of the container has run, and none runs now: also where it went with its sandbox. */
const hasRun = (cluster: Cluster, uid: Uid, { name }: Container): boolean => {
  const { state, restarted } = recordOf(cluster, uid, name);
  return state === 'exited' || (state !== 'running' && restarted);
};

/** The container waits for its crash back-off: its worker runs the pod, and would start it again. */
const isBackingOff = (cluster: Cluster, uid: Uid, container: Container): boolean => {
  if (cell(cluster, 'backOffs', containerKey(uid, container.name)).crash !== 'armed') return false;
  if (cell(cluster, 'workers', uid).state !== 'sync' || !hasRun(cluster, uid, container)) return false;
  const record = recordOf(cluster, uid, container.name);
  if (record.state !== 'exited' || sidecars(specOf(cluster, uid)).includes(container)) return true;
  return shouldBeRestarted(specOf(cluster, uid), container, record, restartGates(cluster));
};

/** C110, property 21; `doBackOff` gets the podStatus from the beginning of the sync (kuberuntime_manager.go, 1.34.9, 1.35.6, 1.36.2). */
const backOffRespected: Guarantee = {
  id: 'crash-back-off-respected',
  sentence:
    'A crash back-off is kept to its end: it is never forgotten, and its container is not created again before.',
  broken: 'a crash back-off is cut short',
  facts: ['C110'],
  standing: 'conditional',
  condition:
    'the kubelet does not restart (its back-off table is in memory only), and no pass stops the container itself, for a failed probe or for a ' +
    'sandbox that has died',
  slices: ['pod', 'deadline'],
  applies: anyScenario,
  why:
    'A restarted kubelet has forgotten every back-off and starts the container at once. And the pass that stops a container, for a failed ' +
    'probe or a dead sandbox, judges the back-off by the exits it knew when it began: the exit it has just caused does not count.',
  advice: 'Nothing in the manifest changes this.',
  remedy: byNobody,
  mutant: 'back-off-skipped',
  promises: (scenario) =>
    subjects(scenario).flatMap(({ uid, spec, label }) =>
      allContainers(spec).map((container) =>
        step(`${label}/${container.name}`, ['fault/kubeletRestarted', 'runtime/containerCreated'], (before, event) => {
          const waits = isBackingOff(before, uid, container);
          if (event.type === 'fault/kubeletRestarted')
            return waits && cell(before, 'workers', uid).node === event.node ? false : undefined;
          if (event.uid !== uid || event.container !== container.name) return undefined;
          return hasRun(before, uid, container) ? !waits : undefined;
        }),
      ),
    ),
};

/** The guarantees about restarts. */
export const restartGuarantees: readonly Guarantee[] = [oneInstance, restartOnlyIfAllowed, backOffRespected];
