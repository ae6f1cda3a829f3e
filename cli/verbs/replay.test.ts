import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replayCommand } from '../../library/replayCommand.ts';
import { quoted } from '../../library/setup.ts';
import type { CheckReport } from '../../reports/check/report.ts';
import { directoryWith, podproof, webYaml } from '../testing/world.ts';

const scenario = 'Deployment/web one pod and its endpoints';
const guarantee = 'endpoint-not-ready-before-sigterm';
let directory: ReturnType<typeof directoryWith>;
let web: string;
let schedule: string;

beforeAll(async () => {
  directory = directoryWith({ 'web.yaml': webYaml });
  web = join(directory.path, 'web.yaml');
  const { out } = await podproof(['check', web, '-o', 'json', '--slice', 'endpoints', '--guarantee', guarantee]);
  const [found] = (JSON.parse(out) as CheckReport).scenarios[0]?.guarantees ?? [];
  schedule = /--schedule (\S+)$/.exec(found?.replay ?? '')?.[1] ?? '';
});

afterAll(() => directory.remove());

describe('podproof replay', () => {
  it('shows the run again and exits 1, for it breaks the guarantee as claimed', async () => {
    const { exit, out } = await podproof([
      'replay',
      web,
      '--scenario',
      scenario,
      '--guarantee',
      guarantee,
      '--schedule',
      schedule,
    ]);
    expect(exit).toBe(1);
    expect(out).toMatch(/^ +1 {2}● .*user asks to create pod web-1$/m);
    expect(out).toMatch(/✗ .*sends SIGTERM to container app$/m);
    expect(out).toContain(`✗ this run breaks ${guarantee} (web-1) at step ${schedule.split('.').length}\n`);
  });

  it.each(['web', 'job', 'statefulset'])(
    'agrees with every violation check finds in examples/%s.yaml',
    async (name) => {
      const file = fileURLToPath(new URL(`../../examples/${name}.yaml`, import.meta.url));
      const report = JSON.parse((await podproof(['check', file, '-o', 'json'])).out) as CheckReport;
      const found = report.scenarios.flatMap((one) =>
        one.guarantees.map((answer) => ({ scenario: one.name, ...answer })),
      );
      const violated = found.filter(({ verdict }) => verdict === 'violated');
      expect(violated.length).toBeGreaterThan(2);
      for (const { scenario: scenarioName, id, replay = '' } of violated) {
        const word = /--schedule (\S+)$/.exec(replay)?.[1] ?? '';
        const args = ['replay', file, '--scenario', scenarioName, '--guarantee', id, '--schedule', word];
        expect(await podproof(args)).toMatchObject({ exit: 1, err: '', out: expect.stringContaining(`breaks ${id} `) });
      }
    },
  );

  it('exits 0 when the run does not break it', async () => {
    const shorter = schedule.split('.').slice(0, -1).join('.');
    const { exit, out } = await podproof([
      'replay',
      web,
      '--scenario',
      scenario,
      '--guarantee',
      guarantee,
      '--schedule',
      shorter,
    ]);
    expect(exit).toBe(0);
    expect(out).toContain(`✓ this run does not break ${guarantee}`);
  });

  it('names what a run breaks when nothing is claimed', async () => {
    const { exit, out } = await podproof(['replay', web, '--scenario', scenario, '--schedule', schedule]);
    expect(exit).toBe(0);
    expect(out).toContain(`✗ this run breaks ${guarantee} (web-1)`);
    expect((await podproof(['replay', web, '--scenario', scenario, '--schedule', '-'])).out).toContain(
      'breaks no guarantee',
    );
  });

  it('shows what each step changed when verbose', async () => {
    const { out } = await podproof(['replay', web, '--scenario', scenario, '--schedule', '0', '--verbose']);
    expect(out).toContain(
      '1. user asks to create pod web-1\n    requests/web-1#1: stage "unsent" -> "authentication"\n',
    );
  });

  it.each([
    [['--schedule', '0.zzz'], 'does not fit scenario'],
    [['--schedule', '0.-1'], 'which is not a number in base 36'],
    [['--schedule', '0', '--scenario', 'Deployment/web one podd'], "did you mean 'Deployment/web one pod'?"],
    [[], "required option '--schedule <schedule>' not specified"],
  ])('exits 2 for %j', async (args, words) => {
    const answer = await podproof(['replay', web, '--scenario', scenario, ...args]);
    expect(answer).toMatchObject({ exit: 2, out: '', err: expect.stringContaining(words) });
  });

  it('asks which scenario is meant when there are several', async () => {
    expect(await podproof(['replay', web, '--schedule', '0'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining("--scenario: 'Deployment/web one pod', '"),
    });
  });
});

describe('the printed command', () => {
  it('repeats every option that decides what happens, and no other', () => {
    const options = {
      recursive: true as const,
      nodes: '3',
      user: { delete: 2, cordon: -1 },
      faults: { oom: 1 },
      kubernetesVersion: '1.36',
      featureGates: { ContainerStopSignals: true },
      switch: { execProbesSurviveTermination: false, proxyPrefersLiveEndpoint: true },
      verbose: true,
    };
    expect(
      replayCommand('kubectl podproof', ['a b.yaml', '-odd.yaml', '-'], options, {
        scenario: 'x y',
        guarantee: 'g',
        schedule: '-',
      }),
    ).toBe(
      "… | kubectl podproof replay 'a b.yaml' ./-odd.yaml - -R --nodes 3 --user delete=2,cordon=unlimited --faults oom=1 " +
        '--kubernetes-version 1.36 --feature-gates ContainerStopSignals=true ' +
        "--switch execProbesSurviveTermination=off,proxyPrefersLiveEndpoint=on --scenario 'x y' --guarantee g --schedule -",
    );
  });

  it('quotes words so that a shell reads them back', () => {
    expect(quoted('deploy/web.yaml')).toBe('deploy/web.yaml');
    expect(quoted("it's $HOME")).toBe("'it'\\''s $HOME'");
    expect(quoted('')).toBe("''");
    expect(quoted('*')).toBe("'*'");
    expect(quoted('~/x')).toBe("'~/x'");
  });
});
