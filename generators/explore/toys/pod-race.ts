/**
 * Pods that race with their own deletion: each is created, bound to a node with a free slot, seen by the kubelet, given a
 * sandbox, an init container and a main container, becomes ready, and may be deleted at any time; an endpoint slice and
 * a proxy follow its readiness. A benchmark, not the model: `bench/promela.ts` has the very same rules for Spin.
 */

import type { Component, Machine, StepProperty } from '../machine.ts';

interface ApiPod {
  readonly stored: 'not yet' | 'present' | 'gone';
  readonly node: string | null;
  readonly ready: boolean;
  readonly deleting: boolean;
}

interface KubeletPod {
  readonly sees: 'nothing' | 'pod' | 'deletion';
  readonly sandbox: boolean;
  readonly init: 'waiting' | 'running' | 'done';
  readonly main: 'waiting' | 'running' | 'stopping' | 'exited' | 'killed';
}

interface PodRace {
  readonly api: Readonly<Record<string, ApiPod>>;
  readonly kubelet: Readonly<Record<string, KubeletPod>>;
  readonly endpoint: Readonly<Record<string, { readonly slice: boolean; readonly proxy: boolean }>>;
  readonly nodes: Readonly<Record<string, { readonly free: number }>>;
}

type PodRaceEvent =
  | { readonly type: 'create' | 'delete' | 'forget'; readonly pod: string }
  | { readonly type: 'bind'; readonly pod: string; readonly node: string }
  | { readonly type: 'see'; readonly pod: string; readonly what: KubeletPod['sees'] }
  | { readonly type: 'kubelet'; readonly pod: string; readonly becomes: Partial<KubeletPod> }
  | { readonly type: 'ready' | 'remove'; readonly pod: string }
  | { readonly type: 'slice' | 'proxy'; readonly pod: string; readonly listed: boolean };

type Actor = Component<PodRace, PodRaceEvent>;

/** So many pods racing for two slots on each of so many nodes. */
export function podRace(pods: number, nodes: number): Machine<PodRace, PodRaceEvent> {
  const podNames = Array.from({ length: pods }, (_, i) => `pod${i}`);
  const nodeNames = Array.from({ length: nodes }, (_, i) => `node${i}`);
  const each = <T>(names: readonly string[], cell: T) => Object.fromEntries(names.map((name) => [name, cell]));
  return {
    initial: {
      api: each<ApiPod>(podNames, { stored: 'not yet', node: null, ready: false, deleting: false }),
      kubelet: each<KubeletPod>(podNames, { sees: 'nothing', sandbox: false, init: 'waiting', main: 'waiting' }),
      endpoint: each(podNames, { slice: false, proxy: false }),
      nodes: each(nodeNames, { free: 2 }),
    },
    components: podNames.flatMap((pod) => [
      user(pod),
      scheduler(pod, nodeNames),
      kubelet(pod),
      endpointSliceController(pod),
      proxy(pod),
    ]),
    reduce,
  };
}

function user(pod: string): Actor {
  return {
    name: `user of ${pod}`,
    enabled: ({ api }) => {
      const { stored, deleting, node } = cell(api, pod);
      if (stored === 'not yet') return [{ type: 'create', pod }];
      if (stored === 'gone') return [];
      if (!deleting) return [{ type: 'delete', pod }];
      return node === null ? [{ type: 'forget', pod }] : [];
    },
  };
}

function scheduler(pod: string, nodeNames: readonly string[]): Actor {
  return {
    name: `scheduler of ${pod}`,
    fair: true,
    enabled: ({ api, nodes }) => {
      const { stored, deleting, node } = cell(api, pod);
      if (stored !== 'present' || deleting || node !== null) return [];
      return nodeNames.filter((name) => cell(nodes, name).free > 0).map((name) => ({ type: 'bind', pod, node: name }));
    },
  };
}

function kubelet(pod: string): Actor {
  return {
    name: `kubelet of ${pod}`,
    fair: true,
    enabled: (state) => {
      const api = cell(state.api, pod);
      const own = cell(state.kubelet, pod);
      const what = api.node === null ? 'nothing' : api.deleting ? 'deletion' : 'pod';
      const see: PodRaceEvent[] = api.stored === 'present' && own.sees !== what ? [{ type: 'see', pod, what }] : [];
      return [...see, ...starting(pod, api, own), ...stopping(pod, api, own)];
    },
  };
}

