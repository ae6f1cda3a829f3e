/** Transcriptions: what comes in the end. */
import type { Transcription } from './transcription.ts';
import { at, isDeleted, objectOf, podOf, pods } from './words.ts';

/** What the sentences about progress say. */
export const progress = {
  'pod-is-eventually-bound': {
    kind: 'eventually',
    subjects: (cluster) => pods(cluster).map(({ uid }) => uid),
    from: (cluster, uid) => objectOf(cluster, podOf(cluster, uid)) !== undefined,
    to: (cluster, uid) => objectOf(cluster, podOf(cluster, uid))?.nodeName !== '',
  },
  'main-containers-eventually-start': {
    kind: 'eventually',
    subjects: (cluster) =>
      pods(cluster).flatMap(({ uid, spec }) => spec.containers.map(({ name }) => `${uid}/${name}`)),
    from: (cluster, key) => at(cluster.workers, key.split('/')[0] ?? '').state === 'sync',
    to: (cluster, key) => {
      const pod = podOf(cluster, key.split('/')[0] ?? '');
      const { state, restarted } = at(cluster.containers, key);
      return (
        state === 'running' ||
        state === 'exited' ||
        restarted ||
        objectOf(cluster, pod) === undefined ||
        isDeleted(cluster, pod) ||
        at(cluster.statuses, pod.name).phase === 'Failed'
      );
    },
  },
  'deleted-pod-disappears': {
    kind: 'eventually',
    subjects: (cluster) => pods(cluster).map(({ uid }) => uid),
    from: (cluster, uid) => isDeleted(cluster, podOf(cluster, uid)),
    to: (cluster, uid) => objectOf(cluster, podOf(cluster, uid)) === undefined,
  },
} satisfies Readonly<Record<string, Transcription>>;
