import { describe, expect, it } from 'vitest';
import { type Cluster, cell, patch, put } from '../../../cluster.ts';
import { initialCluster } from '../../../initial.ts';
import type { NodeSpec, PodSpec } from '../../../kubernetes/spec.ts';
import { podScenario, uid } from '../../../testing/passes.ts';
import { offered, play, runUntil } from '../../../testing/play.ts';
import { runningPod } from '../../../testing/running.ts';
import { container, nodeSpec, podSpec, scenario } from '../../../testing/scenario.ts';
import { search } from '../../../testing/search.ts';
import { admissionFailure } from './admission.ts';
import { forgetKubelet } from './restart.ts';

const port = (hostPort: number, hostIP = '', protocol: 'TCP' | 'UDP' = 'TCP') => ({
  containerPort: 80,
  hostPort,
  hostIP,
  protocol,
});
const asking = (requests: Record<string, number>, fields: Partial<PodSpec> = {}) =>
  podSpec({ containers: [container('app', { requests })], ...fields });
const refusal = (spec: PodSpec, node: Partial<NodeSpec> = {}, others: readonly PodSpec[] = []) =>
  admissionFailure(spec, others, { name: 'n1', ...nodeSpec(node) });

describe('the predicates of kubelet admission', () => {
  it('refuse what does not fit beside the active pods, by resource (C77, C79)', () => {
    expect(refusal(asking({ cpu: 4000 }))).toBe('');
    expect(refusal(asking({ cpu: 4001 }))).toBe('OutOfcpu');
    expect(refusal(asking({ cpu: 1000 }), {}, [asking({ cpu: 3500 })])).toBe('OutOfcpu');
    expect(refusal(asking({ memory: 2 ** 40 }))).toBe('OutOfmemory');
    expect(refusal(asking({}), { allocatable: { pods: 1 } }, [podSpec()])).toBe('OutOfpods');
    expect(refusal(asking({ 'example.com/gpu': 2 }), { allocatable: { pods: 9, 'example.com/gpu': 1 } })).toBe(
      'OutOfexample.com/gpu',
    );
  });

  it('do not ask for extended resources the node does not know (C77)', () => {
    expect(refusal(asking({ 'example.com/gpu': 2 }))).toBe('');
    expect(refusal(asking({ 'hugepages-2Mi': 2 ** 21 }))).toBe('OutOfhugepages-2Mi');
  });

  it('compare selector and required affinity with the labels the node has now (C77, C79)', () => {
    const picky = podSpec({ nodeSelector: { disk: 'ssd' } });
    expect(refusal(picky, { labels: { disk: 'ssd' } })).toBe('');
    expect(refusal(picky, { labels: { disk: 'hdd' } })).toBe('NodeAffinity');
  });

  it('refuse a pod bound elsewhere and a host port that is taken (C77, C79)', () => {
    expect(refusal(podSpec({ nodeName: 'n2' }))).toBe('NodeName');
    const served = (ip: string, protocol: 'TCP' | 'UDP' = 'TCP') =>
      podSpec({ containers: [container('app', { ports: [port(80, ip, protocol)] })] });
    expect(refusal(served(''), {}, [served('10.0.0.1')])).toBe('NodePorts');
    expect(refusal(served('10.0.0.2'), {}, [served('10.0.0.1')])).toBe('');
    expect(refusal(served('', 'UDP'), {}, [served('')])).toBe('');
  });

  it('refuse for NoExecute taints, not for NoSchedule taints or a cordon (C77)', () => {
    const taint = (effect: 'NoExecute' | 'NoSchedule') => ({ taints: [{ key: 'k', value: '', effect }] });
    expect(refusal(podSpec(), taint('NoExecute'))).toBe('TaintToleration');
    expect(refusal(podSpec(), { ...taint('NoSchedule'), unschedulable: true })).toBe('');
    const tolerations = [{ key: 'k', operator: 'Exists', value: '', effect: 'NoExecute' }] as const;
    expect(refusal(podSpec({ tolerations }), taint('NoExecute'))).toBe('');
  });

  it('name the first one that fails: resources before affinity, affinity before ports, ports before taints (C76, C79)', () => {
    const hopeless = podSpec({
      nodeSelector: { disk: 'ssd' },
      containers: [container('app', { requests: { cpu: 9000 }, ports: [port(80)] })],
    });
    const taints = [{ key: 'k', value: '', effect: 'NoExecute' }] as const;
    const beside = [podSpec({ containers: [container('app', { ports: [port(80)] })] })];
    const big = { cpu: 9000, memory: 1, pods: 9 };
    expect(refusal(hopeless, { taints }, beside)).toBe('OutOfcpu');
    expect(refusal(hopeless, { taints, allocatable: big }, beside)).toBe('NodeAffinity');
    expect(refusal(hopeless, { taints, allocatable: big, labels: { disk: 'ssd' } }, beside)).toBe('NodePorts');
    expect(refusal(hopeless, { taints, allocatable: big, labels: { disk: 'ssd' } })).toBe('TaintToleration');
  });
});

