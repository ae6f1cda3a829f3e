import { describe, expect, it } from 'vitest';
import { cell, put, requestStages } from '../../cluster.ts';
import { resolveGates } from '../../gates.ts';
import { initialCluster, noPod, noStatus } from '../../initial.ts';
import { reduce } from '../../reducer.ts';
import { createPod, searchControlPlane, withPods } from '../../testing/api.ts';
import { offered, play } from '../../testing/play.ts';
import { container, podSpec, probe, scenario } from '../../testing/scenario.ts';
import { admissionPlugins, pluginsOf } from './admission.ts';
import { nextStage, stages } from './chain.ts';
import { forgetApiServer } from './restart.ts';

const uid = 'web#1';
const asked = play(initialCluster(scenario()), 'user/createRequested');
const twoIncarnations = scenario({
  instances: { 'web#1': { name: 'web', spec: podSpec() }, 'web#2': { name: 'web', spec: podSpec() } },
  user: { create: 2, 'force-delete': 1 },
});

describe('create requests', () => {
  it('pass authentication, audit, impersonation, fairness and authorization before admission (C1)', () => {
    const passed = requestStages.slice(0, 5).map((stage, index) => {
      const before = play(asked, ...requestStages.slice(0, index).map(() => 'apiserver/stagePassed' as const));
      expect(offered(before, 'apiserver/stagePassed')).toEqual([{ type: 'apiserver/stagePassed', uid, stage }]);
      return stage;
    });
    expect(passed).toEqual(['authentication', 'audit', 'impersonation', 'priorityAndFairness', 'authorization']);
  });

  it('end at the stage that refuses them: nothing after it runs (C1)', () => {
    const refused = play(asked, { type: 'apiserver/stageRejected', stage: 'authentication' });
    expect(cell(refused, 'requests', uid)).toEqual({ stage: 'rejected', rejectedAt: 'authentication' });
    expect(offered(refused, 'apiserver/stagePassed')).toEqual([]);
    expect(offered(refused, 'apiserver/podStored')).toEqual([]);
  });

  it('cannot be refused by audit or impersonation (C1)', () => {
    const harmless = requestStages.filter((stage) => stages[stage].refusal === undefined);
    expect(harmless).toEqual(['audit', 'impersonation']);
    const atAudit = play(asked, 'apiserver/stagePassed');
    expect(offered(atAudit, 'apiserver/stageRejected')).toEqual([]);
  });

  it('are mutated, validated, then refused or not, and only then written to etcd (C2)', () => {
    expect(requestStages.slice(5)).toEqual(['mutatingAdmission', 'objectValidation', 'validatingAdmission', 'storage']);
    expect(nextStage('validatingAdmission')).toBe('storage');
    const early = put(asked, 'requests', uid, { stage: 'validatingAdmission', rejectedAt: '' });
    expect(offered(early, 'apiserver/podStored')).toEqual([]);
    expect(offered(play(early, 'apiserver/stagePassed'), 'apiserver/podStored')).toHaveLength(1);
  });

  it('may be refused by admission although the manifest is right, say for want of a service account (C10)', () => {
    const atAdmission = put(asked, 'requests', uid, { stage: 'mutatingAdmission', rejectedAt: '' });
    expect(offered(atAdmission, 'apiserver/stageRejected')).toHaveLength(1);
    expect(admissionPlugins.find(({ name }) => name === 'ServiceAccount')?.effect).toContain('refuses an unknown one');
  });

  it('leave no trace for watchers when a stage refuses them (C3)', () => {
    const { states } = searchControlPlane(initialCluster(scenario()));
    const refused = states.filter(({ requests }) => requests[uid]?.stage === 'rejected');
    expect(refused).toHaveLength(6);
    for (const cluster of refused) {
      expect(cell(cluster, 'pods', 'web')).toEqual(noPod);
      expect(offered(cluster, 'watch/schedulerSawPod')).toEqual([]);
    }
  });
});

describe('admission plugins', () => {
  it('stand in one order for both phases, webhooks near the end and ResourceQuota last (C6)', () => {
    const names = admissionPlugins.map(({ name }) => name);
    expect(names.at(-1)).toBe('ResourceQuota');
    for (const phase of ['mutating', 'validating'] as const) {
      const positions = pluginsOf(phase, {}).map((name) => names.indexOf(name));
      expect(positions).toEqual([...positions].sort((a, b) => a - b));
    }
    expect(pluginsOf('mutating', {}).at(-1)).toBe('MutatingAdmissionWebhook');
  });

  it('are named, in their order, where a reader is told what a stage does (C6)', () => {
    const says = requestStages.map((stage) => stages[stage].does({}));
    expect(new Set(says).size).toBe(requestStages.length);
    expect(stages.mutatingAdmission.does({})).toContain(': NamespaceLifecycle, LimitRanger, ServiceAccount, ');
    expect(stages.validatingAdmission.does({})).toMatch(/ValidatingAdmissionWebhook, ResourceQuota$/);
  });

  it('that are off by default, or behind a gate that is off, do not run (C6)', () => {
    expect(pluginsOf('mutating', {})).not.toContain('AlwaysPullImages');
    expect(pluginsOf('mutating', {})).not.toContain('PodTopologyLabels');
    expect(pluginsOf('mutating', { PodTopologyLabelsAdmission: true })).toContain('PodTopologyLabels');
    const policies = (version: string) => {
      const gates = resolveGates(version);
      return gates.ok && pluginsOf('mutating', gates.featureGates).includes('MutatingAdmissionPolicy');
    };
    expect(['1.34', '1.35', '1.36'].map(policies)).toEqual([false, false, true]);
  });
});

