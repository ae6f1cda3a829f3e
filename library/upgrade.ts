/** What changes for manifests between two versions: every guarantee answered in both, and what alone is responsible where they differ. */
import { checkScenario } from '../generators/check/index.ts';
import type { ScenarioResult } from '../generators/check/result.ts';
import { gatesRead } from '../model/gatesRead.ts';
import type { SliceName } from '../model/guarantees/guarantee.ts';
import { type Guarantee, guaranteeOf } from '../model/guarantees/index.ts';
import type { Scenario } from '../model/scenario.ts';
import { switches, switchNames } from '../model/switches.ts';
import { type GuaranteeReport, type ProblemReport, scenarioReport } from '../reports/check/report.ts';
import type {
  ChangeKind,
  ChangeReport,
  FieldChange,
  ManifestDifferences,
  Responsible,
} from '../reports/upgrade/report.ts';
import { type Asker, type Asking, aboutOf, questionsOf } from './checking.ts';
import { searchAll } from './searches.ts';
import type { Tasks } from './tasks.ts';
import type { SearchWay } from './way.ts';

/** The manifests as one version reads them, and how a command asks about that version. */
export interface Side {
  readonly release: string;
  readonly found: Tasks;
  readonly options: Asking;
}

/** One answer of one version. */
interface Answer {
  readonly slice: SliceName;
  readonly result: ScenarioResult;
  readonly object: string;
  readonly told: GuaranteeReport;
}

const keyOf = (scenario: string, guarantee: string): string => JSON.stringify([scenario, guarantee]);

/** Every answer of a version, by scenario and guarantee. */
const answersOf = async (
  { found, options }: Side,
  wanted: readonly Guarantee[],
  asker: Asker,
  way: SearchWay,
): Promise<ReadonlyMap<string, Answer>> => {
  const told = await searchAll(questionsOf(found, wanted, options), way, ({ task }, result) => {
    const report = scenarioReport({ ...aboutOf(task, found, options, asker), result });
    return report.guarantees.map((one): [string, Answer] => [
      keyOf(task.scenario.name, one.id),
      { slice: task.slice, result, object: task.object, told: one },
    ]);
  });
  return new Map(told.flat());
};

const kindOf = (from: Answer | undefined, to: Answer | undefined): ChangeKind | undefined => {
  if (from === undefined) return 'asked';
  if (to === undefined) return 'not asked';
  const [old, now] = [from.told.verdict, to.told.verdict];
  if (old === now) return undefined;
  if (old === 'undecided' || now === 'undecided') return 'undecided';
  return now === 'violated' ? 'lost' : 'gained';
};

/** The scenario with one switch or gate as the other version has it, for every one that differs. */
const toggled = (mine: Scenario, other: Scenario): readonly (readonly [Responsible, Scenario])[] => [
  ...switchNames
    .filter((name) => mine.switches[name] !== other.switches[name])
    .map(
      (name) =>
        [
          { kind: 'switch', name, facts: switches[name].facts },
          { ...mine, switches: { ...mine.switches, [name]: other.switches[name] } },
        ] as const,
    ),
  ...gatesRead
    .filter((name) => mine.featureGates[name] !== other.featureGates[name])
    .map(
      (name) =>
        [
          { kind: 'gate', name, facts: [] },
          { ...mine, featureGates: { ...mine.featureGates, [name]: other.featureGates[name] === true } },
        ] as const,
    ),
];

const samePods = (one: Scenario, other: Scenario): boolean =>
  JSON.stringify([one.instances, one.nodes, one.claims]) ===
  JSON.stringify([other.instances, other.nodes, other.claims]);

