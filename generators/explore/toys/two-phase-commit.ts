/**
 * Two-phase commit in the formulation of Gray and Lamport ("Consensus on Transaction Commit"): resource managers
 * prepare or abort on their own, a transaction manager commits once it heard from all of them. Messages are never lost.
 */

import type { Component, Machine, StateProperty } from '../machine.ts';

interface ResourceManager {
  readonly state: 'working' | 'prepared' | 'committed' | 'aborted';
}

interface TwoPhaseCommit {
  readonly managers: Readonly<Record<string, ResourceManager>>;
  /** Per manager: has it sent "prepared", has the transaction manager heard it. */
  readonly prepared: Readonly<Record<string, { readonly sent: boolean; readonly heard: boolean }>>;
  readonly transaction: { readonly decision: { readonly is: 'open' | 'committed' | 'aborted' } };
}

type TwoPhaseEvent =
  | { readonly type: 'commit' }
  | { readonly type: 'abort' }
  | { readonly type: 'hear'; readonly manager: string }
  | { readonly type: 'prepare'; readonly manager: string }
  | { readonly type: 'choose to abort'; readonly manager: string }
  | { readonly type: 'receive commit'; readonly manager: string }
  | { readonly type: 'receive abort'; readonly manager: string };

type State = TwoPhaseCommit;

/** Two-phase commit with so many resource managers. */
export function twoPhaseCommit(managers: number): Machine<State, TwoPhaseEvent> {
  const names = Array.from({ length: managers }, (_, i) => `rm${i}`);
  return {
    initial: {
      managers: Object.fromEntries(names.map((name) => [name, { state: 'working' }])),
      prepared: Object.fromEntries(names.map((name) => [name, { sent: false, heard: false }])),
      transaction: { decision: { is: 'open' } },
    },
    components: [transactionManager(names), ...names.flatMap((name) => [ear(name), resourceManager(name)])],
    reduce,
  };
}

function transactionManager(names: readonly string[]): Component<State, TwoPhaseEvent> {
  return {
    name: 'transaction manager',
    enabled: ({ transaction, prepared }) => {
      if (transaction.decision.is !== 'open') return [];
      const unanimous = names.every((name) => prepared[name]?.heard);
      return unanimous ? [{ type: 'commit' }, { type: 'abort' }] : [{ type: 'abort' }];
    },
  };
}

/** The transaction manager's hearing of one manager is an actor of its own: it need not look at the others. */
function ear(manager: string): Component<State, TwoPhaseEvent> {
  return {
    name: `transaction manager hears ${manager}`,
    enabled: ({ transaction, prepared }) => {
      if (transaction.decision.is !== 'open') return [];
      return prepared[manager]?.sent && !prepared[manager].heard ? [{ type: 'hear', manager }] : [];
    },
  };
}

function resourceManager(manager: string): Component<State, TwoPhaseEvent> {
  return {
    name: manager,
    enabled: ({ transaction, managers }) => {
      const state = managers[manager]?.state;
      const events: TwoPhaseEvent[] = [];
      if (state === 'working') events.push({ type: 'prepare', manager }, { type: 'choose to abort', manager });
      const { is } = transaction.decision;
      if (is === 'committed' && state !== 'committed') events.push({ type: 'receive commit', manager });
      if (is === 'aborted' && state !== 'aborted') events.push({ type: 'receive abort', manager });
      return events;
    },
  };
}

function reduce(state: State, event: TwoPhaseEvent): State {
  const become = (manager: string, next: ResourceManager['state']): State => ({
    ...state,
    managers: { ...state.managers, [manager]: { state: next } },
  });
  const decide = (is: 'committed' | 'aborted'): State => ({ ...state, transaction: { decision: { is } } });
  const say = (manager: string, heard: boolean): State['prepared'] => ({
    ...state.prepared,
    [manager]: { sent: true, heard },
  });
  switch (event.type) {
    case 'commit':
      return decide('committed');
    case 'abort':
      return decide('aborted');
    case 'hear':
      return { ...state, prepared: say(event.manager, true) };
    case 'prepare':
      return { ...become(event.manager, 'prepared'), prepared: say(event.manager, false) };
    case 'choose to abort':
    case 'receive abort':
      return become(event.manager, 'aborted');
    case 'receive commit':
      return become(event.manager, 'committed');
  }
}

/** No manager commits while another aborts. */
export function consistent(): StateProperty<State> {
  return {
    id: 'consistent',
    kind: 'state',
    judge: ({ managers }) => {
      const states = new Set(Object.values(managers).map((manager) => manager.state));
      return states.has('committed') && states.has('aborted') ? 'broken' : 'kept';
    },
  };
}
