/** Deletion as the API server handles it (D1–D19). */
import type { Fact } from './fact.ts';

const deletes = 'model/components/apiserver/delete.test.ts';
const laws = 'model/components/apiserver/delete.laws.test.ts';
const validation = 'model/components/apiserver/validation.test.ts';
const user = 'model/components/user/user.test.ts';
const binding = 'model/components/scheduler/binding.test.ts';
const preemption = 'model/components/scheduler/preemption.test.ts';

/** Facts D1–D19. */
export const deletionApiFacts: readonly Fact[] = [
  {
    id: 'D1',
    kind: 'rule',
    sentence:
      'The first graceful delete writes deletionTimestamp and deletionGracePeriodSeconds and leaves the object in place.',
    source: 'staging/src/k8s.io/apiserver/pkg/registry/rest/delete.go BeforeDelete, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [`${deletes}: sets the grace period and leaves the object where it is (D1)`],
  },
  {
    id: 'D2',
    kind: 'rule',
    sentence: 'The grace period is the one asked for, else that of the spec; a negative one counts as one second.',
    source: 'pkg/registry/core/pod/strategy.go CheckGracefulDelete, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [`${deletes}: takes the period asked for, else that of the spec; negative ones count as 1 (D2)`],
  },
  {
    id: 'D3',
    kind: 'rule',
    sentence:
      'A pod without a node, or finished already, gets no grace period at all, whatever was asked, and no kubelet is waited for.',
    source: 'pkg/registry/core/pod/strategy.go CheckGracefulDelete, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${deletes}: grants nothing to a pod without a node, whatever was asked (D3)`,
      `${deletes}: grants nothing to a pod in phase %s (D3)`,
    ],
  },
  {
    id: 'D4',
    kind: 'rule',
    sentence: 'With terminationGracePeriodSeconds 0 every plain delete removes the object at once.',
    source: 'pkg/registry/core/pod/strategy.go CheckGracefulDelete, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [`${deletes}: with terminationGracePeriodSeconds 0 removes the object without waiting for a kubelet (D4)`],
  },
  {
    id: 'D5',
    kind: 'rule',
    sentence:
      'A delete with grace 0 first marks the object and then removes it, in two writes; that somebody else was faster is no error.',
    source:
      'staging/src/k8s.io/apiserver/pkg/registry/generic/registry/store.go Delete, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${deletes}: is two steps: first the object says so, then it is gone (D5)`,
      `${deletes}: tolerates that somebody else removed the object between its two steps (D5)`,
    ],
  },
  {
    id: 'D6',
    kind: 'rule',
    sentence: 'On a terminating pod a further delete either asks for less and shortens the period, or changes nothing.',
    source: 'staging/src/k8s.io/apiserver/pkg/registry/rest/delete.go BeforeDelete, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${deletes}: changes nothing unless it asks for less (D6)`,
      `${deletes}: that asks for less shortens the grace period (D6)`,
      `${deletes}: never asks about phase or node again (D6)`,
      `${laws}: never lengthen a grace period and never take a deletion back (D6, D9)`,
    ],
  },
  {
    id: 'D7',
    kind: 'rule',
    sentence:
      'If the shorter period has already passed, the deadline becomes now and one second of grace remains, unless 0 was asked for.',
    source: 'staging/src/k8s.io/apiserver/pkg/registry/rest/delete.go BeforeDelete, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${deletes}: that comes when the shorter period is over already leaves one second, so that a kubelet still acts (D7)`,
    ],
  },
  {
    id: 'D8',
    kind: 'rule',
    sentence:
      'A pod marked with grace 0 whose removal got stuck is removed by the next delete, whatever that asks for.',
    source: 'staging/src/k8s.io/apiserver/pkg/registry/rest/delete.go BeforeDelete, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [`${deletes}: made again after a first step that got stuck removes the object at once (D8)`],
  },
  {
    id: 'D9',
    kind: 'rule',
    sentence: 'No update takes a deletion back, moves its deadline, or adds a finalizer to an object that is going.',
    source: 'staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go, 1.35.6',
    tests: [
      `${deletes}: cannot be taken back: what users may do only shortens the grace period (D9)`,
      `${laws}: never lengthen a grace period and never take a deletion back (D6, D9)`,
      `${validation}: changes neither deletionTimestamp nor, while deleting, adds finalizers (D9)`,
    ],
  },
  {
    id: 'D10',
    kind: 'rule',
    sentence:
      'Finalizers hold the object even at grace 0; emptying them removes it only if grace 0 was stored, else the final delete is still needed.',
    source:
      'staging/src/k8s.io/apiserver/pkg/registry/generic/registry/store.go ShouldDeleteDuringUpdate, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${deletes}: hold an object with grace 0 (D10)`,
      `${deletes}: that go last remove an object with grace 0 (D10)`,
      `${deletes}: that go while a grace period is pending remove nothing: the final delete is still to come (D10)`,
      `${deletes}: turn the final delete into grace 0 (D10)`,
      `${laws}: never remove an object that finalizers hold (D10)`,
    ],
  },
  {
    id: 'D11',
    kind: 'rule',
    sentence:
      'A delete whose UID or version precondition does not hold is refused with a conflict and changes nothing.',
    source: 'staging/src/k8s.io/apiserver/pkg/registry/rest/delete.go BeforeDelete, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [`${deletes}: that name another UID change nothing (D11)`],
  },
  {
    id: 'D12',
    kind: 'rule',
    sentence:
      'The kubelet makes its final delete by UID, while preemption and most controllers delete by name and may meet a newer pod.',
    source: 'pkg/kubelet/status/status_manager.go, pkg/scheduler/util/utils.go DeletePod, 1.35.6',
    tests: [
      `${deletes}: left out, as preemption does, hit whichever incarnation has the name (D12)`,
      `${preemption}: deletes by name only, so it may hit a newer incarnation (D12)`,
    ],
  },
  {
    id: 'D13',
    kind: 'rule',
    sentence:
      'A propagation policy only sets or clears finalizers for the garbage collector and counts no more once a graceful delete is pending.',
    source:
      'staging/src/k8s.io/apiserver/pkg/registry/generic/registry/store.go deletionFinalizersForGarbageCollection, 1.35.6',
    because:
      'excluded because no object of a scenario depends on a pod, so the garbage collector and its finalizers have nothing to do',
  },
  {
    id: 'D14',
    kind: 'order',
    sentence:
      'Of a delete and a Binding that race, the first decides: delete first, the pod is never bound; Binding first, the delete is graceful.',
    source: 'pkg/registry/core/pod/storage/storage.go setPodNodeAndMetadata, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${binding}: loses against a deletion for good (D14)`,
      `${binding}: that comes first makes the deletion graceful (D14)`,
    ],
  },
  {
    id: 'D15',
    kind: 'rule',
    sentence:
      'An unscheduled pod with finalizers keeps terminating with no kubelet to act, until the owner of the finalizers lets go.',
    source: 'pkg/registry/core/pod/strategy.go CheckGracefulDelete, 1.35.6, 1.37.2',
    tests: [`${deletes}: leave an unscheduled pod terminating with no kubelet to act, until their owner lets go (D15)`],
  },
  {
    id: 'D16',
    kind: 'rule',
    sentence:
      'Nobody acts on the pod because deletionTimestamp has passed; without its kubelet it may terminate for ever. Only ResourceQuota stops charging it, one more grace period later.',
    source:
      'staging/src/k8s.io/apiserver/pkg/registry/rest/delete.go; pkg/quota/v1/evaluator/core/pods.go QuotaV1Pod, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [`${deletes}: makes nobody act: without its kubelet a terminating pod stays for ever (D16)`],
  },
  {
    id: 'D17',
    kind: 'rule',
    sentence:
      'kubectl asks for the grace period of the spec by default, for 1 with --now or with 0 unforced, for 0 with --force, and refuses force with a longer one.',
    source: 'staging/src/k8s.io/kubectl/pkg/cmd/delete/delete.go, 1.35.6',
    tests: [
      `${user}: asks for no grace period of its own by default, for 1 with --now, for 0 only with --force (D17)`,
      `${user}: refuses --force with a grace period, and --now with any (D17)`,
    ],
  },
  {
    id: 'D18',
    kind: 'rule',
    sentence:
      'kubectl delete --wait ends when the name is free or belongs to another UID, whether or not processes still run.',
    source: 'staging/src/k8s.io/kubectl/pkg/cmd/wait/delete.go IsDeleted, 1.35.6',
    tests: [`${user}: has waited enough when the name is free or has another UID, whatever still runs (D18)`],
  },
  {
    id: 'D19',
    kind: 'rule',
    sentence: 'Deleting a namespace deletes its pods gracefully, and before all other kinds of objects.',
    source: 'pkg/controller/namespace/deletion/namespaced_resources_deleter.go, 1.35.6, 1.37.2',
    because:
      'excluded because namespaces are not objects of a scenario; to each pod it is one more graceful delete, which users may send anyway',
  },
];
