/** A thread that searches: takes a scenario, tells how it gets on, answers with what it found. Or only whether guarantees hold in it. */
import type { MessagePort } from 'node:worker_threads';
import { checkScenario, type PackedResult, packed } from '../../generators/check/index.ts';
import { type Decision, decide as decideHere } from '../../generators/findings/index.ts';
import { guaranteeOf } from '../../model/guarantees/index.ts';
import type { Slice } from '../../model/slices/index.ts';

/** What a thread is given. */
export interface Commission {
  readonly slice: Slice;
  /** The ids of the guarantees that are asked. */
  readonly asked: readonly string[];
  readonly maxStates?: number;
  readonly maxMemoryBytes: number;
  /** Progress goes out here; whatever comes in ends the search with what is known. */
  readonly port: MessagePort;
}

const named = (id: string) => {
  const guarantee = guaranteeOf(id);
  if (guarantee === undefined) throw new Error(`there is no guarantee ${id}`);
  return guarantee;
};

/** Runs until it is done, or until something comes in. */
const whileOpen = async <T>(port: MessagePort, run: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const ending = new AbortController();
  port.on('message', () => ending.abort());
  try {
    return await run(ending.signal);
  } finally {
    port.close();
  }
};

/** Searches one scenario. */
export const search = ({ slice, asked, port, ...limits }: Commission): Promise<PackedResult> =>
  whileOpen(port, async (signal) => {
    const onProgress = (progress: unknown): void => port.postMessage(progress);
    return packed(await checkScenario(slice, asked.map(named), { ...limits, signal, onProgress }));
  });

/** Finds out whether the guarantees hold in one scenario. */
export const decide = ({ slice, asked, port, ...limits }: Commission): Promise<Decision> =>
  whileOpen(port, (signal) => decideHere(slice, asked.map(named), { ...limits, signal }));
