/** The position in the browser's history: what is opened is an entry of its own, steps along a run only move it. */
import { effect } from '@preact/signals';
import type { Frame } from './frame.ts';

/** What is used of a window. */
interface Place {
  readonly location: { readonly hash: string };
  readonly history: Pick<History, 'pushState' | 'replaceState'>;
}

/** Writes every position into the address, so that Back returns to what was looked at before; gives what ends that. */
export const keepHistory = ({ fragment, visits }: Frame, { location, history }: Place): (() => void) => {
  let seen = visits.value;
  return effect(() => {
    const [address, count] = [`#${fragment.value}`, visits.value];
    const write = count === seen ? 'replaceState' : 'pushState';
    seen = count;
    if (location.hash !== address) history[write](null, '', address);
  });
};
