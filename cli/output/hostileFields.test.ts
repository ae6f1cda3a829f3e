import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { afterAll, describe, expect, it } from 'vitest';
import { type Kind, kinds, structs } from '../../model/manifest/schema/index.ts';
import type { FieldType } from '../../model/manifest/schema/types.ts';
import { sarifErrors } from '../../reports/testing/sarifSchema.ts';
import { schemaErrors } from '../../reports/testing/schema.ts';
import { elementsOf } from '../../reports/testing/xml.ts';
import { podproof } from '../testing/world.ts';

/** Everything at once: escape sequences, line ends, fences, tags, ends of CDATA and of tables, what reorders, halves of pairs. */
const hostile =
  '\u001b[2J\u001b]0;pwned\u0007\r\n```\n# INJECTED\n[clear](https://evil.example)<img src=x>]]>]]>|\u202e\u0085\ud800';

type Path = readonly (string | number)[];

/** Where each string of a kind may stand, each struct once: the way there is as good as any other. */
const stringsOf = (kind: Kind, seen: Set<string>): readonly Path[] => {
  const below = (type: FieldType, path: Path): readonly Path[] => {
    switch (type.kind) {
      case 'list':
        return below(type.of, [...path, 0]);
      case 'map':
        return [...below(type.of, [...path, 'key']), [...path, hostile]];
      case 'named':
        return inStruct(type.name, path);
      case 'boolean':
      case 'integer':
      case 'any':
        return [];
      case 'string':
      case 'quantity':
      case 'intOrString':
      case 'bytes':
        return [path];
    }
  };
  const inStruct = (name: string, path: Path): readonly Path[] => {
    const struct = structs.get(name);
    if (struct === undefined) return [path];
    if (seen.has(name)) return [];
    seen.add(name);
    return [...struct.fields].flatMap(([field, type]) => below(type, [...path, field]));
  };
  return inStruct(kind, []);
};

const container = { name: 'c', image: 'i' };
const podSpec = { containers: [container] };
const template = { metadata: { labels: { app: 'a' } }, spec: podSpec };
const workload = { selector: { matchLabels: { app: 'a' } }, template };

const bases: Partial<Record<Kind, object>> = {
  Deployment: workload,
  DaemonSet: workload,
  ReplicaSet: workload,
  StatefulSet: { ...workload, serviceName: 's' },
  Job: { template: { ...template, spec: { ...podSpec, restartPolicy: 'Never' } } },
  CronJob: {
    schedule: '* * * * *',
    jobTemplate: { spec: { template: { spec: { ...podSpec, restartPolicy: 'Never' } } } },
  },
  Service: { selector: { app: 'a' }, ports: [{ port: 80 }] },
  PersistentVolumeClaim: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};

const pod = (spec: object = podSpec) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a', labels: { app: 'a' } },
  spec,
});

const baseOf = (kind: Kind): object =>
  kind === 'Pod'
    ? pod()
    : {
        apiVersion: kinds[kind],
        kind,
        metadata: { name: 'x' },
        ...(bases[kind] === undefined ? {} : { spec: bases[kind] }),
      };

/** The object with hostile text at that place; `key` in a path is a key like any other. */
const planted = (value: unknown, [head, ...rest]: Path): unknown => {
  if (head === undefined) return hostile;
  if (typeof head === 'number') {
    const list = Array.isArray(value) ? value : [];
    return [planted(list[head], rest), ...list.slice(1)];
  }
  const object = typeof value === 'object' && value !== null ? value : {};
  return { ...object, [head]: planted((object as Record<string, unknown>)[head], rest) };
};

const directory = mkdtempSync(join(tmpdir(), 'podproof-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const at = (format: string) => join(directory, `out.${format}`);
const read = (format: string) => readFileSync(at(format), 'utf8');

const acts = /[^\n\t\P{Cc}]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

/** What is wrong with what was printed and written about these objects. */
const harmOf = async (objects: readonly unknown[]): Promise<readonly string[]> => {
  const formats = ['json', 'junit', 'markdown', 'sarif'];
  const reports = formats.flatMap((format) => ['--report', `${format}=${at(format)}`]);
  const bounds = ['--untimed', '--slice', 'pod', '--max-states', '40'];
  const { exit, out, err } = await podproof(['check', '-', ...bounds, ...reports], {
    text: objects.map((one) => JSON.stringify(one)).join('\n---\n'),
  });
  const markdown = micromark(read('markdown'), {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
  });
  return [
    ...(![0, 1, 2, 3].includes(exit) ? [`exit code ${exit}`] : []),
    ...(err.includes('a bug in podproof') ? [err] : []),
    ...[out, err, ...formats.map(read)]
      .filter((text) => acts.test(text))
      .map((text) => `acts: ${acts.exec(text)?.[0]}`),
    ...(/<(?:h1>INJECTED|img|a href="https:\/\/evil)/.test(markdown) ? ['Markdown is not inert'] : []),
    ...(elementsOf(read('junit')).some(({ name }) => name === 'img') ? ['XML is not inert'] : []),
    ...schemaErrors(JSON.parse(read('json'))),
    ...sarifErrors(JSON.parse(read('sarif'))),
  ];
};

describe('hostile text', () => {
  const seen = new Set<string>();
  const places = (Object.keys(kinds) as Kind[]).flatMap((kind) =>
    stringsOf(kind, seen).map((path) => ({
      kind,
      path,
      name: `${kind} ${path.map((part) => (part === hostile ? '(a key)' : part)).join('.')}`,
    })),
  );

  it('is tried in every string of the schema', () => {
    expect(places.length).toBeGreaterThan(300);
  });

  it('acts on nobody, wherever it stands', async () => {
    const harm: string[] = [];
    for (const { kind, path, name } of places) {
      const object = planted(baseOf(kind), path);
      // A Pod beside it, so that there is something to tell whatever becomes of the object.
      const found = await harmOf(kind === 'Pod' ? [object] : [pod(), object]);
      if (found.length > 0) harm.push(`${name}: ${found[0]}`);
    }
    expect(harm).toEqual([]);
  });

  it('acts on nobody as a kind, a file name or an option', async () => {
    expect(await harmOf([pod(), { apiVersion: 'v1', kind: hostile, metadata: { name: 'x' } }])).toEqual([]);
    expect(await harmOf([{ apiVersion: hostile, kind: hostile }])).toEqual([]);
    for (const args of [
      ['check', hostile],
      ['check', '-', '--guarantee', hostile],
      ['check', '-', '--report', hostile],
      ['check', '-', '--report', `json=${hostile}/x`],
      ['explore', '-', '-o', `${hostile}/x`],
      ['replay', '-', '--schedule', hostile],
      ['tune', '-', '--object', hostile],
      ['conform', hostile, '--driver', hostile],
      ['report', hostile],
      ['explain', hostile],
      [hostile],
    ]) {
      const { exit, out, err } = await podproof(args, { text: JSON.stringify(pod()) });
      expect([exit, acts.test(out + err)]).toEqual([2, false]);
    }
  });
});
