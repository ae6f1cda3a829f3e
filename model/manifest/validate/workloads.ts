import { waysToEnable } from '../../gates.ts';
import { matchesLabels, requirementsOf } from '../../kubernetes/selector.ts';
import type { Cursor } from '../cursor.ts';
import { labelSelectorOf } from '../defaults/scheduling.ts';
import type { Problem } from '../problem.ts';
import type { Kind } from '../schema/index.ts';
import { atLeast, labels, required } from './rules.ts';
import { labelSelector } from './scheduling.ts';

type Gates = Readonly<Record<string, boolean>>;

/** Rules of the kinds that make pods, apart from the pods themselves (`pkg/apis/apps/validation`, `pkg/apis/batch/validation`, 1.36). */
export function* workload(kind: Kind, root: Cursor, gates: Gates): Generator<Problem> {
  const rules = rulesOf[kind];
  if (rules !== undefined) yield* rules(root.at('spec'), kind, gates);
}

const rulesOf: Readonly<Partial<Record<Kind, (spec: Cursor, kind: Kind, gates: Gates) => Generator<Problem>>>> = {
  Deployment: deployment,
  ReplicaSet: replicated,
  ReplicationController: replicationController,
  StatefulSet: statefulSet,
  DaemonSet: replicated,
  Job: job,
  CronJob: cronJob,
};

function* replicated(spec: Cursor, kind: Kind): Generator<Problem> {
  yield* selecting(kind, spec);
  yield* alwaysRestarting(kind, spec.at('template', 'spec'));
  yield* atLeast(0, spec.at('replicas'), spec.at('minReadySeconds'), spec.at('revisionHistoryLimit'));
}

/** Its selector is a plain map, and the labels of the template if it is not written (`SetDefaults_ReplicationController`). */
function* replicationController(spec: Cursor, kind: Kind): Generator<Problem> {
  const selector = spec.at('selector');
  const template = spec.at('template', 'metadata', 'labels');
  yield* labels(selector);
  if (selector.keys.length === 0 && template.keys.length === 0) {
    yield selector.problem(`a ${kind} needs a selector`, 'add labels to the template, or a selector');
  } else if (!matchesLabels(requirementsOf(selector.texts), template.texts)) {
    yield template.problem('selector does not match the labels of the template', 'use the same labels in both places');
  }
  yield* alwaysRestarting(kind, spec.at('template', 'spec'));
  yield* atLeast(0, spec.at('replicas'), spec.at('minReadySeconds'));
}

function* deployment(spec: Cursor, kind: Kind): Generator<Problem> {
  yield* replicated(spec, kind);
  yield* rollout(spec);
}

function* statefulSet(spec: Cursor, kind: Kind, gates: Gates): Generator<Problem> {
  yield* replicated(spec, kind);
  yield* claimTemplates(spec);
  const strategy = spec.at('updateStrategy', 'type');
  // Refused, not dropped (`ValidateStatefulSetSpec`, `pkg/apis/apps/validation/validation.go`, 1.37.2).
  if (strategy.text === 'Recreate' && !gates.StatefulSetRecreateStrategy) {
    yield strategy.problem(
      'Recreate needs the feature gate StatefulSetRecreateStrategy',
      `write RollingUpdate or OnDelete, or ${waysToEnable('StatefulSetRecreateStrategy')}`,
    );
  }
}

function* cronJob(spec: Cursor): Generator<Problem> {
  const limits = ['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'];
  yield* required(spec.at('schedule'), 'write when to run, such as "0 3 * * *"');
  yield* required(spec.at('jobTemplate'), 'add the Job to run');
  yield* atLeast(0, ...limits.map((field) => spec.at(field)));
  yield* job(spec.at('jobTemplate', 'spec'));
}

function* selecting(kind: Kind, spec: Cursor): Generator<Problem> {
  const selector = spec.at('selector');
  const template = spec.at('template', 'metadata', 'labels');
  yield* labelSelector(selector);
  const requirements = labelSelectorOf(selector);
  if (requirements.length === 0) {
    yield selector.problem(`a ${kind} needs a selector`, 'add selector: {matchLabels: …} with labels of the template');
  } else if (!matchesLabels(requirements, template.texts)) {
    yield template.problem('selector does not match the labels of the template', 'use the same labels in both places');
  }
}

function* alwaysRestarting(kind: Kind, pod: Cursor): Generator<Problem> {
  const policy = pod.at('restartPolicy');
  if (policy.text && policy.text !== 'Always') {
    yield policy.problem(`must be Always in a ${kind}`, 'remove it, or use a Job for pods that end');
  }
  const deadline = pod.at('activeDeadlineSeconds');
  if (deadline.exists) yield deadline.problem(`is not supported in a ${kind}`, 'remove it');
}

function* rollout(spec: Cursor): Generator<Problem> {
  const strategy = spec.at('strategy');
  const rolling = strategy.at('rollingUpdate');
  if (strategy.at('type').text === 'Recreate' && rolling.exists) {
    yield rolling.problem('may not be specified when strategy type is Recreate', 'remove it, or write RollingUpdate');
  }
  const [unavailable, surge] = [rolling.at('maxUnavailable'), rolling.at('maxSurge')];
  if (isZero(unavailable) && isZero(surge)) {
    yield unavailable.problem('may not be 0 when maxSurge is 0', 'allow one pod more or one pod less');
  }
  const deadline = spec.at('progressDeadlineSeconds');
  const ready = spec.at('minReadySeconds').whole ?? 0;
  yield* atLeast(0, deadline);
  if ((deadline.whole ?? 600) <= ready) yield deadline.problem('must be greater than minReadySeconds', 'raise it');
}

const isZero = ({ tree }: Cursor): boolean => tree?.kind === 'scalar' && /^0+%?$/.test(String(tree.value));

function* claimTemplates(spec: Cursor): Generator<Problem> {
  yield* atLeast(0, spec.at('ordinals', 'start'));
  for (const claim of spec.at('volumeClaimTemplates').items) {
    yield* required(claim.at('metadata', 'name'), 'name it after the volume it stands for');
  }
}

function* job(spec: Cursor): Generator<Problem> {
  const fields = [
    'parallelism',
    'completions',
    'activeDeadlineSeconds',
    'backoffLimit',
    'ttlSecondsAfterFinished',
    'backoffLimitPerIndex',
    'maxFailedIndexes',
  ];
  yield* atLeast(0, ...fields.map((field) => spec.at(field)));
  if (spec.at('completionMode').text === 'Indexed') {
    yield* required(spec.at('completions'), 'an Indexed Job needs a fixed number of completions');
  }
  const policy = spec.at('template', 'spec', 'restartPolicy');
  if (!policy.text || policy.text === 'Always') {
    yield policy.problem(
      'must be OnFailure or Never in a Job',
      'write restartPolicy: Never or restartPolicy: OnFailure',
    );
  } else if (spec.at('podFailurePolicy').exists && policy.text !== 'Never') {
    yield policy.problem('must be Never when podFailurePolicy is specified', 'write restartPolicy: Never');
  }
}
