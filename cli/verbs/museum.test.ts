import { describe, expect, it } from 'vitest';
import { exhibits, missing } from '../../generators/museum/index.ts';
import type { ExhibitReport, MuseumReport } from '../../reports/museum/report.ts';
import { schemaErrors } from '../../reports/testing/schema.ts';
import { podproof } from '../testing/world.ts';

const flat = (text: string): string => text.replace(/\s+/g, ' ');
const seen = async (id: string): Promise<ExhibitReport> => {
  const { out } = await podproof(['museum', id, '-o', 'json']);
  return (JSON.parse(out) as MuseumReport).exhibits[0] as ExhibitReport;
};

describe('podproof museum', () => {
  it('lists what there is to see, with versions and verdicts, and what is not on show yet', async () => {
    const { exit, out } = await podproof(['museum']);
    expect(exit).toBe(0);
    for (const { id, title, versions } of exhibits)
      expect(flat(out)).toContain(`${id} ${title} violated with the bug, holds without it ${versions}`);
    for (const { id, title, needs } of missing) expect(flat(out)).toContain(`${id} ${title} needs ${needs}`);
  });

  it('lists the same for machines', async () => {
    const report = JSON.parse((await podproof(['museum', '-o', 'json'])).out) as MuseumReport;
    expect(schemaErrors(report, 'museum')).toEqual([]);
    expect(report.exhibits.map(({ id }) => id)).toEqual(exhibits.map(({ id }) => id));
    expect(report.missing).toEqual(missing);
  });

  it('shows one exhibit: story, threads, both verdicts, the run with the steps of the report marked', async () => {
    const { exit, out } = await podproof(['museum', 'kubernetes-115817']);
    expect(exit).toBe(0);
    expect(flat(out)).toContain('The grace period is one for hook and process together');
    expect(out).toContain('https://github.com/kubernetes/kubernetes/issues/115817');
    expect(out).toMatch(/^✗ violated with the bug: [\d,]+ states, complete, shortest run 7 steps$/m);
    expect(out).toMatch(/^✓ holds without it: [\d,]+ states, complete, the situation came up \d+ times$/m);
    expect(out).toMatch(/● │ {2}\[4\] container runtime sends SIGTERM to container app$/m);
    expect(out).toMatch(/^replay {4}podproof museum kubernetes-115817 --schedule [0-9a-z.]+$/m);
  });

  it.each(exhibits.map(({ id }) => id))('replays the run it prints: %s', async (id) => {
    const report = await seen(id);
    expect(
      schemaErrors(
        { apiVersion: 'podproof.dev/v1', kind: 'Museum', podproofVersion: '9', exhibits: [report] },
        'museum',
      ),
    ).toEqual([]);
    expect(report.sides.map(({ verdict, complete }) => [verdict, complete])).toEqual(
      report.sides.map(({ expected }) => [expected, true]),
    );
    const { exit, out } = await podproof(report.run.replay.split(' ').slice(1));
    expect(exit).toBe(1);
    expect(out).toContain(`✗ this run breaks the promise of ${id} (${report.run.subject})`);
    for (const { says } of report.run.report) expect(flat(out)).toContain(says);
  });

  it('replays on the side without the bug, too, as far as that goes', async () => {
    const { exit, out } = await podproof(['museum', 'kubernetes-83916', '--on', '--schedule', '0.0.0']);
    expect([exit, out.split('\n').at(-2)]).toEqual([0, '✓ this run does not break the promise of kubernetes-83916']);
  });

  it('refuses a schedule that fits nothing', async () => {
    const { exit, err } = await podproof(['museum', 'kubernetes-83916', '--schedule', 'zzz']);
    expect(exit).toBe(2);
    expect(err).toMatch(/the schedule does not fit exhibit kubernetes-83916: .*\n {2}fix: take it/s);
  });

  it.each([
    [['--off'], '--off is about one exhibit, and none is named'],
    [['--schedule', '0'], '--schedule is about one exhibit, and none is named'],
    [['kubernetes-83916', '--schedule', '0', '--html', '-'], '--schedule and --html do not go together'],
    [['kubernetes-83916', '--html', '-', '-o', 'json'], '--html and -o json do not go together'],
  ])('refuses options that do not go together: %s', async (args, complaint) => {
    const { exit, err } = await podproof(['museum', ...args]);
    expect([exit, err.split('\n')[0]]).toEqual([2, `podproof: ${complaint}`]);
  });

  it('says what it does not have, and why', async () => {
    const wrong = await podproof(['museum', 'kubernetes-115816']);
    expect([wrong.exit, wrong.err]).toEqual([
      2,
      "podproof: there is no exhibit 'kubernetes-115816'\n  fix: did you mean kubernetes-115817?\n",
    ]);
    const later = await podproof(['museum', 'kubernetes-50477']);
    expect(later.exit).toBe(2);
    expect(later.err).toContain('is not on show yet: it needs a DaemonSet controller');
  });
});
