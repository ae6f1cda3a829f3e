import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cluster, cell } from '../../../cluster.ts';
import { allContainers, type Container } from '../../../kubernetes/spec.ts';
import { instanceOf } from '../../../scenario.ts';
import { container } from '../../../testing/scenario.ts';
import { type Step, search } from '../../../testing/search.ts';
import { keyOf, terminating, uid } from '../../../testing/terminating.ts';

const seed = 42;
const hooks = fc.constantFrom(undefined, { handler: 'exec' } as const, { handler: 'sleep', seconds: 5 } as const);

const named = (name: string, fields: Partial<Container> = {}) =>
  hooks.map((preStop) => container(name, { ...fields, ...(preStop && { preStop }) }));

/** Pods at the moment their termination begins: one or two main containers, perhaps a sidecar, any of them with a hook. */
const pods = fc
  .record({
    containers: fc.oneof(fc.tuple(named('a')), fc.tuple(named('a'), named('b'))),
    initContainers: fc.oneof(fc.constant([]), fc.tuple(named('mesh', { restartPolicy: 'Always' }))),
    restartPolicy: fc.constantFrom('Always', 'Never' as const),
    stopFailures: fc.constantFrom(0, 0, 1),
  })
  .filter(({ containers, initContainers }) => containers.length + initContainers.length < 3)
  .map(({ stopFailures, ...spec }) => terminating(spec, { 'stop-failure': stopFailures }));

const names = (cluster: Cluster): readonly string[] =>
  allContainers(instanceOf(cluster.scenario, uid).spec).map(({ name }) => name);
const runs = (cluster: Cluster, name: string): boolean => cell(cluster, 'containers', keyOf(name)).state === 'running';

const found = new Map<string, { readonly steps: readonly Step[]; readonly deadlocks: readonly Cluster[] }>();

/** Everything that can happen to this pod; the same seed asks for the same pods in each test, so each is searched once. */
const explored = (cluster: Cluster) => {
  const key = JSON.stringify(cluster);
  const known = found.get(key);
  if (known !== undefined) return known;
  const steps: Step[] = [];
  const { deadlocks } = search(cluster, (step) => steps.push(step));
  found.set(key, { steps, deadlocks });
  return { steps, deadlocks };
};

/** The events by which this pod can break a law. */
const breaches = (cluster: Cluster, keeps: (step: Step) => boolean): readonly Step['event'][] =>
  explored(cluster)
    .steps.filter((step) => !keeps(step))
    .map(({ event }) => event);

const options = { seed, numRuns: 12 };
const order = ['none', 'sync', 'terminating', 'terminated', 'finished'];

const movesOneWay = ({ before, after }: Step): boolean => {
  const [was, is] = [cell(before, 'workers', uid), cell(after, 'workers', uid)];
  const graceGrows = was.grace !== null && is.grace !== null && is.grace > was.grace;
  return order.indexOf(is.state) >= order.indexOf(was.state) && !graceGrows;
};

const killsOnlyAfterTerm = ({ before, event }: Step): boolean =>
  event.type !== 'runtime/sigkillSent' ||
  (cell(before, 'processes', keyOf(event.container)).signal === 'SIGTERM' &&
    cell(before, 'kills', keyOf(event.container)).expired);

const sidecarsLast = ({ before, event }: Step): boolean => {
  if (event.type !== 'runtime/sigtermSent') return true;
  const { spec } = instanceOf(before.scenario, uid);
  const sidecar = spec.initContainers.some(({ name }) => name === event.container);
  const late = cell(before, 'kills', keyOf(event.container)).expired;
  return !sidecar || late || spec.containers.every(({ name }) => !runs(before, name));
};

const onlyStops = ({ before, event, after }: Step): boolean =>
  names(before).every((name) => !runs(after, name) || (runs(before, name) && event.type !== 'runtime/sandboxStopped'));

const terminalMeansStopped = ({ after }: Step): boolean => {
  const { phase } = cell(after, 'statuses', 'web');
  if (phase !== 'Succeeded' && phase !== 'Failed') return true;
  return names(after).every((name) => !runs(after, name)) && cell(after, 'sandboxes', uid).state === 'stopped';
};

const objectGoesLast = ({ before, event }: Step): boolean =>
  event.type !== 'kubelet/podFinallyDeleted' ||
  !(
    cell(before, 'volumes', uid).mounted ||
    cell(before, 'cgroups', uid).exists ||
    Object.values(before.addresses).some((address) => address.uid === uid)
  );

describe(`laws of termination (fast-check seed ${seed})`, () => {
  it.each([
    ['a worker moves one way only, and its grace never grows (D20, D24)', movesOneWay],
    ['SIGKILL comes only after SIGTERM and the end of grace (D43)', killsOnlyAfterTerm],
    ['within grace a sidecar gets its stop signal when no main container runs (D52)', sidecarsLast],
    ['nothing starts, and nothing runs once the sandbox is stopped (D22, D50)', onlyStops],
    ['a terminal phase means nothing runs and the network is gone (D59, D60)', terminalMeansStopped],
    ['the object goes after volumes, cgroup and address (D61)', objectGoesLast],
  ] as const)('%s', (_law, keeps) => {
    fc.assert(
      fc.property(pods, (cluster) => {
        expect(breaches(cluster, keeps)).toEqual([]);
      }),
      options,
    );
  });

  it('a deletion ends with no object, and with nothing left of the pod on the node (D61)', () => {
    fc.assert(
      fc.property(pods, (cluster) => {
        for (const end of explored(cluster).deadlocks) {
          expect(cell(end, 'pods', 'web').uid).toBe('');
          expect(cell(end, 'workers', uid)).toMatchObject({ state: 'finished', cause: '', grace: null });
          expect(names(end).filter((name) => cell(end, 'containers', keyOf(name)).state !== 'none')).toEqual([]);
        }
      }),
      options,
    );
  });
});
