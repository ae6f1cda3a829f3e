/** Builds the container image and runs it. Where no registry can be reached the base is made of the Node of this machine, and the test says so. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { containersConf, podmanVersion, storeIn } from '../conformance/drivers/podman/command.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Where the machine has certificates of its own, the build needs them, too. */
const { NODE_EXTRA_CA_CERTS: certificates } = process.env;
const there = 'version' in (await podmanVersion());
if (!there && process.env['CI'] !== undefined) throw new Error('podman is missing, and CI must have it');

describe.skipIf(!there)('the image', () => {
  const directory = mkdtempSync(join(tmpdir(), 'podproof-image-'));
  const { args, env } = storeIn(directory);
  const podman = (...words: readonly string[]) =>
    spawnSync('podman', [...args, ...words], { cwd: root, env, encoding: 'utf8', maxBuffer: 1e9 });

  beforeAll(() => writeFileSync(join(directory, 'containers.conf'), containersConf));
  afterAll(() => {
    podman('rmi', '--all', '--force');
    rmSync(directory, { recursive: true, force: true });
  });

  /** The base image that the file names if it can be had, else one of this machine's own Node. */
  const base = (): string => {
    const named =
      /^ARG NODE=(\S+)/m.exec(spawnSync('cat', [join(root, 'Dockerfile')], { encoding: 'utf8' }).stdout)?.[1] ?? '';
    if (podman('pull', '--quiet', named).status === 0) return named;
    const own = 'localhost/node-of-this-machine';
    const script = join(root, 'cli/testing/node-image.sh');
    const made = spawnSync('sh', [script, join(directory, 'base'), own], {
      encoding: 'utf8',
      env: { ...env, PODMAN: ['podman', ...args].join(' ') },
    });
    expect(made.status, made.stderr).toBe(0);
    console.log(`${named} cannot be pulled here: the image was built on ${own}`);
    return own;
  };

  it('is built from the container file and answers as the command does', () => {
    const trusted = certificates === undefined ? [] : ['--env', `NODE_EXTRA_CA_CERTS=${certificates}`];
    const how = ['--isolation', 'chroot', '--network', 'host', ...trusted];
    const built = podman('build', ...how, '--build-arg', `NODE=${base()}`, '--tag', 'podproof', '.');
    expect(built.status, built.stdout + built.stderr).toBe(0);
    const asked = ['check', 'job.yaml', '--output', 'json'];
    const inImage = podman(
      'run',
      '--rm',
      '--network',
      'none',
      '--volume',
      `${root}examples:/work:ro`,
      'podproof',
      ...asked,
    );
    const here = spawnSync(process.execPath, [`${root}dist/cli/bin.js`, ...asked], {
      cwd: `${root}examples`,
      encoding: 'utf8',
      maxBuffer: 1e9,
    });
    const timeless = (text: string) => text.replace(/"seconds": [\d.]+/g, '"seconds": 0');
    expect(timeless(inImage.stdout), inImage.stderr).toBe(timeless(here.stdout));
    expect(inImage.status).toBe(here.status);
  });
});
