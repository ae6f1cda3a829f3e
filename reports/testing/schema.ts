/** The published schema of the check report, for tests that hold output against it. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

const schema = JSON.parse(
  readFileSync(new URL('../../schemas/check-report.v1.schema.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;

const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(schema);

/** What the schema has against a value; empty if nothing. */
export const schemaErrors = (value: unknown): readonly string[] => {
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
};
