/** Changes of manifests that are planned, and the texts with them made. */
import { type Address, editedText, type ValueEdit } from '../../model/manifest/index.ts';
import type { Input } from '../tasks.ts';

/** A change of one object, called by its place in its file: that stays true while others are made. */
export interface PlannedEdit {
  readonly file: string;
  readonly at: Address;
  readonly edit: ValueEdit;
}

/** Every planned change, by the workload that it is for, in the order in which they are made. */
export type Plan = ReadonlyMap<string, readonly PlannedEdit[]>;

/** Why a text cannot be changed, and where. */
export interface Hindrance {
  readonly file: string;
  readonly line: number;
  readonly message: string;
  readonly fix: string;
}

/** The texts with what could be changed in them. */
export interface Applied {
  /** Only those that differ from what was read. */
  readonly texts: ReadonlyMap<string, string>;
  /** The workloads whose changes are left out whole, each with the reason. */
  readonly hindered: ReadonlyMap<string, Hindrance>;
}

/** One workload's changes in all files, or what is in the way of one of them. */
const appliedFor = (
  edits: readonly PlannedEdit[],
  textOf: (file: string) => string,
): ReadonlyMap<string, string> | Hindrance => {
  const texts = new Map<string, string>();
  for (const file of new Set(edits.map((edit) => edit.file))) {
    const own = edits.filter((edit) => edit.file === file).map(({ at, edit }) => ({ at, edits: [edit] }));
    const result = editedText(textOf(file), file, own);
    if (!('text' in result)) return { file, line: result.line, message: result.refused, fix: result.fix };
    texts.set(file, result.text);
  }
  return texts;
};

/** Makes the changes workload by workload; where one of them cannot be made, none of that workload is. */
export const applied = (inputs: readonly Input[], plan: Plan): Applied => {
  const texts = new Map<string, string>();
  const hindered = new Map<string, Hindrance>();
  const read = new Map(inputs.map(({ file, text }) => [file, text]));
  for (const [object, edits] of plan) {
    const result = appliedFor(edits, (file) => texts.get(file) ?? read.get(file) ?? '');
    if ('message' in result) hindered.set(object, result);
    else for (const [file, text] of result) if (text !== read.get(file)) texts.set(file, text);
  }
  return { texts, hindered };
};
