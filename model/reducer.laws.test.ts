import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priceOf } from './budget.ts';
import type { Cluster, Group } from './cluster.ts';
import type { Event } from './event.ts';
import { type Model, modelOf, ownerOf } from './reducer.ts';
import { unlimited } from './scenario.ts';
import { randomScenario } from './testing/random-scenario.ts';
import { randomWorkload } from './testing/random-workload.ts';
import { traitsOf } from './traits/index.ts';

type Owner = ReturnType<typeof ownerOf>;

/** The kubelet's memory, its view of pods included (it clears the view of one it is done with), and what it sets up on its node. */
const kubelet: readonly Group[] = [
  'kubeletPods',
  'workers',
  'kills',
  'backOffs',
  'probes',
  'cachedStatuses',
  'volumes',
  'cgroups',
];

/** What the runtime keeps on disk and in the kernel. */
const runtime: readonly Group[] = ['containers', 'processes', 'sandboxes', 'addresses'];

/**
 * What each component writes besides objects of the API. The kubelet waits for every call it makes, so the runtime's answer, a probe's
 * result and the end of a process it is stopping move the kubelet's own records in the same step.
 */
const own: Readonly<Record<Owner, readonly Group[]>> = {
  user: [],
  apiserver: ['requests'],
  // A delivery runs the watcher's event handlers: the scheduler's move its queue.
  // A Pod that is shown ends an expectation of the ReplicaSet controller.
  watch: [
    'schedulerPods',
    'schedulerNodes',
    'kubeletPods',
    'kubelets',
    'scheduling',
    'slotViews',
    'replicaSetViews',
    'deploymentViews',
    'replicaSetMemories',
  ],
  scheduler: ['scheduling'],
  // A finished worker forgets what its config source showed it.
  kubelet: [...kubelet, ...runtime, 'kubeletPods'],
  prober: ['probes', 'cachedStatuses'],
  runtime: [...runtime, 'workers', 'kills', 'backOffs', 'probes', 'cachedStatuses'],
  cni: ['sandboxes', 'addresses', 'workers', 'cachedStatuses'],
  attachdetach: ['volumes'],
  persistentvolume: [],
  endpointslice: ['endpoints'],
  'kube-proxy': ['proxies'],
  'load-balancer': ['balancers'],
  process: ['processes', 'containers', 'kills'],
  fault: [
    'requests',
    'kubelets',
    ...kubelet,
    ...runtime,
    'slotViews',
    'replicaSetViews',
    'deploymentViews',
    'replicaSetMemories',
    'deploymentMemories',
  ],
  observer: ['deadlines'],
  pod: [],
  replicaset: ['replicaSetMemories'],
  deployment: ['deploymentMemories'],
};

const groupsOf = (cluster: Cluster): readonly Group[] =>
  Object.keys(cluster).filter((key): key is Group => key !== 'scenario');

const changedGroups = (before: Cluster, after: Cluster): readonly Group[] =>
  groupsOf(before).filter((group) => before[group] !== after[group] && !isDeepStrictEqual(before[group], after[group]));

/** The objects of the API that the event says it writes. */
const storedBy = (event: Event): readonly Group[] => {
  const { stores } = traitsOf(event);
  return stores === 'nothing' ? [] : stores;
};

/** Without a `watch-lag` budget every view is brought up to date within the event that changed the object. */
const mayWrite = (cluster: Cluster, event: Event): readonly (Group | undefined)[] => [
  ...own[ownerOf(event)],
  ...storedBy(event),
  ...(cluster.scenario.faults['watch-lag'] === unlimited ? [] : own.watch),
  priceOf(event)?.group,
];

const seen = new WeakSet<object>();

/** Freezes everything within, once; a reducer that writes into its argument then throws. */
const deepFreeze = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null || seen.has(value)) return value;
  seen.add(value);
  Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
};

const eventsOf = (model: Model, cluster: Cluster): readonly Event[] =>
  model.components.flatMap((actor) => actor.enabled(cluster));

interface Step {
  readonly before: Cluster;
  readonly event: Event;
  readonly after: Cluster;
}

/** Steps a walk takes only now and then, or it would soon be stuck in a refusal or a failure. */
const isRare = (event: Event): boolean =>
  event.type === 'apiserver/stageRejected' || (priceOf(event) !== undefined && event.type !== 'user/createRequested');

