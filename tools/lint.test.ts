import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inProjectLike } from './testing/tree.ts';

/** The linters come ready-made; what is tested here is that our settings make them refuse what we mean to forbid. */
const run = (root: string, tool: string, ...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin', tool), args, {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};

const sound = {
  'model/index.ts': `import { match } from 'ts-pattern';

/** The phases told apart here. */
export type Phase = 'Pending' | 'Running';

/** Whether the pod has started. A parameter may be called process: only the global is out of reach. */
export const started = (phase: Phase, process: { readonly exitCode: number }): boolean =>
  match(phase)
    .with('Pending', () => false)
    .with('Running', () => process.exitCode === 0)
    .exhaustive();
`,
  'generators/explore/index.ts': `/** A number. */
export const one = 1;
`,
  'cli/bin.ts': `import { one } from '../generators/explore/index.ts';
import { started } from '../model/index.ts';

console.log(started('Running', { exitCode: one }));
`,
};

const lines = (count: number, line: string) => Array.from({ length: count }, () => line).join('\n');

/** File → its text, and what must be said about it. */
type Forbidden = Readonly<Record<string, readonly [text: string, complaint: string]>>;

const forbiddenByOxlint: Forbidden = {
  'cli/floating.ts': [`const later = async () => 1;\nlater();`, 'no-floating-promises'],
  'cli/switch.ts': [
    `export const f = (x: 'a' | 'b') => { switch (x) { case 'a': return 1; } return 2; };`,
    'switch-exhaustiveness-check',
  ],
  'cli/any.ts': ['export const f = (x: any) => x;', 'no-explicit-any'],
  'cli/unsafe.ts': [`export const f: string = JSON.parse('1');`, 'no-unsafe-assignment'],
  'cli/ignore.ts': [`// @ts-ignore\nexport const f: string = 1;`, 'ban-ts-comment'],
  'cli/note.ts': [`// ${['TO', 'DO'].join('')}: later\nexport const f = 1;`, 'no-warning-comments'],
  'cli/long.ts': [lines(301, 'export {};'), 'max-lines'],
  'cli/long-function.ts': [
    `export function f(x: number) {\n${lines(60, 'x += 1;')}\nreturn x;\n}`,
    'max-lines-per-function',
  ],
  'cli/only.test.ts': [`import { it } from 'vitest';\nit.only('a', () => {});`, 'no-focused-tests'],
  'cli/skip.test.ts': [`import { it } from 'vitest';\nit.skip('a', () => {});`, 'no-disabled-tests'],
  'cli/exception.ts': ['// oxlint-disable-next-line eqeqeq -- nothing here\nexport const f = 1;', 'Unused oxlint'],
  'reports/print.ts': ['console.log(1);', 'no-console'],
  'model/clock.ts': ['export const f = new Date();', 'no-restricted-globals'],
  'model/random.ts': ['export const f = Math.random();', 'no-restricted-properties'],
  'model/process.ts': ['export const f = process.pid;', 'no-restricted-globals'],
  'generators/random.ts': ['export const f = Math.random();', 'no-restricted-properties'],
  'generators/explore/clock.ts': ['export const f = Date.now();', 'no-restricted-globals'],
};

const forbiddenByBiome: Forbidden = {
  'cli/form.ts': ['export const f = "a"\n', 'format'],
  'cli/order.ts': [`import b from 'node:path';\nimport a from 'node:fs';\n\na.b(b);\n`, 'organizeImports'],
  'cli/type.ts': [`import { Stats } from 'node:fs';\n\nexport type S = Stats;\n`, 'useImportType'],
  'cli/extension.ts': [`import { one } from '../generators/explore/index';\n\none;\n`, 'useImportExtensions'],
  'cli/undeclared.ts': [`import x from 'left-pad';\n\nx();\n`, 'noUndeclaredDependencies'],
  'cli/unused.ts': ['const f = 1;\n\nexport {};\n', 'noUnusedVariables'],
  'cli/assured.ts': ['export const f = (x?: string) => x!.length;\n', 'noNonNullAssertion'],
  'cli/cycle.ts': [`import { g } from './cycle2.ts';\n\nexport const f = (): number => g();\n`, 'noImportCycles'],
  'cli/cycle2.ts': [`import { f } from './cycle.ts';\n\nexport const g = (): number => f();\n`, 'noImportCycles'],
  'cli/default.ts': ['export default 1;\n', 'noDefaultExport'],
};

const texts = (forbidden: Forbidden) =>
  Object.fromEntries(Object.entries(forbidden).map(([path, [text]]) => [path, text]));

const expected = (forbidden: Forbidden) =>
  Object.entries(forbidden).map(([path, [, complaint]]) => ({ path, complaint }));

describe('lint:code', () => {
  const lint = (root: string) => run(root, 'oxlint', '--type-aware', '--deny-warnings', '--format=unix');

  it('accepts sound code', () => {
    const { status, stdout } = inProjectLike(sound, lint);
    expect({ status, stdout }).toMatchObject({ status: 0 });
  });

  it('refuses each thing forbidden', () => {
    const { status, stdout } = inProjectLike({ ...sound, ...texts(forbiddenByOxlint) }, lint);
    expect(status).not.toBe(0);
    for (const { path, complaint } of expected(forbiddenByOxlint)) {
      const about = stdout.split('\n').filter((line) => line.includes(path));
      expect(about, path).toContainEqual(expect.stringContaining(complaint));
    }
  });
});

describe('lint:format', () => {
  const lint = (root: string) =>
    run(
      root,
      'biome',
      'check',
      '--error-on-warnings',
      '--vcs-enabled=false',
      '--max-diagnostics=none',
      '--reporter=github',
      '.',
    );

  it('accepts sound code', () => {
    const only = (root: string) =>
      run(root, 'biome', 'check', '--error-on-warnings', '--vcs-enabled=false', 'model', 'cli');
    const { status, stderr } = inProjectLike(sound, only);
    expect({ status, stderr }).toMatchObject({ status: 0 });
  });

  it('refuses each thing forbidden', () => {
    const { status, stdout } = inProjectLike({ ...sound, ...texts(forbiddenByBiome) }, lint);
    expect(status).not.toBe(0);
    for (const { path, complaint } of expected(forbiddenByBiome)) {
      const about = stdout.split('\n').filter((line) => line.includes(`/${path},line=`));
      expect(about, path).toContainEqual(expect.stringContaining(complaint));
    }
  });
});

describe('lint:dead', () => {
  const lint =
    (...args: readonly string[]) =>
    (root: string) =>
      run(root, 'knip', '--include', 'files,exports,types', '--no-config-hints', ...args);

  it('accepts code that is used', () => {
    const { status, stdout } = inProjectLike(sound, lint());
    expect({ status, stdout }).toMatchObject({ status: 0 });
  });

  it('refuses a file nobody imports, an export nobody names', () => {
    const dead = {
      'model/alone.ts': 'export const f = 1;',
      'model/pod.ts': 'export const used = 1;\nexport const unusedPart = 2;',
      'cli/bin.ts': `${sound['cli/bin.ts']}\nimport { used } from '../model/pod.ts';\nconsole.log(used);`,
    };
    const { status, stdout } = inProjectLike({ ...sound, ...dead }, lint());
    expect(status).toBe(1);
    expect(stdout).toContain('model/alone.ts');
    expect(stdout).toContain('unusedPart');
  });

  it('refuses a file that only its own test imports', () => {
    const tested = { 'model/pod.ts': 'export const f = 1;', 'model/pod.test.ts': `import { f } from './pod.ts';\nf;` };
    const { status, stdout } = inProjectLike({ ...sound, ...tested }, lint('--production'));
    expect(status).toBe(1);
    expect(stdout).toContain('model/pod.ts');
  });
});

describe('lint:types', () => {
  const lint = (root: string) => run(root, 'tsc', '-p', 'tsconfig.json', '--pretty', 'false');

  it('accepts sound code', () => {
    const { status, stdout } = inProjectLike(sound, lint);
    expect({ status, stdout }).toMatchObject({ status: 0 });
  });

  it('refuses what strictness is there for', () => {
    const wrong: Forbidden = {
      'model/index-access.ts': ['export const f = (xs: readonly string[]): string => xs[0];', 'TS2322'],
      'model/optional.ts': ['export const f: { readonly a?: string } = { a: undefined };', 'TS2375'],
      'model/enum.ts': ['export enum E { A }', 'TS1294'],
      'model/type-import.ts': [`import { Phase } from './index.ts';\nexport type P = Phase;`, 'TS1484'],
      'model/match.ts': [
        `import { match } from 'ts-pattern';\nexport const f = (x: 1 | 2) => match(x).with(1, () => 1).exhaustive();`,
        'TS2349',
      ],
    };
    const { status, stdout } = inProjectLike({ ...sound, ...texts(wrong) }, lint);
    expect(status).not.toBe(0);
    for (const { path, complaint } of expected(wrong)) {
      expect(
        stdout.split('\n').filter((line) => line.startsWith(path)),
        path,
      ).toContainEqual(expect.stringContaining(complaint));
    }
  });
});
