import { describe, expect, it } from 'vitest';
import { readManifest } from './parse.ts';
import { problemText } from './problem.ts';
import { podYaml } from './testing/yaml.ts';

const told = (text: string) => readManifest(text, 'bad.yaml').problems.map(problemText);

describe('bad input gives one clear problem', () => {
  it.each([
    [
      'a document on the line of dashes',
      '--- {kind: Pod}\n',
      'bad.yaml:1:1: invalid document separator; write the document on the lines below, and nothing but --- on this one',
    ],
    [
      'too many dashes',
      '# x\n-----\n',
      'bad.yaml:2:1: invalid document separator; write the document on the lines below, and nothing but --- on this one',
    ],
    [
      'a list',
      '- a\n',
      'bad.yaml:1:1: a manifest must be an object with apiVersion and kind, not a list; check that this is a Kubernetes manifest',
    ],
    [
      'a word',
      'hello',
      'bad.yaml:1:1: a manifest must be an object with apiVersion and kind, not a string (hello); check that this is a Kubernetes manifest',
    ],
    ['no kind', 'apiVersion: v1', 'bad.yaml:1:1: kind: is missing; add a line such as kind: Pod'],
    ['no apiVersion', 'kind: Deployment', 'bad.yaml:1:1: apiVersion: is missing; add apiVersion: apps/v1'],
    [
      'no name',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {}',
      'bad.yaml:3:1: metadata.name: is missing; give this ConfigMap a name',
    ],
    [
      'a misspelt kind',
      'apiVersion: apps/v1\nkind: Deploymnet',
      'bad.yaml:2:1: kind: no kind "Deploymnet" in version "apps/v1"; did you mean Deployment?',
    ],
    [
      'a kind of another group',
      'apiVersion: v1\nkind: Deployment',
      'bad.yaml:1:1: apiVersion: no kind Deployment in version "v1"; write apiVersion: apps/v1',
    ],
    [
      'a version long gone',
      'apiVersion: extensions/v1beta1\nkind: Deployment',
      'bad.yaml:1:1: apiVersion: no kind Deployment in version "extensions/v1beta1"; write apiVersion: apps/v1',
    ],
    [
      'a template',
      'apiVersion: v1\nkind: {{ .Values.kind }}\n',
      'bad.yaml:2:8: a key must be a word, not an object; this looks like a template: render it first, for instance with helm template',
    ],
    [
      'a number that is none',
      'apiVersion: v1\nkind: Pod\nspec: {priority: .nan}',
      'bad.yaml:3:18: is no number that JSON knows; write a number, or put it in quotes',
    ],
    [
      'a key of nothing',
      'apiVersion: v1\n~: Pod\n',
      'bad.yaml:2:1: a key must be a word, not null; use a plain word as key, or put it in quotes',
    ],
    [
      'a tab after a dash',
      'a:\n-\tb: c\n',
      'bad.yaml:2:2: malformed YAML: found character that cannot start any token; indent with spaces instead of tabs',
    ],
    [
      'a key twice',
      'apiVersion: v1\nkind: Pod\nkind: Pod\n',
      'bad.yaml:3:1: kind: key "kind" is written twice; remove one of the two',
    ],
    [
      'an alias of itself',
      'a: &x\n  b: *x\n',
      'bad.yaml:2:6: the alias *x contains itself; write the value out instead of using an alias',
    ],
    [
      'an alias of nothing',
      'a: *x\n',
      'bad.yaml:1:4: there is no anchor &x; write the value out instead of using an alias',
    ],
    ['NUL bytes', 'ab\0', 'bad.yaml:1:3: holds NUL bytes: this is a binary file or UTF-16; save it as UTF-8 text'],
    [
      'control characters',
      'a: \x07',
      'bad.yaml:1:4: contains the control character 0x07, which YAML does not allow; save the file as UTF-8 text',
    ],
  ])('%s', (_, text, expected) => expect(told(text)).toEqual([expected]));

  it.each([
    ['an open bracket', 'a: [\n'],
    ['an open quote', 'a: "b\n'],
    ['an indented tab', 'a:\n\tb: c\n'],
    ['a colon too many', 'a: b: c\n'],
    ['a stray bracket', ']\n'],
    ['a directive', '%YAML 1.1\n'],
  ])('%s', (_, text) =>
    expect(told(text)).toEqual([expect.stringMatching(/^bad\.yaml:\d+:\d+: malformed YAML: .+; .+$/)]),
  );
});

