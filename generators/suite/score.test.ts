import { describe, expect, it } from 'vitest';
import { mutations } from '../mutants/index.ts';
import { unseen } from './equivalent-mutants.ts';
import { goalKinds, situations, suiteOf } from './index.ts';
import { killOf } from './score.ts';

/** Most states lie in these. A suite without them has fewer cases, so that the share is no better for it. */
const large = ['the same name again', 'an image that cannot be pulled'];

describe('a suite made without looking at mistakes', () => {
  it('kills at least 95 % of those that can be seen', { timeout: 300_000 }, () => {
    const suite = suiteOf({
      profile: 'model',
      goals: goalKinds.filter((kind) => kind !== 'near-miss'),
      situations: situations.filter(({ name }) => !large.includes(name)),
    });
    const visible = mutations.filter(({ id }) => unseen[id] === undefined);
    const alive = visible.filter((mutation) => killOf(suite, mutation) === undefined).map(({ id }) => id);
    expect(alive.length, alive.join()).toBeLessThanOrEqual(0.05 * visible.length);
    expect(visible.length).toBeGreaterThan(50);
  });
});
