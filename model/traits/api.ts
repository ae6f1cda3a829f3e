/** The traits of what users, the API server, its watches and kube-scheduler do. */
import type { ApiServerEvent, SchedulerEvent, UserEvent, WatchEvent } from '../event.ts';
import {
  byProgram,
  fault,
  fromOutside,
  itsIncarnation,
  itsNode,
  itsPod,
  itsVictim,
  own,
  type TraitTable,
  user,
} from './trait.ts';

const pod = ['pods', 'statuses'] as const;

/** Users pay for everything. */
export const userTraits = {
  'user/createRequested': { ...fromOutside, price: user('create'), stores: ['requests'], startup: 'progress' },
  'user/podDeleted': {
    ...fromOutside,
    price: ({ grace }) => user(grace === null ? 'delete' : 'delete-shorter'),
    stores: pod,
    shows: itsPod,
  },
  'user/podForceDeleted': { ...fromOutside, price: user('force-delete'), stores: pod, shows: itsPod },
  'user/schedulingGatesRemoved': { ...fromOutside, price: user('remove-gates'), stores: pod, shows: itsPod },
  'user/finalizersRemoved': { ...fromOutside, price: user('remove-finalizers'), stores: pod, shows: itsPod },
  'user/readinessGateSet': { ...fromOutside, price: user('set-readiness-gate'), stores: ['statuses'] },
  'user/nodeCordoned': { ...fromOutside, price: user('cordon'), stores: ['nodes'], shows: itsNode },
  'user/nodeTainted': { ...fromOutside, price: user('taint'), stores: ['nodes'], shows: itsNode },
  'user/nodeRelabelled': { ...fromOutside, price: user('relabel'), stores: ['nodes'], shows: itsNode },
  'user/claimDeleted': { ...fromOutside, price: user('delete-claim'), stores: ['claims'] },
  'user/templateChanged': { ...fromOutside, price: user('change-template'), stores: ['deployments'] },
  'user/deploymentScaled': { ...fromOutside, price: user('scale'), stores: ['deployments'] },
  'user/deploymentPaused': { ...fromOutside, price: user('pause'), stores: ['deployments'] },
  'user/slotPodDeleted': { ...fromOutside, price: user('delete'), stores: ['slots'] },
  'user/slotPodForceDeleted': { ...fromOutside, price: user('force-delete'), stores: ['slots'] },
} satisfies TraitTable<UserEvent>;

/** Requests on their way are the API server's own; a refusal is decided by what no model knows. */
export const apiServerTraits = {
  'apiserver/stagePassed': own,
  'apiserver/stageRejected': { ...byProgram, startup: 'setback' },
  'apiserver/podStored': { ...own, stores: pod, shows: itsIncarnation },
  'apiserver/podAlreadyExists': own,
  'apiserver/podRemoved': { ...own, stores: pod, shows: itsPod },
} satisfies TraitTable<ApiServerEvent>;

/** A delivery writes nothing to the API. */
export const watchTraits = {
  'watch/schedulerSawPod': own,
  'watch/schedulerSawNode': own,
  'watch/kubeletSawPod': own,
  'watch/kubeletSourcesReady': own,
  'watch/controllersSawSlotPod': own,
  'watch/controllersSawReplicaSet': own,
  'watch/controllersSawDeployment': own,
} satisfies TraitTable<WatchEvent>;

/** Nominations and conditions are no news to the kubelet; a binding is. */
export const schedulerTraits = {
  // The cycle that assumes a pod clears the nomination it had.
  'scheduler/podAssumed': { ...own, stores: ['pods'] },
  'scheduler/podUnschedulable': own,
  'scheduler/nodeNominated': { ...own, stores: ['pods'] },
  'scheduler/victimMarked': { ...own, stores: ['pods'], shows: itsVictim },
  'scheduler/podPreempted': { ...own, stores: pod, shows: itsVictim },
  'scheduler/bindingCancelled': own,
  'scheduler/restarted': own,
  'scheduler/unschedulableReported': { ...own, stores: pod },
  'scheduler/podRequeued': own,
  'scheduler/volumesBound': { ...own, stores: ['claims'] },
  'scheduler/podBound': { ...own, stores: pod, shows: itsPod },
  'scheduler/bindingRefused': own,
  'scheduler/bindingReplyLost': {
    ...own,
    price: fault('lost-reply'),
    stores: pod,
    shows: itsPod,
    startup: 'setback',
  },
  'scheduler/podForgotten': own,
} satisfies TraitTable<SchedulerEvent>;
