/** From what was mended to its report. */
import type { Answered, Solved, Violation } from '../../generators/findings/index.ts';
import {
  type Json,
  jsonOf,
  type ManifestObject,
  type ValuePath,
  valueAt,
  withEdit,
} from '../../model/manifest/index.ts';
import { findingKind, findingTitle } from '../../reports/check/findings.ts';
import type { ChangeReport, EditReport, FixReport, KnownReport, LeftReport } from '../../reports/fix/report.ts';
import { resultsIn, stuckIn, waysOut } from './findings.ts';
import type { Fixing, Mended, Unmended } from './fix.ts';
import { objectKey, objectsIn } from './objects.ts';
import type { PlannedEdit } from './plan.ts';
import type { Outcome, Proof } from './proofs.ts';

/** What no change of the manifest mends: a finding, or one promise among those it is about. */
const knownReport = (folded: Solved, violation: Violation): KnownReport => ({
  object: folded.object,
  guarantee: violation.guarantee.id,
  title: findingTitle(folded, violation),
  kind: findingKind(folded.remedy),
  who: folded.remedy.who,
});

/** `spec.containers[app].image`: items by their names, where they have one. */
const fieldText = (root: Json, path: ValuePath): string =>
  path.reduce<string>((field, step, index) => {
    if (typeof step === 'string')
      return field === '' ? step : `${field}${/^[A-Za-z0-9_-]+$/.test(step) ? `.${step}` : `[${step}]`}`;
    const name = valueAt(root, [...path.slice(0, index + 1), 'name']);
    return `${field}[${typeof name === 'string' ? name : step}]`;
  }, '');

/** What each edit did, given what the object said before it. */
const editReports = (
  objects: ReadonlyMap<string, ManifestObject>,
  edits: readonly PlannedEdit[],
  said: Map<ManifestObject, Json>,
): readonly EditReport[] =>
  edits.flatMap((planned): readonly EditReport[] => {
    const object = objects.get(objectKey(planned));
    if (object === undefined) return [];
    const { edit, file } = planned;
    const before = said.get(object) ?? (object.root.tree === undefined ? null : jsonOf(object.root.tree));
    said.set(object, withEdit(before, edit));
    const after = edit.kind === 'set' ? edit.value : edit.kind === 'move' ? fieldText(before, edit.to) : null;
    return [
      {
        file,
        field: fieldText(withField(before, edit), edit.path),
        kind: edit.kind,
        before: valueAt(before, edit.path) ?? null,
        after,
      },
    ];
  });

const withField = (before: Json, edit: PlannedEdit['edit']): Json =>
  edit.kind === 'set' ? withEdit(before, edit) : before;

const resultsFor = (answers: readonly Answered[], { object, ids }: Mended) => {
  const own = answers.filter((one) => one.object === object);
  return [...ids].flatMap((id) => resultsIn(own, id));
};

const besideTexts: Readonly<Record<Outcome, (value: number) => string>> = {
  violated: (value) => `, with ${value} s it does not`,
  refused: (value) => `; ${value} s Kubernetes would refuse`,
  holds: (value) => `; so it does with ${value} s`,
  undecided: (value) => `; of ${value} s it is not known`,
};

const numberProof = ({ number }: Mended, { at, beside }: Proof): string => {
  const value = number?.value ?? 0;
  const assuming = number?.assuming ?? [];
  const given = assuming.length === 0 ? '' : `; both if ${assuming.join(' and ')}, which nobody has said yet`;
  if (at !== 'holds') return goneText;
  return `with ${value} s it holds${beside === undefined ? '' : besideTexts[beside.outcome](beside.value)}${given}`;
};

const goneText = 'this cause is gone; what is left of it is told below';

const fieldProof = (fixing: Fixing, one: Mended): { readonly proved: boolean; readonly proof: string } => {
  const after = resultsFor(fixing.changed.answers, one);
  if (after.length === 0)
    return {
      proved: true,
      proof: 'with it the question does not come up any more; without it, it does not hold',
    };
  const proved = after.every(({ verdict }) => verdict === 'holds');
  return {
    proved,
    proof: proved ? 'with it, it holds; without it, it does not' : goneText,
  };
};

