/** Endpoints and the data plane: what EndpointSlices and kube-proxy make of a pod (D71–D83). */
import type { Fact } from './fact.ts';

const slices = 'model/components/endpointslice/endpointslice.test.ts';
const withdrawal = 'model/components/endpointslice/withdrawal.test.ts';
const proxy = 'model/components/kube-proxy/kube-proxy.test.ts';

/** Facts D71–D83. */
export const endpointFacts: readonly Fact[] = [
  {
    id: 'D71',
    kind: 'rule',
    sentence:
      'An endpoint is serving while the pod has condition Ready, terminating once it has a deletionTimestamp, and ready if it serves without terminating or the Service publishes addresses that are not ready.',
    source: 'staging/src/k8s.io/endpointslice/utils.go podToEndpoint, 1.34.9, 1.35.6, 1.36.2, 1.37.2; KEP-1672',
    tests: [
      `${slices}: serving is the Ready condition, terminating the deletionTimestamp, ready needs the one without the other (D71, C129)`,
    ],
  },
  {
    id: 'D72',
    kind: 'rule',
    sentence:
      'A slice drops the endpoint of a pod that is Succeeded or Failed, has no address, no longer exists or is no longer selected, and, without publishNotReadyAddresses, of one whose Node object is missing.',
    source:
      'staging/src/k8s.io/endpointslice/util/controller_utils.go ShouldPodBeInEndpoints and staging/src/k8s.io/endpointslice/reconciler.go, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [`${slices}: a pod that is terminal, has no address or is gone is not listed (D72, C129)`],
  },
  {
    id: 'D73',
    kind: 'rule',
    sentence:
      'With publishNotReadyAddresses the endpoint of a terminating pod stays ready until the pod is terminal, so only serving and terminating tell it from a healthy one.',
    source: 'staging/src/k8s.io/endpointslice/utils.go podToEndpoint, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${slices}: publishNotReadyAddresses keeps ready true while the pod terminates, until it is terminal (D73)`,
      `${proxy}: a not-ready endpoint is chosen under publishNotReadyAddresses, which makes it ready (D73)`,
    ],
  },
  {
    id: 'D74',
    kind: 'rule',
    sentence:
      'The older Endpoints object has no terminating addresses: a deleted pod leaves it at once unless the Service publishes addresses that are not ready.',
    source: 'pkg/controller/endpoint/endpoints_controller.go, 1.34.9, 1.35.6, 1.36.2, 1.37.2; KEP-4974',
    because:
      'excluded because kube-proxy reads EndpointSlices only, and Endpoints objects are deprecated since 1.33; nothing in the model would read them.',
  },
  {
    id: 'D75',
    kind: 'time',
    sentence:
      'A pod change queues its Services, perhaps after a batching period, and one reconcile then writes whatever is true by that time.',
    source: 'pkg/controller/endpointslice/endpointslice_controller.go, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${slices}: one reconcile brings every pod of the Service up to date, however many changes led there (D75)`,
    ],
  },
  {
    id: 'D76',
    kind: 'time',
    sentence:
      'Every kube-proxy follows the slices through its own watch and its own rate-limited sync, and tells nobody when its rules are in place.',
    source:
      'pkg/proxy/iptables/proxier.go, pkg/proxy/nftables/proxier.go and pkg/proxy/apis/config/v1alpha1/defaults.go SetDefaults_KubeProxyConfiguration, 1.34.9, 1.35.6, 1.36.2',
    tests: [
      `${proxy}: acts only when its rules would change, and only on what the slices say (D76)`,
      `${proxy}: each node follows on its own: one may still send where another no longer does (D76, C130)`,
    ],
  },
  {
    id: 'D77',
    kind: 'rule',
    sentence:
      'New connections to a Service with an address of its own go to ready endpoints and, only where there is none, to those that serve although they terminate; each traffic policy decides this for itself, Cluster among all endpoints, Local among those of its node.',
    source:
      'pkg/proxy/topology.go CategorizeEndpoints, pkg/proxy/serviceport.go UsesClusterEndpoints and UsesLocalEndpoints, pkg/proxy/util/utils.go ShouldSkipService, 1.34.9, 1.35.6, 1.36.2, 1.37.2; KEP-1669',
    tests: [
      `${proxy}: ready endpoints alone, while there are any (D77)`,
      `${proxy}: with none ready, those that still serve while terminating; never one that does not serve (D77, D78)`,
      `${proxy}: policy Local asks the same of the endpoints of this node only (D77)`,
      `${proxy}: both policies of one Service are decided apart: Local outside or inside keeps what Cluster alone would not (D77)`,
      `${proxy}: has no rules for headless Services, nor anywhere to send to without the port (D77)`,
    ],
  },
  {
    id: 'D78',
    kind: 'rule',
    sentence:
      'The last serving pod of a Service is meant to receive new connections while it terminates; it gets out of that only by failing readiness or by exiting.',
    source: 'KEP-1669; pkg/proxy/topology.go, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${proxy}: the last serving pod keeps new connections while it terminates, unless another replica is ready (D78)`,
    ],
  },
  {
    id: 'D79',
    kind: 'rule',
    sentence:
      'Connections already made keep going to their pod until it dies under NAT backends and are drained by weight under IPVS, while UDP flows are flushed once their endpoint no longer serves.',
    source: 'pkg/proxy/conntrack/cleanup.go and pkg/proxy/ipvs/graceful_termination.go, 1.34.9, 1.35.6, 1.36.2',
    because:
      'excluded because the model says where new connections may go; a connection that exists is not one of its objects.',
  },
  {
    id: 'D80',
    kind: 'race',
    sentence:
      'Nothing orders the withdrawal of an endpoint against the termination of its pod: a process may have been signalled, have exited, or its pod be gone, while nodes still send to its address.',
    source: 'pkg/controller/endpointslice, pkg/proxy, 1.34.9, 1.35.6, 1.36.2',
    tests: [
      `${withdrawal}: a pod can be deleted, signalled, stopped and gone while every node still sends to it (D80)`,
      `${withdrawal}: an endpoint can as well be withdrawn everywhere before the kubelet has heard of the deletion (D80)`,
      `${slices}: an entry may outlive its pod until the controller gets to it (D80)`,
      `${proxy}: rules may lead to a pod that is long gone from the API and from its slice (D80)`,
    ],
  },
  {
    id: 'D81',
    kind: 'time',
    sentence:
      'A preStop sleep hides the race exactly if it covers the slowest withdrawal less the time the kubelet took to notice, and graceful completion needs it and the draining to fit into the grace period.',
    source: 'derived from D71, D77; pkg/kubelet/kuberuntime/kuberuntime_container.go killContainer, 1.36.2, 1.37.2',
    tests: [
      'generators/check/timed.test.ts: preStop 5 s: traffic stops in time if endpoints take 4 s; if they take 8 s, a dated schedule shows it does not (D81)',
      'generators/tune/tune.test.ts: whatever the delays, the search finds S > L_e - L_k (D81; seed 42)',
      'generators/tune/tune.test.ts: the least grace period is more than preStop and shutdown together, less two seconds at most (D34, D81)',
    ],
  },
  {
    id: 'D82',
    kind: 'rule',
    sentence:
      'A pod the kubelet ends by itself gets no deletionTimestamp, so its endpoint never shows terminating and stays ready until the kubelet reports otherwise: on eviction only with the terminal phase, past a deadline already with Ready=False.',
    source:
      'pkg/kubelet/kubelet.go SyncTerminatingPod, pkg/kubelet/kubelet_pods.go generateAPIPodStatus and staging/src/k8s.io/endpointslice/utils.go, 1.34.9, 1.35.6, 1.36.2, 1.37.2; issue 116965',
    tests: [
      `${withdrawal}: a pod over its deadline never turns terminating: it leaves rotation by Ready=False and the slice by phase Failed (D82)`,
      `${slices}: a pod the kubelet kills on its own account stays ready until its status says otherwise (D82)`,
    ],
  },
  {
    id: 'D83',
    kind: 'rule',
    sentence:
      'Every readiness gate must be True before the pod is Ready and its endpoint serves; no gate of that kind can hold SIGTERM back until others have let go.',
    source: 'pkg/kubelet/status/generate.go GeneratePodReadyCondition, 1.34.9, 1.35.6, 1.36.2, 1.37.2',
    tests: [
      `${withdrawal}: a readiness gate keeps traffic away until somebody sets its condition (D83)`,
      `${slices}: a pod whose containers are ready stays out of rotation until its readiness gates are True (D83)`,
    ],
  },
];
