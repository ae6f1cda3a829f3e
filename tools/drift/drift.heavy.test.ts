/** Drift against the published source: needs Go and the module proxy, and is skipped, saying so, where they are not there. */
import { describe, expect, it } from 'vitest';
import { whyNot } from './go.ts';
import { driftAmong, driftLines } from './main.ts';

const missing = await whyNot();
if (missing !== undefined) console.log(`drift: skipped, ${missing}`);

describe.runIf(missing === undefined)('drift', () => {
  // Releases that stay as they are: what is newer today is for `npm run drift` to tell.
  it('finds the tables right for the releases that were read, and every citation in its file', async () => {
    const drift = await driftAmong(['1.35.8', '1.36.5', '1.37.2']);
    expect(drift.gates).toEqual([]);
    expect(drift.fields).toEqual([]);
    expect(drift.code.filter(({ changed }) => changed.some((one) => one.endsWith('(nowhere)')))).toEqual([]);
    const [workers] = drift.code.filter(({ path, from }) => path.endsWith('pod_workers.go') && from === '1.36.2');
    expect(workers?.changed).toContain('startPodSync');
    expect(driftLines(drift).join('\n')).toContain('0 gates otherwise');
  }, 600_000);
});