describe('input made to hurt', () => {
  it.each([
    ['brackets a million deep', '['.repeat(1_000_000), 'nests deeper than 300 levels'],
    ['lists a million deep', '- '.repeat(500_000), 'nests deeper than 300 levels'],
    [
      'JSON a hundred thousand deep',
      `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
      'nests deeper than 300 levels',
    ],
    [
      'indentation two thousand deep',
      Array.from({ length: 2_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
      'nests deeper',
    ],
    [
      'a billion laughs',
      Array.from(
        { length: 30 },
        (_, level) =>
          `a${level}: &a${level} [${
            level === 0
              ? 'ha'
              : Array(9)
                  .fill(`*a${level - 1}`)
                  .join()
          }]`,
      ).join('\n'),
      'aliases repeat more than 100000 values',
    ],
    ['a file of 50 MB', 'a: b\n'.repeat(10_000_000), 'is 47.7 MiB long; at most 16.0 MiB are read'],
    [
      'ten thousand objects and one',
      '{"kind":"X","apiVersion":"v2"}'.repeat(10_002),
      'there are more than 10000 objects',
    ],
  ])('%s', (_, text, message) => expect(told(text)).toEqual([expect.stringContaining(message)]));

  it.each([
    [
      'Lists in Lists in Lists',
      `${'{apiVersion: v1, kind: List, items: ['.repeat(6)}${']}'.repeat(6)}`,
      'Lists nest deeper than 5',
    ],
    ['a List of no list', 'apiVersion: v1\nkind: List\nitems: {a: 1}\n', 'items: must be a list, not an object'],
    ['line ends of old Macs', podYaml('containers: []').replaceAll('\n', '\r'), 'ends its lines with CR alone'],
    [
      'a number beyond 64 bits',
      podYaml('terminationGracePeriodSeconds: 9223372036854775808'),
      '9223372036854775808 does not fit in 64 bits',
    ],
  ])('%s', (_, text, message) => expect(told(text)).toEqual([expect.stringContaining(message)]));

  it('the greatest number of 64 bits is one', () => {
    const containers = 'containers: [{name: a, image: a}]';
    expect(told(podYaml(`terminationGracePeriodSeconds: 9223372036854775807\n${containers}`))).toEqual([]);
  });

  it.each([
    [
      'a volume',
      podYaml(`containers: [{name: a, image: a, volumeMounts: [{name: "${'a'.repeat(100_000)}", mountPath: /x}]}]`),
    ],
    ['a key', podYaml(`"${'k'.repeat(100_000)}": 1\ncontainers: []`)],
    ['keys within keys', podYaml(`nodeSelector: {"${'k '.repeat(50_000)}": {}}\ncontainers: []`)],
    ['many words', `apiVersion: apps/v1\nkind: "${'Deploy '.repeat(20_000)}"\n`],
    ['a name', podYaml().replace('name: pod', `name: "${'P'.repeat(100_000)}"`)],
    ['an anchor', `a: *${'x'.repeat(100_000)}\n`],
    ['a tag', `a: !!int ${'x'.repeat(100_000)}\n`],
  ])('a problem quotes no more than the beginning of %s of 100 kB', (_, text) => {
    const lines = told(text);
    expect(lines.length).toBeGreaterThan(0);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(800);
  });

  it('a million empty documents are nothing', () => expect(told('---\n'.repeat(1_000_000))).toEqual([]));

  it('problems without end are cut short', () => {
    const { problems } = readManifest('a\n---\n'.repeat(100_000), 'bad.yaml');
    expect(problems).toHaveLength(201);
    expect(problems.at(-1)?.message).toBe('there are more problems than are shown');
  });

  it('takes another limit', () => {
    expect(readManifest(podYaml(), 'f', { maxLength: 10 }).problems[0]?.message).toContain('at most 0.0 MiB are read');
  });

  it('keys of prototypes are unknown fields and change nothing', () => {
    const text = podYaml(
      '__proto__: {polluted: true}\nconstructor: {prototype: {polluted: true}}\ntoString: x\ncontainers: []',
    );
    const { problems } = readManifest(text, 'f');
    expect(problems.map(({ message }) => message)).toEqual([
      'unknown field "__proto__"',
      'unknown field "constructor"',
      'unknown field "toString"',
    ]);
    expect({}).not.toHaveProperty('polluted');
    const data = readManifest(
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {__proto__: evil}',
      'f',
    ).objects[0]?.root.at('data').texts;
    expect(data && Object.entries(data)).toEqual([['__proto__', 'evil']]);
    expect(readManifest('apiVersion: constructor\nkind: __proto__', 'f').skipped).toEqual([
      { kind: '__proto__', count: 1 },
    ]);
  });
});
