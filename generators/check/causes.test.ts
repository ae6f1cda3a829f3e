/** What a counterexample says of itself: the container it is about, and which of several causes it was. */
import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../model/cluster.ts';
import type { StoryEnd } from '../../model/guarantees/guarantee.ts';
import { guarantees } from '../../model/guarantees/index.ts';
import { downAtEnd, requestsPath } from '../../model/guarantees/places.ts';
import type { Container } from '../../model/kubernetes/spec.ts';
import type { Scenario } from '../../model/scenario.ts';
import { container, nodeSpec, probe } from '../../model/testing/scenario.ts';
import { examine } from './testing/examine.ts';
import { hook, init, noLag, onePod, placed, service, sidecar } from './testing/scenarios.ts';

const lastStep = (id: string, scenario: Scenario): StoryEnd => {
  const step = examine(
    { scenario },
    guarantees.filter((one) => one.id === id),
  )
    .results.get(id)
    ?.trace?.steps.at(-1);
  if (step === undefined) throw new Error(`${id} is not violated here`);
  return { event: step.event, after: step.state };
};

const withDown = (cluster: Cluster, name: string): Cluster => ({
  ...cluster,
  containers: Object.fromEntries(
    Object.entries(cluster.containers).map(([key, one]) => [
      key,
      { ...one, state: key.endsWith(`/${name}`) ? 'exited' : 'running' } as const,
    ]),
  ),
});

/** Where the counterexample points, and why it says it goes that way. */
const told = (id: string, scenario: Scenario) => {
  const guarantee = guarantees.find((one) => one.id === id);
  if (guarantee === undefined) throw new Error(`no guarantee ${id}`);
  const end = lastStep(id, scenario);
  const cause = guarantee.cause?.(scenario, end);
  return { where: guarantee.where?.(scenario, end), why: cause?.why, waits: cause?.waits };
};

describe('a counterexample points at the container it is about', () => {
  it('the one that gets its stop signal, not the first', () => {
    const containers = [container('site', { preStop: { handler: 'sleep', seconds: 15 } }), container('shipper')];
    const scenario = onePod({ containers, ...placed }, { ...service(), user: { delete: 1 } });
    expect(told('endpoint-not-ready-before-sigterm', scenario).where).toEqual([
      'containers',
      1,
      'lifecycle',
      'preStop',
    ]);
  });

  it('the main container that starts too early', () => {
    const scenario = onePod(
      { containers: [container('app'), container('log'), container('last')], ...placed },
      { faults: { 'image-pull-failure': 1, ...noLag } },
    );
    expect(told('main-start-waits-for-earlier-main', scenario).where).toEqual(['containers', 1]);
  });
});

describe('a counterexample points at the second container where that one is to blame', () => {
  const two = (app: Partial<Container> = {}, log: Partial<Container> = {}) => ({
    containers: [container('app', app), container('log', log)],
    ...placed,
  });

  it('the main container that is down while the API shows Ready', () => {
    const scenario = onePod(two(), { faults: { 'container-crash': 1, ...noLag } });
    const step = lastStep('ready-in-api-means-running-now', scenario);
    const { where } = told('ready-in-api-means-running-now', scenario);
    expect(['app', 'log'][Number(where?.[1])]).toBe('container' in step.event ? step.event.container : undefined);
    const other = { event: { ...step.event, container: 'log' }, after: step.after } as StoryEnd;
    expect(downAtEnd(scenario, { ...other, after: withDown(step.after, 'log') })).toEqual(['containers', 1]);
  });

  it('the hook that would hold back the last one to stop, and of a crash the container', () => {
    const scenario = onePod(two(), { ...service(), user: { delete: 1 }, faults: noLag });
    const { event, after } = lastStep('traffic-only-to-running', scenario);
    const container = 'container' in event ? event.container : '';
    const path = ['containers', ['app', 'log'].indexOf(container ?? '')];
    const { where } = told('traffic-only-to-running', scenario);
    expect(where?.slice(0, 2)).toEqual(path);
    const deleted = Object.values(after.workers).some(({ state }) => state === 'terminating');
    expect(where?.slice(2)).toEqual(deleted ? ['lifecycle', 'preStop'] : []);
  });

  it('the one with a readiness probe, not yet passed', () => {
    const probed = two({}, { readinessProbe: probe() });
    const scenario = onePod(probed, { ...service(), user: { delete: 1 }, probeThresholds: 'one', faults: noLag });
    expect(told('unready-before-sigterm', scenario).where).toEqual(['containers', 1, 'readinessProbe']);
    const early = onePod(probed, { ...service({ publishNotReadyAddresses: true }), probeThresholds: 'one' });
    expect(told('endpoint-ready-only-after-readiness', early).where).toEqual(['containers', 1, 'readinessProbe']);
  });

  it('the one that requests something; none where none does', () => {
    expect(requestsPath(onePod(two({}, { requests: { cpu: 100 } })))).toEqual(['containers', 1, 'resources']);
    expect(requestsPath(onePod(two({ requests: {} }, { requests: {} })))).toEqual([]);
  });

  it('the hook that has not returned after the delete', () => {
    const hung = { user: { delete: 1 }, faults: { 'hook-hang': 1, ...noLag } } as const;
    const { where, why } = told('deleted-pod-disappears', onePod(two({}, { postStart: hook }), hung));
    expect(why).toContain('The postStart hook of container log');
    expect(where).toEqual(['containers', 1, 'lifecycle', 'postStart']);
  });
});

