import { describe, expect, it } from 'vitest';
import { documentsIn, readManifest } from '../parse.ts';
import { jsonOf, type ValueEdit } from './json.ts';
import { addressOf, editedText } from './text.ts';

/** The text with changes of its first workload in it, or why it stays. */
const edited = (text: string, ...edits: readonly ValueEdit[]): string => {
  const [object] = readManifest(text, 'a.yaml').objects;
  const at = object === undefined ? undefined : addressOf(object);
  if (at === undefined) throw new Error('no object');
  const result = editedText(text, 'a.yaml', [{ at, edits }]);
  return 'text' in result ? result.text : `line ${result.line}: ${result.refused}; ${result.fix}`;
};

const pod = (spec: string): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a # the one\nspec:\n${spec}`;
const sleep = (seconds: number): ValueEdit => ({
  kind: 'set',
  path: ['spec', 'containers', 0, 'lifecycle', 'preStop', 'sleep', 'seconds'],
  value: seconds,
});
const grace: ValueEdit = { kind: 'set', path: ['spec', 'terminationGracePeriodSeconds'], value: 40 };
const sidecar: readonly ValueEdit[] = [
  { kind: 'move', path: ['spec', 'containers', 1], to: ['spec', 'initContainers'] },
  { kind: 'set', path: ['spec', 'initContainers', 0, 'restartPolicy'], value: 'Always' },
];