function starting(pod: string, api: ApiPod, { sees, sandbox, init, main }: KubeletPod): PodRaceEvent[] {
  const become = (becomes: Partial<KubeletPod>): PodRaceEvent[] => [{ type: 'kubelet', pod, becomes }];
  if (sees !== 'pod') return [];
  if (!sandbox) return become({ sandbox: true });
  if (init === 'waiting') return become({ init: 'running' });
  if (init === 'running') return become({ init: 'done' });
  if (main === 'waiting') return become({ main: 'running' });
  return main === 'running' && !api.ready && api.stored === 'present' ? [{ type: 'ready', pod }] : [];
}

function stopping(pod: string, api: ApiPod, { sees, sandbox, main }: KubeletPod): PodRaceEvent[] {
  const become = (becomes: Partial<KubeletPod>): PodRaceEvent => ({ type: 'kubelet', pod, becomes });
  if (sees !== 'deletion') return [];
  if (main === 'running') return [become({ main: 'stopping' })];
  if (main === 'stopping') return [become({ main: 'exited' }), become({ main: 'killed' })];
  if (sandbox) return [become({ sandbox: false, init: 'waiting' })];
  return api.stored === 'present' ? [{ type: 'remove', pod }] : [];
}

function endpointSliceController(pod: string): Actor {
  return {
    name: `EndpointSlice controller of ${pod}`,
    fair: true,
    enabled: ({ api, endpoint }) => {
      const { stored, ready, deleting } = cell(api, pod);
      const listed = stored === 'present' && ready && !deleting;
      return cell(endpoint, pod).slice === listed ? [] : [{ type: 'slice', pod, listed }];
    },
  };
}

function proxy(pod: string): Actor {
  return {
    name: `kube-proxy of ${pod}`,
    fair: true,
    enabled: ({ endpoint }) => {
      const { slice, proxy: current } = cell(endpoint, pod);
      return slice === current ? [] : [{ type: 'proxy', pod, listed: slice }];
    },
  };
}

function reduce(state: PodRace, event: PodRaceEvent): PodRace {
  const { pod } = event;
  const store = (change: Partial<ApiPod>): PodRace => ({
    ...state,
    api: { ...state.api, [pod]: { ...cell(state.api, pod), ...change } },
  });
  const note = (change: Partial<KubeletPod>): PodRace => ({
    ...state,
    kubelet: { ...state.kubelet, [pod]: { ...cell(state.kubelet, pod), ...change } },
  });
  const publish = (change: { slice?: boolean; proxy?: boolean }): PodRace => ({
    ...state,
    endpoint: { ...state.endpoint, [pod]: { ...cell(state.endpoint, pod), ...change } },
  });
  const slot = (node: string, by: number): PodRace['nodes'] => ({
    ...state.nodes,
    [node]: { free: cell(state.nodes, node).free + by },
  });
  switch (event.type) {
    case 'create':
      return store({ stored: 'present' });
    case 'delete':
      return store({ deleting: true });
    case 'forget':
      return store({ stored: 'gone' });
    case 'bind':
      return { ...store({ node: event.node }), nodes: slot(event.node, -1) };
    case 'see':
      return note({ sees: event.what });
    case 'kubelet':
      return note(event.becomes);
    case 'ready':
      return store({ ready: true });
    case 'remove': {
      const node = cell(state.api, pod).node as string;
      return { ...store({ stored: 'gone', ready: false, deleting: true }), nodes: slot(node, 1) };
    }
    case 'slice':
      return publish({ slice: event.listed });
    case 'proxy':
      return publish({ proxy: event.listed });
  }
}

function cell<T>(group: Readonly<Record<string, T>>, key: string): T {
  return group[key] as T;
}

/** A container is stopped only after the deletion was seen: an invariant that holds. */
export const stoppedOnlyWhenDeleted: StepProperty<PodRace, PodRaceEvent> = {
  id: 'stopped only when deleted',
  kind: 'step',
  concerns: (event) => event.type === 'kubelet' && event.becomes.main === 'stopping',
  judge: (before, { pod }) => (cell(before.api, pod).deleting ? 'kept' : 'broken'),
};

/** No pod is served by a proxy once its main container has stopped: refuted, the proxy lags. */
export const neverServedWhenStopped: StepProperty<PodRace, PodRaceEvent> = {
  id: 'never served when stopped',
  kind: 'step',
  concerns: (event) => event.type === 'kubelet' && event.becomes.main !== undefined,
  judge: (before, { pod }, after) => {
    const { main } = cell(after.kubelet, pod);
    if (main !== 'exited' && main !== 'killed') return 'silent';
    return cell(before.endpoint, pod).proxy ? 'broken' : 'kept';
  },
};
