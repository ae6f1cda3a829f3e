/** What releases changed off the node: API server, scheduler, controllers, kubectl (V3, V14–V42, V46). Each fact names the release from which it holds. */
import type { Fact } from './fact.ts';

const read = '1.36.5, 1.37.2';

/** A fact of a component that no scenario has. */
const excluded = (id: string, since: string, sentence: string, source: string, because: string): Fact => ({
  id,
  kind: 'rule',
  since,
  sentence,
  source,
  because: `excluded because ${because}`,
});

const noWorkloads = 'no scenario has the controllers of workloads';
const sets = 'pkg/controller/statefulset/stateful_set_control.go';
const jobs = 'pkg/controller/job/job_controller.go';
const queue = 'pkg/scheduler/backend/queue/scheduling_queue.go';

const controllers: readonly Fact[] = [
  excluded(
    'V14',
    '1.37.0',
    'A StatefulSet gets maxUnavailable 1 by default and may replace several pods at a time; with Parallel all its broken old pods go first, whatever the budget.',
    `${sets} updateStatefulSetAfterInvariantEstablished; pkg/apis/apps/v1/defaults.go, ${read}`,
    noWorkloads,
  ),
  {
    id: 'V15',
    kind: 'rule',
    since: '1.37.0',
    sentence:
      'updateStrategy Recreate, behind a gate that is off, deletes every old pod of a StatefulSet and makes new ones only when all their objects are gone; without the gate the word is refused.',
    source: `${sets} recreateDeleteAndWait; pkg/apis/apps/validation/validation.go ValidateStatefulSetSpec, 1.37.2`,
    tests: ['model/manifest/validate/since137.test.ts: is no word before 1.37, and refused without its gate'],
  },
  excluded(
    'V16',
    '1.37.0',
    'A StatefulSet with OnDelete, too, takes a revision for current once all its pods have it and are ready.',
    `${sets} completeUpdate, ${read}`,
    noWorkloads,
  ),
  excluded(
    'V17',
    '1.37.2',
    'Going back to a revision of a StatefulSet takes the spec out of it and no other field.',
    `pkg/controller/statefulset/stateful_set_utils.go ApplyRevision, ${read}`,
    noWorkloads,
  ),
  excluded(
    'V18',
    '1.37.0',
    'A CronJob that finds the Job it wants to make already there asks for it in the right namespace and counts it as active.',
    `pkg/controller/cronjob/cronjob_controllerv2.go syncCronJob, ${read}`,
    noWorkloads,
  ),
  excluded(
    'V19',
    '1.36.3',
    'While the retry of a Job waits, its status keeps the real number of active pods, so that finished pods go on being counted.',
    `${jobs} manageJob, ${read}`,
    noWorkloads,
  ),
  excluded(
    'V20',
    '1.37.0',
    'Before a silent node becomes Unknown its Lease is read from the API server; one the controller has not seen yet holds all judgements back.',
    `pkg/controller/nodelifecycle/node_lifecycle_controller.go tryUpdateNodeHealth, ${read}`,
    'taints that evict are not modelled: a node that is unreachable here stays so as long as the fault lasts',
  ),
  excluded(
    'V21',
    '1.37.0',
    'Every deletion of a pod, not only the last one, wakes a Deployment that recreates its pods.',
    `pkg/controller/deployment/deployment_controller.go deletePod, ${read}`,
    'the model wakes a Deployment for whatever its controller is shown; a wake-up that is missed before 1.37 comes with the resync of the informers.',
  ),
  excluded(
    'V22',
    '1.37.0',
    'The disruption controller may have several workers; by default it has one.',
    `pkg/controller/disruption/disruption.go Run, ${read}`,
    'disruption budgets are not modelled',
  ),
  excluded(
    'V23',
    '1.36.4',
    'A volume that is still attached elsewhere is reported as waiting for its detach, not as an error.',
    `pkg/controller/volume/attachdetach/reconciler/reconciler.go, ${read}`,
    'events for people are not modelled; the wait itself is',
  ),
  excluded(
    'V24',
    '1.37.0',
    'A bound claim that no pod uses says since when in a condition.',
    `pkg/controller/volume/pvcprotection/pvc_protection_controller.go, ${read}`,
    'no rule of the model reads conditions of claims',
  ),
];

