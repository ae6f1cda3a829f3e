/** Public bugs that are no exhibits yet: the model has no part in which they could happen. */
import type { Missing } from './exhibit.ts';

const controller = (kind: string): string => `a ${kind} controller`;

/** Bugs that wait for parts of Kubernetes the model does not have. */
export const missing: readonly Missing[] = [
  {
    id: 'kubernetes-115844',
    title: 'A Job’s Pod is replaced while it still runs',
    links: ['kubernetes/kubernetes#115844', 'kubernetes/kubernetes#117015'],
    needs: `${controller('Job')} with its podReplacementPolicy`,
  },
  {
    id: 'kubernetes-139992',
    title: 'A Pod is evicted for a taint that is gone',
    links: ['kubernetes/kubernetes#139992', 'kubernetes/kubernetes#119862'],
    needs: 'taint eviction, with views of its own of Pods and Nodes that lag independently',
  },
  {
    id: 'kubernetes-129795',
    title: 'Surplus replicas after an expectation has timed out',
    links: ['kubernetes/kubernetes#129795'],
    needs: `${controller('ReplicaSet')} with expectations that expire`,
  },
  {
    id: 'kubernetes-50477',
    title: 'Two Pods of a DaemonSet on one node',
    links: ['kubernetes/kubernetes#50477'],
    needs: controller('DaemonSet'),
  },
  {
    id: 'kubernetes-112814',
    title: 'The old and the new static Pod run together',
    links: ['kubernetes/kubernetes#112814', 'rancher/rke2#3415'],
    needs: 'static Pods: a kubelet with several config sources',
  },
  {
    id: 'kubernetes-109531',
    title: 'The node is gone before the last status was sent',
    links: ['kubernetes/kubernetes#109531', 'kubernetes/kubernetes#100184'],
    needs: 'node shutdown and machines that power off',
  },
  {
    id: 'kubernetes-34546',
    title: 'A disruption budget is spent on an old count',
    links: ['kubernetes/kubernetes#34546', 'kubernetes/kubernetes#36196'],
    needs: 'the Eviction API and the PodDisruptionBudget controller',
  },
  {
    id: 'kubernetes-108752',
    title: 'The Job is gone and its finalizer stays on the Pod',
    links: ['kubernetes/kubernetes#108752', 'kubernetes/kubernetes#109429'],
    needs: `${controller('Job')} with its tracking finalizer`,
  },
  {
    id: 'kubernetes-141887',
    title: 'A Pod is force-deleted for an out-of-service mark that is gone',
    links: ['kubernetes/kubernetes#141887'],
    needs: 'PodGC and the out-of-service taint',
  },
  {
    id: 'kubernetes-93370',
    title: 'A CronJob that forbids two runs at once runs twice, or never again',
    links: ['kubernetes/kubernetes#93370', 'kubernetes/kubernetes#120649'],
    needs: controller('CronJob'),
  },
];
