/**
 * Holds our reader against the libraries kubectl reads with, on forms that are made anew. Needs Go and its module proxy.
 * `PODPROOF_HEAVY=1 PODPROOF_RECORD=1 npx vitest run model/manifest/yaml` writes yamlReference.jsonl.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { yamlForms } from './testing/yamlForms.ts';
import { compared, meantDifferences, type Reading } from './testing/yamlReading.ts';

const here = import.meta.dirname;
const hasGo = spawnSync('go', ['version']).status === 0;
if (!hasGo) process.stderr.write('no Go, so YAML is not held against sigs.k8s.io/yaml: install Go\n');

function readings(texts: readonly string[]): readonly Reading[] {
  const directory = mkdtempSync(join(tmpdir(), 'podproof-yaml-'));
  try {
    const program = join(directory, 'reference');
    const built = spawnSync('go', ['build', '-o', program, '.'], {
      cwd: join(here, 'testing/reference'),
      encoding: 'utf8',
    });
    if (built.status !== 0) throw new Error(built.stderr);
    const run = spawnSync(program, { input: JSON.stringify(texts), encoding: 'utf8', maxBuffer: 2 ** 30 });
    if (run.status !== 0) throw new Error(run.stderr);
    return JSON.parse(run.stdout) as readonly Reading[];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Shorter forms, for a table that stays small. */
const recordable = (text: string): boolean => text.length <= 160;

describe.runIf(hasGo)('YAML', () => {
  it.each([1, 2, 3])(
    'is read as kubectl reads it, but for differences that are meant (seed %d)',
    (seed) => {
      const texts = yamlForms(seed, 20_000);
      const theirs = readings(texts);
      const results = texts.map((text, index) => compared(text, theirs[index] ?? { documents: [] }));
      const names = new Set(['same', ...meantDifferences.map(({ name }) => name)]);
      expect(results.filter((result) => !names.has(result))).toEqual([]);
      expect([...names].filter((name) => !results.includes(name) && name !== 'bytes')).toEqual([]);
      const rare = results.filter((result) => result === 'JSON and then not' || result === 'bytes');
      expect(rare.length).toBeLessThan(texts.length / 500);
    },
    900_000,
  );

  it.runIf(process.env.PODPROOF_RECORD !== undefined)(
    'is recorded',
    () => {
      const texts = yamlForms(42, 6_500).filter(recordable);
      const lines = readings(texts).map(({ documents, error }, index) =>
        JSON.stringify([texts[index], error === undefined ? documents : null]),
      );
      writeFileSync(join(here, 'testing/yamlReference.jsonl'), `${lines.join('\n')}\n`);
      expect(lines.length).toBeGreaterThan(5000);
    },
    900_000,
  );
});
