/** The official schema of SARIF 2.1.0, for tests that hold output against it. */
import official from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';

/** It is written in draft 4; of what that has and draft 7 has not, it uses only the name of its id. */
const { id: _id, $schema: _draft, ...schema } = official;

const validate = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false, allErrors: true }).compile(
  schema,
);

/** What the schema has against a value; empty if nothing. */
export const sarifErrors = (value: unknown): readonly string[] => {
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
};
