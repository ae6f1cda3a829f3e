/** One engine on one case, in a process of its own. */

import { fileURLToPath } from 'node:url';
import { type Case, type Counts, type Engine, nameOf } from './cases.ts';
import { run } from './process.ts';
import { runSpin } from './spin.ts';

/** What is reported of one run. */
export interface Measurement extends Counts {
  readonly model: string;
  readonly parameters: readonly number[];
  readonly engine: Engine;
  /** Time of the search alone, without starting a process or compiling. */
  readonly seconds: number;
  /** Peak resident memory of the whole process, in units of 1 000 000 bytes. */
  readonly MB: number;
}

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));

/** Measures; undefined if the engine is not installed. */
export async function measure(engine: Engine, subject: Case): Promise<Measurement | undefined> {
  const { model, parameters } = subject;
  if (engine === 'spin') {
    const counted = await runSpin(subject);
    return counted && { model, parameters, engine, ...counted };
  }
  const { output } = await run(process.execPath, [...process.execArgv, WORKER, engine, nameOf(subject)]);
  return { model, parameters, engine, ...(JSON.parse(output) as Counts & { seconds: number; MB: number }) };
}
