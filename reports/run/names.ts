/** How things of a scenario are called in sentences: no more words than it takes to tell them apart. */
import type { Scenario, Uid } from '../../model/scenario.ts';
import { uidsOf } from '../../model/scenario.ts';

/** `pod web`, or `pod web#2` where there are several incarnations of the name. */
export const podOf = (scenario: Scenario, uid: Uid): string => {
  const name = scenario.instances[uid]?.name ?? uid;
  return `pod ${uidsOf(scenario, name).length > 1 ? uid : name}`;
};

/** `container app`, with its pod where there are several pods. */
export const containerNamed = (scenario: Scenario, uid: Uid, container: string): string =>
  Object.keys(scenario.instances).length > 1
    ? `container ${container} of ${podOf(scenario, uid)}`
    : `container ${container}`;

/** `node n1`; a name that says so itself stays as it is: `node-1`. */
export const nodeNamed = (node: string): string => (node.startsWith('node') ? node : `node ${node}`);

/** ` on node n1`, or nothing where there is one node only. */
export const onNode = (scenario: Scenario, node: string): string =>
  Object.keys(scenario.nodes).length > 1 ? ` on ${nodeNamed(node)}` : '';

/** `a`, `a and b`, `a, b and c`. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** A whole number with separators of thousands. By hand: the first `toLocaleString` of a process loads ICU's data, which takes longer than a small search. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** `1 state`, `2 states`, with separators of thousands. */
export const counted = (count: number, noun: string): string =>
  `${grouped(count)} ${count === 1 ? noun : noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
