/**
 * The door `podproof/manifest`: from the text of manifests to the scenarios that are searched. No file is read.
 *
 * @module podproof/manifest
 *
 * @example
 * ```ts
 * import { explore } from 'podproof/explore';
 * import { guaranteeOf, modelOf } from 'podproof/model';
 * import { propertiesOf, readWorkloads } from 'podproof/manifest';
 *
 * const yaml = `
 * apiVersion: v1
 * kind: Pod
 * metadata: { name: web }
 * spec: { containers: [{ name: app, image: nginx }] }
 * `;
 * const { workloads, problems } = readWorkloads(yaml);
 * console.log(problems.length, workloads.map(({ object, slices }) => `${object}: ${slices.map(({ slice }) => slice)}`));
 * //→ 0 [ 'Pod/web: pod,readiness,identity,timed-shutdown' ]
 *
 * const scenario = workloads[0]?.slices.find(({ slice }) => slice === 'readiness')?.scenario;
 * const guarantee = guaranteeOf('bind-once');
 * if (scenario === undefined || guarantee === undefined) throw new Error('nothing to ask');
 * const { ending, findings } = explore(modelOf(scenario), propertiesOf(guarantee, scenario));
 * console.log(ending, findings.map(({ id, verdict }) => `${id}: ${verdict}`));
 * //→ complete [ 'bind-once web: holds' ]
 * ```
 */
import type { Property } from '../generators/explore/index.ts';
import type { Cluster } from '../model/cluster.ts';
import type { Event } from '../model/event.ts';
import type { Guarantee } from '../model/guarantees/guarantee.ts';
import { joinManifests, type Problem, type Remark, readManifest } from '../model/manifest/index.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Slice, Whole } from '../model/slices/index.ts';
import { surrounded, tasksOf } from '../model/workload/index.ts';
import { inputsOf, type ManifestInput, type ManifestOptions, settingFor } from './options.ts';

export { InputError } from './inputError.ts';
export type { ManifestInput, ManifestOptions, ManifestText } from './options.ts';
export type { Problem, Remark };

/** A workload of a manifest, in its surroundings. */
export interface ReadWorkload {
  /** `Deployment/web`. */
  readonly object: string;
  /** Where it stands. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** With everything around it, before it is cut. */
  readonly whole: Whole;
  /** Scenarios that are small enough to be searched completely; each says what it left out. */
  readonly slices: readonly Slice[];
  /** What is not looked at or taken for granted in every slice. */
  readonly notes: readonly string[];
}

/** What a manifest holds. */
export interface ReadWorkloads {
  readonly workloads: readonly ReadWorkload[];
  /** What Kubernetes would refuse, with its line and column. Objects it would refuse are not among the workloads; the others are. */
  readonly problems: readonly Problem[];
  /** Fields that such a cluster drops without a word. */
  readonly dropped: readonly Problem[];
  /** What is worth a second look, or was assumed. */
  readonly notes: readonly Remark[];
}

/** Reads manifests and cuts each workload into scenarios. Whatever is wrong with a manifest is in `problems`; throws an `InputError` for options only. */
export const readWorkloads = (manifest: ManifestInput, options: ManifestOptions = {}): ReadWorkloads => {
  const setting = settingFor(options);
  const read = joinManifests(inputsOf(manifest).map(({ text, file }) => readManifest(text, file, setting)));
  const { workloads, problems, remarks, placeOf } = surrounded(read, setting);
  return {
    workloads: workloads.map((workload) => {
      const place = placeOf(workload);
      return {
        ...workload.origin.root.position,
        object: place.whole.name,
        whole: place.whole,
        slices: tasksOf(place).map(({ slice, scenario, leftOut }) => ({ slice, scenario, leftOut })),
        notes: place.notes,
      };
    }),
    problems: [...read.problems, ...problems],
    dropped: read.dropped,
    notes: remarks,
  };
};

/** What a guarantee promises in this scenario, as the explorer takes it: one property for each subject, `bind-once web`. None if it does not apply. */
export const propertiesOf = (guarantee: Guarantee, scenario: Scenario): readonly Property<Cluster, Event>[] =>
  guarantee.applies(scenario)
    ? guarantee.promises(scenario).map(({ subject, ...promise }) => ({ ...promise, id: `${guarantee.id} ${subject}` }))
    : [];
