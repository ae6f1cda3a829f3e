import { describe, expect, it } from 'vitest';
import { joinManifests, locate, type Manifest, readManifest } from './parse.ts';
import { complaints, podYaml } from './testing/yaml.ts';

const read = (text: string): Manifest => readManifest(text, 'test.yaml');
const names = (manifest: Manifest): readonly string[] => manifest.objects.map(({ kind, name }) => `${kind}/${name}`);
const json = (name: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { containers: [{ name: 'app', image: 'é/\u{1F600}' }] },
  });

describe('readManifest', () => {
  it.each([
    ['nothing', ''],
    ['blanks', ' \n\n  \n'],
    ['comments', '# one\n# two\n'],
    ['empty documents', '---\n# helm left this\n---\n\n---\n'],
    ['null', 'null\n---\n~\n'],
    ['a byte order mark', '\uFEFF'],
  ])('finds nothing wrong with %s', (_, text) => {
    expect(read(text)).toMatchObject({ objects: [], problems: [], skipped: [] });
  });

  it.each([
    ['several documents', `${podYaml()}---\n${podYaml().replace('name: pod', 'name: two')}`, ['Pod/pod', 'Pod/two']],
    ['dashes with a comment', `--- # first\n${podYaml()}`, ['Pod/pod']],
    ['Windows line ends', podYaml().replaceAll('\n', '\r\n'), ['Pod/pod']],
    ['a byte order mark', `\uFEFF${podYaml()}`, ['Pod/pod']],
    ['JSON', json('a'), ['Pod/a']],
    ['JSON indented with tabs', JSON.stringify(JSON.parse(json('a')), null, '\t'), ['Pod/a']],
    ['concatenated JSON', `${json('a')}${json('b')}\n${json('c')}\n`, ['Pod/a', 'Pod/b', 'Pod/c']],
    ['JSON with braces in texts', json('a').replace('é', '}{\\"'), ['Pod/a']],
    [
      'KYAML',
      `---\n{\n  apiVersion: "v1",\n  kind: "ConfigMap",\n  metadata: {\n    name: "a",\n  },\n}\n`,
      ['ConfigMap/a'],
    ],
    ['a List', `apiVersion: v1\nkind: List\nitems: [${json('a')}, ${json('b')}]`, ['Pod/a', 'Pod/b']],
    ['an empty List', 'apiVersion: v1\nkind: List\nitems: []', []],
    [
      'a typed list',
      'apiVersion: v1\nkind: ConfigMapList\nmetadata: {}\nitems: [{metadata: {name: a}}]',
      ['ConfigMap/a'],
    ],
    ['a generated name', podYaml().replace('name: pod', 'generateName: pod-'), ['Pod/pod-1']],
  ])('reads %s', (_, text, expected) => {
    const manifest = read(text);
    expect(complaints(manifest)).toEqual([]);
    expect(names(manifest)).toEqual(expected);
  });

  it('reads scalars as YAML 1.1 does, without its times', () => {
    const text = podYaml(
      'containers: [{name: app, image: app:1, env: [{name: A, value: 1:30}, {name: B, value: 2001-12-14}]}]\nhostNetwork: yes\nvolumes: [{name: v, secret: {secretName: s, defaultMode: 0644}}, {name: w, secret: {secretName: s, defaultMode: 0o644}}]',
    );
    const manifest = read(text);
    expect(complaints(manifest)).toEqual([]);
    const root = manifest.objects[0]?.root;
    expect(root?.at('spec', 'volumes').item(0).at('secret', 'defaultMode').whole).toBe(420);
    expect(root?.at('spec', 'volumes').item(1).at('secret', 'defaultMode').whole).toBe(420);
    expect(root?.at('spec', 'hostNetwork').isTrue).toBe(true);
  });

  it('merges with <<, keys written out winning', () => {
    const manifest = read(
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  <<: &d {x: "1", z: "2"}\n  z: "3"\n',
    );
    expect(complaints(manifest)).toEqual([]);
    expect(manifest.objects[0]?.root.at('data').texts).toEqual({ x: '1', z: '3' });
  });

  it('reads what only the YAML library of kubectl takes', () => {
    const text = `apiVersion: v1
kind: Pod
metadata:
  name: left
  annotations:
    settings: '{
      "retries": 3
    }'
spec:
  containers:
    - name: a
      image: a:1
      command: [sh, -c, "echo NAME=\\'value\\' > /data/env"]
`;
    const manifest = read(text);
    expect(complaints(manifest)).toEqual([]);
    const root = manifest.objects[0]?.root;
    expect(root?.at('metadata', 'annotations', 'settings').text).toBe('{ "retries": 3 }');
    expect(root?.at('spec', 'containers').item(0).at('command').item(2).text).toBe("echo NAME='value' > /data/env");
  });

  it('tells what kubectl passes over without a word', () => {
    const silences = (text: string) =>
      read(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
    const silence = 'kubectl reads no further than this: the document above is over';
    expect(silences(`  apiVersion: v1\nkind: Pod\n`)).toEqual([`2:1 ${silence}`]);
    expect(silences(`${podYaml()}...\n${podYaml()}`)).toEqual([`8:1 ${silence}`]);
    expect(silences(`%YAML 1.1\n---\n${podYaml()}`)).toEqual([
      '1:1 malformed YAML: did not find expected <document start>',
    ]);
  });

  it('counts kinds it does not read, custom ones of a known name too', () => {
    const text =
      'apiVersion: v1\nkind: Namespace\n---\napiVersion: v1\nkind: Namespace\n---\napiVersion: serving.knative.dev/v1\nkind: Service\n';
    expect(read(text)).toMatchObject({
      problems: [],
      skipped: [
        { kind: 'Namespace', count: 2 },
        { kind: 'Service', count: 1 },
      ],
    });
  });

  it('does not let one bad document hide the others', () => {
    const manifest = read(`a: [\n---\n${podYaml()}---\n- x\n---\n${podYaml().replace('name: pod', 'name: two')}`);
    expect(names(manifest)).toEqual(['Pod/pod', 'Pod/two']);
    expect(manifest.problems.map(({ line }) => line)).toEqual([2, 10]);
  });

  it('joins several files', () => {
    const joined = joinManifests([
      read(podYaml()),
      read('kind: X\napiVersion: x.io/v1'),
      read('kind: X\napiVersion: x.io/v1'),
    ]);
    expect(names(joined)).toEqual(['Pod/pod']);
    expect(joined.skipped).toEqual([{ kind: 'X', count: 2 }]);
    expect(joinManifests([])).toMatchObject({ objects: [], problems: [] });
  });
});

describe('locate', () => {
  const text = `# a comment\n---\n${podYaml('containers:\n- name: app\n  image: app:1\n- name: side\n  image: side:1\n  ports:\n  - containerPort: 80')}`;
  const [pod] = read(text).objects;
  const at = (path: string) => (pod === undefined ? [] : [locate(pod, path).line, locate(pod, path).column]);

  it.each([
    ['metadata.name', [6, 3]],
    ['spec', [7, 1]],
    ['spec.containers[0]', [9, 5]],
    ['spec.containers[1].image', [12, 5]],
    ['spec.containers[side].ports[0].containerPort', [14, 7]],
  ])('finds %s', (path, expected) => expect(at(path)).toEqual(expected));

  it.each([
    ['spec.containers[side].livenessProbe.periodSeconds', [11, 5]],
    ['spec.terminationGracePeriodSeconds', [7, 1]],
    ['spec.containers[7].image', [8, 3]],
    ['spec.containers[nobody]', [8, 3]],
    ['metadata.labels[example.com/tier]', [5, 1]],
    ['', [3, 1]],
    ['[[]', [3, 1]],
  ])('falls back to the nearest parent of %s', (path, expected) => expect(at(path)).toEqual(expected));

  it('finds fields in the right one of several JSON objects on a line', () => {
    const manifest = read(`${json('a')} ${json('b')}`);
    const second = manifest.objects[1];
    expect(second && locate(second, 'metadata.name')).toEqual({
      file: 'test.yaml',
      line: 1,
      column: json('a').length + 2 + json('b').indexOf('"name"'),
    });
  });
});
