/** Where in a written file a validator's error stands. */
import type { ErrorObject } from 'ajv';
import type { Cursor } from '../../model/manifest/cursor.ts';

/** The field that the validator's error is about. An unknown key is at fault itself. */
export const fieldOf = (root: Cursor, { instancePath, keyword, params }: ErrorObject): Cursor => {
  const parts = instancePath.split('/').slice(1);
  const field = parts.reduce<Cursor>((at, part) => {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    return at.tree?.kind === 'list' ? at.item(Number(name)) : at.at(name);
  }, root);
  const { additionalProperty } = params as { readonly additionalProperty?: string };
  return keyword === 'additionalProperties' && additionalProperty !== undefined ? field.at(additionalProperty) : field;
};
