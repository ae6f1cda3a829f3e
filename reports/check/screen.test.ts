import { describe, expect, it } from 'vitest';
import { styleOf, widthOf } from '../format/style.ts';
import { inertText } from '../inert/text.ts';
import {
  decidedChecked,
  holdingChecked,
  reportWith,
  sampleChecked,
  sampleFinding,
  sampleKnown,
  sampleLocation,
  sampleQuestion,
} from '../testing/findings.ts';
import { sampleGuarantee, sampleResult } from '../testing/run.ts';
import type { CheckReport } from './report.ts';
import { type ScreenOptions, screenLines } from './screen.ts';

const style = styleOf({ width: 100, unicode: true, colour: false });
const options: ScreenOptions = {
  verbose: false,
  quiet: false,
  program: 'podproof',
  input: 'deploy/web.yaml',
  pipe: '',
};
const shown = (report: CheckReport, fields: Partial<ScreenOptions> = {}, width = 100): string =>
  screenLines(report, styleOf({ width, unicode: true, colour: false }), { ...options, ...fields }).join('\n');

const held = {
  guarantee: 'traffic-only-to-serving',
  object: 'Deployment/web',
  scenario: 'Deployment/web endpoints',
  title: 'no new connection after SIGTERM',
  location: sampleLocation({ written: true }),
  restsOn: ['preStop sleeps 5 s. That is enough while every node learns of it within 4 s; assumed 3 s.'],
};

