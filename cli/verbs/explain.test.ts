import { describe, expect, it } from 'vitest';
import { guarantees, themes } from '../../model/guarantees/index.ts';
import { podproof } from '../testing/world.ts';

describe('podproof explain', () => {
  it('lists every guarantee under its theme, with how it stands', async () => {
    const { exit, out } = await podproof(['explain']);
    expect(exit).toBe(0);
    for (const theme of Object.keys(themes)) expect(out.split('\n')).toContain(theme);
    for (const { id, standing } of guarantees) expect(out).toMatch(new RegExp(`^  ${id} +${standing}`, 'm'));
  });

  it('names the error that init containers run before the pause container', async () => {
    const { out } = await podproof(['explain', 'sandbox-before-containers']);
    expect(out.replace(/\s+/g, ' ')).toContain('some texts say: "Init containers run first, then the pause container');
  });

  it('names the error that etcd is written before admission', async () => {
    const { out } = await podproof(['explain', 'admission-before-storage']);
    expect(out).toMatch(/some texts say: "[^"]*etcd/);
  });

  it.each(guarantees.map(({ id }) => id))('tells of %s what it rests on, why it is so and what to do', async (id) => {
    const { exit, out } = await podproof(['explain', id]);
    expect(exit).toBe(0);
    expect(out).toMatch(/^standing {2}(always|holds|famously)/m);
    expect(out).toMatch(/^why {7}\S/m);
    expect(out).toMatch(/^change {4}\S/m);
    expect(out).toMatch(/^rests on\n {2}- [CDE]\d/m);
    expect(out).not.toContain('undefined');
  });

  it('says which are not asked of manifests', async () => {
    expect((await podproof(['explain', 'rollout-completes'])).out).toMatch(
      /^checked {3}on slice rollout in the tests/m,
    );
    expect((await podproof(['explain', 'bind-once'])).out).toMatch(/^checked {3}on slices? .* of your input$/m);
  });

  it('names the bugs of the museum that broke it', async () => {
    const { out } = await podproof(['explain', 'one-running-pod-per-name']);
    expect(out).toMatch(/^museum {4}kubernetes-120671: The object goes before its containers/m);
    const [data] = JSON.parse((await podproof(['explain', 'one-running-pod-per-name', '-o', 'json'])).out) as readonly [
      { readonly exhibits: readonly string[] },
    ];
    expect(data.exhibits).toEqual(['kubernetes-120671', 'k9s-2819', 'kubernetes-59848']);
  });

  it('is data for machines', async () => {
    const { out } = await podproof(['explain', '-o', 'json']);
    const all = JSON.parse(out) as readonly { readonly id: string }[];
    expect(all.map(({ id }) => id)).toEqual(guarantees.map(({ id }) => id));
    expect(JSON.parse((await podproof(['explain', 'bind-once', '--output', 'json'])).out)).toMatchObject([
      { id: 'bind-once', theme: 'scheduling', standing: 'always', facts: expect.any(Array) },
    ]);
  });

  it('suggests the guarantee that was meant, and exits 2', async () => {
    expect(await podproof(['explain', 'bind-onec'])).toEqual({
      exit: 2,
      out: '',
      err: "podproof: there is no guarantee 'bind-onec'\n  fix: did you mean bind-once? (podproof explain lists them all)\n",
    });
    expect((await podproof(['explain', 'x'.repeat(90)])).err).toContain('fix: podproof explain lists them all');
  });
});
