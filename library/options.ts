/** What programmers may say about a manifest and the cluster around it. The command line says the same in options. */
import type { FaultKind, UserAction } from '../model/scenario.ts';
import type { Switches } from '../model/switches.ts';
import type { Setting } from '../model/workload/index.ts';
import { standardInput } from './inputArguments.ts';
import { InputError } from './inputError.ts';
import { type Setup, saidIn, settingOf } from './setup.ts';
import type { Input } from './tasks.ts';

/** A manifest and the name that problems, findings and commands call it by. */
export interface ManifestText {
  readonly file: string;
  readonly text: string;
}

/** Everything is optional; what is left out is as `podproof check` has it without options. */
export interface ManifestOptions {
  /** `1.36`, or a release such as `1.36.2`. */
  readonly kubernetesVersion?: string;
  readonly featureGates?: Readonly<Record<string, boolean>>;
  /** Behaviour that no gate decides; `podproof switches` lists it. */
  readonly switches?: Partial<Switches>;
  /** So many equal nodes, instead of the Nodes of the manifest. */
  readonly nodes?: number;
  /** How often the user may do each of these; -1 is without end. */
  readonly user?: Readonly<Partial<Record<UserAction, number>>>;
  /** How often each of these may fail; -1 is without end. */
  readonly faults?: Readonly<Partial<Record<FaultKind, number>>>;
  /** How long things take, as `--assume` has it: `shutdown<=20s`. Counts before annotations of workloads. */
  readonly assume?: readonly string[];
  /** Ask nothing that depends on how long things take. */
  readonly untimed?: boolean;
}

/** One text, or several; a text alone goes by the name of standard input, `-`. */
export type ManifestInput = string | ManifestText | readonly ManifestText[];

/** The texts, as what reads files would hand them on. */
export const inputsOf = (manifest: ManifestInput): readonly Input[] => {
  const texts = typeof manifest === 'string' ? [{ file: standardInput, text: manifest }] : [manifest].flat();
  const seen = new Set<string>();
  for (const { file } of texts) {
    if (seen.has(file)) throw new InputError(`${file}: two texts go by this name`, 'give each a name of its own');
    seen.add(file);
  }
  return texts.map(({ file, text }) => ({ file, text, listed: false }));
};

/** The same as the command line says it. */
export const setupOf = ({ switches, nodes, untimed, ...rest }: ManifestOptions): Setup => ({
  ...rest,
  ...(switches === undefined ? {} : { switch: switches }),
  ...(nodes === undefined ? {} : { nodes: String(nodes) }),
  ...(untimed === true ? { untimed } : {}),
});

/** What is assumed of the cluster around the manifest. Throws if the options do not go together or name what is not there. */
export const settingFor = (options: ManifestOptions): Setting => {
  const { assume = [], untimed, nodes } = options;
  if (untimed === true && assume.length > 0) {
    throw new InputError('untimed and assume contradict each other', 'leave one of them out');
  }
  if (nodes !== undefined && !Number.isInteger(nodes)) {
    throw new InputError(`nodes: ${nodes} is no number of nodes`, 'write a whole number');
  }
  return settingOf(setupOf(options), untimed === true ? undefined : saidIn(assume));
};
