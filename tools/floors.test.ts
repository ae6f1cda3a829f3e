import { describe, expect, it } from 'vitest';
import { floorComplaints } from './floors.ts';
import { inTree } from './testing/tree.ts';

/** A house in which everything is where it belongs, all permitted exceptions included. */
const sound = {
  'model/cluster.ts': `import { match } from 'ts-pattern';\nimport { parse } from 'yaml';\nexport { pod } from './kubernetes/pod.ts';`,
  'model/kubernetes/pod.ts': `export const pod = 1;`,
  'model/cluster.test.ts': `import { it } from 'vitest';\nimport { explore } from '../generators/explore/explore.ts';\nimport { readFileSync } from 'node:fs';`,
  'model/testing/small.ts': `import fc from 'fast-check';`,
  'generators/explore/explore.ts': `import { Worker } from 'node:worker_threads';\nimport './table.ts';`,
  'generators/explore/table.ts': `export const table = 1;`,
  'generators/suite/write.ts': `import { pod } from '../../model/cluster.ts';\nimport { explore } from '../explore/explore.ts';`,
  'conformance/run.ts': `import { spawn } from 'node:child_process';\nimport '../generators/suite/write.ts';\nawait import(process.argv[2] ?? '');`,
  'reports/table.ts': `import { pod } from '../model/cluster.ts';\nimport type { Run } from '../conformance/run.ts';\nexport type * from '../generators/suite/write.ts';`,
  'reports/table.test.ts': `import { run } from '../conformance/run.ts';`,
  'cli/check.ts': `import '../model/cluster.ts';\nimport '../reports/table.ts';\nconst { run } = await import('../conformance/run.ts');`,
  'bench/run.ts': `import '../cli/check.ts';\nimport '../generators/explore/toys/light.ts';`,
  'generators/explore/toys/light.ts': `import '../explore.ts';`,
  'tools/check.ts': `import './floors.ts';`,
  'tools/floors.ts': `import { parseSync } from 'oxc-parser';`,
  'vitest.config.ts': `import { defineConfig } from 'vitest/config';`,
};

const forbidden: readonly (readonly [path: string, text: string, message: string])[] = [
  ['model/a.ts', `import { x } from '../generators/suite/write.ts';`, 'model/ must not import from generators/'],
  ['model/a.ts', `export * from '../generators/explore/table.ts';`, 'model/ must not import from generators/explore/'],
  ['model/a.ts', `import type { X } from '../reports/table.ts';`, 'model/ must not import from reports/'],
  ['model/a.ts', `export type X = import('../cli/check.ts').X;`, 'model/ must not import from cli/'],
  ['model/a.ts', `import { readFileSync } from 'node:fs';`, 'model/ must not import node:fs'],
  ['model/a.ts', `import { readFileSync } from 'fs';`, 'model/ must not import fs'],
  ['model/a.ts', `import fc from 'fast-check';`, 'model/ must not import fast-check'],
  ['model/a.ts', `await import(String(1));`, 'model/ must not import what is only known at run time'],
  ['model/a.ts', `import './testing/small.ts';`, './testing/small.ts is test code'],
  ['generators/explore/a.ts', `import './toys/light.ts';`, './toys/light.ts is test code'],
  ['model/a.ts', `import '../settings.ts';`, '../settings.ts belongs to no floor'],
  ['model/a.test.ts', `import '../conformance/run.ts';`, 'model/ must not import from conformance/'],
  [
    'generators/explore/a.ts',
    `import type { X } from '../../model/cluster.ts';`,
    'generators/explore/ must not import from model/',
  ],
  [
    'generators/explore/a.test.ts',
    `import '../../model/cluster.ts';`,
    'generators/explore/ must not import from model/',
  ],
  ['generators/explore/a.ts', `import '../suite/write.ts';`, 'generators/explore/ must not import from generators/'],
  ['generators/explore/a.ts', `import { match } from 'ts-pattern';`, 'generators/explore/ must not import ts-pattern'],
  ['generators/a.ts', `import '../conformance/run.ts';`, 'generators/ must not import from conformance/'],
  ['generators/a.ts', `import 'node:child_process';`, 'generators/ must not import node:child_process'],
  ['conformance/a.ts', `import '../reports/table.ts';`, 'conformance/ must not import from reports/'],
  [
    'reports/a.ts',
    `import { type Run } from '../conformance/run.ts';`,
    'reports/ may name types of conformance/ (import type), not use its values',
  ],
  ['reports/a.ts', `import 'node:fs/promises';`, 'reports/ must not import node:fs/promises'],
  ['reports/a.ts', `import type { X } from '../cli/check.ts';`, 'reports/ must not import from cli/'],
  ['cli/a.ts', `import '../tools/floors.ts';`, 'cli/ must not import from tools/'],
  ['tools/a.ts', `import '../model/cluster.ts';`, 'tools/ must not import from model/'],
  ['attic/a.ts', ``, 'belongs to no floor'],
];

describe('the floors', () => {
  it('accept a house in order', () => {
    expect(inTree(sound, floorComplaints)).toEqual([]);
  });

  it.each(forbidden)('refuse in %s: %s', (path, text, message) => {
    const complaints = inTree({ ...sound, [path]: `\n${text}` }, floorComplaints);
    expect(complaints).toEqual([{ path, line: expect.any(Number), message: expect.stringContaining(message) }]);
  });

  it('name the line', () => {
    const complaints = inTree({ 'model/a.ts': `\n\nimport 'node:fs';` }, floorComplaints);
    expect(complaints.map(({ line }) => line)).toEqual([3]);
  });

  it('do not accept an empty house: a check of nothing is no check', () => {
    expect(() => inTree({ 'README.md': '' }, floorComplaints)).toThrow('nothing to check');
  });
});
