/** What Kubernetes asks of the texts of an object, field by field (`textRules.ts`). */
import type { Cursor } from '../cursor.ts';
import { type Problem, shortened } from '../problem.ts';
import { structs } from '../schema/index.ts';
import type { FieldType } from '../schema/types.ts';
import type { TextRule } from './textRule.ts';
import { textRules } from './textRules.ts';

const byField: ReadonlyMap<string, TextRule> = new Map(
  Object.entries(textRules).flatMap(([struct, rows]) =>
    rows.flatMap(([fields, rule]) =>
      fields.split(' ').map((field): [string, TextRule] => [`${struct}.${field}`, rule]),
    ),
  ),
);

/** The rule of a field whose values are texts. */
export const textRuleOf = (struct: string, field: string): TextRule | undefined => byField.get(`${struct}.${field}`);

/** Texts of an object that Kubernetes refuses. */
export function* texts(cursor: Cursor, name: string): Generator<Problem> {
  const struct = structs.get(name);
  if (struct === undefined) return;
  for (const key of cursor.keys) {
    const type = struct.fields.get(key);
    if (type !== undefined) yield* inside(cursor.at(key), type, byField.get(`${name}.${key}`));
  }
}

function* inside(cursor: Cursor, type: FieldType, rule: TextRule | undefined): Generator<Problem> {
  if (type.kind === 'named') yield* texts(cursor, type.name);
  else if (type.kind === 'list') for (const item of cursor.items) yield* inside(item, type.of, rule);
  else if (type.kind === 'map') yield* entries(cursor, type, rule);
  else if (rule?.of === 'value' && cursor.text !== undefined && cursor.text !== '')
    yield* broken(cursor, cursor.text, rule);
}

function* entries(
  cursor: Cursor,
  type: Extract<FieldType, { kind: 'map' }>,
  rule: TextRule | undefined,
): Generator<Problem> {
  for (const key of cursor.keys) {
    if (rule?.of === 'key') yield* broken(cursor.at(key), key, rule);
    else yield* inside(cursor.at(key), type.of, rule);
  }
}

function* broken(cursor: Cursor, text: string, rule: Extract<TextRule, { says: string }>): Generator<Problem> {
  if (!rule.allows(text)) yield cursor.problem(`"${shortened(text)}" ${rule.says}`, rule.fix);
}
