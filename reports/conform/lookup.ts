/** Which difference a cell of the divergence matrix speaks of. */
import type { ConformView } from './view.ts';

/** The number, from 1, of the difference that breaks a guarantee on a target; 0 if none does. */
export const differenceOfGuarantee = ({ differences }: ConformView, target: string, id: string): number =>
  differences.findIndex((one) => one.target === target && one.promises.some((promise) => promise.id === id)) + 1;

/** The number, from 1, of the difference a case shows on a target; 0 if it shows none. */
export const differenceOfCase = ({ differences }: ConformView, target: string, id: string): number =>
  differences.findIndex((one) => one.target === target && (one.id === id || one.others.includes(id))) + 1;
