/** Spin, if it and a C compiler are installed: full state space, no partial order reduction, compiled with -O2. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Case, type Counts, promelaOf } from './cases.ts';
import { run } from './process.ts';

const COMPILER_FLAGS = ['-O2', '-DSAFETY', '-DNOREDUCE', '-DVECTORSZ=2048', '-o', 'pan', 'pan.c'];

/** Runs Spin on a case. Undefined where Spin or gcc is missing. */
export async function runSpin(subject: Case): Promise<(Counts & { seconds: number; MB: number }) | undefined> {
  const model = promelaOf(subject);
  const folder = await mkdtemp(join(tmpdir(), 'podproof-bench-'));
  try {
    await writeFile(join(folder, 'model.pml'), model.text);
    await run('spin', ['-a', 'model.pml'], folder);
    await run('gcc', COMPILER_FLAGS, folder);
    const { output, MB } = await run(join(folder, 'pan'), searchFlags(subject), folder);
    if (output.includes('max search depth too small')) throw new Error('Spin needs a greater search depth than -m');
    return {
      states: numberIn(output, /(\S+) states, stored/) - model.extraStates,
      transitions: numberIn(output, /(\S+) transitions/) - model.extraTransitions,
      seconds: numberIn(output, /elapsed time (\S+) seconds/),
      MB,
    };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A stack as deep as there are states, and a hash table of one to two entries a state: no path is longer. */
function searchFlags({ states }: Case): string[] {
  return [`-m${states + 10}`, `-w${Math.ceil(Math.log2(states)) + 1}`];
}

function numberIn(output: string, pattern: RegExp): number {
  const found = pattern.exec(output)?.[1];
  if (found === undefined) throw new Error(`Spin did not report ${pattern}:\n${output}`);
  return Number(found);
}
