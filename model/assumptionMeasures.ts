/**
 * How to measure on one's own cluster what is assumed here. Names of metrics were read in Kubernetes 1.34.11, 1.35.8, 1.36.5 and 1.37.2:
 * pkg/kubelet/metrics/metrics.go, pkg/proxy/metrics/metrics.go, pkg/scheduler/metrics/metrics.go, pkg/volume/util/metrics.go and
 * k8s.io/apiserver pkg/endpoints/metrics/metrics.go. A histogram has no greatest value: its quantile 1 is the end of the last bucket in use.
 */
import type { AssumptionName } from './assumptions.ts';

/** A way to learn a delay: what to do or read, and the query or command for it; POD, SVC and the like stand for one's own. */
export interface Measure {
  readonly how: string;
  readonly command: string;
}

/** The greatest value that a histogram saw in a week, in PromQL. */
const greatest = (metric: string, labels = ''): string =>
  `histogram_quantile(1, sum by (le) (increase(${metric}_bucket${labels === '' ? '' : `{${labels}}`}[7d])))`;

/** What each line of a watch was printed at, in words of a shell. */
const dated = '| while read -r line; do echo "$(date -u +%T.%3N) $line"; done';

const terminated = 'jsonpath={.metadata.deletionTimestamp} {.status.containerStatuses[*].state}{"\\n"}';

/** One way for each assumption. */
export const assumptionMeasures: Readonly<Record<AssumptionName, Measure>> = {
  'watch-delivery': {
    how: 'Watch an annotation and write the time into it from another shell: kubectl annotate pod POD --overwrite t="$(date +%s%3N)". What is printed includes the request, so it is no less than the delivery.',
    command: `kubectl get pod POD -w -o 'jsonpath={.metadata.annotations.t}{"\\n"}' | while read -r t; do echo "$(( $(date +%s%3N) - \${t:-0} )) ms"; done`,
  },
  'kubelet-reaction': {
    how: 'The kubelet measures from the moment it first sees a Pod until it starts it; its other reasons to act wait for a relist of the runtime, at most a second, and for the relist itself (kubelet_pleg_relist_duration_seconds).',
    command: greatest('kubelet_pod_worker_start_duration_seconds'),
  },
  'status-write': {
    how: 'The kubelet measures from a change of a Pod’s status until the API server has it.',
    command: greatest('kubelet_pod_status_sync_duration_seconds'),
  },
  'endpoint-slice-write': {
    how: 'Watch the slices and compare with the moment of the change, for instance of kubectl delete pod. (The annotation endpoints.kubernetes.io/last-change-trigger-time tells only when the Ready condition changed: a deletion does not move it.)',
    command: `kubectl get endpointslices -l kubernetes.io/service-name=SVC -w -o 'jsonpath={.endpoints[*].conditions}{"\\n"}' ${dated}`,
  },
  'kube-proxy-programming': {
    how: 'kube-proxy measures how long it takes to write its rules; add the delivery of the slice and minSyncPeriod (1s by default), for which it may wait before. kubeproxy_network_programming_duration_seconds is the whole way of endpoint-propagation, counted from a change of the Ready condition.',
    command: greatest('kubeproxy_sync_proxy_rules_duration_seconds'),
  },
  'load-balancer-withdrawal': {
    how: 'Let a Pod go on serving after SIGTERM (a preStop sleep of five minutes), delete it under steady traffic from outside, and read its access log: the last new connection that comes from the balancer, less the moment of the deletion. Balancers that log their targets say it too.',
    command: 'kubectl delete pod POD --wait=false && date -u +%T && kubectl logs -f --timestamps POD',
  },
  'runtime-call': {
    how: 'The kubelet measures every call of the runtime.',
    command: greatest(
      'kubelet_runtime_operations_duration_seconds',
      'operation_type=~"run_podsandbox|stop_podsandbox|create_container|start_container"',
    ),
  },
  'stop-signal': {
    how: 'Have the program log the time when it gets SIGTERM, and compare with the kubelet’s log line "Killing container with a grace period" (from -v=2 on), where there is no preStop hook.',
    command: 'journalctl -u kubelet -o short-precise | grep "Killing container with a grace period"',
  },
  'sigkill-exit': {
    how: 'Delete a Pod that ignores SIGTERM: finishedAt of its container, less deletionTimestamp, which already has the grace period in it; both are whole seconds.',
    command: `kubectl get pod POD -w -o '${terminated}'`,
  },
  shutdown: {
    how: 'Stop the container under load, with more grace than it can need, and take the time. In a cluster: finishedAt of the container less the time of SIGTERM in the program’s log; the preStop hook is not part of it.',
    command: 'docker run -d --name try IMAGE && sleep 30 && time docker stop --time 3600 try',
  },
  'stop-listening': {
    how: 'Connect again and again while the program is told to stop: the last success less the moment of SIGTERM.',
    command: `docker kill --signal TERM try; while curl -so /dev/null --max-time 1 http://localhost:PORT/; do date -u +%T.%3N; done`,
  },
  'process-start': {
    how: 'From startedAt of the container until the Pod is Ready, for many Pods and cold caches; a readiness probe adds up to its period, its initialDelaySeconds and its successThreshold.',
    command: `kubectl get pods -l app=APP -o 'jsonpath={range .items[*]}{.metadata.name} {.status.containerStatuses[*].state.running.startedAt} {.status.conditions[?(@.type=="Ready")].lastTransitionTime}{"\\n"}{end}'`,
  },
  'pre-stop-hook': {
    how: 'Run the command of the hook in a Pod under load; the kubelet logs "Running preStop hook" and "PreStop hook completed" (from -v=3 on).',
    command: 'time kubectl exec POD -c CONTAINER -- COMMAND',
  },
  'post-start-hook': {
    how: 'Run the command of the hook in a fresh container. As long as it runs in a Pod, the container stays in ContainerCreating.',
    command: 'time kubectl exec POD -c CONTAINER -- COMMAND',
  },
  'image-pull': {
    how: 'The kubelet measures every pull; the event Pulled says how long one took, with and without waiting.',
    command: greatest('kubelet_image_pull_duration_seconds'),
  },
  'volume-setup': {
    how: 'The kubelet and kube-controller-manager measure every operation on a volume; attaching and mounting come one after the other, and a Pod waits for all of its volumes.',
    command: greatest('storage_operation_duration_seconds', 'operation_name=~"volume_attach|volume_mount"'),
  },
  'volume-teardown': {
    how: 'The kubelet and kube-controller-manager measure every operation on a volume.',
    command: greatest(
      'storage_operation_duration_seconds',
      'operation_name=~"volume_unmount|unmount_device|volume_detach"',
    ),
  },
  'api-request': {
    how: 'The API server measures every request, admission webhooks included.',
    command: greatest('apiserver_request_duration_seconds', 'verb="POST",resource="pods",subresource=""'),
  },
  scheduling: {
    how: 'kube-scheduler measures its algorithm and the binding together.',
    command: greatest('scheduler_scheduling_attempt_duration_seconds', 'result="scheduled"'),
  },
};

/** The way to learn of endpoint-propagation: kube-proxy knows it as a whole. */
export const propagationMeasure: Measure = {
  how: 'kube-proxy measures from a change of a Pod’s Ready condition until its rules follow, on each node. A deletion is on the same way and is not measured by it; the condition is dated in whole seconds, so a second more is possible.',
  command: greatest('kubeproxy_network_programming_duration_seconds'),
};