describe('a counterexample says what the Pod waits for', () => {
  const starting = 'main-containers-eventually-start';

  it('an init container that runs', () => {
    const scenario = onePod({ initContainers: [init()], ...placed }, { faults: noLag });
    expect(told(starting, scenario)).toEqual({
      where: ['initContainers', 0],
      why: 'Init container init is still running: nothing bounds how long it may.',
      waits: 'init container init is still running',
    });
  });

  it('a sidecar that crashes again and again', () => {
    const initContainers = [sidecar('shipper', { startupProbe: probe({ failureThreshold: 1 }) })];
    const scenario = onePod({ initContainers, ...placed }, { faults: { 'container-crash': -1, ...noLag } });
    const { where, why } = told(starting, scenario);
    expect(where).toEqual(['initContainers', 0]);
    expect(why).toContain('Sidecar shipper is not up');
  });

  it('a postStart hook', () => {
    const scenario = onePod(
      { containers: [container('app', { postStart: hook }), container('log')], ...placed },
      { faults: { 'hook-hang': 1, ...noLag } },
    );
    expect(told(starting, scenario).why).toBe(
      'The postStart hook of container app has not returned: nothing bounds it.',
    );
  });

  it('a ConfigMap that is missing', () => {
    const environment = [{ kind: 'ConfigMap', name: 'settings', optional: false }] as const;
    const scenario = onePod(
      { containers: [container('app', { environment })], ...placed },
      { configObjects: [], faults: noLag },
    );
    expect(told(starting, scenario).why).toContain('Container app takes its environment from a ConfigMap or Secret');
  });

  it('a finalizer, gates, a node', () => {
    const held = onePod({ finalizers: ['example.com/hold'], ...placed }, { user: { delete: 1 }, faults: noLag });
    expect(told('deleted-pod-disappears', held).why).toBe('Pod web has a finalizer that nobody removes.');
    const gated = onePod({ schedulingGates: ['example.com/wait'] }, { faults: noLag });
    expect(told('pod-is-eventually-bound', gated).why).toBe('Pod web has scheduling gates that nobody removes.');
    const choosy = onePod({ nodeSelector: { disk: 'ssd' } }, { nodes: { n1: nodeSpec() }, faults: noLag });
    expect(told('pod-is-eventually-bound', choosy)).toMatchObject({
      why: 'No node fits Pod web: NodeAffinity on n1.',
      waits: 'no node fits pod web (NodeAffinity on n1)',
    });
  });

  it('a sidecar that does not answer, a readiness gate', () => {
    const readinessProbe = probe();
    const initContainers = [sidecar('mesh'), sidecar('metrics', { readinessProbe })];
    const gated = onePod({ readinessGates: ['example.com/up'], ...placed }, { faults: noLag });
    const silent = onePod({ initContainers, ...placed }, { probeThresholds: 'one', faults: noLag });
    expect(told('pod-becomes-ready', gated)).toEqual({
      where: ['readinessGates'],
      why: 'Nobody sets the readiness gates of the Pod (example.com/up); Kubernetes itself never does.',
      waits: 'nobody sets the readiness gates of pod web',
    });
    expect(told('pod-becomes-ready', silent)).toEqual({
      where: ['initContainers', 1, 'readinessProbe'],
      why: 'Sidecar metrics does not answer its readiness probe, and the readiness of a sidecar counts for the Pod.',
      waits: 'sidecar metrics does not answer its readiness probe',
    });
  });

  it('a main container that runs on', () => {
    const scenario = onePod(
      { containers: [container('report'), container('mesh')], restartPolicy: 'Never', ...placed },
      { faults: noLag },
    );
    const { where, why } = told('finished-pod-ends', scenario);
    const left = ['report', 'mesh'][Number(where?.[1])];
    expect(why).toContain(`Main container ${left} is still running`);
  });
});
