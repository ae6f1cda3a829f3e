/** The traits of what controllers, kube-proxies, faults and observers do. */
import type {
  DeploymentEvent,
  EndpointSliceEvent,
  FaultEvent,
  KubeProxyEvent,
  LoadBalancerEvent,
  ObserverEvent,
  PodEvent,
  ReplicaSetEvent,
  VolumeEvent,
} from '../event.ts';
import { fault, fromOutside, nothingWritten, own, type TraitTable } from './trait.ts';

/** Claims are objects of the API; attached volumes are not. */
export const volumeTraits = {
  'attachdetach/volumesAttached': own,
  'attachdetach/volumesDetached': own,
  'persistentvolume/claimBound': { ...own, stores: ['claims'] },
  'persistentvolume/claimRemoved': { ...own, stores: ['claims'] },
  'persistentvolume/volumeReclaimed': { ...own, stores: ['claims'] },
} satisfies TraitTable<VolumeEvent>;

/** A slice is an object of the API that only kube-proxies watch. */
export const endpointSliceTraits = {
  'endpointslice/sliceWritten': { ...own, stores: ['endpoints'] },
} satisfies TraitTable<EndpointSliceEvent>;

/** Rules are the node's own. */
export const kubeProxyTraits = { 'kube-proxy/rulesProgrammed': own } satisfies TraitTable<KubeProxyEvent>;

/** So are the targets of a balancer. */
export const loadBalancerTraits = { 'load-balancer/targetsUpdated': own } satisfies TraitTable<LoadBalancerEvent>;

/** A Pod that is not looked into: its kubelet and its scheduler write its object. */
export const podTraits = {
  'pod/bound': { ...own, stores: ['slots'] },
  'pod/started': { ...own, stores: ['slots'] },
  'pod/becameReady': { ...own, stores: ['slots'] },
  'pod/becameAvailable': { ...own, stores: ['slots'] },
  'pod/becameUnready': { ...own, price: fault('readiness-loss'), stores: ['slots'], startup: 'setback' },
  'pod/reinitialized': { ...own, price: fault('readiness-loss'), stores: ['slots'], startup: 'setback' },
  'pod/ended': { ...own, price: fault('pod-failure'), stores: ['slots'], startup: 'setback' },
  'pod/removed': { ...own, stores: ['slots'] },
  'pod/stopped': { ...own, stores: ['slots'] },
} satisfies TraitTable<PodEvent>;

/** It writes Pods, and the status of its ReplicaSets. */
export const replicaSetTraits = {
  'replicaset/podCreated': { ...own, stores: ['slots'] },
  'replicaset/createReplyLost': { ...own, price: fault('lost-reply'), stores: ['slots'], startup: 'setback' },
  'replicaset/podDeleted': { ...own, stores: ['slots'] },
  'replicaset/statusWritten': { ...own, stores: ['replicaSets'] },
} satisfies TraitTable<ReplicaSetEvent>;

/** It writes ReplicaSets alone. */
export const deploymentTraits = {
  'deployment/replicaSetWritten': { ...own, stores: ['replicaSets'] },
  'deployment/writeRefused': own,
} satisfies TraitTable<DeploymentEvent>;

/** Every fault is paid for. */
export const faultTraits = {
  'fault/kubeletRestarted': {
    ...fromOutside,
    price: fault('kubelet-restart'),
    shows: ({ node }) => ({ ...nothingWritten, restarted: [node] }),
  },
  'fault/containerCrashed': { ...fromOutside, price: fault('container-crash') },
  'fault/containerOOMKilled': { ...fromOutside, price: fault('oom') },
  'fault/sandboxDied': { ...fromOutside, price: fault('sandbox-failure') },
  'fault/apiserverRestarted': { ...fromOutside, price: fault('apiserver-restart'), stores: ['requests'] },
  'fault/controllersRestarted': { ...fromOutside, price: fault('controller-restart') },
} satisfies TraitTable<FaultEvent>;

/** An observer changes nothing and helps nobody. */
export const observerTraits = {
  'observer/deadlinePassed': { ...own, startup: 'setback' },
} satisfies TraitTable<ObserverEvent>;
