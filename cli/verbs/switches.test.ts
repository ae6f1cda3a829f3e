import { describe, expect, it } from 'vitest';
import { kubernetesVersions } from '../../model/gates.ts';
import { switchNames } from '../../model/switches.ts';
import { podproof } from '../testing/world.ts';

interface SwitchData {
  readonly name: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly patches: readonly Readonly<Record<string, string>>[];
  readonly effect: string;
  readonly source: string;
}

describe('podproof switches', () => {
  it('lists every switch with each version, and says what a version means', async () => {
    const { exit, out } = await podproof(['switches']);
    expect(exit).toBe(0);
    for (const name of switchNames) expect(out).toMatch(new RegExp(`^${name}$`, 'm'));
    expect(out).toContain('1.34 on, 1.35 off, 1.36 off, 1.37 on');
    expect(out).toContain('1.36.0 to 1.36.2 on');
    expect(out).toContain('newest patch release');
  });

  it('is an array for machines', async () => {
    const data = JSON.parse((await podproof(['switches', '-o', 'json'])).out) as readonly SwitchData[];
    expect(data.map(({ name }) => name)).toEqual([...switchNames]);
    const [probes] = data.filter(({ name }) => name === 'execProbesSurviveTermination');
    expect(probes?.patches).toEqual([{ from: '1.36.0', to: '1.36.2', stage: 'on' }]);
    for (const { versions } of data) expect(Object.keys(versions)).toEqual([...kubernetesVersions]);
  });
});
