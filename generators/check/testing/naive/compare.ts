/** A guarantee and the transcription of its sentence, side by side: on a history, and on every history of a small scenario. */
import type { Cluster } from '../../../../model/cluster.ts';
import type { Guarantee, GuaranteePromise } from '../../../../model/guarantees/guarantee.ts';
import type { Model } from '../../../../model/reducer.ts';
import type { Scenario } from '../../../../model/scenario.ts';
import { canonical } from '../../../explore/plain.ts';
import type { Always, Facts, Step } from './transcription.ts';

const nothing: Facts = new Set();

/** A guarantee that is asked in a scenario, with the transcription of its sentence. */
export interface Pair {
  readonly id: string;
  readonly sentence: Always;
  readonly promises: readonly GuaranteePromise[];
}

/** Every guarantee about steps and states that the scenario is asked, with its transcription. */
export const pairsOf = (
  scenario: Scenario,
  guarantees: readonly Guarantee[],
  transcriptions: Readonly<Record<string, { readonly kind: string }>>,
): readonly Pair[] =>
  guarantees.flatMap(({ id, applies, promises }) => {
    const sentence = transcriptions[id];
    return sentence?.kind === 'always' && applies(scenario)
      ? [{ id, sentence: sentence as Always, promises: promises(scenario) }]
      : [];
  });

const judged = (promises: readonly GuaranteePromise[], { before, event, after }: Step): boolean =>
  promises.some((promise) => {
    if (promise.kind === 'leads-to') return false;
    if (promise.kind === 'state') return promise.judge(after) === 'broken';
    return promise.concerns(event) && promise.judge(before, event, after) === 'broken';
  });

/** How the two answered where they did not answer the same. */
export interface Difference {
  readonly id: string;
  readonly judge: 'broken' | 'kept';
  readonly sentence: 'broken' | 'kept';
  readonly step: Step;
}

/** One step of a history for one pair: what is known after it, and what was said of it. */
const look = ({ id, sentence, promises }: Pair, known: Facts, step: Step) => {
  const [judge, naive] = [judged(promises, step), sentence.breaks(step, known)];
  const difference: Difference | undefined =
    judge === naive ? undefined : { id, judge: judge ? 'broken' : 'kept', sentence: naive ? 'broken' : 'kept', step };
  return { judge, sentence: naive, difference, known: sentence.facts?.(known, step) ?? known };
};

/** Compares along one history, for each pair up to the first step at which either says broken. */
export const compareAlong = (pairs: readonly Pair[], history: Iterable<Step>): readonly Difference[] => {
  const differences: Difference[] = [];
  let open = pairs.map((pair) => ({ pair, known: nothing }));
  for (const step of history) {
    const looked = open.map(({ pair, known }) => ({ pair, ...look(pair, known, step) }));
    differences.push(...looked.flatMap(({ difference }) => difference ?? []));
    open = looked.filter(({ judge, sentence }) => !judge && !sentence);
  }
  return differences;
};

/** Whether either says broken anywhere in one history: for what the two say at different moments. */
export const brokenIn = ({ sentence, promises }: Pair, history: readonly Step[]) => {
  let known = nothing;
  let naive = false;
  for (const step of history) {
    naive ||= sentence.breaks(step, known);
    known = sentence.facts?.(known, step) ?? known;
  }
  return { judge: history.some((step) => judged(promises, step)), sentence: naive };
};

/** Every cluster that can be reached, each with the steps out of it. */
export type Graph = readonly (readonly Step[])[];

/** Every cluster of a model and every step between them; undefined if there are more clusters than that. */
export const graphOf = ({ initial, components, reduce }: Model, most: number): Graph | undefined => {
  const keyOf = (cluster: Cluster): string => canonical({ ...cluster, scenario: null });
  const clusters = new Map([[keyOf(initial), initial]]);
  const found = [initial];
  const graph: Step[][] = [];
  for (const before of found) {
    const steps = components
      .flatMap(({ enabled }) => enabled(before))
      .map((event) => {
        const next = reduce(before, event);
        const after = clusters.get(keyOf(next)) ?? next;
        if (after === next) {
          clusters.set(keyOf(next), next);
          found.push(next);
        }
        return { before, event, after };
      });
    graph.push(steps);
    if (found.length > most) return undefined;
  }
  return graph;
};

/** Every history there is, as far as the sentence can tell them apart: clusters with what is known there. */
export const compareEverywhere = (pair: Pair, graph: Graph) => {
  const out = new Map(graph.flatMap((steps) => (steps[0] === undefined ? [] : [[steps[0].before, steps] as const])));
  const initial = graph[0]?.[0]?.before;
  const seen = new Map<Cluster, Set<string>>();
  const open: { readonly cluster: Cluster; readonly known: Facts }[] = [];
  const visit = (cluster: Cluster, known: Facts): void => {
    const facts = seen.get(cluster) ?? new Set();
    seen.set(cluster, facts);
    const key = [...known].sort().join();
    if (facts.has(key)) return;
    facts.add(key);
    open.push({ cluster, known });
  };
  if (initial !== undefined) visit(initial, nothing);
  const differences: Difference[] = [];
  const broken = { judge: false, sentence: false };
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const step of out.get(next.cluster) ?? []) {
      const { judge, sentence, difference, known } = look(pair, next.known, step);
      broken.judge ||= judge;
      broken.sentence ||= sentence;
      if (difference !== undefined) differences.push(difference);
      if (!sentence) visit(step.after, known);
    }
  }
  return { differences, broken };
};
