/** Advice that is followed helps: what is advised is done to a manifest that shows the finding, and it is checked again. */
import { describe, expect, it } from 'vitest';
import { advised } from '../testing/advised.ts';
import { afterEach, leads } from '../testing/findings.ts';

/** Every guarantee that a manifest can be changed for. */
const changeable = [
  'claims-bound-before-binding',
  'endpoint-not-ready-before-sigterm',
  'endpoint-ready-only-after-readiness',
  'endpoint-removed-before-sigkill',
  'graceful-exit-within-grace',
  'one-running-pod-per-name',
  'prestop-never-skipped',
  'removed-only-after-containers-stopped',
  'sidecar-ready-before-main-starts',
  'sigkill-not-before-grace',
  'sigterm-before-sigkill',
  'slow-starter-is-not-killed',
  'terminal-phase-before-removal',
  'terminating-endpoint-is-not-ready',
  'traffic-only-to-running',
  'traffic-only-to-serving',
];

describe('every advice', () => {
  const shown = new Set<string>();

  it.each(Object.entries(advised))('for %s makes its finding go and adds no change', async (_, one) => {
    const answers = await afterEach(one.manifest, one.options);
    const before = answers.map(({ finding }) => finding.guarantee);
    expect(before).toContain(one.guarantee);
    for (const { finding, left } of answers) {
      const told = [finding.guarantee, ...finding.also.map(({ guarantee }) => guarantee)];
      for (const id of told) shown.add(id);
      const changes = leads(left, 'change');
      expect(changes.filter((id) => told.includes(id))).toEqual([]);
      expect(changes.filter((id) => !before.includes(id))).toEqual([]);
    }
  });

  it('was followed, of every guarantee that a manifest can be changed for', () => {
    expect([...shown].sort()).toEqual(changeable);
  });
});
