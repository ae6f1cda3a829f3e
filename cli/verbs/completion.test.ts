import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { kubernetesVersions } from '../../model/gates.ts';
import { sliceNames } from '../../model/guarantees/guarantee.ts';
import { guarantees } from '../../model/guarantees/index.ts';
import { podproof } from '../testing/world.ts';

const candidates = async (...words: readonly string[]) => {
  const { out } = await podproof(['complete', '--', ...words]);
  const lines = out.trimEnd().split('\n');
  return { words: lines.slice(0, -1).map((line) => line.split('\t')[0]), directive: lines.at(-1) };
};

describe('completion', () => {
  it('offers the verbs, and those that begin like the word', async () => {
    expect((await candidates('')).words).toEqual(
      expect.arrayContaining(['check', 'explore', 'explain', 'facts', 'replay', 'report', 'completion']),
    );
    expect((await candidates('f')).words).toEqual(['fix', 'facts']);
  });

  it('offers options of the verb and their values', async () => {
    expect((await candidates('check', '--sl')).words).toEqual(['--slice']);
    expect((await candidates('check', '--slice', '')).words).toEqual(sliceNames);
    expect((await candidates('check', '-o', 'j')).words).toEqual(['json']);
    expect((await candidates('check', '--report', 's')).words).toEqual(['sarif=']);
    expect((await candidates('check', '--faults', 'kube')).words).toEqual(['kubelet-restart=1']);
    expect((await candidates('check', '--kubernetes-version', '')).words).toContain('1.35');
    expect((await candidates('check', '--switch', 'proxy')).words).toEqual([
      'proxyPrefersLiveEndpoint=on',
      'proxyPrefersLiveEndpoint=off',
    ]);
    expect((await candidates('check', '--timeout', '')).words).toEqual([]);
  });

  it('offers guarantees where one belongs', async () => {
    const all = guarantees.map(({ id }) => id);
    expect((await candidates('explain', '')).words).toEqual(all);
    expect((await candidates('check', 'web.yaml', '--guarantee', '')).words).toEqual(all);
  });

  it('offers versions where two belong, then files', async () => {
    expect((await candidates('diff', '')).words).toEqual([...kubernetesVersions]);
    expect((await candidates('diff', '--slice', 'pod', '1.36', '1.3')).words).toEqual([...kubernetesVersions]);
    expect(await candidates('diff', '1.36', '1.37', '')).toEqual({ words: [], directive: ':0' });
  });

  it('leaves files to the shell, and only where files belong', async () => {
    expect(await candidates('check', 'web')).toEqual({ words: [], directive: ':0' });
    expect(await candidates('check', '--verbose', '')).toEqual({ words: [], directive: ':0' });
    expect(await candidates('replay', '-f', '')).toEqual({ words: [], directive: ':0' });
    expect((await candidates('facts', '')).directive).toBe(':4');
    expect((await candidates('nonsense', '')).directive).toBe(':4');
  });

  it('gives a script bash can read, for shells it knows', async () => {
    const written: string[] = [];
    const log = console.log;
    console.log = (text: string) => written.push(text);
    const { exit } = await podproof(['completion', 'bash']);
    console.log = log;
    expect(exit).toBe(0);
    expect(spawnSync('bash', ['-n'], { input: written.join('\n') }).status).toBe(0);
    expect(await podproof(['completion', 'tcsh'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('powershell'),
    });
  });
});
