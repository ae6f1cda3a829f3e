/** Slices against the whole they were cut from: every guarantee asked on some slice, asked on everything at once too. */

import type { Cluster } from '../../../model/cluster.ts';
import type { Event } from '../../../model/event.ts';
import { type Guarantee, guarantees } from '../../../model/guarantees/index.ts';
import { modelOf } from '../../../model/reducer.ts';
import type { Scenario } from '../../../model/scenario.ts';
import { plainScenario } from '../../../model/slices/common.ts';
import { type Slice, slicesOf, type Whole } from '../../../model/slices/index.ts';
import { explore } from '../../explore/index.ts';
import { type Mutation, mutate } from '../../mutants/mutation.ts';
import { answersOf, propertiesOf } from '../properties.ts';
import type { Cast } from './wholes.ts';

/** The answer to a guarantee. absent: it is not asked; vacuous: its situation never comes up. */
export type Answer = 'absent' | 'vacuous' | 'holds' | 'violated';

/** Guarantee → answer. */
export type Answers = ReadonlyMap<string, Answer>;

/** The input with nothing cut away: every pod, node and Service in full, thresholds counted, all of the status reported. */
export const uncut = (whole: Whole, incarnations: number): Scenario =>
  plainScenario(whole, {
    name: `${whole.name} whole`,
    instances: Object.fromEntries(
      whole.pods.flatMap((pod) =>
        Array.from({ length: incarnations }, (_, index) => [`${pod.name}#${index + 1}`, pod] as const),
      ),
    ),
    nodes: whole.nodes,
    services: whole.servicesFor(whole.pods.map(({ name }) => name)),
    claims: whole.claims,
    probeThresholds: 'exact',
    reportedStatus: 'all',
  });

/** The answers on one scenario; undefined if it is larger than this. */
export const answersIn = (
  scenario: Scenario,
  asked: readonly Guarantee[],
  maxStates: number,
  mutation?: Mutation,
): Answers | undefined => {
  const model = mutation === undefined ? modelOf(scenario) : mutate(modelOf(scenario), mutation);
  const { asked: applying, properties } = propertiesOf(scenario, asked);
  const { ending, findings } = explore<Cluster, Event>(model, properties, { maxStates });
  if (ending !== 'complete') return undefined;
  return new Map(
    answersOf(applying, findings).map(({ guarantee, verdict, reached }) => [
      guarantee.id,
      verdict === 'violated' ? 'violated' : reached > 0 ? 'holds' : 'vacuous',
    ]),
  );
};

const order: readonly Answer[] = ['absent', 'vacuous', 'holds', 'violated'];

/** The worst of two answers. */
const worse = (one: Answer, other: Answer): Answer => (order.indexOf(one) > order.indexOf(other) ? one : other);

/** What differs for one guarantee. */
export interface Difference {
  readonly guarantee: string;
  readonly slices: Answer;
  readonly whole: Answer;
}

/** Slices of which cast answer for which whole. */
const sliceNames: Readonly<Record<Cast, readonly string[]>> = {
  once: ['pod', 'readiness', 'deadline', 'endpoints', 'claims'],
  again: ['identity'],
  two: ['capacity'],
};

/** How to compare: what is too large, how it is cut, and with which mistake in the model. */
export interface ComparisonOptions {
  readonly maxStates: number;
  readonly cut?: (whole: Whole) => readonly Slice[];
  readonly mutation?: Mutation;
}

/** What the slices of a whole say together against what the whole says; undefined if one of them is too large. */
export const compare = (
  whole: Whole,
  cast: Cast,
  { maxStates, cut = slicesOf, mutation }: ComparisonOptions,
): readonly Difference[] | undefined => {
  const slices = cut(whole).filter(({ slice }) => sliceNames[cast].includes(slice));
  const asked = guarantees.filter((one) => slices.some(({ slice }) => one.slices.includes(slice)));
  const full = answersIn(uncut(whole, cast === 'again' ? 2 : 1), asked, maxStates, mutation);
  if (full === undefined) return undefined;
  const together = new Map<string, Answer>();
  for (const { slice, scenario } of slices) {
    const here = asked.filter((one) => one.slices.includes(slice));
    const answers = answersIn(scenario, here, maxStates, mutation);
    if (answers === undefined) return undefined;
    for (const [id, answer] of answers) together.set(id, worse(together.get(id) ?? 'absent', answer));
  }
  return asked
    .map(({ id }) => ({ guarantee: id, slices: together.get(id) ?? 'absent', whole: full.get(id) ?? 'absent' }))
    .filter((one) => one.slices !== one.whole);
};
