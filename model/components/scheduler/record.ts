/**
 * The scheduler's memory of one pod, and what its informer handlers do to it (`pkg/scheduler/eventhandlers.go`,
 * 1.34–1.36).
 */
import { type Cluster, cell, put, type SchedulerPodView, type SchedulingRecord } from '../../cluster.ts';
import { instanceOf, type PodName } from '../../scenario.ts';

/** Nothing to remember: what a record is again once the pod is bound, deleted or replaced. */
export const noRecord: SchedulingRecord = {
  queue: 'active',
  assumed: '',
  assumedUid: '',
  binding: 'none',
  toReport: '',
};

/** What goes on whatever becomes of queue and assumption: the report still to be written, and the victims still to be deleted. */
export const stillToDo = ({
  toReport,
  nominate,
  marking,
  deleting,
}: SchedulingRecord): Pick<SchedulingRecord, 'toReport' | 'nominate' | 'marking' | 'deleting'> => ({
  toReport,
  ...(nominate === undefined ? {} : { nominate }),
  ...(marking === undefined ? {} : { marking }),
  ...(deleting === undefined ? {} : { deleting }),
});

/** A pod this scheduler has to find a node for, now or when it is back in the active queue (C30, C31, C37). */
export const isUnscheduled = (cluster: Cluster, view: SchedulerPodView): boolean =>
  view.uid !== '' &&
  view.nodeName === '' &&
  !view.gated &&
  !view.deleting &&
  instanceOf(cluster.scenario, view.uid).spec.schedulerName === 'default-scheduler';

/**
 * What the scheduler makes of a new view of a pod. A bound pod confirms the assumption, which then needs no memory
 * (C48); so does the removal of one whose binding is done. A binding cycle still under way goes on and learns its fate
 * from the Binding.
 */
export function podSeen(cluster: Cluster, pod: PodName, before: SchedulerPodView): Cluster {
  const view = cell(cluster, 'schedulerPods', pod);
  const record = cell(cluster, 'scheduling', pod);
  const confirmed = record.binding === 'done' && (view.uid !== record.assumedUid || view.nodeName !== '');
  const queued = view.uid === before.uid && isUnscheduled(cluster, view) ? record.queue : noRecord.queue;
  return put(
    cluster,
    'scheduling',
    pod,
    confirmed ? { ...noRecord, queue: queued, ...stillToDo(record) } : { ...record, queue: queued },
  );
}