const choose = (events: readonly Event[], choice: number): Event | undefined => {
  const common = events.filter((event) => !isRare(event));
  const pool = common.length === 0 || choice % 8 === 0 ? events : common;
  return pool[Math.floor(choice / 8) % pool.length];
};

/** Takes the events the numbers point at, one after the other, and shows each step to `look`; a failure names the events so far. */
const walk = (model: Model, choices: readonly number[], look: (step: Step, model: Model) => void): void => {
  let before = deepFreeze(model.initial);
  const past: Event[] = [];
  for (const choice of choices) {
    const event = choose(eventsOf(model, before), choice);
    if (event === undefined) return;
    past.push(event);
    try {
      const after = deepFreeze(model.reduce(before, event));
      look({ before, event, after }, model);
      before = after;
    } catch (error) {
      throw new Error(`${String(error)}\nafter ${past.map((one) => JSON.stringify(one)).join('\n  ')}`, {
        cause: error,
      });
    }
  }
};

const choices = fc.array(fc.nat(1_000_000), { maxLength: 160, size: 'max' });

const onEveryStep = (look: (step: Step, model: Model) => void, numRuns = 60): void =>
  fc.assert(
    fc.property(
      fc.oneof({ weight: 5, arbitrary: randomScenario }, { weight: 1, arbitrary: randomWorkload }),
      choices,
      (scenario, numbers) => walk(modelOf(scenario), numbers, look),
    ),
    { seed: 42, numRuns },
  );

describe('every component', () => {
  it('writes only what is its own, and objects only by writes to the API', () => {
    onEveryStep(({ before, event, after }) => {
      const allowed = mayWrite(before, event);
      expect(changedGroups(before, after).filter((group) => !allowed.includes(group))).toEqual([]);
    });
  });

  it('offers no event that changes nothing, and none twice', () => {
    onEveryStep(({ before, after }, model) => {
      expect(changedGroups(before, after)).not.toEqual([]);
      const offers = eventsOf(model, after).map((event) => JSON.stringify(event));
      expect(new Set(offers).size).toBe(offers.length);
    });
  });

  it('leaves the scenario and the set of cells as they are', () => {
    onEveryStep(({ before, after }) => {
      expect(after.scenario).toBe(before.scenario);
      expect(groupsOf(after)).toEqual(groupsOf(before));
      for (const group of groupsOf(before)) expect(Object.keys(after[group])).toEqual(Object.keys(before[group]));
    });
  });

  it('decides and writes from plain data: a cluster read back from JSON has the same events and the same next clusters', () => {
    onEveryStep(({ before, event, after }, model) => {
      const copy = JSON.parse(JSON.stringify(before)) as Cluster;
      expect(eventsOf(model, copy)).toEqual(eventsOf(model, before));
      expect(model.reduce(copy, event)).toEqual(after);
      expect(JSON.parse(JSON.stringify(after))).toEqual(after);
    });
  });

  it('never overdraws a budget, and pays for what has a price', () => {
    onEveryStep(({ before, event, after }) => {
      for (const group of ['user', 'faults'] as const)
        for (const [kind, { left }] of Object.entries(after[group])) {
          const had = before[group][kind]?.left ?? 0;
          const price = priceOf(event);
          const due = price?.group === group && price.kind === kind && had !== unlimited ? 1 : 0;
          expect(left).toBe(had - due);
          expect(left).toBeGreaterThanOrEqual(unlimited);
        }
    });
  });
});

describe('random walks', () => {
  it('come to the far ends of the lifecycle', () => {
    const met = new Set<Event['type']>();
    onEveryStep(({ event }) => met.add(event.type), 300);
    const ends: readonly Event['type'][] = [
      'apiserver/podAlreadyExists',
      'apiserver/podRemoved',
      'attachdetach/volumesDetached',
      'pod/removed',
      'replicaset/podDeleted',
      'fault/kubeletRestarted',
      'kube-proxy/rulesProgrammed',
      'kubelet/cgroupRemoved',
      'kubelet/podFinallyDeleted',
      'persistentvolume/volumeReclaimed',
      'prober/probeFailed',
      'process/exited',
      'runtime/sandboxStopped',
      'runtime/sigtermSent',
      'scheduler/podBound',
      'scheduler/unschedulableReported',
    ];
    expect(ends.filter((type) => !met.has(type))).toEqual([]);
  });
});
