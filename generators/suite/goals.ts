/** Goals: what is worth covering, as tagged data, and their public ids, which are written and read here and nowhere else. */
import type { Goal } from './case.ts';

/** What a goal is about. An edge is a transition as `edgeKey` writes it. */
export type Aim =
  | { readonly kind: 'event'; readonly type: string }
  | { readonly kind: 'transition'; readonly chart: string; readonly edge: string }
  /** Two transitions of one subject, one after the other. */
  | { readonly kind: 'pair'; readonly chart: string; readonly first: string; readonly second: string }
  /** Two things from outside, one after the other. */
  | { readonly kind: 'sequence'; readonly first: string; readonly second: string }
  | { readonly kind: 'stop'; readonly way: string }
  | { readonly kind: 'witness'; readonly guarantee: string }
  | { readonly kind: 'near-miss'; readonly mutant: string };

const restOf = (aim: Aim): string => {
  switch (aim.kind) {
    case 'event':
      return aim.type;
    case 'transition':
      return `${aim.chart}: ${aim.edge}`;
    case 'pair':
      return `${aim.chart}: ${aim.first}, then ${aim.second}`;
    case 'sequence':
      return `${aim.first}, then ${aim.second}`;
    case 'stop':
      return aim.way;
    case 'witness':
      return aim.guarantee;
    case 'near-miss':
      return aim.mutant;
  }
};

/** The id of a goal, as suites and coverage reports write it. */
export const goalId = (aim: Aim): string => `${aim.kind}:${restOf(aim)}`;

/** An id taken apart: its kind, and what stands after it. */
const split = (id: string): readonly [kind: Goal['kind'], rest: string] => {
  const at = id.indexOf(':');
  return [id.slice(0, at) as Goal['kind'], id.slice(at + 1)];
};

/** The kind of the goal of that id. */
export const goalKindOf = (id: string): Goal['kind'] => split(id)[0];

/** The mistake that the goal of that id comes near to; undefined for goals of another kind. */
export const mutantOf = (id: string): string | undefined => {
  const [kind, rest] = split(id);
  return kind === 'near-miss' ? rest : undefined;
};

const titles: Readonly<Record<Goal['kind'], (rest: string) => string>> = {
  event: (type) => `${type} happens`,
  transition: (edge) => `the transition ${edge}`,
  pair: (pair) => `the successive transitions ${pair}`,
  witness: (guarantee) => `the situation that ${guarantee} speaks of`,
  sequence: (sequence) => `this from outside: ${sequence}`,
  stop: (way) => `this way to stop: ${way}`,
  'near-miss': (mutant) => `the moment at which the mistake ${mutant} would strike`,
};

/** The goal of that id. */
export const goalOf = (id: string): Goal => {
  const [kind, rest] = split(id);
  return { id, kind, title: titles[kind](rest) };
};
