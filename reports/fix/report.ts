/** What was mended as data: what `podproof fix -o json` prints, described by `schemas/fix-report.v1.schema.json`. */
import type { Changer } from '../../model/guarantees/index.ts';
import type { Json } from '../../model/manifest/index.ts';
import type { FindingKind } from '../check/findings.ts';
import type { ProblemReport } from '../check/report.ts';

/** What a fix came to. */
export interface FixReport {
  readonly apiVersion: 'podproof.dev/v1';
  readonly kind: 'FixReport';
  readonly podproofVersion: string;
  /** What was mended, in the order in which it was. */
  readonly changes: readonly ChangeReport[];
  /** What the manifest's owner could change and what was not mended, with the reason. */
  readonly left: readonly LeftReport[];
  /** What no change of the manifest mends, as it is with all changes made. */
  readonly known: readonly KnownReport[];
  readonly files: readonly FileReport[];
  /** What is wrong with the manifests themselves. */
  readonly problems: readonly ProblemReport[];
  /** What is worth knowing of the input. */
  readonly notes: readonly string[];
}

/** One finding that is gone, the fields that were changed for it, and what was searched. */
export interface ChangeReport {
  /** The workload, as `Deployment/web`. */
  readonly object: string;
  /** The guarantee that leads the finding. */
  readonly guarantee: string;
  readonly title: string;
  /** Further guarantees that did not hold for the same cause. */
  readonly also: readonly string[];
  readonly edits: readonly EditReport[];
  /** With the change in place the guarantees were searched, and hold. */
  readonly proved: boolean;
  /** What was shown, in words. */
  readonly proof: string;
  readonly number?: NumberReport;
  /** What held before and does not any more. */
  readonly trades: readonly KnownReport[];
}

/** The number that was found. */
export interface NumberReport {
  readonly parameter: string;
  readonly value: number;
  /** The next smaller number, which does not do; null if there is none. */
  readonly beside: number | null;
  /** What was assumed to find it, beyond what is assumed anyway. */
  readonly assuming: readonly string[];
}

/** One change of one field. */
export interface EditReport {
  readonly file: string;
  /** From the top of the object, containers by their names. */
  readonly field: string;
  readonly kind: 'set' | 'remove' | 'move';
  /** What was there; null if nothing. */
  readonly before: Json;
  /** What is there now; null if nothing. Of what was moved: the field it was moved to. */
  readonly after: Json;
}

/** Something that is left to do. */
export interface LeftReport {
  readonly object: string;
  /** The guarantee that leads the finding; absent where nothing could be found out of the workload. */
  readonly guarantee?: string;
  readonly title: string;
  readonly why: string;
  readonly fix?: string;
  /** A limit ended the search for a change. */
  readonly undecided: boolean;
}

/** Something that a change of the manifest does not mend. */
export interface KnownReport {
  readonly object: string;
  readonly guarantee: string;
  readonly title: string;
  readonly kind: FindingKind;
  readonly who: Changer;
}

/** A file with changes. */
export interface FileReport {
  readonly file: string;
  /** The changes as a unified diff. */
  readonly diff: string;
  readonly written: boolean;
}