describe('changing a field in the text of a manifest', () => {
  it('replaces a number and leaves the comment behind it', () => {
    const text = pod(
      '  containers:\n  - name: a\n    image: a:1\n    lifecycle:\n      preStop:\n        sleep:\n          seconds: 5   # enough?\n',
    );
    expect(edited(text, sleep(9))).toBe(text.replace('seconds: 5', 'seconds: 9'));
  });

  it('adds what is not there below what is, as far in as the document is written', () => {
    const wide = (spec: string): string => pod(spec).replace('metadata:\n  name: a', 'metadata:\n    name: a');
    const text = wide('    containers:\n        - name: a\n          image: a:1 # pinned\n    # the end\n');
    expect(edited(text, sleep(4), grace)).toBe(
      wide(
        '    terminationGracePeriodSeconds: 40\n    containers:\n        - name: a\n          image: a:1 # pinned\n          lifecycle:\n              preStop:\n                  sleep:\n                      seconds: 4\n    # the end\n',
      ),
    );
  });

  it('adds a short field behind the short ones, above long lists', () => {
    const text = pod('  restartPolicy: Always\n  containers:\n  - name: a\n    image: a:1');
    expect(edited(text, grace)).toBe(text.replace('Always\n', 'Always\n  terminationGracePeriodSeconds: 40\n'));
  });

  it('keeps a last line without an end, CR LF and a byte order mark', () => {
    const text = `\uFEFF${pod('  containers:\n  - name: a\n    image: a:1').replaceAll('\n', '\r\n')}`;
    expect(edited(text, sleep(4))).toBe(
      `${text}\r\n    lifecycle:\r\n      preStop:\r\n        sleep:\r\n          seconds: 4`,
    );
  });

  it('writes within brackets as the brackets are written', () => {
    const text = pod('  containers: [{name: a, image: "a:1"}, # first\n    {name: b, image: b}]\n');
    expect(edited(text, sleep(4))).toBe(text.replace('"a:1"}', '"a:1", lifecycle: {preStop: {sleep: {seconds: 4}}}}'));
    const empty = pod('  containers: [{name: a, image: a, lifecycle: {}}]\n');
    expect(edited(empty, sleep(4))).toBe(empty.replace('{}', '{preStop: {sleep: {seconds: 4}}}'));
  });

  it('fills a field that is written without a value', () => {
    const text = pod('  containers:\n  - name: a\n    lifecycle: # none yet\n    image: a:1\n');
    expect(edited(text, sleep(4))).toBe(
      text.replace('none yet\n', 'none yet\n      preStop:\n        sleep:\n          seconds: 4\n'),
    );
  });

  it('replaces a hook by another, and leaves the object around it', () => {
    const text = pod(
      '  containers:\n  - name: a\n    lifecycle:\n      preStop: # wait\n        exec:\n          command: [sleep, "5"]\n      postStart:\n        exec: {command: [a]}\n    image: a:1\n',
    );
    const hook: ValueEdit = {
      kind: 'set',
      path: ['spec', 'containers', 0, 'lifecycle', 'preStop'],
      value: { sleep: { seconds: 4 } },
    };
    expect(edited(text, hook)).toBe(
      text.replace('        exec:\n          command: [sleep, "5"]\n', '        sleep:\n          seconds: 4\n'),
    );
  });

  it('takes a container with its comments and its layout to a list that was not there', () => {
    const text = pod(
      '  restartPolicy: Never\n  # what runs\n  containers:\n    - name: a\n      image: a:1\n    # ships logs\n    - name: log\n      # keep in step with a\n      image:   "log:1"\n  volumes: []\n',
    );
    expect(edited(text, ...sidecar)).toBe(
      pod(
        '  restartPolicy: Never\n  initContainers:\n    # ships logs\n    - name: log\n      # keep in step with a\n      image:   "log:1"\n      restartPolicy: Always\n  # what runs\n  containers:\n    - name: a\n      image: a:1\n  volumes: []\n',
      ),
    );
  });

  it('takes a container to the end of a list that stands further in', () => {
    const text = pod(
      '  initContainers:\n      - name: i\n        image: i\n  containers:\n  - name: a\n    image: a:1\n  - name: log\n    args:\n    - |\n      a\n        b\n    image: log\n',
    );
    const result = edited(text, { kind: 'move', path: ['spec', 'containers', 1], to: ['spec', 'initContainers'] });
    expect(result).toBe(
      pod(
        '  initContainers:\n      - name: i\n        image: i\n      - name: log\n        args:\n        - |\n          a\n            b\n        image: log\n  containers:\n  - name: a\n    image: a:1\n',
      ),
    );
  });

  it('changes JSON of many lines and of one', () => {
    const value = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'a' },
      spec: { containers: [{ name: 'a', image: 'a' }] },
    };
    for (const step of [undefined, 2, '\t']) {
      const text = JSON.stringify(value, null, step);
      const result = edited(text, sleep(4), grace);
      const container = { name: 'a', image: 'a', lifecycle: { preStop: { sleep: { seconds: 4 } } } };
      const spec = { containers: [container], terminationGracePeriodSeconds: 40 };
      expect(result).toBe(JSON.stringify({ ...value, spec }, null, step));
    }
  });

  it('changes an object of a List and of a later document, and nothing else', () => {
    const item =
      '  - apiVersion: v1\n    kind: Pod\n    metadata: {name: a}\n    spec:\n      containers: [{name: a, image: a}]\n';
    const text = `# Source: chart/templates/a.yaml\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n---\nkind: List\napiVersion: v1\nitems:\n${item}${item.replace('name: a', 'name: b')}`;
    const objects = readManifest(text, 'a.yaml').objects;
    const last = objects.at(-1);
    const at = last === undefined ? undefined : addressOf(last);
    expect(at).toEqual({ section: 1, path: ['items', 1] });
    const result = at === undefined ? undefined : editedText(text, 'a.yaml', [{ at, edits: [grace] }]);
    expect(result).toEqual({
      text: `${text}      terminationGracePeriodSeconds: 40\n`,
    });
  });

  it('writes out what an alias or a merge key stands for, if that is little', () => {
    const aliased = pod(
      '  containers:\n  - name: b\n    image: b\n    lifecycle: &hook\n      preStop: {sleep: {seconds: 1}}\n  - name: a\n    image: a\n    lifecycle: *hook\n',
    );
    const second: ValueEdit = {
      kind: 'set',
      path: ['spec', 'containers', 1, 'lifecycle', 'preStop', 'sleep', 'seconds'],
      value: 4,
    };
    expect(edited(aliased, second)).toBe(aliased.replace('*hook', '{preStop: {sleep: {seconds: 4}}}'));
    const merged = pod(
      '  containers:\n  - &one\n    name: b\n    image: b\n    lifecycle: {preStop: {sleep: {seconds: 1}}}\n  - <<: *one\n    name: a\n',
    );
    expect(edited(merged, second)).toBe(
      `${merged}    lifecycle:\n      preStop:\n        sleep:\n          seconds: 4\n`,
    );
  });

  it('changes what an anchor names if that is meant everywhere, and refuses if not', () => {
    const text = pod(
      '  containers:\n  - name: b\n    image: b\n    lifecycle: &hook\n      preStop: {sleep: {seconds: 1}}\n  - name: a\n    image: a\n    lifecycle: *hook\n',
    );
    const second: ValueEdit = {
      kind: 'set',
      path: ['spec', 'containers', 1, 'lifecycle', 'preStop', 'sleep', 'seconds'],
      value: 4,
    };
    expect(edited(text, sleep(4), second)).toBe(text.replace('seconds: 1', 'seconds: 4'));
    expect(edited(text, sleep(4))).toMatch(/^line 9: what &hook names is meant in other places too/);
  });

  it('refuses what stands behind an alias with much else', () => {
    const list = Array.from({ length: 20 }, (_, index) => `{name: E${index}, value: x}`).join(', ');
    const text = `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: a}\n  spec: &spec\n    containers: [{name: a, image: a, env: [${list}]}]\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: b}\n  spec: *spec\n`;
    const [, second] = readManifest(text, 'a.yaml').objects;
    const at = second === undefined ? undefined : addressOf(second);
    const result = at === undefined ? undefined : editedText(text, 'a.yaml', [{ at, edits: [grace] }]);
    expect(result).toMatchObject({ line: 12, refused: 'the alias *spec stands for this and for much else' });
  });

  it('quotes what would not be read as what it is', () => {
    const text = pod('  containers: [{name: a, image: a}]\n');
    for (const value of ['yes', '1', '0x1f', '1e3', 'a: b', '- a', '~', '', 'a #b', '1_000', '012', 'a\nb']) {
      const path = ['metadata', 'annotations', value];
      const result = edited(text, { kind: 'set', path, value });
      const [document] = documentsIn(result, 'a.yaml').map(({ tree }) => (tree === undefined ? null : jsonOf(tree)));
      expect(document).toMatchObject({ metadata: { annotations: { [value]: value } } });
    }
  });

  it('refuses what it cannot write so that it is read as it was meant', () => {
    const text = pod('  containers: [{name: a, image: a}]\n');
    expect(edited(text, { kind: 'set', path: ['metadata', 'annotations'], value: { a: 'b\u0085c' } })).toMatch(
      /^line 4: the text around this field/,
    );
  });
});
