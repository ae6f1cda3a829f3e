/** The whole command on the real podman, where there is one: how it ends, and what it leaves. */
import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { podmanTarget, podmanVersion } from '../../conformance/drivers/podman/index.ts';
import { type Stores, stores } from '../../conformance/testing/stores.ts';
import { caseOf, restarts, suiteOf } from '../../generators/suite/testing/cases.ts';

const bin = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url));
const found = await podmanVersion();
const missing = 'missing' in found ? found.missing : '';
const version = 'version' in found ? found.version : '';
const timeout = 180_000;

const sketches = [restarts('OnFailure', 0), restarts('Never', 1)];
const suite = JSON.stringify(
  suiteOf(
    'podman',
    sketches.map((sketch) => ({ ...caseOf(sketch, 'podman'), id: sketch.id.toLowerCase() })),
  ),
);

let place: Stores;
let tools: string;

beforeEach(() => {
  place = stores();
  tools = stores().parent;
});

afterEach(() => {
  place.remove();
  execFileSync('rm', ['-r', tools]);
});

/** Puts a `podman` of this text before the real one. */
const instead = (text: string): void => {
  const real = execFileSync('sh', ['-c', 'command -v podman'], { encoding: 'utf8' }).trim();
  writeFileSync(`${tools}/podman`, `#!/bin/sh\n${text}\nexec ${real} "$@"\n`, { mode: 0o755 });
};

const conforming = () => {
  const env = { ...process.env, TMPDIR: place.parent, PATH: `${tools}:${process.env['PATH'] ?? ''}` };
  const args = [bin, 'conform', '-', '--driver', 'podman', '--parallel', '1', '-o', 'json'];
  const child = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  child.stdin.end(suite);
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => resolve(code));
  });
  const verdicts = () =>
    (JSON.parse(out) as { cases: { verdict: string; because: string }[] }).cases.map(
      ({ verdict, because }) => `${verdict} ${because}`,
    );
  return { child, ended, verdicts, err: () => err };
};

/** Comes back when a container runs. */
const untilContainers = async (count: number): Promise<void> => {
  for (let left = 600; left > 0; left--) {
    if (place.processes().filter((line) => line.includes('/conmon ')).length >= count) return;
    await setTimeout(100);
  }
  throw new Error('no container came');
};

describe.skipIf(missing !== '')('podproof conform --driver podman', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('removes everything at %s', { timeout }, async (signal, exit) => {
    const { child, ended } = conforming();
    await untilContainers(2);
    child.kill(signal);
    expect(await ended).toBe(exit);
    expect(place.left()).toEqual([]);
  });

  it('leaves the pods of others alone, also those that look like its own', { timeout }, async () => {
    const others = podmanTarget(version, place.parent);
    const stranger = await others.open();
    try {
      await stranger.reset(caseOf(restarts('Never', 1), 'podman'));
      await stranger.stimulate({ do: 'create', uid: 'web#1' });
      await untilContainers(2);
      const { ended, verdicts } = conforming();
      expect([await ended, verdicts()]).toEqual([0, ['pass ', 'pass ']]);
      expect(await stranger.review?.()).toBe('podman pod inspect: web#1 Running (app running, infra running)');
    } finally {
      await others.close();
    }
    expect(place.left()).toEqual([]);
  });

  it.each([
    ['crashes', 'kill -SEGV $$', 'inconclusive podman kube play was killed'],
    [
      'finds the disk full',
      'echo "Error: write /x: no space left on device" >&2; exit 125',
      'inconclusive podman kube play failed (125): write /x: no space left on device',
    ],
  ])('cannot tell where podman %s, and goes on with the other cases', { timeout }, async (_what, fate, because) => {
    instead(`case "$*" in *"kube play"*/case-1/*) ${fate} ;; esac`);
    const { ended, verdicts } = conforming();
    expect(await ended).toBe(3);
    expect(verdicts()).toEqual([because, 'pass ']);
    expect(place.left()).toEqual([]);
  });

  it('cannot tell where podman breaks down in the middle of a case', { timeout }, async () => {
    instead('case "$*" in *"pod inspect"*-1-web) echo "fatal error: all is lost" >&2; exit 2 ;; esac');
    const { ended, verdicts } = conforming();
    expect(await ended).toBe(3);
    expect(verdicts()).toEqual(['inconclusive podman pod inspect failed (2): fatal error: all is lost', 'pass ']);
    expect(place.left()).toEqual([]);
  });
});