const half = asking({ cpu: 600 });
const pair = scenario({
  nodes: { n1: nodeSpec({ allocatable: { cpu: 1000, memory: 2 ** 30, pods: 10 } }) },
  instances: { 'old#1': { name: 'old', spec: half }, [uid]: { name: 'web', spec: half } },
});
/** `old` runs on n1, `web` was bound there too and has just been seen. */
const crowded = (): Cluster => {
  const bound = patch(runningPod(pair, 'old#1'), 'pods', 'web', { uid, nodeName: 'n1' });
  return patch(bound, 'kubeletPods', uid, { state: 'seen', node: 'n1' });
};

describe('which pods count', () => {
  const reason = (cluster: Cluster) => offered(cluster, { type: 'kubelet/podRejected', uid })[0];

  it('a pod counts until its worker has confirmed that everything stopped, also while terminating (C78)', () => {
    const worker = (state: 'terminating' | 'terminated') => patch(crowded(), 'workers', 'old#1', { state });
    expect(reason(crowded())).toMatchObject({ reason: 'OutOfcpu' });
    expect(reason(worker('terminating'))).toMatchObject({ reason: 'OutOfcpu' });
    expect(reason(worker('terminated'))).toBeUndefined();
    expect(offered(worker('terminated'), { type: 'kubelet/podAdmitted', uid })).toHaveLength(1);
  });

  it('a pod on another node does not count (C78)', () => {
    expect(reason(patch(crowded(), 'workers', 'old#1', { node: 'n2' }))).toBeUndefined();
  });

  it('a terminal pod counts while it still terminates, but not before its worker was asked to (C78)', () => {
    const terminal = patch(crowded(), 'cachedStatuses', 'old#1', { phase: 'Failed' });
    expect(reason(terminal)).toBeUndefined();
    expect(reason(patch(terminal, 'kubeletPods', 'old#1', { deletionGracePeriodSeconds: 30 }))).toBeDefined();
    const asked = patch(terminal, 'workers', 'old#1', { state: 'terminating' });
    expect(reason(asked)).toMatchObject({ reason: 'OutOfcpu' });
  });

  it('a pod whose object is gone does not count, though its containers still run (C78)', () => {
    const gone = patch(crowded(), 'kubeletPods', 'old#1', { state: 'removed' });
    expect(reason(gone)).toBeUndefined();
    expect(reason(patch(gone, 'workers', 'old#1', { state: 'terminating' }))).toBeUndefined();
    expect(offered(gone, { type: 'kubelet/podAdmitted', uid })).toHaveLength(1);
  });

  it('a pod that was turned away while it runs does not count until housekeeping takes it down (C78, C81)', () => {
    const away = patch(crowded(), 'workers', 'old#1', { state: 'none', cause: 'rejected' });
    expect(reason(away)).toBeUndefined();
    const orphan = patch(away, 'workers', 'old#1', { state: 'terminating', cause: 'orphan' });
    expect(reason(orphan)).toMatchObject({ reason: 'OutOfcpu' });
  });

  it('a graceful delete not yet processed frees nothing for the pod that comes next (C73)', () => {
    const deleting = patch(crowded(), 'pods', 'old', { deletionGracePeriodSeconds: 30 });
    expect(reason(deleting)).toMatchObject({ reason: 'OutOfcpu' });
    expect(reason(patch(deleting, 'kubeletPods', 'old#1', { deletionGracePeriodSeconds: 30 }))).toMatchObject({
      reason: 'OutOfcpu',
    });
  });

  it('of two pods that fit only one at a time never both are admitted (C74)', () => {
    const both = ['old#1', uid].reduce((now, one) => {
      const name = one === uid ? 'web' : 'old';
      const stored = patch(put(now, 'requests', one, { stage: 'stored', rejectedAt: '' }), 'pods', name, {
        uid: one,
        nodeName: 'n1',
      });
      return patch(stored, 'kubeletPods', one, { state: 'seen', node: 'n1' });
    }, initialCluster(pair));
    for (const [first, second] of [
      ['old#1', uid],
      [uid, 'old#1'],
    ] as const) {
      const one = play(both, { type: 'kubelet/podAdmitted', uid: first });
      expect(offered(one, { type: 'kubelet/podAdmitted', uid: second })).toEqual([]);
      expect(offered(one, { type: 'kubelet/podRejected', uid: second })).toHaveLength(1);
    }
  });
});

const unlabelled = (cluster: Cluster): Cluster => patch(cluster, 'nodes', 'n1', { labels: {} });
const picky = podScenario({ nodeSelector: { disk: 'ssd' } }, { nodes: { n1: nodeSpec({ labels: { disk: 'ssd' } }) } });

