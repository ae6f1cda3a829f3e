/** The published schemas of reports, for tests that hold output against them. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

const schemaOf = (name: string): Record<string, unknown> => {
  const file = new URL(`../../schemas/${name}.v1.schema.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
};

const validatorOf = (name: string) =>
  new Ajv2020({ strict: true, strictRequired: false, allErrors: true, allowUnionTypes: true })
    .addSchema(name === 'suite' ? [] : schemaOf('suite'))
    .compile(schemaOf(name));

const validators = {
  'assumptions-report': validatorOf('assumptions-report'),
  'check-report': validatorOf('check-report'),
  'conform-report': validatorOf('conform-report'),
  'coverage-report': validatorOf('coverage-report'),
  museum: validatorOf('museum'),
  scenario: validatorOf('scenario'),
  suite: validatorOf('suite'),
  trace: validatorOf('trace'),
  'tune-report': validatorOf('tune-report'),
};

/** What a schema has against a value; empty if nothing. */
export const schemaErrors = (value: unknown, name: keyof typeof validators = 'check-report'): readonly string[] => {
  const validate = validators[name];
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
};
