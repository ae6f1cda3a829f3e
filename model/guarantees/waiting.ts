/** What a Pod waits for where a run comes to an end, or goes round for ever. */
import { type Cluster, cell } from '../cluster.ts';
import { firstRejection } from '../components/scheduler/index.ts';
import { allContainers, type Container, isSidecar } from '../kubernetes/spec.ts';
import { containerKey, probeKey, type Scenario, type Uid } from '../scenario.ts';
import { recordOf, specOf, subjects } from './build.ts';
import type { Cause, StoryEnd } from './guarantee.ts';
import { byPeople, byProgram } from './remedies.ts';

/** The sidecar runs, and its startup probe has succeeded if it has one. */
const isUp = (cluster: Cluster, uid: Uid, { name, startupProbe }: Container): boolean =>
  recordOf(cluster, uid, name).state === 'running' &&
  (startupProbe === undefined || cell(cluster, 'probes', probeKey(uid, name, 'startup')).result === 'Success');

/** The first init container that is not done, or sidecar that is not up: everything after it waits. */
export const holdingUp = (cluster: Cluster, uid: Uid): Container | undefined =>
  specOf(cluster, uid).initContainers.find((one) => {
    const { state, exitCode } = recordOf(cluster, uid, one.name);
    return isSidecar(one) ? !isUp(cluster, uid, one) : state !== 'exited' || exitCode !== 0;
  });

const boundThem = 'Give init containers and hooks a time limit of their own (timeout 60 …).';

const hookOf = (cluster: Cluster, uid: Uid): Cause | undefined => {
  const { step, starting } = cell(cluster, 'workers', uid);
  if (step !== 'postStart') return undefined;
  return {
    why: `The postStart hook of container ${starting[0]} has not returned: nothing bounds it.`,
    waits: `the postStart hook of container ${starting[0]} has not returned`,
    advice: boundThem,
    remedy: byProgram(),
  };
};

const configOf = (cluster: Cluster, uid: Uid): Cause | undefined => {
  const lacking = allContainers(specOf(cluster, uid)).find(
    ({ name }) => cell(cluster, 'backOffs', containerKey(uid, name)).config === 'missing',
  );
  return lacking === undefined
    ? undefined
    : {
        why: `Container ${lacking.name} takes its environment from a ConfigMap or Secret that does not exist.`,
        waits: `container ${lacking.name} takes its environment from a ConfigMap or Secret that does not exist`,
        advice: 'Create it, or mark the reference optional.',
        remedy: byPeople(),
      };
};

const initOf = (cluster: Cluster, uid: Uid): Cause | undefined => {
  const holding = holdingUp(cluster, uid);
  if (holding === undefined) return undefined;
  const { name } = holding;
  if (isSidecar(holding))
    return {
      why: `Sidecar ${name} is not up, or not for long enough to count as started; it is started again, and everything listed after it waits.`,
      waits: `sidecar ${name} is not up`,
      advice: `Find out why ${name} ends (kubectl logs --previous), and give it a startup probe that it passes as soon as it can serve.`,
      remedy: byProgram(),
    };
  return recordOf(cluster, uid, name).state === 'running'
    ? {
        why: `Init container ${name} is still running: nothing bounds how long it may.`,
        waits: `init container ${name} is still running`,
        advice: boundThem,
        remedy: byProgram(),
      }
    : {
        why: `Init container ${name} has not exited 0, and everything listed after it waits.`,
        waits: `init container ${name} has not exited 0`,
        advice: boundThem,
        remedy: byProgram(),
      };
};

/** Why main containers do not start. */
export const notStarted = (scenario: Scenario, { after }: StoryEnd): Cause | undefined =>
  subjects(scenario)
    .map(({ uid }) => hookOf(after, uid) ?? configOf(after, uid) ?? initOf(after, uid))
    .find((cause) => cause !== undefined);

/** Why a deleted Pod stays. */
export const notGone = (scenario: Scenario, { after }: StoryEnd): Cause | undefined =>
  subjects(scenario)
    .filter(({ uid, name }) => cell(after, 'pods', name).uid === uid)
    .map(({ uid, name }): Cause | undefined =>
      cell(after, 'pods', name).finalizers && cell(after, 'workers', uid).state !== 'terminating'
        ? {
            why: `Pod ${name} has a finalizer that nobody removes.`,
            waits: `pod ${name} has a finalizer that nobody removes`,
            advice: 'Run the controller that owns the finalizer, or remove it.',
            remedy: byPeople(),
          }
        : hookOf(after, uid),
    )
    .find((cause) => cause !== undefined);

