import { describe, expect, it } from 'vitest';
import { container, podSpec } from '../testing/scenario.ts';
import { effectiveRequests, insufficientResources } from './requests.ts';

const cpu = (name: string, amount: number, more = {}) => container(name, { requests: { cpu: amount }, ...more });
const sidecar = { restartPolicy: 'Always' } as const;

describe('the effective requests of a pod', () => {
  it('are those of mains and sidecars, or of the neediest plain init container with the sidecars before it (C42a)', () => {
    const containers = [cpu('a', 100), cpu('b', 200)];
    expect(effectiveRequests(podSpec({ containers }))).toEqual({ cpu: 300 });
    expect(effectiveRequests(podSpec({ containers, initContainers: [cpu('init', 500)] }))).toEqual({ cpu: 500 });
    const before = [cpu('proxy', 50, sidecar), cpu('init', 500)];
    const after = [cpu('init', 500), cpu('proxy', 50, sidecar)];
    expect(effectiveRequests(podSpec({ containers, initContainers: before }))).toEqual({ cpu: 550 });
    expect(effectiveRequests(podSpec({ containers, initContainers: after }))).toEqual({ cpu: 500 });
    expect(effectiveRequests(podSpec({ containers, initContainers: [cpu('proxy', 50, sidecar)] }))).toEqual({
      cpu: 350,
    });
  });

  it('are judged resource by resource (C42a)', () => {
    const initContainers = [container('init', { requests: { cpu: 500, memory: 1 } })];
    const containers = [container('app', { requests: { cpu: 100, memory: 9 } })];
    expect(effectiveRequests(podSpec({ containers, initContainers }))).toEqual({ cpu: 500, memory: 9 });
  });

  it('give way to pod-level requests where set, and overhead comes on top (C42a)', () => {
    const containers = [container('app', { requests: { cpu: 100, memory: 9, 'example.com/gpu': 1 } })];
    const requests = { cpu: 1000, 'example.com/gpu': 7 };
    const spec = podSpec({ containers, requests, overhead: { cpu: 10, memory: 1 } });
    expect(effectiveRequests(spec)).toEqual({ cpu: 1010, memory: 10, 'example.com/gpu': 1 });
  });
});

describe('a node', () => {
  const node = { cpu: 1000, memory: 100, pods: 2 };
  const pod = (requests: Record<string, number>) => podSpec({ containers: [container('app', { requests })] });

  it('has room if one more pod is allowed and every request is left (C42)', () => {
    expect(insufficientResources(pod({ cpu: 600 }), [pod({ cpu: 400 })], node)).toEqual([]);
    expect(insufficientResources(pod({ cpu: 601 }), [pod({ cpu: 400 })], node)).toEqual(['cpu']);
    expect(insufficientResources(pod({}), [pod({}), pod({})], node)).toEqual(['pods']);
    expect(insufficientResources(pod({ cpu: 2000, memory: 200 }), [], node)).toEqual(['cpu', 'memory']);
  });

  it('lacks a resource it does not know, unless none of it is asked for (C42)', () => {
    expect(insufficientResources(pod({ 'example.com/gpu': 1 }), [], node)).toEqual(['example.com/gpu']);
    expect(insufficientResources(pod({ 'example.com/gpu': 0 }), [], node)).toEqual([]);
  });

  it('takes a pod that asks for nothing even if it is overcommitted (C42)', () => {
    expect(insufficientResources(pod({}), [pod({ cpu: 5000 })], node)).toEqual([]);
  });
});
