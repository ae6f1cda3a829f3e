import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { storeIn } from './command.ts';
import { guarded, signed, sweptBelow } from './guardian.ts';

const parent = mkdtempSync(join(tmpdir(), 'guardian-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const made = (name: string, pid?: string): string => {
  const directory = join(parent, name);
  mkdirSync(directory);
  if (pid !== undefined) writeFileSync(join(directory, 'pid'), pid);
  return directory;
};

describe('what a killed run left', () => {
  it('is removed by the next, and nothing else is', () => {
    const { pid } = spawnSync('true');
    const dead = made('podproof-dead', `${pid} 12345\n`);
    const again = made('podproof-again', `${process.pid} 1\n`);
    const alive = made('podproof-alive');
    signed(alive);
    const others = [made('podproof-unsigned'), made('other-dead', `${pid} 12345\n`)];
    expect([...sweptBelow(parent, 'podproof-')].sort()).toEqual([again, dead]);
    expect([dead, again].some(existsSync)).toBe(false);
    expect([alive, ...others].every(existsSync)).toBe(true);
  });

  it('is removed at once by a guardian that outlives it', async () => {
    const directory = made('podproof-guarded');
    const over = guarded(storeIn(directory));
    expect(existsSync(directory)).toBe(true);
    await over();
    expect(existsSync(directory)).toBe(false);
  });
});