describe('storing a pod', () => {
  it('sets phase Pending whatever the client sent (C12)', () => {
    expect(cell(withPods(scenario(), uid), 'statuses', 'web')).toEqual({ ...noStatus, readinessGates: true });
  });

  it('writes SchedulingGated itself when there are gates (C12)', () => {
    const gated = scenario({ instances: { [uid]: { name: 'web', spec: podSpec({ schedulingGates: ['wait'] }) } } });
    expect(cell(withPods(gated, uid), 'statuses', 'web').podScheduled).toBe('SchedulingGated');
  });

  it('keeps a nodeName of the manifest without saying PodScheduled (C56)', () => {
    const placed = scenario({ instances: { [uid]: { name: 'web', spec: podSpec({ nodeName: 'n1' }) } } });
    const cluster = withPods(placed, uid);
    expect(cell(cluster, 'pods', 'web').nodeName).toBe('n1');
    expect(cell(cluster, 'statuses', 'web').podScheduled).toBe('');
  });

  it('fails with 409 while the name is taken (C13, C14)', () => {
    const second = play(
      withPods(twoIncarnations, 'web#1'),
      { type: 'user/createRequested', uid: 'web#2' },
      ...requestStages.slice(0, -1).map(() => ({ type: 'apiserver/stagePassed', uid: 'web#2' }) as const),
    );
    expect(offered(second, 'apiserver/podStored')).toEqual([]);
    const refused = play(second, 'apiserver/podAlreadyExists');
    expect(cell(refused, 'requests', 'web#2')).toEqual({ stage: 'conflict', rejectedAt: 'storage' });
    expect(cell(refused, 'pods', 'web').uid).toBe('web#1');
  });

  it('gives a recreated name another UID: a different pod (C14)', () => {
    const gone = play(withPods(twoIncarnations, 'web#1'), 'user/podForceDeleted', 'apiserver/podRemoved');
    expect(cell(createPod(gone, 'web#2'), 'pods', 'web').uid).toBe('web#2');
  });

  it('is refused by validation if nodeName and gates come together (C15)', () => {
    const spec = podSpec({ nodeName: 'n1', schedulingGates: ['wait'] });
    const cluster = initialCluster(scenario({ instances: { [uid]: { name: 'web', spec } } }));
    const atValidation = put(cluster, 'requests', uid, { stage: 'objectValidation', rejectedAt: '' });
    expect(offered(atValidation, 'apiserver/stagePassed')).toEqual([]);
    expect(offered(atValidation, 'apiserver/stageRejected')).toHaveLength(1);
  });

  it('is refused by validation for a plain init container with hooks or probes, not for a sidecar (C15)', () => {
    const valid = (spec: ReturnType<typeof podSpec>) => {
      const cluster = initialCluster(scenario({ instances: { [uid]: { name: 'web', spec } } }));
      const atValidation = put(cluster, 'requests', uid, { stage: 'objectValidation', rejectedAt: '' });
      return offered(atValidation, 'apiserver/stagePassed').length === 1;
    };
    const hooked = { preStop: { handler: 'exec' } as const, livenessProbe: probe() };
    expect(valid(podSpec({ initContainers: [container('init', hooked)] }))).toBe(false);
    expect(valid(podSpec({ initContainers: [container('proxy', { ...hooked, restartPolicy: 'Always' })] }))).toBe(true);
    expect(valid(podSpec({ containers: [container('app', { livenessProbe: probe({ successThreshold: 2 }) })] }))).toBe(
      false,
    );
  });
});

describe('an API server that restarts', () => {
  it('loses the requests it was working on; the client cannot tell and may ask again (C17)', () => {
    const lost = forgetApiServer(play(asked, 'apiserver/stagePassed'));
    expect(cell(lost, 'requests', uid).stage).toBe('lost');
    expect(offered({ ...lost, user: { ...lost.user, create: { left: 1 } } }, 'user/createRequested')).toHaveLength(1);
    expect(offered(lost, 'user/createRequested')).toEqual([]);
  });

  it('keeps what is stored, and never stores what it lost (C17)', () => {
    const stored = withPods(twoIncarnations, 'web#1');
    const after = forgetApiServer(reduce(stored, { type: 'user/createRequested', uid: 'web#2' }));
    expect(after.requests).toMatchObject({ 'web#1': { stage: 'stored' }, 'web#2': { stage: 'lost' } });
    expect(after.pods).toEqual(stored.pods);
  });
});