/** What alone brings the other version's answer back, tried one after the other on the version where the guarantee is violated. */
const responsibleFor = async (
  guarantee: Guarantee,
  { slice, result: { scenario, leftOut } }: Answer,
  holding: Scenario,
  way: SearchWay,
): Promise<readonly Responsible[]> => {
  const found: Responsible[] = samePods(scenario, holding) ? [] : [{ kind: 'pod', name: scenario.name, facts: [] }];
  for (const [responsible, otherwise] of toggled(scenario, holding)) {
    await way.breathe();
    if (way.signal.aborted) break;
    way.begun(`${scenario.name} with ${responsible.name} as in the other version`);
    const { results } = await checkScenario({ slice, scenario: otherwise, leftOut }, [guarantee], way.limits);
    way.ended();
    if (results.every(({ verdict }) => verdict === 'holds')) found.push(responsible);
  }
  return found;
};

const changeOf = async (
  sides: readonly [from: Side, to: Side],
  [from, to]: readonly [Answer | undefined, Answer | undefined],
  way: SearchWay,
): Promise<ChangeReport | undefined> => {
  const change = kindOf(from, to);
  const known = to ?? from;
  if (change === undefined || known === undefined) return undefined;
  const { id, sentence } = known.told;
  const guarantee = guaranteeOf(id);
  const inTo = to?.told.verdict === 'violated';
  const [violated, holding] = inTo ? [to, from] : [from, to];
  const story = violated?.told.verdict === 'violated' ? violated.told : undefined;
  const decided = change === 'lost' || change === 'gained';
  const because =
    decided && violated !== undefined && holding !== undefined && guarantee !== undefined
      ? await responsibleFor(guarantee, violated, holding.result.scenario, way)
      : [];
  return {
    change,
    object: known.object,
    scenario: known.result.scenario.name,
    guarantee: id,
    sentence,
    from: from?.told.verdict ?? null,
    to: to?.told.verdict ?? null,
    counts: (story ?? known.told).counts,
    because,
    ...(story === undefined ? {} : { story, storyIn: sides[inTo ? 1 : 0].release }),
  };
};

type Fate = FieldChange['from'];

const placeOf = ({ file, line, column, field }: ProblemReport): string => JSON.stringify([file, line, column, field]);

/** What both versions refuse: there is nothing to compare. */
export const refusedInBoth = ([from, to]: readonly [Side, Side]): readonly ProblemReport[] => {
  const refused = new Set(from.found.problems.map(placeOf));
  return to.found.problems.filter((one) => refused.has(placeOf(one)));
};

const fatesOf = ({ found }: Side): ReadonlyMap<string, readonly [Fate, ProblemReport]> => {
  const fates = new Map<string, readonly [Fate, ProblemReport]>();
  for (const one of found.manifest.dropped) fates.set(placeOf(one), ['dropped', one]);
  for (const one of found.problems) fates.set(placeOf(one), ['refused', one]);
  return fates;
};

/** Fields that one version refuses or drops and the other treats otherwise. */
export const fieldChanges = (from: Side, to: Side): readonly FieldChange[] => {
  const [old, now] = [fatesOf(from), fatesOf(to)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key): readonly FieldChange[] => {
    const [before, after] = [old.get(key), now.get(key)];
    const [was, is] = [before?.[0] ?? 'kept', after?.[0] ?? 'kept'];
    const told = (after ?? before)?.[1];
    return was === is || told === undefined ? [] : [{ ...told, from: was, to: is }];
  });
};

/** Answers every guarantee in both versions and compares. */
export const manifestDifferences = async (
  sides: readonly [from: Side, to: Side],
  wanted: readonly Guarantee[],
  asker: Asker,
  way: SearchWay,
): Promise<ManifestDifferences> => {
  const [from, to] = sides;
  const old = await answersOf(from, wanted, asker, way);
  const now = await answersOf(to, wanted, asker, way);
  const keys = [...new Set([...old.keys(), ...now.keys()])];
  const changes: ChangeReport[] = [];
  for (const key of keys) {
    const change = await changeOf(sides, [old.get(key), now.get(key)], way);
    if (change !== undefined) changes.push(change);
  }
  return { compared: keys.length, changes, fields: fieldChanges(from, to) };
};
