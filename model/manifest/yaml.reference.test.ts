import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compared, meantDifferences, type Reading } from './testing/yamlReading.ts';

/**
 * One line for each form: the text, and what k8s.io/apimachinery 0.35.6 with sigs.k8s.io/yaml 1.6.0 made of it: its documents,
 * or null where it is refused. Written by yaml.reference.heavy.test.ts.
 */
const recorded = readFileSync(new URL('testing/yamlReference.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as [string, readonly unknown[] | null]);

const reading = (documents: readonly unknown[] | null): Reading =>
  documents === null ? { documents: [], error: 'refused' } : { documents };

describe('YAML', () => {
  it('is read as kubectl reads it, but for differences that are meant', () => {
    const results = recorded.map(([text, documents]) => compared(text, reading(documents)));
    const names = new Set(['same', ...meantDifferences.map(({ name }) => name)]);
    expect(results.filter((result) => !names.has(result))).toEqual([]);
    expect(recorded.length).toBeGreaterThan(5000);
    expect(results.filter((result) => result === 'same').length).toBeGreaterThan(recorded.length * 0.9);
    // Both answers are there in plenty.
    expect(recorded.filter(([, documents]) => documents === null).length).toBeGreaterThan(1000);
    expect(recorded.filter(([, documents]) => documents !== null).length).toBeGreaterThan(2000);
  });

  it('notices another value, another refusal', () => {
    expect(compared('a: yes\n', reading([{ a: true }]))).toBe('same');
    expect(compared('a: yes\n', reading([{ a: 'yes' }]))).toContain('theirs');
    expect(compared('a: yes\n', reading(null))).toContain('theirs');
    expect(compared('a: "\\q"\n', reading([{ a: 'q' }]))).toContain('theirs');
  });
});
