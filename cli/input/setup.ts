/** Options that say what is checked: the cluster around the manifests, what users may do, what may fail. */
import { type Command, Option } from 'commander';
import { defaultKubernetesVersion, kubernetesVersions, resolveGates } from '../../model/gates.ts';
import { type FaultKind, faultKinds, type UserAction, userActions } from '../../model/scenario.ts';
import type { Switches } from '../../model/switches.ts';
import { inertLine, replaced } from '../../reports/inert/text.ts';
import { Complaint } from '../complaint.ts';
import { type BudgetsOf, budgetsIn, gatesIn, switchesIn } from './amounts.ts';

/** The options as parsed; what is absent has the default of each slice. */
export interface Setup {
  readonly nodes?: string;
  readonly user?: BudgetsOf<UserAction>;
  readonly faults?: BudgetsOf<FaultKind>;
  readonly kubernetesVersion?: string;
  readonly featureGates?: Readonly<Record<string, boolean>>;
  /** Called as the option is. */
  readonly switch?: Partial<Switches>;
  /** Assumptions as written: `shutdown<=20s`, or `@file` with one to a line. */
  readonly assume?: readonly string[];
  readonly untimed?: true;
}

/** Not split at commas: values such as 2s..20s have none, and file names may. */
const oneMore = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

/** `--switch name=on`, again or with commas for more. */
const switchOption = (): Option =>
  new Option(
    '--switch <name=on|off>',
    "behaviour that no gate decides, with commas between; 'podproof switches' lists it",
  ).argParser(switchesIn);

/** Adds the options to a verb. */
export const addSetup = (command: Command): Command =>
  command
    .option('--nodes <n|file>', 'so many equal nodes, or a file with Node manifests')
    .addOption(
      new Option(
        '--user <action=n>',
        `how often the user may act, with commas between: ${userActions.join(', ')}`,
      ).argParser(budgetsIn(userActions)),
    )
    .addOption(
      new Option(
        '--faults <fault=n>',
        `how often something may fail, with commas between: ${faultKinds.join(', ')}`,
      ).argParser(budgetsIn(faultKinds)),
    )
    .addOption(
      new Option(
        '--kubernetes-version <version>',
        `one of ${kubernetesVersions.join(', ')} (default: ${defaultKubernetesVersion})`,
      ),
    )
    .addOption(
      new Option(
        '--feature-gates <Gate=bool>',
        'feature gates as the components take them, with commas between',
      ).argParser(gatesIn),
    )
    .addOption(switchOption())
    .addOption(
      new Option(
        '--assume <delay|@file>',
        `how long something takes, such as 'endpoint-propagation<=5s' or shutdown=2s..20s; again for more. Counts before the workload's annotation assume.podproof.dev/NAME, and that before the default`,
      ).argParser(oneMore),
    )
    .option('--untimed', 'ask nothing that depends on how long things take');

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
  const { nodes, user, faults, kubernetesVersion, featureGates, switch: switches, assume = [], untimed } = setup;
  return [
    ...(nodes === undefined ? [] : ['--nodes', nodes]),
    ...(user === undefined ? [] : ['--user', pairs(user)]),
    ...(faults === undefined ? [] : ['--faults', pairs(faults)]),
    ...(kubernetesVersion === undefined ? [] : ['--kubernetes-version', kubernetesVersion]),
    ...(featureGates === undefined ? [] : ['--feature-gates', pairs(featureGates)]),
    ...(switches === undefined ? [] : ['--switch', switchPairs(switches)]),
    ...assume.flatMap((text) => ['--assume', text]),
    ...(untimed === true ? ['--untimed'] : []),
  ];
};

/** Version and gates that belong together; complains about what this version does not know. */
export const versionOf = ({ kubernetesVersion, featureGates }: Setup) => {
  const resolved = resolveGates(kubernetesVersion ?? defaultKubernetesVersion, featureGates ?? {});
  if (resolved.ok) return { kubernetesVersion: resolved.version, featureGates: resolved.featureGates };
  throw new Complaint(
    resolved.errors.join('; '),
    `versions are ${kubernetesVersions.join(', ')}; gates are written Name=true or Name=false`,
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
