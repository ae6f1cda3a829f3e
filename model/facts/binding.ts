/** From the assumption to the node in the API: assume, binding cycle, Binding endpoint (C47–C61). */
import type { Fact } from './fact.ts';

const create = 'model/components/apiserver/create.test.ts';
const apiBinding = 'model/components/apiserver/binding.test.ts';
const validation = 'model/components/apiserver/validation.test.ts';
const cycle = 'model/components/scheduler/cycle.test.ts';
const binding = 'model/components/scheduler/binding.test.ts';

/** Facts C47–C61. */
export const bindingFacts: readonly Fact[] = [
  {
    id: 'C47',
    kind: 'order',
    sentence:
      'The chosen node is assumed before anything is bound, so one scheduler never spends the same room twice in its own eyes.',
    source: 'pkg/scheduler/schedule_one.go assume, 1.35.6, 1.37.2',
    tests: [
      `${cycle}: assumes before anything is bound, so that the next cycle counts the pod (C47)`,
      `${cycle}: alone never gives one room away twice (C47)`,
    ],
  },
  {
    id: 'C48',
    kind: 'rule',
    sentence:
      'An assumption has no time limit; it ends when the informer shows the bound pod, when the cycle fails, or with the pod.',
    source: 'pkg/scheduler/scheduler.go durationToExpireAssumedPod, pkg/scheduler/backend/cache/cache.go, 1.35.6',
    tests: [
      `${cycle}: is empty again once it sees the pod bound, deleted or replaced (C48)`,
      `${binding}: takes the pod and nothing else: the assumption lasts until the informer shows the pod bound (C48)`,
      `${binding}: ends the assumption when the informer shows the bound pod gone (C48)`,
    ],
  },
  {
    id: 'C49',
    kind: 'order',
    sentence:
      'Whatever fails after the assumption, reservations and the assumption are taken back before the pod is queued again.',
    source: 'pkg/scheduler/schedule_one.go handleBindingCycleError, 1.35.6, 1.37.2',
    tests: [`${binding}: forgets the assumption before the pod is queued again (C49)`],
  },
  {
    id: 'C50',
    kind: 'order',
    sentence:
      'A binding cycle does its PreBind work, then binds; cycles of different pods overlap and end in any order.',
    source: 'pkg/scheduler/schedule_one.go bindingCycle, 1.35.6, 1.37.2',
    tests: [`${binding}: runs PreBind, then Bind, and those of several pods beside one another (C50)`],
  },
  {
    id: 'C51',
    kind: 'rule',
    sentence: 'From 1.35 on the expected node is written as nominatedNodeName before PreBind work that takes time.',
    source: 'pkg/scheduler/schedule_one.go bindingCycle, 1.35.6, 1.37.2; gate NominatedNodeNameForExpectation',
    tests: [`${binding}: writes the expected node to the API while volumes are bound, where that gate is on (C51)`],
  },
  {
    id: 'C52',
    kind: 'order',
    sentence:
      'Claims that wait for their first consumer are bound in PreBind, and the pod gets its node only after that.',
    source: 'pkg/scheduler/framework/plugins/volumebinding/binder.go BindPodVolumes, 1.35.6, 1.37.2',
    tests: [`${binding}: binds late-binding claims before it binds the pod (C52)`],
  },
  {
    id: 'C53',
    kind: 'rule',
    sentence:
      'A failure in PreBind or later counts as an error: the pod goes to back-off, not to the unschedulable pool.',
    source: 'pkg/scheduler/schedule_one.go handleBindingCycleError, 1.35.6, 1.37.2',
    tests: [`${binding}: that fails in PreBind ends as an error with back-off, not as Unschedulable (C53)`],
  },
  {
    id: 'C54',
    kind: 'rule',
    sentence: 'The Binding carries the UID of the pod it was made for, so it cannot bind a later pod of that name.',
    source: 'pkg/scheduler/framework/plugins/defaultbinder/default_binder.go, 1.35.6',
    tests: [
      `${cycle}: of a replaced pod does not put the new one into the queue of the old (C54)`,
      `${binding}: cannot hit a recreated pod of the same name: the UID differs (C54)`,
    ],
  },
  {
    id: 'C55',
    kind: 'order',
    sentence:
      'A Binding is stored only for an existing pod of the right UID that is not being deleted, has no node and no gates; anything else is a conflict.',
    source: 'pkg/registry/core/pod/storage/storage.go setPodNodeAndMetadata, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [`${apiBinding}: is refused for a missing pod, another incarnation, a deletion, a node, or gates (C55)`],
  },
  {
    id: 'C56',
    kind: 'rule',
    sentence:
      'The Binding writes nodeName and PodScheduled=True at once; a pod created with a node has no such condition until its kubelet reports.',
    source: 'pkg/registry/core/pod/storage/storage.go setPodNodeAndMetadata, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${create}: keeps a nodeName of the manifest without saying PodScheduled (C56)`,
      `${apiBinding}: sets nodeName and PodScheduled=True in one write (C56)`,
      `${apiBinding}: clears nominatedNodeName where that gate is on (C56)`,
      `${binding}: is True in the API only with a node, whatever else goes wrong (C56)`,
    ],
  },
  {
    id: 'C57',
    kind: 'rule',
    sentence: 'Once set, nodeName stays: neither an update nor a second Binding nor a status write can change it.',
    source: 'pkg/apis/core/validation/validation.go, pkg/registry/core/pod/storage/storage.go, 1.34.9, 1.35.6, 1.36.2',
    tests: [
      `${validation}: never moves a pod to another node (C57)`,
      `${binding}: never moves the pod: a second Binding is refused (C57)`,
    ],
  },
  {
    id: 'C58',
    kind: 'race',
    sentence: 'Binding asks neither whether the node exists nor whether it has room.',
    source: 'pkg/registry/core/pod/storage/storage.go, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [`${apiBinding}: does not ask whether the node exists or has room (C58)`],
  },
  {
    id: 'C59',
    kind: 'race',
    sentence:
      'A Binding whose answer is lost is forgotten although it came true, so its room may be given away again until the informer shows the pod.',
    source: 'pkg/scheduler/schedule_one.go handleBindingCycleError, 1.35.6, 1.37.2; issues 106884, 115325',
    tests: [
      `${binding}: came true, but the scheduler forgets it and may give the room away again (C59)`,
      `${binding}: gives nothing away twice once the informer has shown the pod (C59)`,
    ],
  },
  {
    id: 'C60',
    kind: 'rule',
    sentence:
      'After a failure the pod is queued again only if the informer still shows that very incarnation without a node.',
    source: 'pkg/scheduler/schedule_one.go handleSchedulingFailure, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [`${binding}: puts the pod back only if the informer still shows this incarnation without a node (C60)`],
  },
  {
    id: 'C61',
    kind: 'race',
    sentence:
      'The patch that says PodScheduled=False goes by name and may come late: to a changed pod, a bound one, the next incarnation, or none.',
    source:
      'pkg/scheduler/schedule_one.go updatePod, pkg/scheduler/util/utils.go PatchPodStatus, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${cycle}: may come after the user has changed the pod, or after the pod is gone (C61)`,
      `${cycle}: is a patch by name: it may meet the next incarnation (C61)`,
      `${binding}: is followed by PodScheduled=False on a pod that has a node (C61)`,
    ],
  },
];
