import { describe, expect, it } from 'vitest';
import type { Fact } from './fact.ts';
import { Reader } from './read.ts';

const pod = (fields: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop', uid: 'u1', resourceVersion: '7', ...fields },
  spec: { containers: [{ name: 'main', image: 'nginx' }] },
});

const auditEvent = (fields: object = {}) => ({
  kind: 'Event',
  apiVersion: 'audit.k8s.io/v1',
  stage: 'ResponseComplete',
  verb: 'patch',
  user: { username: 'system:node:n1' },
  objectRef: { resource: 'pods', namespace: 'shop', name: 'web', subresource: 'status' },
  responseStatus: { code: 200 },
  responseObject: pod(),
  requestReceivedTimestamp: '2026-01-02T03:04:05.100000Z',
  stageTimestamp: '2026-01-02T03:04:05.150900Z',
  ...fields,
});

async function* bytesOf(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}

const reading = async (...records: readonly unknown[]) => {
  const facts: Fact[] = [];
  const reader = new Reader((fact) => facts.push(fact));
  const text = records.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n');
  await reader.read({ file: 'log', bytes: () => bytesOf(text) });
  return { facts, inventory: reader.inventory };
};

describe('recordings', () => {
  it('hold versions of Pods, as a watch, a list and an audit log tell them', async () => {
    const list = { apiVersion: 'v1', kind: 'List', items: [pod()] };
    const { facts, inventory } = await reading({ type: 'MODIFIED', object: pod() }, list, pod(), auditEvent());
    expect(
      facts.map((fact) => (fact.fact === 'pod' ? [fact.told, fact.version.resourceVersion, fact.by] : [])),
    ).toEqual([
      ['MODIFIED', 7, ''],
      ['SEEN', 7, ''],
      ['SEEN', 7, ''],
      ['SEEN', 7, 'system:node:n1'],
    ]);
    expect(inventory.bySource).toEqual({ watch: 1, objects: 2, 'audit log': 1 });
  });

  it('say when a write was that an audit log tells of, which keeps whole milliseconds', async () => {
    const { facts } = await reading(auditEvent());
    const received = Date.UTC(2026, 0, 2, 3, 4, 5, 100);
    expect(facts).toMatchObject([{ at: { earliest: received, latest: received + 51 } }]);
  });

  it('tell nothing by requests that failed, that only read, or of which there is nothing but metadata', async () => {
    const { responseObject: _none, ...metadata } = auditEvent();
    const failed = auditEvent({ responseStatus: { code: 409 } });
    const { facts, inventory } = await reading(failed, auditEvent({ verb: 'get' }), metadata);
    expect(facts).toEqual([]);
    expect(inventory.unused).toEqual({ pods: 3 });
  });

  it('tell of containers by events of containerd and podman', async () => {
    const at = '2026-01-02 03:04:05.123456789 +0000 UTC k8s.io';
    const labels = { 'io.kubernetes.pod.uid': 'u1', 'io.kubernetes.container.name': 'main' };
    const { facts } = await reading(
      `${at} /containers/update ${JSON.stringify({ id: 'c1', labels })}`,
      `${at} /tasks/start {"container_id":"c1","pid":7}`,
      `${at} /tasks/exit {"container_id":"c1","id":"c1","exit_status":3,"exited_at":"2026-01-02T03:04:05.1Z"}`,
      `${at} /tasks/exit {"container_id":"c1","id":"an exec","exit_status":1}`,
      { ID: 'c2', Type: 'container', Status: 'died', Time: '2026-01-02T03:04:05Z', ContainerExitCode: 4 },
    );
    expect(facts.map(({ fact }) => fact)).toEqual(['container', 'started', 'exited', 'exited']);
    expect(facts.flatMap((fact) => (fact.fact === 'exited' ? [[fact.id, fact.exitCode]] : []))).toEqual([
      ['c1', 3],
      ['c2', 4],
    ]);
  });

  it('may hold what nobody knows, which is counted and said', async () => {
    const node = { type: 'ADDED', object: { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' } } };
    const { facts, inventory } = await reading(node, 'I0102 kubelet.go:1] hello', { type: 'MODIFIED', object: pod() });
    expect(facts).toHaveLength(1);
    expect(inventory.unused).toEqual({ Node: 1 });
    expect(inventory.damaged).toEqual([{ file: 'log', line: 2, why: 'no kind of record that podproof knows' }]);
  });
});
