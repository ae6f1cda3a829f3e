import { beforeAll, describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { modelOf } from '../../model/reducer.ts';
import { drained } from '../explore/steps.ts';
import { edges } from './edges.ts';
import {
  charts,
  configs,
  edgeKey,
  machineOf,
  mermaidOf,
  type Quotient,
  quotientsOf,
  shortestPaths,
  simplePaths,
} from './index.ts';
import { configsOf } from './machines.ts';
import { togetherSteps } from './quotient.ts';
import { chartScenarios } from './scenarios.ts';

let seen: ReadonlyMap<string, Quotient> = new Map();

beforeAll(() => {
  seen = drained(togetherSteps(chartScenarios, charts));
}, 600_000);

describe('the charts are views of the model', () => {
  for (const { id } of charts) {
    it(`${id}: every edge is a step of the model, every step an edge`, () => {
      expect(seen.get(id)?.complete).toBe(true);
      const found = [...(seen.get(id)?.edges.keys() ?? [])].sort();
      expect(found).toEqual((edges[id]?.list ?? []).map(edgeKey).sort());
    });

    it(`${id}: begins where the model begins`, () => {
      expect([...(seen.get(id)?.initial ?? [])]).toEqual([configs[id]?.initial]);
    });
  }

  it('are the same when they are searched as when they are written down', () => {
    expect(JSON.stringify(configsOf(seen))).toBe(JSON.stringify(Object.values(configs)));
  });

  it('are not drawn from a search that was cut short', () => {
    const [first] = chartScenarios;
    if (first === undefined) throw new Error('there are no scenarios');
    const cut = quotientsOf(modelOf(first), charts, { maxStates: 5 });
    expect(() => configsOf(cut)).toThrow('is not known whole');
  });
});

describe('the chart of a container', () => {
  const list = edges.container?.list ?? [];

  it('has the words of the kubelet', () => {
    expect([...new Set(list.map(({ to }) => to))].sort()).toEqual([
      'absent',
      'running',
      'running: SIGKILL',
      'running: SIGTERM',
      'terminated: Completed',
      'terminated: Error',
      'terminated: OOMKilled',
      'waiting: ContainerCreating or PodInitializing',
      'waiting: CrashLoopBackOff',
      'waiting: CreateContainerConfigError',
      'waiting: ErrImagePull or ImagePullBackOff',
      'waiting: created',
    ]);
  });

  it('has nothing waiting once the kubelet is through with the pod, and backs off only after an exit or a failed start', () => {
    const ends = ['kubelet/terminationCompleted', 'kubelet/cgroupRemoved', 'kubelet/podFinallyDeleted'];
    expect(new Set(list.filter(({ label }) => ends.includes(label)).map(({ to }) => to))).toEqual(new Set(['absent']));
    const before = list.filter(({ to }) => to === 'waiting: CrashLoopBackOff').map(({ from }) => from);
    expect([...new Set(before)].filter((from) => !/^(running|terminated|waiting: created$)/.test(from))).toEqual([]);
  });
});

describe('the charts as XState machines', () => {
  for (const config of Object.values(configs)) {
    it(`${config.id}: each state is reached on a shortest path, and the machine follows it`, () => {
      const paths = shortestPaths(config);
      expect(new Set(paths.map(({ to }) => to))).toEqual(new Set(Object.keys(config.states)));
      for (const { to, steps } of paths) {
        const actor = createActor(machineOf(config)).start();
        for (const { event } of steps) actor.send({ type: event });
        expect(actor.getSnapshot().value).toBe(to);
      }
    });

    it(`${config.id}: draws as many arrows as it has pairs of neighbours`, () => {
      const neighbours = Object.values(config.states).reduce((sum, { on }) => sum + new Set(Object.values(on)).size, 0);
      expect(mermaidOf(config).match(/ : /g)).toHaveLength(neighbours);
    });
  }

  it('simple paths visit no state twice', () => {
    const config = configs['pod-worker'];
    if (config === undefined) throw new Error('no chart of the pod worker');
    for (const { steps } of simplePaths(config)) {
      const states = [config.initial, ...steps.map(({ state }) => state)];
      expect(new Set(states).size).toBe(states.length);
    }
  });
});
