/** The official schema of SARIF 2.1.0, for tests that hold output against it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';

const library = dirname(createRequire(import.meta.url).resolve('@microsoft/jest-sarif'));

/** The schema is written in draft 4; of what that has and draft 7 has not, it uses only the name of its id. */
const {
  id: _id,
  $schema: _draft,
  ...schema
} = JSON.parse(readFileSync(join(library, 'schemas/sarif-2.1.0-rtm.5.json'), 'utf8')) as Record<string, unknown>;

const validate = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false, allErrors: true }).compile(
  schema,
);

/** What the schema has against a value; empty if nothing. */
export const sarifErrors = (value: unknown): readonly string[] => {
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
};
