/** How much memory a search may take if nobody says. */
import { totalmem } from 'node:os';

/** Room for tens of millions of states. */
const usual = 4 * 2 ** 30;

/** What Node takes beside a search: its code, its heap, what is read and printed. Measured between 105 and 145 MiB. */
export const nodeTakes = 150 * 2 ** 20;

/** A search can do something with so little. */
const least = 64 * 2 ** 20;

/** A tenth is left to others. */
const share = 0.9;

/** The usual amount, or less where the machine, or the container this runs in, has less: who takes more is killed without a word. */
export const defaultMemory = (machine = totalmem(), container = process.constrainedMemory()): number => {
  // 0 or a number beyond all memory: there is no limit.
  const there = container > 0 ? Math.min(machine, container) : machine;
  return Math.min(usual, Math.max(least, Math.floor(share * there) - nodeTakes));
};