/** Why a Pod gets no node. */
export const notBound = (scenario: Scenario, { after }: StoryEnd): Cause | undefined => {
  const unbound = subjects(scenario).find(
    ({ uid, name }) => cell(after, 'pods', name).uid === uid && cell(after, 'pods', name).nodeName === '',
  );
  if (unbound === undefined) return undefined;
  const { name, uid } = unbound;
  if (cell(after, 'pods', name).gated)
    return {
      why: `Pod ${name} has scheduling gates that nobody removes.`,
      waits: `pod ${name} has scheduling gates that nobody removes`,
      advice: 'Remove the gates.',
      remedy: byPeople(),
    };
  if (cell(after, 'schedulerPods', name).uid !== uid) return undefined;
  const refusals = Object.keys(scenario.nodes).flatMap((node) => {
    const plugin = firstRejection(after, name, node);
    return plugin === undefined ? [] : [`${plugin} on ${node}`];
  });
  return refusals.length < Object.keys(scenario.nodes).length
    ? undefined
    : {
        why: `No node fits Pod ${name}: ${refusals.join(', ')}.`,
        waits: `no node fits pod ${name} (${refusals.join(', ')})`,
        advice: 'Make a node feasible for it.',
        remedy: byPeople(),
      };
};

/** Why a Pod whose containers are up is not Ready. */
export const notReady = (scenario: Scenario, { after }: StoryEnd): Cause | undefined =>
  subjects(scenario)
    .map(({ uid, name, spec }): Cause | undefined => {
      const mute = silentSidecar(after, uid);
      if (mute !== undefined)
        return {
          why: `Sidecar ${mute.name} does not answer its readiness probe, and the readiness of a sidecar counts for the Pod.`,
          waits: `sidecar ${mute.name} does not answer its readiness probe`,
          advice: `Take the readiness probe from ${mute.name} if the Pod can serve without it.`,
          remedy: byProgram(),
        };
      return spec.readinessGates.length === 0 || cell(after, 'statuses', name).readinessGates
        ? undefined
        : {
            why: `Nobody sets the readiness gates of the Pod (${spec.readinessGates.join(', ')}); Kubernetes itself never does.`,
            waits: `nobody sets the readiness gates of pod ${name}`,
            advice: 'Make sure that a controller sets each condition: kubectl get pod -o wide shows how many are True.',
            remedy: byPeople(),
          };
    })
    .find((cause) => cause !== undefined);

/** The first sidecar that has not answered its readiness probe. */
export const silentSidecar = (cluster: Cluster, uid: Uid): Container | undefined =>
  specOf(cluster, uid).initContainers.find(
    (one) =>
      isSidecar(one) &&
      one.readinessProbe !== undefined &&
      cell(cluster, 'probes', probeKey(uid, one.name, 'readiness')).result !== 'Success',
  );

/** Main containers that still run. */
const stillRunning = (cluster: Cluster, uid: Uid): readonly Container[] =>
  specOf(cluster, uid).containers.filter(({ name }) => recordOf(cluster, uid, name).state === 'running');

/** The first main container that is still running. */
export const runsOn = (cluster: Cluster, uid: Uid): Container | undefined => stillRunning(cluster, uid)[0];

/** Why a Pod does not end although one of its main containers has finished. */
export const notEnded = (scenario: Scenario, { after }: StoryEnd): Cause | undefined =>
  subjects(scenario)
    .map(({ uid }): Cause | undefined => {
      const hook = hookOf(after, uid);
      const names = stillRunning(after, uid).map(({ name }) => name);
      if (hook !== undefined || names.length === 0) return hook;
      return {
        why: `Main container ${names.join(', ')} is still running, and the Pod is over only when all of its main containers are; its Job waits as long.`,
        waits: `main container ${names.join(', ')} is still running`,
        advice: `If ${names.join(', ')} only helps, make it a sidecar: an init container with restartPolicy Always. Or let it exit when the work is done.`,
        remedy: byProgram(),
      };
    })
    .find((cause) => cause !== undefined);