describe('the first screen', () => {
  it('counts the rest so that the parts of each line come to its number', () => {
    const also = [{ guarantee: 'other', scenario: 'Deployment/web endpoints' }];
    const title = 'a second delete with a shorter grace period comes too late';
    const more = ['a', 'b', 'c', 'd'].map((name) => sampleKnown({ title: `${name} thing of some length`, also }));
    const text = shown(reportWith([sampleKnown({ title, also }), ...more], {}, [decidedChecked()]));
    expect(text).toContain('10   a second delete with a shorter grace period… (2) · 8 more');
  });

  it('says what the workload is, what to change, what is asked, what holds, and counts the rest', () => {
    const known = [
      sampleKnown({ title: 'start after delete' }),
      sampleKnown({ title: 'deletionTimestamp is no clock', who: 'people' }),
      sampleKnown({
        title: 'endpoints after SIGTERM',
        who: 'nobody',
        also: [{ guarantee: 'other', scenario: 'Deployment/web endpoints' }],
      }),
    ];
    const report = reportWith([sampleFinding(), sampleQuestion(), ...known], { held: [held] }, [decidedChecked()]);
    expect(shown(report)).toMatchInlineSnapshot(`
      "deploy/web.yaml  Deployment/web  behind Service web · 2 replicas · RollingUpdate · Kubernetes 1.35

        ✗ new connections reach a container after SIGTERM  no-traffic-after-sigterm  deploy/web.yaml:16
            0 s: kubelet sends SIGTERM; until 3 s: nodes still send connections
            fix  lifecycle.preStop.sleep.seconds: 4     podproof fix deploy/web.yaml
        ? is there time to shut down?                      pod-becomes-ready         deploy/web.yaml:12
            30 s of grace leave 29 s to the process. How long does it take?
            --assume 'shutdown<=10s'
        ✓ no new connection after SIGTERM                  traffic-only-to-serving   deploy/web.yaml:16
            preStop sleeps 5 s. That is enough while every node learns of it within 4 s; assumed 3 s.

      ✗ 1 to change · 1 question · 1 proved · 1 cannot occur · 4,184 states, complete

        4 more things Kubernetes does not promise you:
          for your program      1   start after delete
          for people            1   deletionTimestamp is no clock
          nobody's choice       2   endpoints after SIGTERM (2)
        podproof check deploy/web.yaml --all
        podproof check deploy/web.yaml --explain no-traffic-after-sigterm
        podproof explore deploy/web.yaml"
    `);
  });

  it('tells what is not decided, and why, and calls nothing complete that is not', () => {
    const checked = sampleChecked({ result: sampleResult({ ending: 'max-memory' }) });
    const text = shown(reportWith([], {}, [checked]));
    expect(text).toContain('  ? not decided: 1 answer: pod-becomes-ready: stopped at --max-memory');
    expect(text).toContain('nothing to change · ? 1 undecided · 1 proved · 1 cannot occur · ');
    expect(text).toMatch(/states, not complete$/m);
  });

  it('tells of a search that failed', () => {
    const results = [
      { guarantee: sampleGuarantee(), verdict: 'undecided' as const, reached: 0, limit: 'failed' as const },
    ];
    const result = sampleResult({ ending: 'failed', failure: 'out of luck', results });
    const text = shown(reportWith([], {}, [sampleChecked({ result })]));
    expect(text).toContain('  ? Deployment/web endpoints: the search failed: out of luck; please report it');
    expect(text).toContain('nothing proved');
  });

  it('tells of violations that are in no finding, by id', () => {
    expect(shown(reportWith([], {}, [decidedChecked()]))).toMatch(/not sorted +1 +no-traffic-after-sigterm/);
  });

  it('gives a workload about which there is nothing to say one line among several', () => {
    const names = ['a', 'b', 'c'].map((name) => `Deployment/${name}`);
    const [first = ''] = names;
    const workloads = names.map((object) => ({
      object,
      file: `${object.slice(-1)}.yaml`,
      line: 1,
      column: 1,
      services: [],
      replicas: 1,
      kubernetesVersion: '1.35',
    }));
    const vacuous = [{ guarantee: sampleGuarantee(), verdict: 'holds' as const, reached: 0 }];
    const checked = [
      holdingChecked({ object: first }),
      decidedChecked({ object: 'Deployment/b' }),
      sampleChecked({ object: 'Deployment/c', result: sampleResult({ results: vacuous }) }),
    ];
    const report = reportWith([sampleFinding({ object: 'Deployment/b' })], { workloads }, checked);
    const lines = shown(report).split('\n');
    expect(lines[0]).toMatch(/^b\.yaml {2}Deployment\/b /);
    expect(lines.filter((line) => /Deployment\/[ac]/.test(line))).toEqual([
      expect.stringMatching(/^✓ a\.yaml {2}Deployment\/a {2}nothing to change · 1 proved · /),
      expect.stringMatching(/^○ c\.yaml {2}Deployment\/c {2}nothing to change · nothing proved · 1 cannot occur/),
    ]);
  });

  it('is short with --quiet: nothing of what nobody has to look at', () => {
    const report = reportWith([sampleQuestion(), sampleKnown()], { held: [held] }, [decidedChecked()]);
    const text = shown(report, { quiet: true });
    expect(text).not.toContain('no new connection after SIGTERM');
    expect(text).toContain('? is there time to shut down?');
    expect(text).not.toContain('more thing');
    expect(text).not.toContain('--all');
    const calm = reportWith([sampleKnown()], {}, [decidedChecked()]);
    expect(shown(calm, { quiet: true }).split('\n')).toHaveLength(1);
  });

  it('shows whatever fails the check, whoever could change it', () => {
    const lenient = reportWith([sampleKnown({ title: 'known to break', guarantee: 'no-traffic-after-sigterm' })], {}, [
      decidedChecked({ failOn: 'any' }),
    ]);
    expect(shown(lenient)).toContain('✗ known to break');
    expect(shown(lenient)).toContain('nothing to change · 1 more that counts (--fail-on)');
  });

  it('tells what is ignored with its reason, and not as a finding', () => {
    const checked = decidedChecked({ ignored: new Map([['no-traffic-after-sigterm', 'we retry']]) });
    const text = shown(reportWith([sampleFinding({ ignored: 'we retry' })], {}, [checked]));
    expect(text).toContain('nothing to change');
    expect(text).toMatch(/ignored +1 +no-traffic-after-sigterm: we retry/);
    expect(text).not.toContain('new connections reach');
  });

  it('says what the answers rest on once, with --verbose', () => {
    const text = shown(reportWith([], {}, [decidedChecked(), decidedChecked({ slice: 'pod' })]), { verbose: true });
    expect(text.match(/Volumes of the Pod are taken as mounted/g)).toHaveLength(1);
    expect(text.match(/user may/g)).toHaveLength(1);
  });

  it('names the commands that say more, with the pipe where the input came from one', () => {
    const text = shown(reportWith([sampleFinding()], {}, [decidedChecked()]), { input: '-', pipe: '… | ' });
    expect(text).toContain('… | podproof check - --all');
    expect(text).toContain('… | podproof fix -');
  });

  it('tells what limits the answers in a line for each reason, and in full with --verbose', () => {
    const place = { file: 'a.yaml', line: 3, column: 1, object: 'Deployment/web', field: 'spec.strategy' };
    const why = 'rollouts and scaling are the work of a controller, and no scenario has controllers of workloads';
    const notes = [{ ...place, field: '', text: `selects nothing ${'at all '.repeat(20)}` }];
    const report = reportWith([], { notModelled: [{ ...place, why }], notes }, [decidedChecked()]);
    const lines = shown(report).split('\n');
    expect(lines.filter((line) => line.startsWith('not modelled'))).toEqual([expect.stringMatching(/^.{90,99}…$/)]);
    expect(lines.join(' ').match(/at\s+all/g)).toHaveLength(20);
    expect(shown(report, { verbose: true }).replaceAll(/\s+/g, ' ')).toContain(why);
  });

  it('says from which file a workload was rendered that was piped in', () => {
    const piped = {
      object: 'Deployment/web',
      line: 2,
      column: 1,
      services: [],
      replicas: 1,
      kubernetesVersion: '1.35',
    };
    const fields = {
      workloads: [{ ...piped, file: '-' }],
      sources: [{ file: '-', line: 2, source: 'shop/templates/web.yaml' }],
    };
    expect(shown(reportWith([], fields, [decidedChecked()]))).toMatch(
      /^- \(shop\/templates\/web\.yaml\) {2}Deployment\/web/,
    );
  });

  it('stays within the width of the terminal where words can be wrapped', () => {
    const report = reportWith([sampleFinding(), sampleQuestion()], { held: [held] }, [decidedChecked()]);
    for (const width of [60, 80, 100, 140]) {
      const long = shown(report, {}, width)
        .split('\n')
        // A command stays in one line, to be copied.
        .filter((line) => widthOf(line) > width && !line.startsWith('  podproof '));
      expect(long).toEqual([]);
    }
  });

  it('shows nothing a terminal would obey', () => {
    const odd = sampleFinding({ title: 'a\u001b[2Jb', happens: ['c\u202ed'] });
    const text = screenLines(reportWith([odd], {}, [decidedChecked()]), style, options).join('\n');
    expect(text).toBe(inertText(text));
  });
});
