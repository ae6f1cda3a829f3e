/** The traits of what controllers, kube-proxies, faults and observers do. */
import type {
  EndpointSliceEvent,
  FaultEvent,
  KubeProxyEvent,
  LoadBalancerEvent,
  ObserverEvent,
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
} satisfies TraitTable<FaultEvent>;

/** An observer changes nothing and helps nobody. */
export const observerTraits = {
  'observer/deadlinePassed': { ...own, startup: 'setback' },
} satisfies TraitTable<ObserverEvent>;
