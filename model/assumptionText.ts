/** Assumptions as people write them: `shutdown=2s..20s`, `endpoint-propagation<=5s`, `image-pull>=1m`, one to a line in a file. */
import {
  type Assumptions,
  assume,
  assumptionNames,
  delayOf,
  endpointPropagation,
  meantBy,
  settableNames,
  usualAssumptions,
} from './assumptions.ts';
import type { Interval } from './timing/interval.ts';

/** What is wrong with a written assumption, and what to write instead. */
export interface AssumptionProblem {
  readonly text: string;
  /** Which part of it: the whole form, the name, the delay. */
  readonly about: 'form' | 'name' | 'delay';
  readonly message: string;
  readonly fix: string;
}

/** Assumptions read from words, or the first thing wrong with the words. */
export type AssumptionsRead = { readonly assumptions: Assumptions } | { readonly problem: AssumptionProblem };

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Longest delay that can be told apart from none at all, in milliseconds: a week. */
const longest = 604_800_000;

/** `500ms`, `5s`, `1.5s`, `1m30s` in milliseconds; undefined if it is none, or no whole number of milliseconds. */
export const durationIn = (text: string): number | undefined => {
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  const total = parts.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (units[unit] ?? 0), 0);
  const whole = Math.round(total);
  return Math.abs(total - whole) < 1e-6 && whole <= longest ? whole : undefined;
};

/** Milliseconds as people say them: `250ms`, `2.5s`, `8s`. */
export const durationText = (milliseconds: number): string =>
  milliseconds > 0 && milliseconds < 100 ? `${milliseconds}ms` : `${milliseconds / 1000}s`;

const form = /^([A-Za-z][A-Za-z-]*)\s*(<=|>=|<|>|=)\s*(.*)$/;

/** The range `a..b`, `a..`, `..b` or the single moment `a`. */
const rangeIn = (text: string): Interval | undefined => {
  const [from = '', to] = text.split('..').map((part) => part.trim());
  const earliest = from === '' && to !== undefined && to !== '' ? 0 : durationIn(from);
  if (earliest === undefined) return undefined;
  if (to === undefined) return { earliest, latest: earliest };
  const latest = to === '' ? Number.POSITIVE_INFINITY : durationIn(to);
  return latest === undefined || latest < earliest ? undefined : { earliest, latest };
};

/** What is left of a delay once one of its ends is moved; the other gives way where they would cross. */
const bounded = ({ earliest, latest }: Interval, sign: string, limit: number): Interval | undefined => {
  if (sign === '<' && limit === 0) return undefined;
  if (sign.startsWith('<')) {
    const first = earliest < limit || (sign === '<=' && earliest === limit) ? earliest : 0;
    return { earliest: first, latest: limit, ...(sign === '<' ? { latestOpen: true } : {}) };
  }
  const last = latest > limit || (sign === '>=' && latest === limit) ? latest : Number.POSITIVE_INFINITY;
  return { earliest: limit, latest: last, ...(sign === '>' ? { earliestOpen: true } : {}) };
};

const delayIn = (before: Interval, sign: string, value: string): Interval | undefined => {
  if (sign === '=') return rangeIn(value);
  const limit = durationIn(value);
  return limit === undefined ? undefined : bounded(before, sign, limit);
};

const unknown = (text: string, name: string): AssumptionProblem => {
  const meant = meantBy(name);
  return {
    text,
    about: 'name',
    message: `there is no assumption '${name}'`,
    fix: meant === undefined ? `there are ${settableNames.join(', ')}` : `did you mean ${meant}?`,
  };
};

const example = `write for example ${endpointPropagation}<=5s, shutdown=2s..20s or image-pull>=1m`;

/** The assumptions after one more was written down. */
export const withAssumption = (now: Assumptions, text: string): AssumptionsRead => {
  const [, name = '', sign = '', value = ''] = form.exec(text.trim()) ?? [];
  if (name === '') return { problem: { text, about: 'form', message: `'${text}' is no assumption`, fix: example } };
  const before = delayOf(now, name);
  if (before === undefined) return { problem: unknown(text, name) };
  const delay = delayIn(before, sign, value.trim());
  if (delay === undefined)
    return { problem: { text, about: 'delay', message: `'${value}' is no delay here`, fix: example } };
  return { assumptions: assume(now, name, delay) };
};

/** The usual assumptions, changed by each of these in turn. */
export const readAssumptions = (texts: readonly string[]): AssumptionsRead =>
  texts.reduce<AssumptionsRead>((read, text) => ('problem' in read ? read : withAssumption(read.assumptions, text)), {
    assumptions: usualAssumptions,
  });

/** The assumptions in a file: one to a line; what follows a # is a remark. */
export const linesOf = (file: string): readonly string[] =>
  file
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '');

/** A delay as it would be written: `<=5s`, `=0s`, `=2s..20s`, or '' if anything goes. */
export const delayText = ({ earliest, latest, earliestOpen, latestOpen }: Interval): string => {
  if (earliest === latest) return `=${durationText(earliest)}`;
  const unlimited = latest === Number.POSITIVE_INFINITY;
  if (earliest === 0 && earliestOpen !== true)
    return unlimited ? '' : `${latestOpen ? '<' : '<='}${durationText(latest)}`;
  if (unlimited) return `${earliestOpen ? '>' : '>='}${durationText(earliest)}`;
  return `=${durationText(earliest)}..${durationText(latest)}`;
};

/** A name with its delay, as it would be written; what may take any time is written as what bounds nothing. */
export const assumptionTextOf = (name: string, delay: string): string => `${name}${delay === '' ? '>=0s' : delay}`;

/** A delay as an annotation or a file of configuration has it: without a sign it is the delay itself. */
export const withSign = (value: string): string => (/^[<>=]/.test(value.trim()) ? value.trim() : `=${value.trim()}`);

/** Every assumption that says something, as it would be written. */
export const assumptionTexts = (assumptions: Assumptions): readonly string[] =>
  assumptionNames.flatMap((name) => {
    const text = delayText(assumptions[name]);
    return text === '' ? [] : [`${name}${text}`];
  });
