/** Who can make a guarantee hold, learnt from the workloads of examples/: it depends on what a manifest has. */
import { readdirSync, readFileSync } from 'node:fs';
import { readWorkloads } from '../../library/manifest.ts';
import type { Guarantee } from '../../model/guarantees/guarantee.ts';
import { type Changer, changers } from '../../model/guarantees/remedy.ts';
import type { Scenario } from '../../model/scenario.ts';
import { root } from './repository.ts';

const meanings: Readonly<Record<Changer, string>> = {
  manifest: 'whoever writes the manifest, by a field or by saying what only they know',
  program: 'the program in the container, or one that talks to it, has to expect it',
  people: 'the people who run the workload, by how they operate it',
  nobody: 'nobody; it has to be lived with',
};

const scenarios: readonly Scenario[] = readdirSync(`${root}examples`)
  .filter((name) => name.endsWith('.yaml'))
  .flatMap((file) => readWorkloads({ text: readFileSync(`${root}examples/${file}`, 'utf8'), file }).workloads)
  .flatMap(({ slices }) => slices.map(({ scenario }) => scenario));

/** Everybody who can change it in some scenario of the examples. */
export const changersIn = (guarantee: Guarantee): readonly { readonly who: Changer; readonly means: string }[] => {
  const found = new Set(
    scenarios.filter((one) => guarantee.applies(one)).map((scenario) => guarantee.remedy(scenario).who),
  );
  return changers.filter((who) => found.has(who)).map((who) => ({ who, means: meanings[who] }));
};
