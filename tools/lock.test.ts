import { describe, expect, it } from 'vitest';
import { completed, gapsIn, hashed, type LockEntries, unhashedIn } from './lock.ts';

const whole: LockEntries = {
  '': { version: '1.0.0' },
  'node_modules/lint': { version: '2.0.0', dev: true, optionalDependencies: { '@lint/linux-x64': '2.0.0' } },
  'node_modules/@lint/linux-x64': { version: '2.0.0', dev: true, optional: true },
  'node_modules/old/node_modules/lint': { version: '1.0.0', optionalDependencies: { '@lint/linux-x64': '1.0.0' } },
  'node_modules/old/node_modules/@lint/linux-x64': { version: '1.0.0', optional: true },
};

const gaping: LockEntries = {
  ...whole,
  'node_modules/lint': {
    version: '2.0.0',
    dev: true,
    optionalDependencies: {
      '@lint/linux-x64': '2.0.0',
      '@lint/linux-arm-musleabihf': '2.0.0',
      'lint-win32-x64': '~2.0.0',
    },
  },
  'node_modules/old/node_modules/lint': { version: '1.0.0', optionalDependencies: { 'lint-win32-x64': '1.0.0' } },
};

describe('the lock file', () => {
  it('has no gap where each platform has its entry', () => {
    expect(gapsIn(whole)).toEqual([]);
    expect(completed(whole)).toEqual(whole);
  });

  it('has a gap where a platform is named and not described', () => {
    expect(gapsIn(gaping).map(({ name }) => name)).toEqual([
      '@lint/linux-arm-musleabihf',
      'lint-win32-x64',
      'lint-win32-x64',
    ]);
  });

  it('is filled with the pinned version, for that platform only, without disturbing other versions', () => {
    const filled = completed(gaping);
    expect(gapsIn(filled)).toEqual([]);
    expect(filled).toMatchObject({
      'node_modules/@lint/linux-arm-musleabihf': {
        version: '2.0.0',
        dev: true,
        optional: true,
        os: ['linux'],
        cpu: ['arm'],
        libc: ['musl'],
      },
      'node_modules/lint-win32-x64': { version: '2.0.0', os: ['win32'], cpu: ['x64'] },
      'node_modules/old/node_modules/lint/node_modules/lint-win32-x64': { version: '1.0.0' },
    });
  });

  it('takes a later patch where the dependent does', () => {
    const patched: LockEntries = {
      'node_modules/a': { optionalDependencies: { 'a-linux': '~2.3.2' } },
      'node_modules/a-linux': { version: '2.3.3' },
    };
    expect(gapsIn(patched)).toEqual([]);
    expect(gapsIn({ ...patched, 'node_modules/a-linux': { version: '2.4.0' } })).toHaveLength(1);
    expect(gapsIn({ ...patched, 'node_modules/a-linux': { version: '2.3.1' } })).toHaveLength(1);
  });

  it('is not filled by guessing', () => {
    const odd: LockEntries = { 'node_modules/a': { optionalDependencies: { 'a-extra': '1.0.0' } } };
    expect(() => completed(odd)).toThrow('no platform in the name of a-extra');
  });

  it('has a hash for each package, which the registry knows', () => {
    const entries: LockEntries = {
      '': { version: '1.0.0' },
      'node_modules/known': { version: '1.0.0', integrity: 'sha512-a' },
      'node_modules/a/node_modules/@lint/win32-x64': { version: '2.0.0', dev: true, optional: true },
      'node_modules/ours': { link: true },
    };
    const path = 'node_modules/a/node_modules/@lint/win32-x64';
    expect(unhashedIn(entries)).toEqual([{ path, name: '@lint/win32-x64', version: '2.0.0' }]);
    const filled = hashed(entries, ({ name }) => `sha512-${name}`);
    expect(unhashedIn(filled)).toEqual([]);
    expect(filled[path]).toEqual({
      version: '2.0.0',
      integrity: 'sha512-@lint/win32-x64',
      dev: true,
      optional: true,
    });
    expect(hashed(entries, () => undefined)).toEqual(entries);
  });
});
