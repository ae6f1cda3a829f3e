/** What a scenario takes for granted, in sentences. */

import { type DelaySource, sourceText } from '../../model/assumptionSources.ts';
import { assumptionKinds, assumptionNames } from '../../model/assumptions.ts';
import { assumptionTexts } from '../../model/assumptionText.ts';
import type { Scenario } from '../../model/scenario.ts';

/** Assumptions with what they measure, and where they were said if they are no defaults; what has no bound is not among them. */
const delaySentences = (delays: readonly string[], sources: readonly DelaySource[]): readonly string[] => [
  ...delays.map((delay) => {
    const name = assumptionNames.find((one) => delay.startsWith(one));
    if (name === undefined) return delay;
    const source = sources.find((one) => one.name === name);
    return `${delay}: ${assumptionKinds[name].measures}${source === undefined ? '' : ` (${sourceText(source)})`}`;
  }),
  'what is not named may take any time',
];

const servingSentence = {
  true: ['processes start and stop accepting connections whenever they like'],
  'until-sigterm': ['processes accept connections until they get SIGTERM'],
  false: [],
} as const;

/** Of delays, of fairness, of users and faults, of processes: one sentence for each. */
export const assumptionsOf = (scenario: Scenario, sources: readonly DelaySource[] = []): readonly string[] => [
  ...(scenario.assumptions === undefined
    ? ['every delay is arbitrary: nothing is assumed about how long a step takes']
    : delaySentences(assumptionTexts(scenario.assumptions), sources)),
  'a component of Kubernetes, the container runtime or a watch that stays able to act does act at last (weak fairness)',
  'users, processes and faults may act at any moment their budget allows, and need not',
  ...servingSentence[`${scenario.serving}`],
];
