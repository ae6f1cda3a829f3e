/** What a Pod waits for where a run comes to an end, or goes round for ever. */
import { type Cluster, cell } from '../cluster.ts';
import { firstRejection } from '../components/scheduler/index.ts';
import { allContainers, type Container, isSidecar } from '../kubernetes/spec.ts';
import { containerKey, probeKey, type Scenario, type Uid } from '../scenario.ts';
import { recordOf, specOf, subjects } from './build.ts';
import type { Cause, StoryEnd } from './guarantee.ts';

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

const boundThem =
  'Give init containers and hooks a time limit of their own; set activeDeadlineSeconds on Pods that must not hang.';

const hookOf = (cluster: Cluster, uid: Uid): Cause | undefined => {
  const { step, starting } = cell(cluster, 'workers', uid);
  if (step !== 'postStart') return undefined;
  return {
    why: `The postStart hook of container ${starting[0]} has not returned: nothing bounds it.`,
    advice: boundThem,
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
        advice: 'Create it, or mark the reference optional.',
      };
};

const initOf = (cluster: Cluster, uid: Uid): Cause | undefined => {
  const holding = holdingUp(cluster, uid);
  if (holding === undefined) return undefined;
  const { name } = holding;
  if (isSidecar(holding))
    return {
      why: `Sidecar ${name} is not up, or not for long enough to count as started; it is started again, and everything listed after it waits.`,
      advice: `Find out why ${name} ends (kubectl logs --previous), and give it a startup probe that it passes as soon as it can serve.`,
    };
  return recordOf(cluster, uid, name).state === 'running'
    ? { why: `Init container ${name} is still running: nothing bounds how long it may.`, advice: boundThem }
    : { why: `Init container ${name} has not exited 0, and everything listed after it waits.`, advice: boundThem };
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
            advice: 'Run the controller that owns the finalizer, or remove it.',
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
    return { why: `Pod ${name} has scheduling gates that nobody removes.`, advice: 'Remove the gates.' };
  if (cell(after, 'schedulerPods', name).uid !== uid) return undefined;
  const refusals = Object.keys(scenario.nodes).flatMap((node) => {
    const plugin = firstRejection(after, name, node);
    return plugin === undefined ? [] : [`${plugin} on ${node}`];
  });
  return refusals.length < Object.keys(scenario.nodes).length
    ? undefined
    : { why: `No node fits Pod ${name}: ${refusals.join(', ')}.`, advice: 'Make a node feasible for it.' };
};
