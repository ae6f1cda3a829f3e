import { describe, expect, it } from 'vitest';
import type { CheckReport } from '../../reports/check/report.ts';
import { podproof } from '../testing/world.ts';

const service = `---
apiVersion: v1
kind: Service
metadata: { name: s }
spec: { selector: { app: a }, ports: [{ port: 80 }] }
`;
const podOf = (spec: string): string => `apiVersion: v1
kind: Pod
metadata: { name: a, labels: { app: a } }
spec: ${spec}
${service}`;
const withGrace = (seconds: number | string): string =>
  podOf(`{ terminationGracePeriodSeconds: ${seconds}, containers: [{ name: c, image: i }] }`);

const answers = async (text: string, ...more: readonly string[]) => {
  const { exit, out, err } = await podproof(['check', '-', '-o', 'json', ...more], { text });
  const { scenarios } = JSON.parse(out) as CheckReport;
  const timed = scenarios.filter(({ delays }) => delays !== undefined);
  const found = timed.flatMap(({ slice, guarantees }) => guarantees.map((one) => ({ slice, ...one })));
  return { exit, err, found, endings: scenarios.map(({ ending }) => ending) };
};

/** About as long as Kubernetes takes: 405 days, the largest number of a probe, and of a grace period. */
const times = ['35000000', '2147483647', String(Number.MAX_SAFE_INTEGER), '9223372036854775807'];

describe('a time beyond what can be told apart', () => {
  it.each<readonly [what: string, text: string]>([
    ...times.map((seconds) => [`grace period of ${seconds} s`, withGrace(seconds)] as const),
    [
      'sleep before the end',
      podOf(
        '{ terminationGracePeriodSeconds: 40000000, containers: [{ name: c, image: i, lifecycle: { preStop: { sleep: { seconds: 39000000 } } } }] }',
      ),
    ],
    [
      'probe that is switched off by its period',
      podOf(
        '{ containers: [{ name: c, image: i, livenessProbe: { periodSeconds: 2147483647, exec: { command: [a] } }, readinessProbe: { periodSeconds: 2147483647, failureThreshold: 2147483647, exec: { command: [a] } } }] }',
      ),
    ],
    [
      'grace period of a probe',
      podOf(
        '{ containers: [{ name: c, image: i, livenessProbe: { terminationGracePeriodSeconds: 35000000, exec: { command: [a] } } }] }',
      ),
    ],
    [
      'deadline of a Pod',
      podOf('{ activeDeadlineSeconds: 2147483647, restartPolicy: Never, containers: [{ name: c, image: i }] }'),
    ],
  ])('breaks nothing: a %s', async (_what, text) => {
    const { err, endings, found } = await answers(text, '--max-states', '3000');
    expect(err).toBe('');
    expect(endings).not.toContain('failed');
    expect(found.length).toBeGreaterThan(0);
  });

  it('changes no verdict that does not depend on it: a year and 405 days are both long', async () => {
    const [year, more] = await Promise.all([answers(withGrace(31_536_000)), answers(withGrace(35_000_000))]);
    const known = more.found.filter(({ verdict }) => verdict !== 'undecided');
    expect(known.length).toBeGreaterThan(more.found.length / 2);
    for (const { slice, id, verdict, reached, trace } of known) {
      const alike = year.found.find((one) => one.slice === slice && one.id === id);
      expect([id, verdict, reached === 0]).toEqual([id, alike?.verdict, alike?.reached === 0]);
      expect([id, trace?.length]).toEqual([id, alike?.trace?.length]);
    }
    const limits = more.found.flatMap(({ verdict, limit }) => (verdict === 'undecided' ? [limit] : []));
    expect(new Set(limits)).toEqual(new Set(['long-delay']));
  });

  it('is said where it keeps an answer away, and tune does not guess', async () => {
    const asked = ['check', '-', '--slice', 'timed-shutdown'];
    const { out } = await podproof(asked, { text: withGrace(35_000_000) });
    expect(out.replaceAll(/\s+/g, ' ')).toContain('depends on delays of more than 398 days');
    const { out: all } = await podproof([...asked, '--all'], { text: withGrace(35_000_000) });
    expect(all).toContain('(depends on delays of more than');
    const tuned = (seconds: number) => podproof(['tune', '-', '-o', 'json'], { text: withGrace(seconds) });
    const [year, more] = await Promise.all([tuned(31_536_000), tuned(35_000_000)]);
    expect([more.err, more.exit]).toEqual(['', year.exit]);
  });
});
