/** The answer of a comparison of two versions as data: what `podproof diff -o json` prints, described by `schemas/upgrade-report.v1.schema.json`. */
import { catalogue } from '../../model/facts/index.ts';
import { featureGates, onByDefault } from '../../model/gates.ts';
import type { GateStage } from '../../model/gateTable.ts';
import { guarantees } from '../../model/guarantees/index.ts';
import { switches, switchesOf, switchNames } from '../../model/switches.ts';
import { compareReleases, type Release } from '../../model/versions.ts';
import type { GuaranteeReport, ProblemReport } from '../check/report.ts';

/** What an upgrade changes. */
export interface UpgradeReport extends VersionDifferences {
  readonly apiVersion: 'podproof.dev/v1';
  readonly kind: 'UpgradeReport';
  readonly podproofVersion: string;
  readonly from: string;
  readonly to: string;
  /** Only where manifests were named. */
  readonly manifests?: ManifestDifferences;
}

/** What two versions do differently, whatever runs on them. */
export interface VersionDifferences {
  readonly gates: readonly GateDifference[];
  readonly switches: readonly SwitchDifference[];
  readonly facts: readonly FactDifference[];
}

/** A feature gate that stands elsewhere. */
export interface GateDifference {
  readonly name: string;
  readonly from: GateStage;
  readonly to: GateStage;
  /** What it does is on in one of them and off in the other. */
  readonly flips: boolean;
  readonly effect: string;
}

/** Behaviour that no gate decides. */
export interface SwitchDifference {
  readonly name: string;
  readonly from: 'on' | 'off';
  readonly to: 'on' | 'off';
  readonly effect: string;
  readonly source: string;
  readonly facts: readonly string[];
  /** The guarantees that rest on those facts, each with its standing over all versions. */
  readonly guarantees: readonly { readonly id: string; readonly standing: string; readonly condition?: string }[];
}

/** Something that is so from a release between the two on. */
export interface FactDifference {
  readonly id: string;
  readonly since: string;
  readonly sentence: string;
  readonly source: string;
  readonly modelled: boolean;
}

/** What changes for the manifests. */
export interface ManifestDifferences {
  /** How many answers, one guarantee on one scenario each, were compared. */
  readonly compared: number;
  readonly changes: readonly ChangeReport[];
  readonly fields: readonly FieldChange[];
}

/** What may become of an answer: it is lost, gained, not known in one version, or asked in one alone. */
export const changeKinds = ['lost', 'gained', 'undecided', 'asked', 'not asked'] as const;
/** One of them. */
export type ChangeKind = (typeof changeKinds)[number];

type Verdict = GuaranteeReport['verdict'];

/** A guarantee that has another answer in the other version. */
export interface ChangeReport {
  readonly change: ChangeKind;
  readonly object: string;
  readonly scenario: string;
  readonly guarantee: string;
  readonly sentence: string;
  /** null: not asked there. */
  readonly from: Verdict | null;
  readonly to: Verdict | null;
  /** Whether it decides the exit code: not where an annotation ignores it. */
  readonly counts: boolean;
  /** What alone brings the answer of the other version back; empty where nothing alone does. */
  readonly because: readonly Responsible[];
  /** The answer of the version where it is violated, with its run. */
  readonly story?: GuaranteeReport;
  /** Which version that is. */
  readonly storyIn?: string;
}

/** A switch or gate that decides, or the Pod itself where the versions make another one of the manifest. */
export interface Responsible {
  readonly kind: 'switch' | 'gate' | 'pod';
  readonly name: string;
  readonly facts: readonly string[];
}

/** A field that one of the versions refuses or drops. */
export interface FieldChange extends ProblemReport {
  readonly from: 'refused' | 'dropped' | 'kept';
  readonly to: 'refused' | 'dropped' | 'kept';
}

const gateDifferences = (from: Release, to: Release): readonly GateDifference[] =>
  featureGates.flatMap((gate) => {
    const { name, stages, effect } = gate;
    const [old, now] = [stages[from.version], stages[to.version]];
    const flips = onByDefault(gate, from.version) !== onByDefault(gate, to.version);
    return old === now ? [] : [{ name, from: old, to: now, flips, effect }];
  });

const restingOn = (facts: readonly string[]): SwitchDifference['guarantees'] =>
  guarantees
    .filter((one) => one.facts.some((id) => facts.includes(id)))
    .map(({ id, standing, condition }) => ({ id, standing, ...(condition === undefined ? {} : { condition }) }));

const switchDifferences = (from: Release, to: Release): readonly SwitchDifference[] => {
  const [old, now] = [switchesOf(from.release), switchesOf(to.release)];
  const word = (on: boolean) => (on ? 'on' : 'off');
  return switchNames.flatMap((name) => {
    const { effect, source, facts } = switches[name];
    if (old[name] === now[name]) return [];
    return [{ name, from: word(old[name]), to: word(now[name]), effect, source, facts, guarantees: restingOn(facts) }];
  });
};

/** A fact that begins to be so, or ceases, between the two. */
const factDifferences = (from: Release, to: Release): readonly FactDifference[] => {
  const [older, newer] = [from.release, to.release].toSorted(compareReleases) as [string, string];
  return catalogue.flatMap(({ id, since, sentence, source, because }) =>
    since !== undefined && compareReleases(since, older) > 0 && compareReleases(since, newer) <= 0
      ? [{ id, since, sentence, source, modelled: because === undefined }]
      : [],
  );
};

/** What the tables have otherwise in the other version. */
export const versionDifferences = (from: Release, to: Release): VersionDifferences => ({
  gates: gateDifferences(from, to),
  switches: switchDifferences(from, to),
  facts: factDifferences(from, to),
});

/** The whole report. */
export const upgradeReport = (
  podproofVersion: string,
  from: Release,
  to: Release,
  manifests?: ManifestDifferences,
): UpgradeReport => ({
  apiVersion: 'podproof.dev/v1',
  kind: 'UpgradeReport',
  podproofVersion,
  from: from.release,
  to: to.release,
  ...versionDifferences(from, to),
  ...(manifests === undefined ? {} : { manifests }),
});