const scheduler: readonly Fact[] = [
  {
    id: 'V3',
    kind: 'race',
    since: '1.35.0',
    sentence:
      'kube-scheduler still compares no UIDs when an informer shows one pod as an update of another of its name, and ends if that takes a bound pod off its node: 1.37 has not cured it.',
    source: `pkg/scheduler/eventhandlers.go updatePod; pkg/scheduler/backend/cache/cache.go UpdatePod, RemovePod, 1.35.8, ${read}; kubernetes#141255`,
    tests: [
      'model/components/scheduler/restart.test.ts: a bound pod that becomes an unbound one of the same name: %s %s (C20a)',
    ],
  },
  excluded(
    'V25',
    '1.37.0',
    'A Binding answered by an internal error, an unavailable server or a refused connection is sent again up to three times; a conflict is not.',
    `pkg/scheduler/util/utils.go BindPod, Retriable, ${read}`,
    'a lost answer is one fault here: with retries it meets its own effect, is refused and forgotten as before, and without a budget for the fault nothing is lost',
  ),
  excluded(
    'V26',
    '1.37.0',
    'The nomination of a pod counts as soon as the pod is added, also while scheduling gates hold it.',
    `${queue} addPod; pkg/scheduler/backend/queue/nominator.go, ${read}`,
    'a pod held by gates has no nomination here: only the scheduler writes them, and only for pods it has looked at',
  ),
  excluded(
    'V27',
    '1.37.0',
    'A preemption whose last victim was taken off in memory alone wakes the preemptor itself.',
    `pkg/scheduler/framework/preemption/executor.go prepareCandidateAsync, ${read}`,
    'when a waiting pod is tried again is left open here, and within the five minutes it always is',
  ),
  excluded(
    'V28',
    '1.36.4',
    'The flush every five minutes asks pods held by scheduling gates again, too.',
    `${queue} moveEntitiesToActiveOrBackoffQueue, ${read}`,
    'a held pod is let go by the write that takes the gate away; asking it before changes nothing',
  ),
  excluded(
    'V29',
    '1.37.0',
    'The message of a preempting pod names the node and how many victims there are.',
    `pkg/scheduler/framework/preemption/preemption.go, ${read}`,
    'messages are not kept',
  ),
  excluded(
    'V30',
    '1.37.0',
    'The filter for the named node is asked before the one for cordoned nodes.',
    `pkg/scheduler/apis/config/v1/default_plugins.go getDefaultPlugins, ${read}`,
    'which of several reasons is told decides no order here',
  ),
  excluded(
    'V31',
    '1.37.0',
    'What may help a pod that did not fit is always asked of the plugins: the gate is gone.',
    `${queue} isPodWorthRequeuing, ${read}`,
    'when a waiting pod is tried again is left open here',
  ),
  excluded(
    'V32',
    '1.37.0',
    'With the gate GenericWorkload a group of pods stands in the queue as one.',
    `${queue}, ${read}`,
    'pods that are scheduled as a group are scheduled one by one here',
  ),
  excluded(
    'V33',
    '1.37.0',
    'The change list says that a scheduled pod no longer keeps PodScheduled=False; outside of pod groups no such change was found.',
    'CHANGELOG-1.37; pkg/scheduler/schedule_one.go, 1.37.2',
    'no change was found in what the model has',
  ),
];

const apiServer: readonly Fact[] = [
  excluded(
    'V34',
    '1.37.0',
    'Admission lets every update pass, also in a namespace that is gone.',
    `staging/src/k8s.io/apiserver/pkg/admission/plugin/namespace/lifecycle/admission.go Admit, ${read}`,
    'namespaces of a scenario stay',
  ),
  excluded(
    'V35',
    '1.37.0',
    'A Binding to something that is no name of a node is refused.',
    `pkg/apis/core/validation/validation.go ValidatePodBinding, ${read}`,
    'only the scheduler binds here, to nodes of the scenario',
  ),
  excluded(
    'V36',
    '1.37.0',
    'Requests of the pod as a whole are defaulted when the pod is stored, after mutating admission, and empty ones no longer decide its quality of service.',
    `pkg/registry/core/pod/strategy.go PrepareForCreate; pkg/apis/core/v1/helper/qos/qos.go, ${read}`,
    'webhooks are not modelled and no rule here reads the quality of service: what is stored is the same',
  ),
  excluded(
    'V39',
    '1.37.0',
    'A template with an image volume that names no image is refused.',
    `pkg/apis/core/validation/validation.go validateImageVolumeSource, ${read}`,
    'sources of volumes are not validated: what they are made of decides nothing here',
  ),
  {
    id: 'V40',
    kind: 'rule',
    since: '1.34.0',
    sentence: 'A negative grace period is still stored, and every delete takes it for one second.',
    source: `pkg/registry/core/pod/strategy.go CheckGracefulDelete, ${read}`,
    tests: [
      'model/components/apiserver/delete.test.ts: takes the period asked for, else that of the spec; negative ones count as 1 (D2)',
    ],
  },
  excluded(
    'V41',
    '1.37.0',
    'The admission plugins JobValidation and PodGroupWorkloadExists are gone; they did nothing unless turned on.',
    `pkg/kubeapiserver/options/plugins.go AllOrderedPlugins, ${read}`,
    'neither meets a pod',
  ),
  excluded(
    'V42',
    '1.37.0',
    'Two answers of the eviction endpoint that forbid got a cause; its rules, and those of DELETE, are as before.',
    `pkg/registry/core/pod/storage/eviction.go; staging/src/k8s.io/apiserver/pkg/registry/rest/delete.go, ${read}`,
    'disruption budgets are not modelled',
  ),
  excluded(
    'V46',
    '1.37.0',
    'kubectl drain no longer waits for ever when it only tries the deletion out on the server.',
    `staging/src/k8s.io/kubectl/pkg/drain/drain.go, ${read}`,
    'a drain is the deletions it asks for here',
  ),
];

/** Facts V3, V14–V42 and V46. */
export const controlPlaneChanges: readonly Fact[] = [...controllers, ...scheduler, ...apiServer];
