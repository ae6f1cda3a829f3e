import { describe, expect, it } from 'vitest';
import { readManifest } from './parse.ts';
import { complaints, containerYaml, podYaml } from './testing/yaml.ts';

const firstFix = (text: string) => readManifest(text, 'f').problems[0]?.fix;
const told = (text: string) => complaints(readManifest(text, 'f'));

describe('fields', () => {
  it.each([
    ['misspelt', containerYaml('livenesProbe: {}'), 'unknown field "livenesProbe"', 'did you mean "livenessProbe"?'],
    [
      'one level too deep',
      containerYaml('terminationGracePeriodSeconds: 5'),
      'unknown field "terminationGracePeriodSeconds"',
      'it belongs to spec: indent it less',
    ],
    [
      'one level too high',
      podYaml('runAsUser: 5\ncontainers: []'),
      'unknown field "runAsUser"',
      'it belongs below "securityContext": indent it more',
    ],
    ['made up', podYaml('wibble: 5\ncontainers: []'), 'unknown field "wibble"', 'remove it, or check the indentation'],
    [
      'a yes for a text',
      containerYaml('env: [{name: A, value: yes}]'),
      'must be a string, not a boolean (true)',
      'put it in quotes: "yes"',
    ],
    ['a number for a text', containerYaml('args: [1]'), 'must be a string, not a number (1)', 'put it in quotes: "1"'],
    [
      'a text for a number',
      podYaml('terminationGracePeriodSeconds: "30"\ncontainers: []'),
      'must be a whole number, not a string (30)',
      'remove the quotes',
    ],
    [
      'a fraction',
      podYaml('terminationGracePeriodSeconds: 1.5\ncontainers: []'),
      'must be a whole number, not a number (1.5)',
      'write it without a fraction',
    ],
    [
      'a number too large',
      podYaml('priority: 4294967296\ncontainers: []'),
      '4294967296 does not fit in 32 bits',
      'write a number between -2147483648 and 2147483647',
    ],
    [
      'a text for a switch',
      podYaml('hostNetwork: "true"\ncontainers: []'),
      'must be true or false, not a string (true)',
      'write true or false, without quotes',
    ],
    [
      'an object for a list',
      podYaml('containers: {name: a}'),
      'must be a list, not an object',
      'begin each item with "- "',
    ],
    [
      'a list for an object',
      podYaml('securityContext: []\ncontainers: []'),
      'must be an object, not a list',
      'write it as "key: value" lines, indented below the field',
    ],
    [
      'an object for a text',
      containerYaml('workingDir: {}'),
      'must be a string, not an object',
      'write a single value here',
    ],
    [
      'an unknown word',
      podYaml('restartPolicy: allways\ncontainers: []'),
      'unsupported value "allways"',
      'did you mean Always?',
    ],
    [
      'a wild word',
      podYaml('restartPolicy: sometimes\ncontainers: []'),
      'unsupported value "sometimes"',
      'write one of Always, Never, OnFailure',
    ],
    [
      'no quantity',
      containerYaml('resources: {limits: {cpu: 1core}}'),
      '"1core" is not a quantity',
      'write a number with a suffix, such as 100m, 0.5, 128Mi or 2G',
    ],
    [
      'no quantity at all',
      containerYaml('resources: {limits: {cpu: true}}'),
      '"true" is not a quantity',
      'write a number with a suffix, such as 100m, 0.5, 128Mi or 2G',
    ],
  ])('%s', (_, text, message, fix) => {
    expect(told(text)).toEqual([expect.stringContaining(`: ${message}`)]);
    expect(firstFix(text)).toBe(fix);
  });

  it('of Secrets are base64', () => {
    const secret = (data: string) => `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n${data}`;
    expect(told(secret('data: {a: aGVsbG8=}\nstringData: {b: "plain!"}'))).toEqual([]);
    expect(told(secret('data: {a: "plain!"}'))).toEqual(['data.a: is not base64']);
  });

  it('set to null are fields not set', () => {
    expect(told(podYaml('containers: [{name: app, image: app:1, ports: null}]\naffinity:\nvolumes: ~'))).toEqual([]);
  });

  it('of a status are read leniently', () => {
    expect(told(`${podYaml()}status: {phase: Running, whatever: 3}\n`)).toEqual([]);
    expect(
      told(
        'apiVersion: v1\nkind: Node\nmetadata: {name: node-1}\nstatus: {capacity: {cpu: 1, memory: 1Gi}, nodeInfo: {}}',
      ),
    ).toEqual([]);
  });

  it('too many of which are wrong are not all listed', () => {
    const many = Array.from({ length: 500 }, (_, index) => `x${index}: 1`).join('\n');
    expect(told(podYaml(many))).toHaveLength(50);
  });
});
