import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { exits } from '../exit.ts';
import { misfit } from '../input/schemas.ts';
import { podproof } from '../testing/world.ts';

const recordings = 'conformance/traces/testing/recordings';
const plain = `${recordings}/plain-pod.watch.json.gz`;
const lines = gunzipSync(readFileSync(plain)).toString().trimEnd().split('\n');

/** A watch that tells an older version after a newer one, and has a line that is cut off. */
const disordered = [...lines.slice(0, 4), ...lines.slice(2, 3), (lines[4] ?? '').slice(0, 99)].join('\n');

describe('podproof trace', () => {
  it('explains a recorded history, and ends with 0', async () => {
    const { exit, out } = await podproof(['trace', plain, '--timeline']);
    expect(out).toContain('1 history of Pods: 1 explained');
    expect(out).toContain('kubelet/terminationStarted');
    expect(exit).toBe(exits.holds);
  });

  it('tells times where an audit log has them', async () => {
    const { out } = await podproof(['trace', plain, `${recordings}/plain-pod.audit.log.gz`, '--timeline']);
    expect(out).toMatch(/04:25:5\d\.\d{3} ● Pod written: grace 10/);
  });

  it('says which record is impossible, and ends with 1', async () => {
    const { exit, out } = await podproof(['trace', '-'], { text: disordered });
    expect(out).toContain('first    standard input:5: resourceVersion 1520 after 1532');
    expect(out).toContain('standard input:6: passed over');
    expect(exit).toBe(exits.violated);
  });

  it('ends with 3 if a history is undecided', async () => {
    const { exit, out } = await podproof(['trace', plain, '--max-states', '5']);
    expect(out).toContain('its model has more than 5 states');
    expect(exit).toBe(exits.undecided);
  });

  it.each([[plain], ['-']])('prints what its schema says: %s', async (file) => {
    const { out } = await podproof(['trace', file, '-o', 'json'], { text: disordered });
    expect(await misfit('trace-report', JSON.parse(out))).toBeUndefined();
  });

  it('tells CI servers', async () => {
    const { out } = await podproof(['trace', '-', '-o', 'junit'], { text: disordered });
    expect(out).toContain('<failure message="resourceVersion 1520 after 1532" type="impossible">');
  });

  it.each([
    [['trace', 'nowhere.log'], 'nowhere.log: no such file or directory'],
    [['trace', recordings], 'is a directory'],
    [['trace', '-'], 'no version of a Pod in it; 1 of 1 records cannot be read, the first at standard input:1'],
  ])('complains of what it cannot read: %s', async (words, complaint) => {
    const { exit, err } = await podproof(words, { text: 'hello' });
    expect(err).toContain(complaint);
    expect(exit).toBe(exits.failed);
  });
});
