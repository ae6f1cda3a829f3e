/** The published schemas of reports, for tests that hold output against them. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

const schemaOf = (name: string): Record<string, unknown> => {
  const file = new URL(`../../schemas/${name}.v1.schema.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
};

const validatorOf = (name: string, part?: string) => {
  const ajv = new Ajv2020({
    strict: true,
    strictRequired: false,
    strictTypes: false,
    allErrors: true,
    allowUnionTypes: true,
  });
  if (name !== 'suite') ajv.addSchema(schemaOf('suite'));
  // The story of a change is an answer of a check; its places are that of a finding.
  if (name === 'upgrade-report' || name === 'check-difference') ajv.addSchema(schemaOf('check-report'));
  const schema = schemaOf(name);
  if (part === undefined) return ajv.compile(schema);
  return ajv.addSchema(schema).compile({ $ref: `${String(schema['$id'])}#/$defs/${part}` });
};

const validators = {
  'assumptions-report': validatorOf('assumptions-report'),
  baseline: validatorOf('baseline'),
  'check-difference': validatorOf('check-difference'),
  'check-report': validatorOf('check-report'),
  'conform-report': validatorOf('conform-report'),
  'coverage-report': validatorOf('coverage-report'),
  driver: validatorOf('driver'),
  'driver request': validatorOf('driver', 'request'),
  'fix-report': validatorOf('fix-report'),
  museum: validatorOf('museum'),
  scenario: validatorOf('scenario'),
  suite: validatorOf('suite'),
  trace: validatorOf('trace'),
  'tune-report': validatorOf('tune-report'),
  'upgrade-report': validatorOf('upgrade-report'),
};

/** What a schema has against a value; empty if nothing. */
export const schemaErrors = (value: unknown, name: keyof typeof validators = 'check-report'): readonly string[] => {
  const validate = validators[name];
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
};
