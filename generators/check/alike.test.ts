/** A Pod of many plain containers is decided: it is as large as one of four. */
import { describe, expect, it } from 'vitest';
import { guarantees } from '../../model/guarantees/index.ts';
import { slicesOf } from '../../model/slices/index.ts';
import { container, podSpec, probe } from '../../model/testing/scenario.ts';
import { checkScenario } from './check.ts';
import { wholeWith } from './testing/wholes.ts';

/** One container with a liveness probe and so many plain ones. */
const statesWith = async (plain: number): Promise<string> => {
  const names = Array.from({ length: plain }, (_, index) => `sidecar-${index}`);
  const spec = podSpec({
    containers: [container('plugin', { livenessProbe: probe() }), ...names.map((name) => container(name))],
  });
  const { whole } = wholeWith('once', []);
  const [pod] = slicesOf({ ...whole, pods: [{ name: 'web', spec }], user: {}, faults: {} });
  if (pod === undefined) throw new Error('no slice');
  const asked = guarantees.filter(({ slices }) => slices.includes(pod.slice));
  const { ending, statistics } = await checkScenario(pod, asked, { maxStates: 200_000 });
  return `${ending}, ${statistics.states} states`;
};

describe('a Pod of plain containers', () => {
  it('grows with their number up to three, and no further', async () => {
    const three = await statesWith(3);
    expect(three).toMatch(/^complete, /);
    expect(await statesWith(7)).toBe(three);
    expect(await statesWith(20)).toBe(three);
  });
});
