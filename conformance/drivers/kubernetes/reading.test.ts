/** What a real cluster printed (Kubernetes 1.35.4; of the objects only the fields that are read were kept). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Seen } from '../../driver.ts';
import { lineOf, type Versioned, type WatchEvent } from './follow.ts';
import { Clock, earLineIn, Listener } from './lines.ts';
import { caseLabel, uidAnnotation } from './manifest.ts';
import { type StoredNode, stageOf } from './nodes.ts';
import { PodSight, SliceSight, type StoredPod, type StoredSlice } from './watch.ts';

const recorded = (file: string): readonly string[] =>
  readFileSync(new URL(`testing/${file}`, import.meta.url), 'utf8')
    .trim()
    .split('\n');

const eventIn = <T extends Versioned>(text: string): readonly WatchEvent<T>[] => {
  const line = lineOf<T>(text);
  return line.kind === 'event' ? [line.event] : [];
};

const ofCase = (number: string) => (pod: StoredPod) =>
  pod.metadata.labels?.[caseLabel] === number ? pod.metadata.annotations?.[uidAnnotation] : undefined;

const shown = (number: string) => {
  const sight = new PodSight(ofCase(number), new Map([['n1-real', 'n1']]));
  return recorded('pods.jsonl')
    .flatMap((line) => eventIn<StoredPod>(line))
    .flatMap((event) => sight.event(event));
};

const heard = (number: number): readonly Seen[] => {
  const seen: Seen[] = [];
  const listener = new Listener(number, [5], (one) => seen.push(one));
  for (const line of recorded('ear.log')) {
    const said = earLineIn(line);
    if (said !== undefined) listener.line(said, said.time);
  }
  return seen;
};

describe('the watch of Pods', () => {
  it('shows a Pod from its storage to its removal, by the names of the case', () => {
    expect(shown('2')).toEqual([
      { see: 'pod stored', uid: 'web#1' },
      { see: 'pod scheduled', uid: 'web#1', node: 'n1' },
      { see: 'pod phase', uid: 'web#1', phase: 'Running' },
      { see: 'pod ready', uid: 'web#1', ready: true },
      { see: 'pod ready', uid: 'web#1', ready: false },
      { see: 'pod ready', uid: 'web#1', ready: true },
      { see: 'pod deleting', uid: 'web#1', grace: 5 },
      { see: 'pod phase', uid: 'web#1', phase: 'Succeeded' },
      { see: 'pod ready', uid: 'web#1', ready: false },
      { see: 'pod deleting', uid: 'web#1', grace: 0 },
      { see: 'pod removed', uid: 'web#1' },
    ]);
  });

  it('is not about the Pods of other cases', () => {
    expect(shown('1')).toEqual([]);
  });
});

describe('the watch of EndpointSlices', () => {
  it('shows what becomes of an endpoint', () => {
    const sight = new SliceSight(2);
    const states = recorded('slices.jsonl')
      .flatMap((line) => eventIn<StoredSlice>(line))
      .flatMap((event) => sight.event(event));
    expect(states.filter((one) => one.see === 'endpoint' && one.service === 'podproof-ear')).toEqual([]);
    const of = (wanted: string) =>
      states.flatMap((one) => (one.see === 'endpoint' && one.pod === wanted ? [`${one.service} ${one.state}`] : []));
    expect(of('web')).toEqual([
      'web not ready',
      'web ready',
      'web not ready',
      'web ready',
      'web terminating but serving',
      'web absent',
    ]);
  });
});

describe('the lines of the ear', () => {
  it('a program that ignores SIGTERM is killed: its lifeline goes without a word', () => {
    expect(heard(1).map(({ observation }) => observation)).toEqual([
      { see: 'container started', uid: 'web#1', container: 'app' },
      { see: 'container exited', uid: 'web#1', container: 'app', exitCode: 1 },
      { see: 'container started', uid: 'web#1', container: 'app' },
      { see: 'signal received', uid: 'web#1', container: 'app', signal: 'SIGTERM' },
      { see: 'container exited', uid: 'web#1', container: 'app', exitCode: 137 },
    ]);
  });

  it('a program that ends before its lifeline was tied has said so before', () => {
    const seen: Seen[] = [];
    const listener = new Listener(3, [5], (one) => seen.push(one));
    for (const words of [['started'], ['exits', '7'], ['lifeline'], ['gone']]) {
      listener.line({ time: 0, name: '3/web#1/app', words }, 0);
    }
    expect(seen.map(({ observation }) => observation)).toEqual([
      { see: 'container started', uid: 'web#1', container: 'app' },
      { see: 'container exited', uid: 'web#1', container: 'app', exitCode: 7 },
    ]);
  });

  it.each([
    ['a grace period after its start', 2100, [], 'web#1/app'],
    ['at once: nobody has sent a SIGTERM', 300, [], ''],
    ['a grace period after its start, and has heard SIGTERM', 2100, ['SIGTERM'], ''],
  ] as const)('a program may have missed SIGTERM that is killed %s', (_when, lived, said, deaf) => {
    const listener = new Listener(3, [2, 5], () => undefined);
    for (const words of [['started'], ['lifeline'], ...said.map((word) => [word])]) {
      listener.line({ time: 0, name: '3/web#1/app', words }, 0);
    }
    listener.line({ time: lived, name: '3/web#1/app', words: ['gone'] }, lived);
    expect(listener.deaf).toBe(deaf);
  });

  it('what hooks say is no part of the order in which the program tells', () => {
    const seen: Seen[] = [];
    const listener = new Listener(3, [5], (one) => seen.push(one));
    listener.line({ time: 0, name: '3/web#1/app', words: ['preStop', 'started'] }, 0);
    expect(seen).toMatchObject([{ source: 'hooks of web#1/app', observation: { see: 'preStop started' } }]);
  });

  it('the clock of a node is behind ours by what the quickest line needed', () => {
    const clock = new Clock();
    expect(clock.ours(1000, 1900)).toBe(1900);
    expect(clock.ours(2000, 2050)).toBe(2050);
    expect(clock.ours(3000, 3900)).toBe(3050);
  });
});

describe('the nodes of a case', () => {
  const node = (name: string, more: Partial<StoredNode['spec']> = {}): StoredNode => ({
    metadata: { name },
    spec: more,
    status: { allocatable: { cpu: '2' }, conditions: [{ type: 'Ready', status: 'True' }] },
  });
  const wanted = {
    nodes: { n1: { labels: {}, taints: [], unschedulable: false, allocatable: { cpu: 4000 } } },
  };

  it('are the first on which anything runs; requests are scaled to them', () => {
    const tainted = node('a', { taints: [{ effect: 'NoSchedule' }] });
    const stage = stageOf(wanted, [node('c'), tainted, node('b'), node('d', { unschedulable: true })]);
    expect([...(stage?.nodes ?? [])]).toEqual([['b', 'n1']]);
    expect(stage?.scale).toBe(0.5);
  });

  it('are not enough where nothing runs anywhere', () => {
    expect(stageOf(wanted, [node('a', { unschedulable: true })])).toBeUndefined();
  });
});
