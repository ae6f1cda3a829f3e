/** Settings that several guarantees share are searched once, for all of them together. */
import { type Guarantee, guaranteeOf } from '../../../model/guarantees/index.ts';
import { type Examination, examine } from './examine.ts';
import type { Setting } from './expectation.ts';
import { expectations } from './expectations.ts';

const keyOf = ({ scenario, assuming }: Setting): string => JSON.stringify([scenario, assuming?.sentence]);

const known = (id: string): Guarantee => {
  const found = guaranteeOf(id);
  if (found === undefined) throw new Error(`an expectation about ${id}, which is no guarantee`);
  return found;
};

/** Which guarantees are asked where. */
const askedAt = (): ReadonlyMap<string, readonly Guarantee[]> => {
  const asked = new Map<string, readonly Guarantee[]>();
  for (const { guarantee, cases } of expectations)
    for (const setting of cases) asked.set(keyOf(setting), [...(asked.get(keyOf(setting)) ?? []), known(guarantee)]);
  return asked;
};

/** A way to examine settings of the expectations that never searches one twice. */
export const examiner = (): ((setting: Setting) => Examination) => {
  const asked = askedAt();
  const done = new Map<string, Examination>();
  return (setting) => {
    const key = keyOf(setting);
    const examination = done.get(key) ?? examine(setting, asked.get(key) ?? []);
    done.set(key, examination);
    return examination;
  };
};
