/** What the words of the page mean, for whoever rests the pointer on one. */
import type { Group } from '../../model/cluster.ts';
import type { Answer } from '../check/answer.ts';
import type { Lane } from '../run/lanes.ts';

/** What the answers mean. */
export const words: Readonly<Record<Answer | 'counterexample' | 'witness', string>> = {
  violated: 'There is a run that breaks it, and you can step through it.',
  undecided: 'The search ended before the answer was known.',
  holds: 'Every state was visited and none breaks it, within the bounds the scenario names.',
  vacuous: 'The situation it speaks about never came up in this scenario, so it says nothing.',
  ignored: 'An annotation of the object says to ignore it, with a reason.',
  counterexample: 'A run that breaks the guarantee.',
  witness: 'A run to a situation the guarantee speaks about, in which it is kept.',
};

const actors: Readonly<Record<Lane, string>> = {
  user: 'Whoever creates, deletes and changes objects: a person, kubectl, a controller.',
  fault: 'Something that goes wrong; only as often as the scenario allows.',
  'kube-apiserver': 'Stores the objects. Everybody else learns of a change later, by watching it.',
  'kube-scheduler': 'Chooses a node for each Pod and binds it there.',
  'persistent-volume controller': 'Binds claims to volumes and cleans up after them.',
  'attach-detach controller': 'Attaches volumes to nodes and detaches them.',
  kubelet: 'The agent on the node: starts, stops and reports on the containers of its Pods.',
  'kubelet prober': 'The part of the kubelet that runs startup, liveness and readiness probes.',
  CNI: 'The network plugin: gives the sandbox of a Pod its address.',
  'container runtime': 'containerd or CRI-O: makes containers and delivers signals when the kubelet asks for it.',
  process: 'The main process of a container.',
  'Deployment controller':
    'Creates the ReplicaSets of a Deployment, one for each template, and says how many Pods each is to have.',
  'ReplicaSet controller': 'Creates and deletes Pods until there are as many as its ReplicaSet says.',
  'EndpointSlice controller': 'Writes the EndpointSlices of a Service from its Pods.',
  'kube-proxy': 'Programs on each node where new connections to a Service may go.',
  'load balancer':
    'A balancer outside of kube-proxy, such as an Ingress controller: sends to the Pods of a Service by their addresses.',
  observer: 'Looks at the clock and changes nothing.',
};

/** Who acts in a lane of the diagram; undefined of a lane that explains itself. */
export const actorIn = (lane: string): string | undefined => (actors as Readonly<Record<string, string>>)[lane];

/** What the cells of each group hold. */
export const groups: Readonly<Record<Group, string>> = {
  requests: 'A create request on its way through the API server.',
  pods: 'The stored Pod: metadata and spec.',
  statuses: 'The status of the stored Pod, as last written.',
  nodes: 'The stored Node.',
  claims: 'A PersistentVolumeClaim and its volume.',
  endpoints: 'What an EndpointSlice says of a Pod.',
  schedulerPods: 'The Pod as the scheduler last saw it.',
  schedulerNodes: 'The Node as the scheduler last saw it.',
  scheduling: 'Where the scheduler is with a Pod: queue, assumed node, binding.',
  kubeletPods: 'The Pod as the kubelet last saw it.',
  kubelets: 'Whether the kubelet has heard from all its sources since it started.',
  workers: 'The pod worker: the one thread of the kubelet that starts and stops this Pod.',
  kills: 'How far the kubelet is with stopping a container: preStop hook, stop signal, end.',
  backOffs: 'Whether a container waits before its next start or image pull.',
  cachedStatuses: 'The status as the kubelet has it in memory; it is written to the API later.',
  volumes: 'What is attached and mounted for the Pod.',
  cgroups: 'The cgroup of the Pod on its node.',
  probes: 'The result of a probe and how many outcomes in a row point away from it.',
  containers: 'A container as the runtime knows it.',
  sandboxes: 'The sandbox of the Pod: its network namespace and the pause process.',
  addresses: 'Which Pod has an address.',
  processes: 'A process: the strongest signal it got, and whether it accepts connections.',
  proxies: 'Where kube-proxy on a node may send new connections to a Service.',
  balancers: 'Where a balancer outside of kube-proxy may send new connections to a Service.',
  deployments: 'The stored Deployment.',
  replicaSets: 'A stored ReplicaSet: how many Pods it is to have, and how many its status counts.',
  slots: 'A Pod of a Deployment, as its owners see it.',
  slotViews: 'That Pod as the controllers last saw it.',
  replicaSetViews: 'The ReplicaSet as the controllers last saw it.',
  deploymentViews: 'The Deployment as its controller last saw it.',
  replicaSetMemories:
    'Which creates and deletes the ReplicaSet controller is about to send, or has sent and not seen yet.',
  deploymentMemories: 'Which writes the Deployment controller is about to send.',
  deadlines: 'Whether a moment somebody waits for has come.',
  user: 'How often the user may still do it.',
  faults: 'How often it may still go wrong.',
};

/** What kubectl's columns and lines mean; those that explain themselves are not there. */
export const columns: Readonly<Record<string, string>> = {
  READY: 'Of a Pod: containers that are ready, of how many. Of an endpoint: whether it gets new connections.',
  STATUS: 'A word kubectl makes of phase, container states and deletionTimestamp; it is not stored anywhere.',
  RESTARTS: 'How often containers of the Pod were started again.',
  IP: 'status.podIP.',
  NODE: 'spec.nodeName: the scheduler, or whoever made the Pod, has put it there.',
  'NOMINATED NODE': 'Where a Pod is to go once those it preempts are gone.',
  'READINESS GATES': 'Conditions that others set, and that must be True before the Pod is Ready.',
  TARGETREF: 'The Pod behind the endpoint.',
  SERVING: 'The Pod is Ready, whether it terminates or not.',
  TERMINATING: 'The Pod has a deletionTimestamp.',
  Status: 'Terminating from the deletionTimestamp on; else the phase.',
  'Termination Grace Period': 'How long the Pod has from its deletion to SIGKILL.',
  State: 'waiting, running or terminated, as the kubelet last wrote it.',
  'Last State': 'How the instance before this one ended.',
  PodScheduled: 'The Pod is bound to a node.',
  PodReadyToStartContainers: 'The sandbox is there and has its network.',
  Initialized: 'Init containers are done and sidecars have started.',
  ContainersReady: 'Every main container and sidecar is ready.',
  Ready: 'The Pod, or a container, counts as ready for traffic.',
};
