/** Kinds of objects that are not read, and what that means. */
import { entry, type Style } from '../format/style.ts';
import type { CheckReport } from './report.ts';

const asWritten =
  'the files beside it are checked as they are written; kubectl kustomize DIR | podproof check - checks what it makes';

/** Kinds that are not read, and yet decide something about Pods. */
const skippedBecause: Readonly<Record<string, string>> = {
  PodDisruptionBudget:
    'decides whether an eviction, as of kubectl drain, becomes a delete at all; evictions are not modelled, deletes are',
  'Kustomization of kustomize': asWritten,
  'Component of kustomize': asWritten,
};

const elsewhere = 'not part of the lifecycle of a Pod';

/** What was skipped, one entry for each reason. */
export const skippedLines = ({ skipped }: CheckReport, style: Style): readonly string[] => {
  const reasonOf = (kind: string): string =>
    Object.hasOwn(skippedBecause, kind) ? (skippedBecause[kind] ?? elsewhere) : elsewhere;
  const reasons = [...new Set(skipped.map(({ kind }) => reasonOf(kind)))];
  const lines = reasons.flatMap((reason) => {
    const kinds = skipped
      .filter(({ kind }) => reasonOf(kind) === reason)
      .map(({ kind, count }) => (count === 1 ? kind : `${kind} (${count})`));
    return entry('skipped', `${kinds.join(', ')}: ${reason}`, style, 0);
  });
  return lines.length === 0 ? [] : [...lines, ''];
};