describe('admission in the life of a pod', () => {
  it('a pod is admitted only by the kubelet of the node its object names (C71)', () => {
    const nodes = { n1: nodeSpec(), n2: nodeSpec() };
    let admissions = 0;
    search(initialCluster(podScenario({}, { nodes })), ({ before, event }) => {
      if (event.type !== 'kubelet/podAdmitted') return;
      admissions += 1;
      expect(cell(before, 'pods', 'web')).toMatchObject({ uid, nodeName: event.node });
    });
    expect(admissions).toBeGreaterThan(1);
  });

  it('nothing of the pod exists on the node before it is admitted (C75)', () => {
    const volumes = [{ kind: 'emptyDir', name: 'tmp' }] as const;
    const spec = { volumes, containers: [container('app', { volumeMounts: ['tmp'] })] };
    search(initialCluster(podScenario(spec)), ({ before }) => {
      if (cell(before, 'workers', uid).state !== 'none') return;
      expect(cell(before, 'cgroups', uid).exists).toBe(false);
      expect(cell(before, 'volumes', uid).mounted).toBe(false);
      expect(cell(before, 'sandboxes', uid).state).toBe('none');
      expect(cell(before, 'containers', `${uid}/app`).state).toBe('none');
    });
  });

  it('a pod the scheduler placed well may still be refused, and is then Failed for good (C80, C82)', () => {
    const bound = runUntil(initialCluster(picky), (now) => cell(now, 'pods', 'web').nodeName === 'n1', [
      'apiserver/stageRejected',
    ]);
    const seen = play(unlabelled(bound), 'watch/kubeletSawPod');
    expect(offered(seen, 'kubelet/podAdmitted')).toEqual([]);
    const rejected = play(seen, { type: 'kubelet/podRejected', reason: 'NodeAffinity' });
    const { states } = search(rejected, ({ event }) => {
      expect(event.type).not.toMatch(/^(cni|runtime|kubelet\/(syncStarted|podAdmitted))/);
    });
    const last = states[states.length - 1];
    expect(last && cell(last, 'statuses', 'web')).toMatchObject({
      phase: 'Failed',
      reason: 'NodeAffinity',
      ready: false,
    });
  });

  const seenPicky = (): Cluster =>
    runUntil(initialCluster(picky), (now) => cell(now, 'kubeletPods', uid).state === 'seen', [
      'apiserver/stageRejected',
    ]);

  it('a pod first seen terminal is not admitted but terminated at once (C84)', () => {
    expect(offered(seenPicky(), 'kubelet/podAdmitted')).toHaveLength(1);
    const late = patch(seenPicky(), 'kubeletPods', uid, { terminal: true });
    expect(offered(late, 'kubelet/podAdmitted')).toEqual([]);
    expect(offered(late, 'kubelet/terminationStarted')).toHaveLength(1);
  });

  it('a pod first seen while it is being deleted is admitted, or turned away, before it is terminated (C84)', () => {
    const late = patch(seenPicky(), 'kubeletPods', uid, { deletionGracePeriodSeconds: 30 });
    expect(offered(late, 'kubelet/terminationStarted')).toEqual([]);
    const admitted = play(late, 'kubelet/podAdmitted');
    expect(offered(admitted, 'kubelet/syncStarted')).toEqual([]);
    expect(offered(admitted, { type: 'kubelet/terminationStarted', cause: 'deleted' })).toHaveLength(1);
    const away = play(unlabelled(late), { type: 'kubelet/podRejected', reason: 'NodeAffinity' });
    expect(offered(away, 'kubelet/terminationStarted')).toEqual([]);
    const failed = play(away, 'kubelet/statusPatched');
    expect(cell(failed, 'statuses', 'web')).toMatchObject({ phase: 'Failed', reason: 'NodeAffinity' });
  });

  it('a kubelet that does not know that the object has gone admits the pod on its own node, whatever nodes there are (C71)', () => {
    const nodes = { n1: nodeSpec(), n2: nodeSpec(), n3: nodeSpec() };
    const several = scenario({ nodes, user: { 'force-delete': 1 } });
    const seen = runUntil(initialCluster(several), (now) => cell(now, 'kubeletPods', uid).state === 'seen', [
      'apiserver/stageRejected',
      'user/podForceDeleted',
    ]);
    const { node } = cell(seen, 'kubeletPods', uid);
    const gone = play(seen, 'user/podForceDeleted', 'apiserver/podRemoved');
    expect(offered(gone, 'kubelet/podAdmitted')).toEqual([{ type: 'kubelet/podAdmitted', uid, node }]);
    expect(offered(gone, 'watch/kubeletSawPod')).toEqual([]);
    const admitted = play(gone, 'kubelet/podAdmitted');
    expect(offered(admitted, 'watch/kubeletSawPod')).toEqual([{ type: 'watch/kubeletSawPod', uid, node }]);
    expect(offered(forgetKubelet(gone, node), 'kubelet/podAdmitted')).toEqual([]);
  });

  it('a pod turned away has no conditions at all, not even PodScheduled (C82)', () => {
    const away = play(unlabelled(seenPicky()), { type: 'kubelet/podRejected', reason: 'NodeAffinity' });
    expect(cell(away, 'statuses', 'web').podScheduled).toBe('True');
    const failed = play(away, 'kubelet/statusPatched');
    expect(cell(failed, 'statuses', 'web')).toMatchObject({ phase: 'Failed', podScheduled: '', initialized: false });
  });
});
