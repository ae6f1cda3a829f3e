/** What is checked: the cluster around the manifests, what users may do, what may fail; and the same as arguments of a command. */

import { inForce, type SaidAssumption } from '../model/assumptionSources.ts';
import { defaultKubernetesVersion, kubernetesVersions, resolveGates } from '../model/gates.ts';
import type { FaultKind, UserAction } from '../model/scenario.ts';
import type { Switches } from '../model/switches.ts';
import type { ConfigurationEntry, Setting } from '../model/workload/index.ts';
import { inertLine, replaced } from '../reports/inert/text.ts';
import { InputError } from './inputError.ts';

/** What is absent has the default of each slice. */
export interface Setup {
  readonly nodes?: string;
  readonly user?: Readonly<Partial<Record<UserAction, number>>>;
  readonly faults?: Readonly<Partial<Record<FaultKind, number>>>;
  readonly kubernetesVersion?: string;
  readonly featureGates?: Readonly<Record<string, boolean>>;
  readonly switch?: Partial<Switches>;
  /** Assumptions as written: `shutdown<=20s`, or `@file` with one to a line. */
  readonly assume?: readonly string[];
  readonly untimed?: true;
  /** A file of configuration; false: none, not even one that is found. */
  readonly config?: string | false;
  /** What to call the file that standard input is. */
  readonly stdinFilename?: string;
}

const pairs = (values: Readonly<Record<string, number | boolean | undefined>>): string =>
  Object.entries(values)
    .map(([key, value]) => `${key}=${value === -1 ? 'unlimited' : value}`)
    .join(',');

const switchPairs = (values: Partial<Switches>): string =>
  Object.entries(values)
    .map(([name, on]) => `${name}=${on ? 'on' : 'off'}`)
    .join(',');

/** The options again as arguments, for a command that repeats a check. */
export const setupArguments = (setup: Setup): readonly string[] => {
  const {
    nodes,
    user,
    faults,
    kubernetesVersion,
    featureGates,
    switch: switches,
    assume = [],
    untimed,
    config,
  } = setup;
  return [
    ...(nodes === undefined ? [] : ['--nodes', nodes]),
    ...(user === undefined ? [] : ['--user', pairs(user)]),
    ...(faults === undefined ? [] : ['--faults', pairs(faults)]),
    ...(kubernetesVersion === undefined ? [] : ['--kubernetes-version', kubernetesVersion]),
    ...(featureGates === undefined ? [] : ['--feature-gates', pairs(featureGates)]),
    ...(switches === undefined ? [] : ['--switch', switchPairs(switches)]),
    ...assume.flatMap((text) => ['--assume', text]),
    ...(untimed === true ? ['--untimed'] : []),
    ...(config === undefined ? [] : config === false ? ['--no-config'] : ['--config', config]),
  ];
};

/** Version and gates that belong together; complains about what this version does not know. */
export const versionOf = ({ kubernetesVersion, featureGates }: Pick<Setup, 'kubernetesVersion' | 'featureGates'>) => {
  const resolved = resolveGates(kubernetesVersion ?? defaultKubernetesVersion, featureGates ?? {});
  if (resolved.ok) return { kubernetesVersion: resolved.release, featureGates: resolved.featureGates };
  throw new InputError(
    resolved.errors.join('; '),
    `versions are ${kubernetesVersions.join(', ')}; gates are written Name=true or Name=false`,
  );
};

/** Assumptions that count before those of every workload; throws if one is none. */
export const saidIn = (texts: readonly string[]): readonly SaidAssumption[] => {
  const said = texts.map((text): SaidAssumption => ({ text, source: { by: 'command line' } }));
  const [wrong] = inForce(said).problems;
  if (wrong === undefined) return said;
  throw new InputError(`--assume '${wrong.problem.text}': ${wrong.problem.message}`, wrong.problem.fix);
};

/** The setting these options ask for, with the assumptions they make: the command reads some from files. */
export const settingOf = (
  setup: Setup,
  said: readonly SaidAssumption[] | undefined,
  configured: readonly ConfigurationEntry[] = [],
): Setting => {
  const nodes = nodeCountOf(setup);
  return {
    ...versionOf(setup),
    ...(nodes === undefined ? {} : { nodeCount: nodes }),
    ...(setup.switch === undefined ? {} : { switches: setup.switch }),
    ...(said === undefined ? {} : { said }),
    configured,
    user: setup.user ?? {},
    faults: setup.faults ?? {},
  };
};

const mostNodes = 5;

/** How many equal nodes are asked for; undefined if none are, or a file with nodes. */
export const nodeCountOf = ({ nodes }: Setup): number | undefined => {
  if (nodes === undefined || !/^\d+$/.test(nodes)) return undefined;
  const count = Number(nodes);
  if (count >= 1 && count <= mostNodes) return count;
  throw new InputError(
    `--nodes ${nodes}: from 1 to ${mostNodes} nodes are possible`,
    'more equal nodes show nothing new',
  );
};

const hex = (sign: string): string => {
  const code = sign.charCodeAt(0);
  return code < 0x80 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
};

/**
 * A word as a shell reads it back, in one line that shows what it is. `$'…'` stands in POSIX since 2024, and in bash, zsh and ksh long before;
 * it is used for what cannot be shown otherwise.
 */
export const quoted = (word: string): string => {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(word)) return word;
  if (inertLine(word) === word) return `'${word.replaceAll("'", `'\\''`)}'`;
  const plain = word
    .replace(/[\\']/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t');
  return `$'${replaced(plain, hex)}'`;
};
