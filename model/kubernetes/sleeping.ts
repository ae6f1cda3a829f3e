/**
 * How long the command of an exec hook sleeps for certain. Only what cannot be otherwise counts: a `sleep` that a shell comes to whatever
 * the commands before it do. Everything that is not understood counts as no time at all, which at worst is a false alarm.
 */
import type { LifecycleHandler, Sleeping } from './spec.ts';

const shells = /^(?:\/usr)?(?:\/bin\/)?(?:sh|bash|ash|dash|zsh)$/;
const sleepProgram = /^(?:\/usr)?(?:\/bin\/)?sleep$/;
const units: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** `sleep infinity`: more than any grace period that is served in practice, less than what the search in time can count. */
const longest = 30_000_000;

/** Seconds of one operand of `sleep` (coreutils and busybox); undefined if it is none. */
const operand = (text: string): number | undefined => {
  if (/^inf(?:inity)?$/i.test(text)) return longest;
  const [, digits, unit = ''] = /^(\d+(?:\.\d*)?|\.\d+)([smhd]?)$/.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits) * (units[unit] ?? 1);
};

/** Seconds of a `sleep` with its operands, which add up; undefined if these words are something else. */
const sleepOf = ([program = '', ...operands]: readonly string[]): number | undefined => {
  if (!sleepProgram.test(program) || operands.length === 0) return undefined;
  const seconds = operands.map(operand);
  if (seconds.includes(undefined)) return undefined;
  return Math.min(
    longest,
    seconds.reduce<number>((sum, one = 0) => sum + one, 0),
  );
};

/** Quoting, expansion, groups, jobs in the background, pipes, redirection, comments: a script with any of these is read up to it only. */
const beyondUs = /["'`$\\(){}<>#*?[\]~!]|(?<!&)&(?!&)|(?<!\|)\|(?!\|)/;

/** Words with which a script may end or leave out what follows, begin something that repeats or skips, or give `sleep` another meaning. */
const changesCourse = new Set(
  'exit exec return break continue set trap kill if then else elif fi for while until do done case esac function eval alias . source'.split(
    ' ',
  ),
);

/** Commands of a script one after the other, each with what stands behind it. */
const statements = (script: string): readonly { readonly words: readonly string[]; readonly end: string }[] =>
  [...script.matchAll(/([^;\n&|]*)(;|\n|&&|\|\||$)/g)].map(([, command = '', end = '']) => ({
    words: command.trim().split(/\s+/).filter(Boolean),
    end,
  }));

/** The part of a script that is understood: up to the last whole statement before something that is not. */
const understood = (script: string): { readonly text: string; readonly whole: boolean } => {
  const at = script.search(beyondUs);
  if (at === -1) return { text: script, whole: true };
  const before = script.slice(0, at);
  const cut = Math.max(before.lastIndexOf(';'), before.lastIndexOf('\n'), before.lastIndexOf('&&'));
  return { text: cut === -1 ? '' : before.slice(0, cut), whole: false };
};

/** What a shell sleeps for certain in this script. `stopsOnError`: the shell was told -e. */
const scriptSleep = (script: string, stopsOnError: boolean): Sleeping | undefined => {
  const { text, whole } = understood(script);
  let seconds = 0;
  let only = whole;
  for (const { words, end } of statements(text)) {
    if (words.length === 0) continue;
    if (words[0] === 'exec' && sleepOf(words.slice(1)) !== undefined) {
      return { seconds: seconds + (sleepOf(words.slice(1)) ?? 0), only };
    }
    const slept = sleepOf(words);
    seconds += slept ?? 0;
    // What follows `sleep && …` follows for certain; what follows `sleep || …` does not, nor what follows a command that may fail.
    const goesOn = slept === undefined ? !stopsOnError && end !== '&&' && end !== '||' : end !== '||';
    if (slept === undefined || !goesOn) only = false;
    if (!goesOn || words.some((word) => changesCourse.has(word) || word.includes('='))) break;
  }
  return seconds > 0 ? { seconds, only } : undefined;
};

/** What a command says of its length; undefined if it says nothing. */
export const sleepingOf = (command: readonly string[]): Sleeping | undefined => {
  const slept = sleepOf(command);
  if (slept !== undefined) return slept > 0 ? { seconds: slept, only: true } : undefined;
  const [shell = '', flags = '', script, ...more] = command;
  if (!shells.test(shell) || !/^-[a-z]*c$/.test(flags) || script === undefined || more.length > 0) return undefined;
  return scriptSleep(script, flags.includes('e'));
};

/** True if nothing bounds how long this hook takes: a program that is not known to end, an answer that need not come. */
export const isOpenEnded = (hook: LifecycleHandler | undefined): boolean =>
  hook?.handler === 'httpGet' || (hook?.handler === 'exec' && hook.sleeping?.only !== true);

/** True if a hook does nothing but sleep. */
export const onlySleeps = (hook: LifecycleHandler): boolean => hook.handler === 'sleep' || hook.sleeping?.only === true;
