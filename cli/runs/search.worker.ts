/** A thread that searches: takes a scenario, tells how it gets on, answers with what it found. */
import type { MessagePort } from 'node:worker_threads';
import { checkScenario, type PackedResult, packed } from '../../generators/check/index.ts';
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

/** Searches one scenario. */
export const search = async ({ slice, asked, port, ...limits }: Commission): Promise<PackedResult> => {
  const ending = new AbortController();
  port.on('message', () => ending.abort());
  try {
    const options = { ...limits, signal: ending.signal, onProgress: (progress: unknown) => port.postMessage(progress) };
    return packed(await checkScenario(slice, asked.map(named), options));
  } finally {
    port.close();
  }
};