/** What held of a workload and does not any more, though nobody can change that in the manifest. */
const tradesOf = ({ given, changed }: Fixing, object: string): readonly KnownReport[] => {
  const keyOf = (scenario: string, id: string): string => `${scenario} ${id}`;
  const held = new Set(
    given.answers
      .filter((one) => one.object === object)
      .flatMap(({ result: { scenario, results } }) =>
        results
          .filter(({ verdict, reached }) => verdict === 'holds' && reached > 0)
          .map(({ guarantee }) => keyOf(scenario.name, guarantee.id)),
      ),
  );
  return changed.findings
    .filter((folded) => folded.object === object)
    .flatMap((folded) => [folded.lead, ...folded.also].map((violation) => ({ violation, folded })))
    .filter(({ violation: { scenario, guarantee } }) => held.has(keyOf(scenario.name, guarantee.id)))
    .map(({ violation, folded }) => knownReport(folded, violation));
};

const changeReport = (
  fixing: Fixing,
  one: Mended,
  proof: Proof | undefined,
  edits: readonly EditReport[],
): ChangeReport => {
  const { object, folded, number, ids } = one;
  const shown =
    proof === undefined ? fieldProof(fixing, one) : { proved: proof.at === 'holds', proof: numberProof(one, proof) };
  const last = fixing.mended.findLast((other) => other.object === object) === one;
  return {
    object,
    guarantee: folded.lead.guarantee.id,
    title: folded.lead.guarantee.broken,
    also: [...ids].filter((id) => id !== folded.lead.guarantee.id),
    edits,
    ...shown,
    ...(number === undefined
      ? {}
      : {
          number: {
            parameter: number.parameter,
            value: number.value,
            beside: proof?.beside?.outcome === 'violated' ? proof.beside.value : null,
            assuming: number.assuming ?? [],
          },
        }),
    // What all changes of a workload cost together is said once.
    trades: last ? tradesOf(fixing, object) : [],
  };
};

const leftReport = ({ folded: { object, lead }, why, fix, undecided = false }: Unmended): LeftReport => ({
  object,
  guarantee: lead.guarantee.id,
  title: lead.guarantee.broken,
  why,
  ...(fix === undefined ? {} : { fix }),
  undecided,
});

/** Of a Pod that never runs nothing can be proved: what is promised of it holds for want of a Pod. */
const stuckReports = ({ changed: { reading }, unmended }: Fixing, object: string | undefined): readonly LeftReport[] =>
  reading.places.places.flatMap(({ whole: { name } }) => {
    const why = stuckIn(reading, name);
    const isTold = unmended.some(({ folded }) => folded.object === name);
    if (why === undefined || isTold || (object !== undefined && object !== name)) return [];
    return [{ object: name, title: 'nothing can be proved of it', why, fix: waysOut, undecided: false }];
  });

/** The report, without its files. `object`: of this workload alone. */
export const fixReport = (
  version: string,
  fixing: Fixing,
  proofs: ReadonlyMap<Mended, Proof>,
  object?: string,
): Omit<FixReport, 'files' | 'notes'> => {
  const said = new Map<ManifestObject, Json>();
  const objects = objectsIn(fixing.given.reading.places.manifest);
  const changes = fixing.mended.map((one) =>
    changeReport(fixing, one, proofs.get(one), editReports(objects, one.edits, said)),
  );
  const known = fixing.changed.findings
    .filter((folded) => object === undefined || folded.object === object)
    .filter(({ lead: { remedy, ignored } }) => ignored === undefined && findingKind(remedy) !== 'change')
    .map((folded) => knownReport(folded, folded.lead));
  return {
    apiVersion: 'podproof.dev/v1',
    kind: 'FixReport',
    podproofVersion: version,
    changes,
    left: [...fixing.unmended.map(leftReport), ...stuckReports(fixing, object)],
    known,
    problems: fixing.given.reading.places.problems,
  };
};
