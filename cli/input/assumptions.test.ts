import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckReport } from '../../reports/check/report.ts';
import { schemaErrors } from '../../reports/testing/schema.ts';
import { directoryWith, podproof, webYaml } from '../testing/world.ts';

let directory: ReturnType<typeof directoryWith>;
let web: string;

beforeAll(() => {
  directory = directoryWith({ 'web.yaml': webYaml });
  web = join(directory.path, 'web.yaml');
});

afterAll(() => directory.remove());

const traffic = ['--guarantee', 'traffic-only-to-serving'];
/** Enough for a pod without a hook. */
const drains = ['--assume', 'stop-listening>=5s', '--assume', 'shutdown>=5s'];

const reportOf = async (...args: readonly string[]) => {
  const answer = await podproof(['check', '-o', 'json', web, ...args]);
  const report = JSON.parse(answer.out) as CheckReport;
  expect(schemaErrors(report)).toEqual([]);
  return { exit: answer.exit, scenario: report.scenarios[0] };
};

describe('assumptions on the command line', () => {
  it('decide what is asked in time, and are printed with the verdict', async () => {
    const { exit, scenario } = await reportOf(...traffic, '--assume', 'endpoint-propagation<=4s', ...drains);
    expect(exit).toBe(0);
    expect(scenario).toMatchObject({ slice: 'timed-endpoints', complete: true });
    expect(scenario?.guarantees).toMatchObject([{ id: 'traffic-only-to-serving', verdict: 'holds' }]);
    expect(scenario?.delays).toEqual(expect.arrayContaining(['kube-proxy-programming<=3s', 'shutdown>=5s']));
    const slow = await reportOf(...traffic, '--assume', 'endpoint-propagation<=8s', ...drains);
    expect(slow.exit).toBe(1);
  });

  it('date every step of a run, in JSON, in the timeline and in its replay', async () => {
    const args = [...traffic, '--assume', 'endpoint-propagation<=8s', ...drains];
    const { scenario } = await reportOf(...args);
    const [found] = scenario?.guarantees ?? [];
    expect(found?.trace?.at(-1)?.at?.earliest).toBe(5);
    expect(found?.trace?.every(({ at }) => at !== undefined)).toBe(true);
    const text = await podproof(['check', web, ...args, '--all']);
    expect(text.out).toMatch(/ \d+ {2}5 s .*✗/);
    expect(text.out).toMatch(/assumed +watch-delivery<=1s/);
    const words = found?.replay?.match(/'[^']*'|\S+/g)?.map((word) => word.replaceAll("'", '')) ?? [];
    const again = await podproof(words.slice(1));
    expect(again.exit).toBe(1);
    expect(again.out).toMatch(/ \d+ {2}5 s .*✗/);
  });

  it('come from files too, one to a line', async () => {
    const file = join(directory.path, 'slow');
    writeFileSync(file, '# measured in May\nendpoint-propagation<=8s\n');
    expect((await reportOf(...traffic, '--assume', `@${file}`)).exit).toBe(1);
  });

  it('--untimed asks nothing that depends on them', async () => {
    const { exit, err } = await podproof(['check', web, '--untimed', ...traffic]);
    expect({ exit, err }).toEqual({
      exit: 2,
      err: expect.stringContaining('does not apply to anything in this input'),
    });
    const { scenario } = await reportOf('--untimed', '--guarantee', 'endpoint-not-ready-before-sigterm');
    expect(scenario).not.toHaveProperty('delays');
  });

  it('that do not exist, or contradict --untimed, are told with what to do', async () => {
    const unknown = await podproof(['check', web, '--assume', 'endpoint-propagaton<=4s']);
    expect({ exit: unknown.exit, err: unknown.err }).toEqual({
      exit: 2,
      err: expect.stringContaining('did you mean endpoint-propagation?'),
    });
    expect((await podproof(['check', web, '--untimed', '--assume', 'shutdown<=4s'])).exit).toBe(2);
  });
});
