/**
 * What a stimulus comes to in the model: an event at once, or an order that a program, a probe, a registry or a volume obeys from then on.
 * Orders stand in cells of their own: `exit/<container>`, `probe/<probe>`, `image/<container>`, `volumes/<uid>`.
 */
import type { Cluster } from '../../model/cluster.ts';
import { cell } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { containerKey, probeKey } from '../../model/scenario.ts';
import type { Stimulus } from '../suite/case.ts';

/** What somebody was told. */
export interface Order {
  /** exit: the code a running program was told to exit with, or to take too much memory. */
  readonly exit?: number | 'out of memory' | null;
  /** probe, image, volumes: what comes of asking. */
  readonly succeeds?: boolean;
}

/** Orders by the one they are given to. */
export type Orders = Readonly<Record<string, Order>>;

/** The model's event for a stimulus; undefined for those that only give an order. */
export const eventOf = (stimulus: Stimulus): Event | undefined => {
  switch (stimulus.do) {
    case 'create':
      return { type: 'user/createRequested', uid: stimulus.uid };
    case 'delete':
      return { type: 'user/podDeleted', pod: stimulus.pod, grace: stimulus.grace };
    case 'force delete':
      return { type: 'user/podForceDeleted', pod: stimulus.pod };
    case 'remove scheduling gates':
      return { type: 'user/schedulingGatesRemoved', pod: stimulus.pod };
    case 'remove finalizers':
      return { type: 'user/finalizersRemoved', pod: stimulus.pod };
    case 'set readiness gates':
      return { type: 'user/readinessGateSet', pod: stimulus.pod, value: stimulus.value };
    case 'cordon':
      return { type: 'user/nodeCordoned', node: stimulus.node };
    case 'taint':
      return { type: 'user/nodeTainted', node: stimulus.node };
    case 'relabel':
      return { type: 'user/nodeRelabelled', node: stimulus.node };
    case 'delete claim':
      return { type: 'user/claimDeleted', claim: stimulus.claim };
    case 'restart kubelet':
      return { type: 'fault/kubeletRestarted', node: stimulus.node };
    case 'sandbox dies':
      return { type: 'fault/sandboxDied', uid: stimulus.uid };
    case 'process exits':
    case 'process exceeds memory':
    case 'probe answers':
    case 'image answers':
    case 'volumes answer':
      return undefined;
  }
};

/** Who obeys a stimulus that is an order, and what it is told; undefined for the others. */
export const orderOf = (stimulus: Stimulus): readonly [key: string, order: Order] | undefined => {
  switch (stimulus.do) {
    case 'process exits':
      return [`exit/${containerKey(stimulus.uid, stimulus.container)}`, { exit: stimulus.exitCode }];
    case 'process exceeds memory':
      return [`exit/${containerKey(stimulus.uid, stimulus.container)}`, { exit: 'out of memory' }];
    case 'probe answers':
      return [`probe/${probeKey(stimulus.uid, stimulus.container, stimulus.probe)}`, { succeeds: stimulus.succeeds }];
    case 'image answers':
      return [`image/${containerKey(stimulus.uid, stimulus.container)}`, { succeeds: stimulus.succeeds }];
    case 'volumes answer':
      return [`volumes/${stimulus.uid}`, { succeeds: stimulus.succeeds }];
    case 'create':
    case 'delete':
    case 'force delete':
    case 'remove scheduling gates':
    case 'remove finalizers':
    case 'set readiness gates':
    case 'cordon':
    case 'taint':
    case 'relabel':
    case 'delete claim':
    case 'restart kubelet':
    case 'sandbox dies':
      return undefined;
  }
};

const initially = (key: string): Order => (key.startsWith('exit/') ? { exit: null } : { succeeds: true });

/** Where every order of these stimuli will stand, before anything was told. */
export const initialOrders = (stimuli: readonly Stimulus[]): Orders =>
  Object.fromEntries(
    stimuli.flatMap((stimulus) => {
      const [key] = orderOf(stimulus) ?? [];
      return key === undefined ? [] : [[key, initially(key)]];
    }),
  );

const isRunning = (cluster: Cluster, key: string): boolean => cell(cluster, 'containers', key).state === 'running';

/** The container whose process obeys this order: it must run to be told, and takes the order with it. */
const programOf = (key: string): string | undefined => {
  const [who, uid = '', container = ''] = key.split('/');
  return who === 'exit' || who === 'probe' ? containerKey(uid, container) : undefined;
};

/** Can the order be given? A program that does not run cannot be told anything. */
export const canBeTold = (cluster: Cluster, key: string): boolean => {
  const program = programOf(key);
  return program === undefined || isRunning(cluster, program);
};

/** The orders that go with the processes this step ended. */
export const forgotten = (before: Cluster, after: Cluster, orders: Orders): Orders =>
  Object.fromEntries(
    Object.keys(orders).flatMap((key) => {
      const program = programOf(key);
      if (program === undefined || before.containers[program] === after.containers[program]) return [];
      return isRunning(after, program) ? [] : [[key, initially(key)]];
    }),
  );

/** What the program of this container does when it obeys. */
export const obeyed = (key: string, { exit = null }: Order): Event | undefined => {
  if (exit === null) return undefined;
  const [uid = '', container = ''] = key.split('/');
  return exit === 'out of memory'
    ? { type: 'fault/containerOOMKilled', uid, container }
    : { type: 'process/exited', uid, container, exitCode: exit };
};
