import { describe, expect, it } from 'vitest';
import type { CheckReport } from '../../reports/check/report.ts';
import { podproof } from '../testing/world.ts';

/** As `kubectl get pod -o yaml` prints it, and its Service. */
const live = `apiVersion: v1
kind: Pod
metadata:
  name: shop-5d9f-abcde
  namespace: default
  uid: 0a1b2c3d-0000-4000-8000-000000000000
  resourceVersion: "77"
  creationTimestamp: "2026-01-01T00:00:00Z"
  generateName: shop-5d9f-
  labels: {app: shop, pod-template-hash: 5d9f}
  ownerReferences:
    - {apiVersion: apps/v1, kind: ReplicaSet, name: shop-5d9f, uid: x, controller: true, blockOwnerDeletion: true}
spec:
  nodeName: kind-worker
  serviceAccountName: default
  containers:
    - name: app
      image: nginx:1.27
      ports: [{containerPort: 80, protocol: TCP}]
      readinessProbe: {httpGet: {path: /, port: 80, scheme: HTTP}, periodSeconds: 10, timeoutSeconds: 1, successThreshold: 1, failureThreshold: 3}
      volumeMounts: [{name: kube-api-access-x, mountPath: /var/run/secrets/kubernetes.io/serviceaccount, readOnly: true}]
  tolerations:
    - {effect: NoExecute, key: node.kubernetes.io/not-ready, operator: Exists, tolerationSeconds: 300}
  volumes:
    - name: kube-api-access-x
      projected:
        sources:
          - serviceAccountToken: {expirationSeconds: 3607, path: token}
          - configMap: {name: kube-root-ca.crt, items: [{key: ca.crt, path: ca.crt}]}
status:
  phase: Running
  podIP: 10.1.2.3
  conditions: [{type: Ready, status: "True"}]
---
apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {selector: {app: shop}, ports: [{port: 80}]}
`;

const check = async (text: string) => {
  const { out } = await podproof(['check', '-', '-o', 'json'], { text });
  return JSON.parse(out) as CheckReport;
};

describe('a Pod as a cluster shows it', () => {
  it('runs on a node of the name it has, which is assumed and said; hardly a question is empty', async () => {
    const { scenarios, notes, problems } = await check(live);
    expect(problems).toEqual([]);
    const answers = scenarios.flatMap(({ guarantees }) => guarantees);
    const empty = answers.filter(({ verdict, reached }) => verdict === 'holds' && reached === 0);
    expect(answers.length).toBeGreaterThan(40);
    expect(empty.length).toBeLessThan(5);
    expect(scenarios.every(({ nodes }) => nodes.includes('kind-worker'))).toBe(true);
    expect(notes.map(({ object, text }) => `${object} ${text}`)).toEqual([
      expect.stringMatching(/^Pod\/shop-5d9f-abcde no Node in the input: .* the name kind-worker$/),
    ]);
  });

  it('has its node assumed beside those that are given', async () => {
    const { notes } = await check(`${live}---\napiVersion: v1\nkind: Node\nmetadata: {name: other}\n`);
    expect(notes.map(({ text }) => text)).toEqual([
      expect.stringContaining('no Node kind-worker in the input: it is assumed'),
    ]);
  });

  it('is noted where a Service selects nothing, and where no Service selects it', async () => {
    const { notes } = await check(live.replace('selector: {app: shop}', 'selector: {app: other}'));
    expect(notes.map(({ object }) => object)).toEqual(expect.arrayContaining(['Service/shop', 'Pod/shop-5d9f-abcde']));
    expect(notes.map(({ text }) => text).join()).toContain('selects no Pod of the input (app=other)');
    expect(notes.map(({ text }) => text).join()).toContain('no Service of the input selects it');
  });

  it('is noted where a workload is scaled to nothing', async () => {
    const scaled = (replicas: number) =>
      `apiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: a}\nspec:\n  replicas: ${replicas}\n  selector: {matchLabels: {app: a}}\n` +
      '  template: {metadata: {labels: {app: a}}, spec: {containers: [{name: a, image: a}]}}\n';
    expect((await check(scaled(0))).notes).toMatchObject([
      { line: 5, object: 'ReplicaSet/a', field: 'spec.replicas', text: expect.stringContaining('0 replicas') },
    ]);
    expect((await check(scaled(1))).notes).toEqual([]);
  });

  it('is told of in text, a line each', async () => {
    const { out } = await podproof(['check', '-', '--slice', 'pod'], { text: live });
    expect(out).toMatch(/^note +-:1: Pod\/shop-5d9f-abcde: no Node in the input/m);
  });
});
