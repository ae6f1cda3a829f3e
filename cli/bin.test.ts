import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const bin = fileURLToPath(new URL('../dist/cli/bin.js', import.meta.url));

const podproof = (args: readonly string[], nodeOptions: readonly string[] = []) =>
  spawnSync(process.execPath, [...nodeOptions, bin, ...args], { encoding: 'utf8' });

describe('the podproof command', () => {
  it('tells its version', () => {
    expect(podproof(['--version'])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^podproof \d+\.\d+\.\d+\n$/),
    });
  });

  it.each(['18.20.8', '20.18.3'])('says on Node %s which one it needs, and exits 2', (version) => {
    const versions = { ...process.versions, node: version };
    const pretend = `Object.defineProperty(process, 'versions', { value: ${JSON.stringify(versions)} })`;
    expect(podproof(['--version'], ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`])).toMatchObject({
      status: 2,
      stderr: `podproof needs Node 20.19 or newer, this is ${version}.\n`,
    });
  });
});
