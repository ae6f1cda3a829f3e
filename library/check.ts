/**
 * The door `podproof/check`: checks manifests as `podproof check` does, and gives the report it prints with `-o json`.
 *
 * @module podproof/check
 *
 * @example
 * ```ts
 * import { checkManifest } from 'podproof/check';
 *
 * const yaml = `
 * apiVersion: v1
 * kind: Pod
 * metadata: { name: web }
 * spec: { containers: [{ name: app, image: nginx }] }
 * `;
 * const report = await checkManifest(yaml, { guarantees: ['bind-once'], signal: AbortSignal.timeout(60_000) });
 * for (const { slice, guarantees } of report.scenarios) {
 *   for (const { id, verdict } of guarantees) console.log(`${slice}: ${id} ${verdict}`);
 * }
 * //→ pod: bind-once holds
 * ```
 */
import type { CheckOptions } from '../generators/check/check.ts';
import type { SliceName } from '../model/guarantees/guarantee.ts';
import type { FailLevel } from '../reports/check/answer.ts';
import type { CheckReport } from '../reports/check/report.ts';
import { answersAbout } from './checking.ts';
import { guaranteesNamed } from './guarantees.ts';
import { inputsOf, type ManifestInput, type ManifestOptions, settingFor, setupOf } from './options.ts';
import { manifestsIn } from './reading.ts';
import { placesIn, tasksIn } from './tasks.ts';
import { version } from './version.ts';
import { breathing, type SearchWay } from './way.ts';

export type { FindingReport } from '../reports/check/findings.ts';
export type {
  CheckReport,
  GuaranteeReport,
  ProblemReport,
  ScenarioReport,
  StepReport,
} from '../reports/check/report.ts';
export { InputError } from './inputError.ts';
export type { ManifestInput, ManifestOptions, ManifestText } from './options.ts';

/** What is asked of the manifests, and how far the searches may go. */
export interface CheckManifestOptions extends ManifestOptions, Pick<CheckOptions, 'maxStates' | 'onProgress'> {
  /** Only these guarantees, by id; `guarantees` of `podproof/model` has them all. */
  readonly guarantees?: readonly string[];
  /** Only this slice of each workload. */
  readonly slice?: SliceName;
  /** Which violations count, as `--fail-on` has it. */
  readonly failOn?: FailLevel;
  /** Ends a search at so much memory, undecided; 4 GiB if not given. */
  readonly maxMemoryBytes?: number;
  /** Ends everything with what is known by then: what was not answered is undecided, and says so. */
  readonly signal?: AbortSignal;
  /** Told of each scenario that is about to be searched. */
  readonly onScenario?: (name: string) => void;
}

const usualMemory = 4 * 2 ** 30;

const wayOf = (options: CheckManifestOptions): SearchWay => {
  const { maxStates, maxMemoryBytes = usualMemory, onProgress, onScenario = () => undefined } = options;
  const { signal = new AbortController().signal } = options;
  const breathe = breathing();
  return {
    signal,
    // What is asked for is told, however late it is: reading and cutting are short.
    late: new AbortController().signal,
    breathe,
    goOn: breathe,
    limits: {
      maxMemoryBytes,
      signal,
      ...(maxStates === undefined ? {} : { maxStates }),
      ...(onProgress === undefined ? {} : { onProgress }),
    },
    begun: onScenario,
    ended: () => undefined,
    // The scenario's `failure` says it.
    broken: () => undefined,
  };
};

/**
 * Proves every guarantee on every workload of a manifest, or shows what breaks it. What is wrong with the manifests is in the report's
 * `problems`; rejects with an `InputError` if the options are wrong or nothing in the manifests can be checked.
 */
export const checkManifest = async (
  manifest: ManifestInput,
  options: CheckManifestOptions = {},
): Promise<CheckReport> => {
  const { guarantees, slice, failOn } = options;
  const wanted = guaranteesNamed(guarantees, 'podproof');
  const setting = settingFor(options);
  const inputs = inputsOf(manifest);
  const way = wayOf(options);
  const read = await manifestsIn(inputs, setting, way);
  const paths = inputs.map(({ file }) => file);
  const found = await tasksIn(await placesIn(read, paths, setting, way), way);
  const asking = {
    ...setupOf(options),
    ...(guarantees === undefined ? {} : { guarantee: guarantees }),
    ...(slice === undefined ? {} : { slice }),
    ...(failOn === undefined ? {} : { failOn }),
  };
  const { report } = await answersAbout(found, wanted, asking, { program: 'podproof', version }, way);
  return report;
};
