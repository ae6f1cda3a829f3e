import { describe, expect, it } from 'vitest';
import { defaultKubernetesVersion, kubernetesVersions } from '../../model/gates.ts';
import { releasesRead } from '../../model/versions.ts';
import { podproof } from '../testing/world.ts';

describe('podproof version', () => {
  it('says which podproof this is and which Kubernetes it knows, also as a plugin of kubectl', async () => {
    const { exit, out } = await podproof(['version'], { program: 'kubectl podproof' });
    expect(exit).toBe(0);
    expect(out).toMatch(/^podproof 9\.9\.9\n/);
    for (const version of kubernetesVersions) expect(out).toContain(version);
    expect(out).toContain(`${defaultKubernetesVersion} (default)`);
    for (const releases of Object.values(releasesRead)) expect(out).toContain(releases.at(-1));
  });

  it('is data too', async () => {
    expect(JSON.parse((await podproof(['version', '-o', 'json'])).out)).toEqual({
      podproof: '9.9.9',
      node: process.versions.node,
      kubernetes: kubernetesVersions,
      defaultKubernetes: defaultKubernetesVersion,
      releasesRead,
    });
  });
});
