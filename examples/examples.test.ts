import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Manifest, podTemplates, problemText, readManifest, refusals } from '../model/manifest/index.ts';

const folder = new URL('.', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const read = (name: string): Manifest => readManifest(readFileSync(new URL(name, folder), 'utf8'), `examples/${name}`);

describe('examples', () => {
  it('are all here', () => {
    expect(names).toEqual(
      expect.arrayContaining(['web.yaml', 'job.yaml', 'statefulset.yaml', 'daemonset.yaml', 'everything.yaml']),
    );
  });

  it.each(names)('%s reads without a problem', (name) => {
    const manifest = read(name);
    expect([...manifest.problems, ...refusals(manifest).map(({ problem }) => problem)].map(problemText)).toEqual([]);
    expect(manifest.dropped).toEqual([]);
    expect(manifest.skipped).toEqual([]);
    expect(podTemplates(manifest)).toHaveLength(1);
  });
});
