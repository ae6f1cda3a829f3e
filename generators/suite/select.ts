/** Set cover: few candidates that reach what all of them reach, and how few it could be at best. */

/** Something that covers goals at a cost. */
export interface Candidate {
  readonly covers: ReadonlySet<string>;
  /** Of two that cover as much the cheaper is taken. */
  readonly cost: number;
}

/** Greedy (the most new goals first, then the cheapest), then without those that became superfluous. Indices in the order given. */
export const selected = (candidates: readonly Candidate[]): readonly number[] => {
  const left = new Set(candidates.flatMap(({ covers }) => [...covers]));
  const chosen: number[] = [];
  const gain = ({ covers }: Candidate): number => [...covers].filter((goal) => left.has(goal)).length;
  while (left.size > 0) {
    const best = candidates
      .map((candidate, index) => ({ index, gain: gain(candidate), cost: candidate.cost }))
      .sort((a, b) => b.gain - a.gain || a.cost - b.cost || a.index - b.index)[0];
    if (best === undefined || best.gain === 0) break;
    chosen.push(best.index);
    for (const goal of candidates[best.index]?.covers ?? []) left.delete(goal);
  }
  return withoutSuperfluous(candidates, chosen).sort((a, b) => a - b);
};

const withoutSuperfluous = (candidates: readonly Candidate[], chosen: readonly number[]): number[] => {
  const counts = new Map<string, number>();
  for (const index of chosen)
    for (const goal of candidates[index]?.covers ?? []) counts.set(goal, (counts.get(goal) ?? 0) + 1);
  const kept: number[] = [];
  for (const index of [...chosen].reverse()) {
    const covers = [...(candidates[index]?.covers ?? [])];
    if (covers.every((goal) => (counts.get(goal) ?? 0) > 1))
      for (const goal of covers) counts.set(goal, (counts.get(goal) ?? 0) - 1);
    else kept.push(index);
  }
  return kept;
};

/**
 * No cover has fewer members than this: goals no two of which any candidate covers together need one each. Goals with few candidates are
 * picked first.
 */
export const lowerBound = (candidates: readonly Candidate[]): number => {
  const by = new Map<string, number[]>();
  for (const [index, { covers }] of candidates.entries())
    for (const goal of covers) by.set(goal, [...(by.get(goal) ?? []), index]);
  const taken = new Set<number>();
  let count = 0;
  for (const [, owners] of [...by].sort(([a, x], [b, y]) => x.length - y.length || (a < b ? -1 : 1))) {
    if (owners.some((owner) => taken.has(owner))) continue;
    for (const owner of owners) taken.add(owner);
    count += 1;
  }
  return count;
};
