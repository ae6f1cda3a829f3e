import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { companionsOf } from './companions.ts';
import { locate } from './index.ts';
import { readManifest } from './parse.ts';
import type { Problem } from './problem.ts';
import { structs } from './schema/index.ts';
import { podTemplates, refusals } from './workload.ts';

const seeded = { seed: 42 };
const examples = ['web', 'job', 'statefulset', 'daemonset', 'everything'].map((name) =>
  readFileSync(new URL(`../../examples/${name}.yaml`, import.meta.url), 'utf8'),
);

/** Does all this room can do with a text, and returns the problems that are no good to their reader. */
function badProblems(text: string): readonly Problem[] {
  const manifest = readManifest(text, 'fuzz.yaml');
  const workloads = podTemplates(manifest);
  for (const workload of workloads) companionsOf(manifest, workloads, workload);
  for (const object of manifest.objects) locate(object, 'spec.template.spec.containers[0].image');
  const lines = text.split('\n').length;
  return [...manifest.problems, ...manifest.dropped, ...refusals(manifest).map(({ problem }) => problem)].filter(
    (problem) => {
      const { line, column, message, fix } = problem;
      const isPlaced = line >= 1 && line <= lines && column >= 1;
      const isTold = message !== '' && fix !== '' && message.length < 600;
      return !isPlaced || !isTold || /\bat .*\.[jt]s:|undefined|\[object/.test(`${message}${fix}`);
    },
  );
}

const word = fc.constantFrom(
  ...'apiVersion kind metadata name spec containers image v1 Pod List items apps/v1 Deployment template'.split(' '),
  ...'&a *a << yes ~ null 0644 1e3 .nan "x" \'y\' !!binary !x %YAML {{x}} __proto__ constructor'.split(' '),
  ...Array.from('-?:{}[],|>#\\"\' \t\n\uFEFF'),
  ': ',
  '- ',
  '\n  ',
  '\n    ',
  '\r\n',
  '---\n',
  '...\n',
);

const fieldNames = fc.constantFrom(...new Set([...structs.values()].flatMap(({ fields }) => [...fields.keys()])));
const leaf = fc.oneof(
  fc.constantFrom('Always', 'Never', 'a', '1', '100m', '-1', 'In', 'Gt', 'NoExecute', '', 'web', '80'),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
);
const { value: anything } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'medium' }, leaf, fc.array(tie('value'), { maxLength: 4 }), tie('object')),
  object: fc.dictionary(fieldNames, tie('value'), { maxKeys: 6 }),
}));

const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(30),
  by: fc.oneof(word, fc.string({ maxLength: 5 }), fc.constant('')),
});

describe('readManifest never throws and never hangs (seed 42)', () => {
  it('on random text', () =>
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
        expect(badProblems(text)).toEqual([]);
      }),
      {
        ...seeded,
        numRuns: 200,
      },
    ));

  it('on text made of what YAML is made of', () =>
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        expect(badProblems(words.join(''))).toEqual([]);
      }),
      { ...seeded, numRuns: 800 },
    ));

  it('on manifests that were fine before somebody typed into them', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...examples),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        (example, changes) => {
          let text = example;
          for (const { at, length, by } of changes) {
            const start = Math.floor(at * text.length);
            text = `${text.slice(0, start)}${by}${text.slice(start + length)}`;
          }
          expect(badProblems(text)).toEqual([]);
        },
      ),
      { ...seeded, numRuns: 150 },
    ));

  it('on objects of the right words in the wrong places', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...structs.keys()),
        fc.constantFrom('v1', 'apps/v1', 'batch/v1'),
        anything,
        anything,
        (kind, apiVersion, spec, metadata) => {
          expect(
            badProblems(
              JSON.stringify({ apiVersion, kind, metadata: { name: 'a', labels: metadata }, spec, template: { spec } }),
            ),
          ).toEqual([]);
        },
      ),
      { ...seeded, numRuns: 200 },
    ));

  it('on Pods with anything for a container', () =>
    fc.assert(
      fc.property(fc.dictionary(fieldNames, anything), fc.dictionary(fieldNames, anything), (container, spec) => {
        expect(
          badProblems(
            JSON.stringify({
              apiVersion: 'v1',
              kind: 'Pod',
              metadata: { name: 'a' },
              spec: { ...spec, containers: [{ name: 'a', image: 'b', ...container }] },
            }),
          ),
        ).toEqual([]);
      }),
      { ...seeded, numRuns: 150 },
    ));
});

describe('reading (seed 42)', () => {
  it('does not depend on line ends, a byte order mark or trailing blank lines', () =>
    fc.assert(
      fc.property(fc.constantFrom(...examples), fc.boolean(), fc.boolean(), fc.nat(3), (text, crlf, mark, blank) => {
        const dressed = `${mark ? '\uFEFF' : ''}${crlf ? text.replaceAll('\n', '\r\n') : text}${'\n'.repeat(blank)}`;
        const [plain, other] = [text, dressed].map((one) => {
          const workloads = podTemplates(readManifest(one, 'f'));
          return workloads.map(({ pods, spec, name, replicas }) => ({ pods, spec, name, replicas }));
        });
        expect(other).toEqual(plain);
      }),
      { ...seeded, numRuns: 20 },
    ));

  it('a broken document before or after changes nothing about the others', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...examples),
        fc.constantFrom('a: [', ']', 'x', '- 1', '{', 'a: b: c'),
        (text, broken) => {
          const names = (one: string) =>
            readManifest(one, 'f').objects.map(({ kind, name, valid }) => [kind, name, valid]);
          expect(names(`${broken}\n---\n${text}\n---\n${broken}\n`)).toEqual(names(text));
        },
      ),
      { ...seeded, numRuns: 30 },
    ));
});
