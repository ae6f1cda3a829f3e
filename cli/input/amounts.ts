/** Amounts as people write them on a command line: counts, memory, durations, budgets, feature gates, switches. */
import { InvalidArgumentError } from 'commander';
import { suggest } from '../../model/kubernetes/suggest.ts';
import { unlimited } from '../../model/scenario.ts';
import { type Switches, type SwitchName, switchNames } from '../../model/switches.ts';

const units: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
};

const scaled = (text: string, suffixes: readonly string[]): number | undefined => {
  const [, digits = '', unit = ''] = /^(\d[\d_]*(?:\.\d+)?)([A-Za-z]*)$/.exec(text) ?? [];
  const factor = suffixes.includes(unit) ? units[unit] : undefined;
  const amount = digits === '' || factor === undefined ? Number.NaN : Number(digits.replaceAll('_', '')) * factor;
  return Number.isSafeInteger(amount) && amount > 0 ? amount : undefined;
};

/** A count of states: `200000`, `200_000`, `200k`, `5M`. */
export const countIn = (text: string): number => {
  const count = scaled(text, ['', 'k', 'M', 'G']);
  if (count === undefined) throw new InvalidArgumentError('Write a whole number above 0, such as 200000, 200k or 5M.');
  return count;
};

const leastBytes = 2 ** 20;

/** Memory in bytes: `4Gi`, `512Mi`, `2G`; the explorer cannot begin with less than 1Mi. */
export const bytesIn = (text: string): number => {
  const bytes = scaled(text, Object.keys(units));
  if (bytes === undefined || bytes < leastBytes)
    throw new InvalidArgumentError('Write an amount of memory, such as 512Mi or 4Gi; at least 1Mi.');
  return bytes;
};

const seconds: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };
const longestDelay = 2 ** 31 - 1;

/** A duration in milliseconds: `500ms`, `60s`, `1m30s`, `2h`. */
export const millisecondsIn = (text: string): number => {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  const total = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (seconds[unit ?? ''] ?? 0) * 1000, 0);
  if (parts.map(([part]) => part).join('') !== text || !(total > 0) || total > longestDelay) {
    throw new InvalidArgumentError('Write a duration with its unit, such as 500ms, 60s or 5m.');
  }
  return Math.ceil(total);
};

/** `key=value` pairs between commas, in the order written. */
const pairsIn = (text: string): readonly (readonly [string, string])[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      return at === -1 ? [part, ''] : [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    });

const known = <K extends string>(kind: string, kinds: readonly K[]): K => {
  const found = kinds.find((one) => one === kind);
  if (found !== undefined) return found;
  const meant = suggest(kind, kinds);
  throw new InvalidArgumentError(
    meant === undefined
      ? `There is no '${kind}'; there are ${kinds.join(', ')}.`
      : `There is no '${kind}'. Did you mean ${meant}?`,
  );
};

/** Most that a budget may hold; more would only be more of the same. */
const largestBudget = 100;

/** How often each of these may happen; what is not named is left to the scenario. */
export type BudgetsOf<K extends string> = Readonly<Partial<Record<K, number>>>;

/** Budgets: `kubelet-restart=1,container-crash=unlimited`; later ones override earlier ones. */
export const budgetsIn =
  <K extends string>(kinds: readonly K[]) =>
  (text: string, before?: BudgetsOf<K>): BudgetsOf<K> => {
    const pairs = pairsIn(text).map(([kind, value]): [K, number] => {
      const name = known(kind, kinds);
      if (value === 'unlimited') return [name, unlimited];
      const count = /^\d+$/.test(value) ? Number(value) : Number.NaN;
      if (!(count <= largestBudget)) {
        throw new InvalidArgumentError(`Say how often: ${kind}=1, at most ${largestBudget}, or ${kind}=unlimited.`);
      }
      return [name, count];
    });
    return { ...before, ...(Object.fromEntries(pairs) as Partial<Record<K, number>>) };
  };

/** Feature gates as the components take them: `A=true,B=false`. Whether they exist is for the version to say. */
export const gatesIn = (
  text: string,
  before: Readonly<Record<string, boolean>> = {},
): Readonly<Record<string, boolean>> => {
  const pairs = pairsIn(text).map(([name, value]): [string, boolean] => {
    if (value !== 'true' && value !== 'false') {
      throw new InvalidArgumentError(`Write ${name}=true or ${name}=false.`);
    }
    return [name, value === 'true'];
  });
  return { ...before, ...Object.fromEntries(pairs) };
};

/** Switches: `a=on,b=off`; later ones override earlier ones. */
export const switchesIn = (text: string, before?: Partial<Switches>): Partial<Switches> => {
  const pairs = pairsIn(text).map(([name, value]): [SwitchName, boolean] => {
    const one = known(name, switchNames);
    if (value !== 'on' && value !== 'off') throw new InvalidArgumentError(`Write ${name}=on or ${name}=off.`);
    return [one, value === 'on'];
  });
  return { ...before, ...Object.fromEntries(pairs) };
};

/** Names between commas; given several times, all of them. */
export const namesIn = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== ''),
];
