/** The API server: from the request to the object in etcd, and who sees it (C1–C24, C142). */
import type { Fact } from './fact.ts';

const create = 'model/components/apiserver/create.test.ts';
const apiBinding = 'model/components/apiserver/binding.test.ts';
const validation = 'model/components/apiserver/validation.test.ts';
const defaulting = 'model/components/apiserver/defaulting.test.ts';
const user = 'model/components/user/user.test.ts';
const token = 'model/manifest/defaults/token.test.ts';
const watch = 'model/components/watch/watch.test.ts';

/** Facts C1–C24 and C142. */
export const apiServerFacts: readonly Fact[] = [
  {
    id: 'C1',
    kind: 'order',
    sentence:
      'Who asks is authenticated, noted for audit, impersonated if so asked, queued fairly and authorized, in this order, before any handler sees the request; a refusal ends it there.',
    source: 'staging/src/k8s.io/apiserver/pkg/server/config.go DefaultBuildHandlerChain, 1.34.9, 1.35.6, 1.36.2',
    tests: [
      `${create}: pass authentication, audit, impersonation, fairness and authorization before admission (C1)`,
      `${create}: end at the stage that refuses them: nothing after it runs (C1)`,
      `${create}: cannot be refused by audit or impersonation (C1)`,
    ],
  },
  {
    id: 'C2',
    kind: 'order',
    sentence:
      'A create is decoded, mutated by admission, validated as an object, judged by validating admission, and only at the very end written to etcd.',
    source:
      'staging/src/k8s.io/apiserver/pkg/endpoints/handlers/create.go, staging/src/k8s.io/apiserver/pkg/registry/generic/registry/store.go, staging/src/k8s.io/apiserver/pkg/registry/rest/create.go, 1.34.9, 1.35.6, 1.36.2',
    tests: [`${create}: are mutated, validated, then refused or not, and only then written to etcd (C2)`],
  },
  {
    id: 'C3',
    kind: 'order',
    sentence:
      'What failed any stage of its creation is never seen by a controller, scheduler or kubelet, because they all learn from etcd.',
    source: 'derived from C2; staging/src/k8s.io/apiserver/pkg/storage/cacher/cacher.go, 1.35.6',
    tests: [
      `${create}: leave no trace for watchers when a stage refuses them (C3)`,
      `${watch}: never runs ahead of etcd (C3, C71)`,
    ],
  },
  {
    id: 'C4',
    kind: 'rule',
    sentence:
      'Missing fields get their defaults when the request body is decoded, so mutating plugins already see them.',
    source: 'staging/src/k8s.io/apiserver/pkg/endpoints/handlers/create.go, 1.35.6, 1.37.2',
    because:
      'excluded because decoding and defaulting happen while manifests are read, before there is a request in the model that anything could come before',
  },
  {
    id: 'C5',
    kind: 'rule',
    sentence: 'During mutating admission a pod with generateName has no name yet, and no pod has its UID.',
    source: 'staging/src/k8s.io/apiserver/pkg/registry/generic/registry/store.go, 1.35.6',
    because:
      'excluded because a scenario names every incarnation beforehand; generated names and the moment a UID is drawn are not in the model',
  },
  {
    id: 'C6',
    kind: 'rule',
    sentence:
      'Admission plugins run in one compiled-in order in both phases: built-in ones first, then policies and webhooks, and ResourceQuota after everything else.',
    source:
      'pkg/kubeapiserver/options/plugins.go AllOrderedPlugins, DefaultOffAdmissionPlugins, 1.34.9, 1.35.6, 1.36.2',
    tests: [
      `${create}: are named, in their order, where a reader is told what a stage does (C6)`,
      `${create}: stand in one order for both phases, webhooks near the end and ResourceQuota last (C6)`,
      `${create}: that are off by default, or behind a gate that is off, do not run (C6)`,
    ],
  },
  {
    id: 'C7',
    kind: 'rule',
    sentence: 'A webhook that changes the pod may have the mutating chain repeated, but only once.',
    source: 'staging/src/k8s.io/apiserver/pkg/admission/reinvocation.go, 1.35.6, 1.37.2',
    because:
      'excluded because webhooks are not modelled: a second run of the chain would change no state the lifecycle depends on',
  },
  {
    id: 'C8',
    kind: 'rule',
    sentence:
      'Built-in admission turns priority classes into numbers, adds 300 s tolerations for unready and unreachable nodes, applies runtime class overhead, and refuses what breaks namespace, account, security or quota rules.',
    source: 'pkg/kubeapiserver/options/plugins.go AllOrderedPlugins, 1.35.6',
    tests: [
      `${defaulting}: tolerates not-ready and unreachable nodes for 300 seconds, unless told otherwise (C8)`,
      `${defaulting}: resolves a priority class to its number (C8)`,
    ],
  },
  {
    id: 'C9',
    kind: 'race',
    sentence:
      'A quota may stay charged for a pod whose creation failed after the charge, until the quota controller recounts.',
    source: 'staging/src/k8s.io/apiserver/pkg/admission/plugin/resourcequota, 1.35.6',
    because:
      'excluded because quotas are not part of a scenario, and an overcharge only refuses pods, which any stage may do anyway',
  },
  {
    id: 'C10',
    kind: 'race',
    sentence:
      'In a brand-new namespace a correct pod may be turned away because its service account has not been created yet.',
    source: 'plugin/pkg/admission/serviceaccount/admission.go, 1.35.6',
    tests: [
      `${create}: may be refused by admission although the manifest is right, say for want of a service account (C10)`,
    ],
  },
  {
    id: 'C11',
    kind: 'rule',
    sentence:
      'Defaults include restartPolicy Always, 30 s of grace, the default scheduler, requests copied from limits, host ports on the host network, probe timings, and a pull policy read off the image tag.',
    source: 'pkg/apis/core/v1/defaults.go, 1.35.6, 1.37.2',
    tests: [
      `${defaulting}: fills in the pod fields the lifecycle depends on (C11)`,
      `${defaulting}: fills in probe timings (C11)`,
      `${defaulting}: takes limits for requests where only limits are given, and container ports for host ports on the host network (C11)`,
      `${defaulting}: pulls %s with policy %s (C11)`,
    ],
  },
  {
    id: 'C12',
    kind: 'rule',
    sentence:
      'A new pod starts in phase Pending whatever status was sent, and with scheduling gates the API server itself writes PodScheduled=False, reason SchedulingGated.',
    source: 'pkg/registry/core/pod/strategy.go PrepareForCreate, applySchedulingGatedCondition, 1.35.6, 1.37.2',
    tests: [
      `${create}: sets phase Pending whatever the client sent (C12)`,
      `${create}: writes SchedulingGated itself when there are gates (C12)`,
    ],
  },
  {
    id: 'C13',
    kind: 'rule',
    sentence: 'Storing succeeds only if the key is free in etcd; otherwise the answer is 409 AlreadyExists.',
    source: 'staging/src/k8s.io/apiserver/pkg/storage/etcd3/store.go Create, 1.35.6',
    tests: [`${create}: fails with 409 while the name is taken (C13, C14)`],
  },
  {
    id: 'C14',
    kind: 'rule',
    sentence:
      'One name holds at most one pod at a time, and a pod created later under the same name is another one, with another UID.',
    source: 'staging/src/k8s.io/apiserver/pkg/storage/etcd3/store.go, 1.35.6',
    tests: [
      `${create}: fails with 409 while the name is taken (C13, C14)`,
      `${create}: gives a recreated name another UID: a different pod (C14)`,
    ],
  },
  {
    id: 'C15',
    kind: 'rule',
    sentence:
      'Validation keeps nodeName and gates apart and hooks off plain init containers; later only images, a shrinking deadline, more tolerations, fewer gates and, while gated, narrower node choice are accepted.',
    source:
      'pkg/apis/core/validation/validation.go ValidatePodCreate, ValidatePodUpdate, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${create}: is refused by validation if nodeName and gates come together (C15)`,
      `${create}: is refused by validation for a plain init container with hooks or probes, not for a sidecar (C15)`,
      `${validation}: may change images, labels and nothing else of a container (C15)`,
      `${validation}: may only shrink activeDeadlineSeconds (C15)`,
      `${validation}: may add tolerations and change how long they last, not take them away (C15)`,
      `${validation}: may remove scheduling gates, never add one (C15)`,
      `${validation}: may narrow the node selector while gated, and not later (C15)`,
      `${validation}: may add requirements to each affinity term while gated, terms neither come nor go (C15)`,
      `${user}: removes all scheduling gates by an update; the condition waits for the scheduler (C15)`,
    ],
  },
  {
    id: 'C16',
    kind: 'rule',
    sentence:
      'Every write replaces exactly the version it was computed from; a stated UID or version that no longer matches makes it fail with 409 and change nothing.',
    source: 'staging/src/k8s.io/apiserver/pkg/storage/etcd3/store.go GuaranteedUpdate, 1.35.6',
    tests: [
      `${apiBinding}: writes on the version it has read and changes nothing if the UID is another (C16)`,
      `${apiBinding}: without a precondition accepts whichever incarnation is stored, but not none (C16)`,
    ],
  },
  {
    id: 'C17',
    kind: 'race',
    sentence: 'After a timeout or a broken connection a client cannot know whether its write was stored.',
    source:
      'staging/src/k8s.io/apiserver/pkg/endpoints/handlers/create.go, staging/src/k8s.io/apiserver/pkg/endpoints/handlers/rest.go, 1.35.6',
    tests: [
      `${create}: loses the requests it was working on; the client cannot tell and may ask again (C17)`,
      `${create}: keeps what is stored, and never stores what it lost (C17)`,
    ],
  },
  {
    id: 'C18',
    kind: 'rule',
    sentence: 'A watch delivers the versions of its resource in the order they were written.',
    source: 'staging/src/k8s.io/apiserver/pkg/storage/cacher, 1.35.6',
    tests: [
      `${watch}: delivers the present version; versions in between may be skipped (C18, C20)`,
      `${watch}: shows versions of one object in order: no view ever goes back (C18, C20)`,
    ],
  },
  {
    id: 'C19',
    kind: 'rule',
    sentence:
      'A read without a version is as fresh as etcd, one at version 0 may be arbitrarily old, even older than what the same client saw before.',
    source: 'staging/src/k8s.io/apiserver/pkg/storage/cacher/watch_cache.go, 1.35.6',
    because:
      'excluded because components in the model read through their watches only, and one API server never shows a view that goes back',
  },
  {
    id: 'C20',
    kind: 'race',
    sentence:
      'An informer may skip versions of an object and says nothing about the order of changes to different objects; nobody is sure to see their own write in it.',
    source: 'staging/src/k8s.io/client-go/tools/cache/shared_informer.go, 1.35.6',
    tests: [
      `${watch}: delivers the present version; versions in between may be skipped (C18, C20)`,
      `${watch}: shows versions of one object in order: no view ever goes back (C18, C20)`,
      `${watch}: promises nothing across objects: a later write may be seen first (C20)`,
      `${watch}: may show a delete and a recreate under one name as one update (C20)`,
      `${watch}: does not show a writer its own write at once (C20)`,
    ],
  },
  {
    id: 'C20a',
    kind: 'race',
    sentence:
      'A pod and the next of its name may reach kube-scheduler as one update. 1.34 makes a delete and an add of it; since 1.35 one that takes a bound pod to another node, or to none, ends the process.',
    source:
      'pkg/scheduler/eventhandlers.go addAllEventHandlers, 1.34.9, 1.37.2; pkg/scheduler/eventhandlers.go updatePod, 1.35.6, 1.36.2, 1.37.2; pkg/scheduler/backend/cache/cache.go UpdatePod, 1.34.9, 1.35.6, 1.36.2, 1.37.2; kubernetes#141255',
    tests: [
      'model/components/scheduler/restart.test.ts: a bound pod that becomes an unbound one of the same name: %s %s (C20a)',
      'model/components/scheduler/restart.test.ts: a new process knows what it lists and nothing else (C20a)',
    ],
  },
  {
    id: 'C21',
    kind: 'rule',
    sentence:
      'A controller handles one key at a time, from one past version of its cache, and its writes are separate steps.',
    source:
      'staging/src/k8s.io/client-go/util/workqueue/doc.go, staging/src/k8s.io/client-go/tools/cache/shared_informer.go, 1.35.6',
    tests: [`${watch}: is read once, then acted on: a reconcile never sees half a version (C21)`],
  },
  {
    id: 'C22',
    kind: 'rule',
    sentence:
      'Each change of spec raises metadata.generation, and status.observedGeneration tells which one the kubelet has worked on.',
    source: 'pkg/registry/core/pod/strategy.go updatePodGeneration, 1.35.6, 1.37.2',
    because:
      'excluded because a counter would make the state space grow with every write, and no component of the model decides by it',
  },
  {
    id: 'C23',
    kind: 'rule',
    sentence:
      'A status update may take a finished phase back; what the API server does check is that containers leave terminated only if they may restart and that bound pods get no nomination.',
    source: 'pkg/apis/core/validation/validation.go ValidatePodStatusUpdate, 1.34.9, 1.35.6, 1.36.2',
    tests: [
      `${validation}: that nominates comes to nothing for a bound pod and for another incarnation (C23)`,
      `${validation}: may take the phase out of Succeeded or Failed: the API server does not look (C23)`,
      `${validation}: may take a container out of terminated only if it may restart (C23)`,
      `${validation}: may not nominate a node for a bound pod, where nominations are cleared by binding (C23)`,
    ],
  },
  {
    id: 'C24',
    kind: 'rule',
    sentence:
      'Spec and metadata are written through one endpoint, status through another, and neither can touch the part of the other.',
    source: 'pkg/registry/core/pod/strategy.go podStatusStrategy, podStrategy, 1.35.6, 1.37.2',
    tests: [`${user}: changes metadata and spec without touching status, and status without touching them (C24)`],
  },
  {
    id: 'C142',
    kind: 'rule',
    sentence:
      'Admission adds a volume with the token of its service account to every Pod and mounts it in each container that has nothing there, unless the Pod, or else its ServiceAccount, says otherwise; so even an ordinary Pod waits for a volume.',
    source: 'plugin/pkg/admission/serviceaccount/admission.go, 1.34.9, 1.35.6, 1.36.2',
    tests: [
      `${token}: is in the place of nothing that somebody mounts there (C142)`,
      `${token}: is not added to a Pod of \`kubectl get -o yaml\`, which has it already (C142)`,
      `${token}: lets the most ordinary Pod be deleted while its kubelet waits for volumes (C142)`,
    ],
  },
];
