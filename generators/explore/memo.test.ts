import { describe, expect, it } from 'vitest';
import { explore, type Machine, type StateProperty, type StepProperty } from './index.ts';

interface Pods {
  readonly pods: Readonly<Record<string, Pod>>;
  readonly log: Readonly<Record<string, { readonly last: Pod | null; readonly names: readonly string[] }>>;
  readonly config: { readonly limit: number };
}
interface Pod {
  readonly phase: string;
  readonly restarts?: number;
}
type Event = { readonly type: string; readonly pod?: string };

const initial: Pods = {
  pods: { web: { phase: 'Pending' }, db: { phase: 'Pending' } },
  log: { it: { last: null, names: [] } },
  config: { limit: 1 },
};

/** A machine whose only component always offers one event. */
function machine(
  reduce: (state: Pods, event: Event) => Pods,
  enabled: (state: Pods) => Event[] = () => [{ type: 'go' }],
) {
  return { initial, fixed: ['config'], components: [{ name: 'kubelet', enabled }], reduce } satisfies Machine<
    Pods,
    Event
  >;
}

/** A reducer that breaks its contract, which types alone cannot forbid. */
function unlawful(change: (state: Pods) => object): Machine<Pods, Event> {
  return machine((state) => change(state) as Pods);
}

const start = (state: Pods, name: string): Pods => ({
  ...state,
  pods: { ...state.pods, [name]: { ...state.pods[name], phase: 'Running' } },
});

describe('the memo', () => {
  it('takes an unread cell for unchanged: one call of reduce serves all values of the others', () => {
    const enabled = ({ pods }: Pods) =>
      Object.keys(pods).flatMap((pod) => (pods[pod]?.phase === 'Pending' ? [{ type: 'start', pod }] : []));
    const { statistics } = explore(
      machine((state, { pod }) => start(state, pod ?? ''), enabled),
      [],
      { doubleCheck: true },
    );
    expect(statistics).toMatchObject({ states: 4, transitions: 4, reduceCalls: 2 });
  });

  it('counts every way of looking into a cell as reading it', () => {
    const looks: ((pod: object) => unknown)[] = [
      (pod) => (pod as Pod).phase,
      (pod) => JSON.stringify(pod),
      (pod) => Object.keys(pod).length,
      (pod) => 'restarts' in pod,
      (pod) =>
        Object.entries({ ...pod })
          .flat()
          .join(),
      (pod) => Object.hasOwn(pod, 'restarts'),
    ];
    for (const look of looks) {
      const states: string[] = [];
      const watcher: StateProperty<Pods> = {
        id: 'look',
        kind: 'state',
        judge: ({ pods }) => {
          states.push(String(look(pods['web'] as Pod)));
          return 'kept';
        },
      };
      const restart = machine(({ pods, ...rest }) => ({
        ...rest,
        pods: { ...pods, web: { phase: 'Running', restarts: 1 } },
      }));
      explore(restart, [watcher]);
      expect(states).toHaveLength(2);
      expect(states[0]).not.toBe(states[1]);
    }
  });

  it('does not read what it merely passes on', () => {
    let calls = 0;
    const passing: StateProperty<Pods> = {
      id: 'pass',
      kind: 'state',
      judge: ({ pods }) => {
        calls++;
        return Object.values({ ...pods }).length === 2 ? 'kept' : 'broken';
      },
    };
    explore(
      machine((state) => start(state, 'web')),
      [passing],
    );
    expect(calls).toBe(1);
  });

  it('unwraps a cell that is copied into another one', () => {
    const copy = machine(
      (state, { type }) =>
        type === 'start'
          ? start(state, 'web')
          : { ...state, log: { it: { last: state.pods['web'] ?? null, names: ['web'] } } },
      () => [{ type: 'start' }, { type: 'note' }],
    );
    const noted: StateProperty<Pods> = {
      id: 'noted',
      kind: 'state',
      judge: ({ log }) => (log['it']?.last?.phase === 'Running' ? 'broken' : 'kept'),
    };
    const { statistics, findings } = explore(copy, [noted], { doubleCheck: true });
    expect(statistics.states).toBe(5);
    expect(findings[0]?.trace?.steps.at(-1)?.state).toEqual({
      ...start(initial, 'web'),
      log: { it: { last: { phase: 'Running' }, names: ['web'] } },
    });
  });

  it('takes a cell put in the place of another one for its value', () => {
    const swap = machine((state) => ({ ...state, pods: { web: state.pods['db'] as Pod, db: { phase: 'Failed' } } }));
    expect(explore(swap, [], { doubleCheck: true }).statistics.states).toBe(3);
  });

  it.each<[string, Machine<Pods, Event>, string]>([
    ['adds a key', unlawful((s) => ({ ...s, pods: { ...s.pods, new: {} } })), "key 'new' was added to group 'pods'"],
    ['removes a key', unlawful((s) => ({ ...s, pods: { web: {} } })), "key 'db' was removed from group 'pods'"],
    ['adds a group', unlawful((s) => ({ ...s, nodes: {} })), "group 'nodes' was added"],
    ['removes a group', unlawful(({ log: _log, ...s }) => s), "group 'log' was removed"],
    ['changes a fixed group', unlawful((s) => ({ ...s, config: { limit: 2 } })), "fixed group 'config' was changed"],
    [
      'makes a cell null',
      unlawful((s) => ({ ...s, pods: { ...s.pods, web: null } })),
      "cell 'pods.web' must be a plain",
    ],
    ['stores a Map', unlawful((s) => ({ ...s, log: { it: { m: new Map() } } })), 'log.it.m is not plain data'],
    ['returns nothing', unlawful(() => undefined as unknown as object), 'the state must be a plain object'],
    [
      'changes a cell in place',
      unlawful((s) => Object.assign(s.pods['web'] as object, { phase: 'x' }) && s),
      "cell 'pods.web' was changed in place",
    ],
  ])('names the culprit when reduce %s', (_, culprit, complaint) => {
    expect(() => explore(culprit)).toThrow(`reduce of 'kubelet' on {"type":"go"}: ${complaint}`);
  });

  it('notices a reducer that depends on something outside its arguments', () => {
    let calls = 0;
    const fickle = machine((state) => start(state, calls++ % 2 === 0 ? 'web' : 'db'));
    expect(() => explore(fickle, [], { doubleCheck: true })).toThrow(
      'reduce of \'kubelet\' on {"type":"go"}: it answers',
    );
  });

  it('notices, in its debug mode, cells compared by identity', () => {
    const identity = machine(
      (state) => start(state, 'web'),
      ({ pods }) => (pods['web'] === pods['db'] ? [{ type: 'go' }] : []),
    );
    expect(() => explore(identity, [], { doubleCheck: true })).toThrow("enabled of 'kubelet': it answers differently");
  });

  it('notices a cell kept for later', () => {
    let kept: Pod | undefined;
    const keeper = machine((state) => {
      const stale = kept?.phase;
      kept = state.pods['web'];
      return stale === undefined ? start(state, 'db') : start(state, 'web');
    });
    const late: StepProperty<Pods, Event> = {
      id: 'late',
      kind: 'step',
      concerns: () => kept?.phase === 'Running',
      judge: () => 'kept',
    };
    expect(() => explore(keeper, [late])).toThrow(
      "cell 'pods.web' was read after the call it was handed to had returned",
    );
  });

  it('refuses groups that are no records of cells', () => {
    expect(() => explore({ initial: { clock: 3 }, components: [], reduce: (s) => s })).toThrow(
      "group 'clock' of the initial state must be a plain object, or be listed in 'fixed', but is a number",
    );
  });
});
