/** Who wrote a version: by the audit log, else by what changed in metadata.managedFields. */
import type { PodRecord } from '../logs/collect.ts';

/** The writer of a version by name; empty if nobody can tell. */
export const writerOf = (before: PodRecord | undefined, record: PodRecord): string => {
  if (record.by !== '') return record.by;
  if (before === undefined) return '';
  const changed = record.version.managers.filter((entry) => !before.version.managers.includes(entry));
  const names = new Set(changed.map((entry) => entry.split(' ')[0] ?? ''));
  const [only = ''] = names;
  return names.size === 1 ? only : '';
};

const ours = [/^kubelet$/, /^kube-scheduler$/, /^system:node:/, /^system:kube-scheduler$/];

/** True of a writer that is surely neither a kubelet nor kube-scheduler. */
export const isForeign = (by: string): boolean => by !== '' && !ours.some((pattern) => pattern.test(by));
