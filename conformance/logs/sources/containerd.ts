/** containerd's events, as `ctr -n k8s.io events` prints them: time, namespace, topic, JSON. */
import type { Fact, Source } from '../fact.ts';
import { type Fields, fieldsOf, textOf } from '../objects.ts';

const line = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?) ([+-]\d{4}) \S+ \S+ (\/[a-z]+\/[a-z-]+) (\{.*\})$/;

/** Times have nanoseconds, of which Date keeps whole milliseconds. */
const timeOf = (day: string, time: string, zone: string): number =>
  Date.parse(`${day}T${time.slice(0, 12)}${zone.slice(0, 3)}:${zone.slice(3)}`);

/** An event is printed after it was: containerd sends it when the shim has answered. */
const lateness = 300;

const startIn = (body: Fields, latest: number): readonly Fact[] => [
  { fact: 'started', id: textOf(body['container_id']), at: { earliest: latest - lateness, latest: latest + 1 } },
];

/** The exit of a container; processes that were started in it by exec have an ID of their own (probes, hooks). */
const exitIn = (body: Fields, printed: number): readonly Fact[] => {
  if (body['id'] !== body['container_id']) return [];
  const exited = Date.parse(textOf(body['exited_at']));
  const at = Number.isNaN(exited) ? printed : exited;
  // protobuf's JSON leaves out a field that is 0.
  const exitCode = typeof body['exit_status'] === 'number' ? body['exit_status'] : 0;
  return [{ fact: 'exited', id: textOf(body['container_id']), exitCode, at: { earliest: at - 1, latest: at + 1 } }];
};

/** The CRI plugin labels what it makes for the kubelet (labels.go of k8s.io/cri-api's containerd plugin and of the kubelet). */
const labelsIn = ({ id, labels }: Fields): readonly Fact[] => {
  const given = fieldsOf(labels);
  const [uid, container] = ['io.kubernetes.pod.uid', 'io.kubernetes.container.name'].map((name) => textOf(given[name]));
  return uid === undefined || !uid || !container ? [] : [{ fact: 'container', id: textOf(id), uid, container }];
};

const bodyIn = (text: string): Fields | undefined => {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return undefined;
  }
};

/** `ctr events`. */
export const containerd: Source = {
  name: 'ctr events',
  read: (record) => {
    const [, day = '', time = '', zone = '', topic, text = ''] =
      typeof record === 'string' ? (line.exec(record) ?? []) : [];
    const body = topic === undefined ? undefined : bodyIn(text);
    if (body === undefined) return undefined;
    if (topic === '/tasks/start') return startIn(body, timeOf(day, time, zone));
    if (topic === '/containers/update') return labelsIn(body);
    return topic === '/tasks/exit' ? exitIn(body, timeOf(day, time, zone)) : [];
  },
};
