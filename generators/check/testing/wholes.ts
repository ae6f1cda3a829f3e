/**
 * Small wholes by chance: what slices are cut from, each small enough to be explored without being cut. A whole is one plain Pod and a few
 * features out of a list; fast-check shrinks to the features that matter.
 */
import fc from 'fast-check';
import { resolveGates } from '../../../model/gates.ts';
import { faultKinds, userActions } from '../../../model/scenario.ts';
import type { Whole } from '../../../model/slices/index.ts';
import { type Draft, features, plain } from './features.ts';

/** What takes part besides: one Pod made once, one made twice under one name, or two Pods. */
export const casts = ['once', 'again', 'two'] as const;
/** One of them. */
export type Cast = (typeof casts)[number];

/** A whole with the words it was made from. */
export interface Drawn {
  readonly cast: Cast;
  readonly features: readonly string[];
  readonly whole: Whole;
}

/** Features that make a whole too large for most others beside them. */
const many = ['three more containers', 'four more containers'];

const all: readonly string[] = Object.keys(features).filter((name) => !many.includes(name));

const of = (...words: readonly string[]): readonly string[] =>
  all.filter((name) => words.some((word) => name.includes(word)));

/** What matters to two incarnations of a name: what they take up on nodes, what keeps the name, what ends them. */
const again = of(
  'host port',
  'half a node',
  'missing ConfigMap',
  'init container',
  'sidecar',
  'claim',
  'gate',
  'finalizer',
  'no grace',
  'hostNetwork',
  'named',
  'anti-affinity',
  'spread',
  'Service',
  'equal node',
  'tainted node',
  'large node',
  'delete',
  'kubelet-restart',
  'lag',
);

/** What matters to two Pods that want the same nodes. */
const two = of(
  'host port',
  'half a node',
  'more than a node',
  'second container',
  'init container',
  'missing ConfigMap',
  'gate',
  'finalizer',
  'affinity',
  'spread',
  'selected',
  'toleration',
  'node',
  'delete',
  'cordon',
  'deadline',
  'lost-reply',
  'lag',
);

/** Cast → what its wholes may have. */
export const pools: Readonly<Record<Cast, readonly string[]>> = { once: all, again, two };

const gatesOf = (version: string): Readonly<Record<string, boolean>> => {
  const resolved = resolveGates(version);
  return resolved.ok ? resolved.featureGates : {};
};

const finished = (draft: Draft, cast: Cast, kubernetesVersion: string): Whole => {
  const names = cast === 'two' ? ['web', 'web-2'] : ['web'];
  return {
    name: 'Pod/web',
    pods: names.map((name) => ({ name, spec: draft.spec })),
    keepsNames: cast === 'again',
    kubernetesVersion,
    featureGates: gatesOf(kubernetesVersion),
    nodes: draft.nodes,
    nodesGiven: true,
    servicesFor: draft.services,
    claims: draft.claims,
    ...(draft.configObjects === undefined ? {} : { configObjects: draft.configObjects }),
    user: {
      ...Object.fromEntries(userActions.map((kind) => [kind, 0])),
      create: cast === 'once' ? 1 : 2,
      ...draft.user,
    },
    faults: { ...Object.fromEntries(faultKinds.map((kind) => [kind, 0])), 'watch-lag': draft.lag, ...draft.faults },
  };
};

/** The whole made of these features. */
export const wholeWith = (cast: Cast, chosen: readonly string[], kubernetesVersion = '1.35'): Drawn => {
  const inOrder = Object.keys(features).filter((name) => chosen.includes(name));
  const draft = inOrder.reduce((now, name) => features[name]?.(now) ?? now, plain);
  return { cast, features: inOrder, whole: finished(draft, cast, kubernetesVersion) };
};

/** Wholes of one cast with so many features at most, out of its pool or of those named. */
export const wholes = (cast: Cast, most: number, pool = pools[cast]): fc.Arbitrary<Drawn> =>
  fc
    .tuple(
      fc.uniqueArray(fc.constantFrom(...pool), { maxLength: most, size: 'max' }),
      fc.constantFrom('1.35', '1.34', '1.36'),
    )
    .map(([chosen, version]) => wholeWith(cast, chosen, version));
