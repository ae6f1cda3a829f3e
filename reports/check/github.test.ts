import { describe, expect, it } from 'vitest';
import {
  decidedChecked,
  reportWith,
  sampleChecked,
  sampleFinding,
  sampleKnown,
  sampleLocation,
  sampleQuestion,
} from '../testing/findings.ts';
import { githubLines } from './github.ts';

describe('a check as annotations of GitHub Actions', () => {
  it('has an error for what to change, a warning for what is asked, and counts what no manifest changes, worst first', () => {
    const report = reportWith([sampleKnown(), sampleQuestion(), sampleFinding()], {}, [decidedChecked()]);
    expect(githubLines(report)).toEqual([
      '::error file=deploy/web.yaml,line=16,col=11,title=podproof%3A no-traffic-after-sigterm::' +
        'Deployment/web: new connections reach a container after SIGTERM%0A' +
        '0 s: kubelet sends SIGTERM; until 3 s: nodes still send connections%0Afix: lifecycle.preStop.sleep.seconds: 4',
      '::warning file=deploy/web.yaml,line=12,col=11,title=podproof%3A pod-becomes-ready::' +
        `Deployment/web: is there time to shut down?%0A30 s of grace leave 29 s to the process. How long does it take?%0A--assume 'shutdown<=10s'`,
      '1 more thing Kubernetes does not promise: podproof check tells them',
      expect.stringMatching(/^1 proved · 1 cannot occur · /),
    ]);
  });

  it('lets no text end an annotation or begin another', () => {
    const odd = sampleFinding({
      title: 'a, b: 100%\n::error::c\r\u001b[2J',
      happens: [],
      location: sampleLocation({ file: 'a,b:c%\n.yaml' }),
    });
    const [first = '', ...rest] = githubLines(reportWith([odd], {}, [decidedChecked()]));
    expect(rest).toHaveLength(1);
    expect(first).toContain('::error file=a%2Cb%3Ac%25%0A.yaml,line=16,');
    expect(first).toContain('::Deployment/web: a, b: 100%25%0A::error::c');
    expect(first).not.toContain('\u001b');
  });

  it('has at most ten, and says how many more there are', () => {
    const many = Array.from({ length: 14 }, (_, index) => sampleQuestion({ guarantee: `g-${index}` }));
    const lines = githubLines(reportWith([...many, sampleFinding()], {}, [decidedChecked()]));
    expect(lines.filter((line) => line.startsWith('::'))).toHaveLength(10);
    expect(lines[0]).toMatch(/^::error /);
    expect(lines.at(-2)).toMatch(/^5 more: /);
  });

  it('stands beside the file something was rendered from, and beside none where nobody knows', () => {
    const piped = sampleFinding({ location: sampleLocation({ file: '-' }) });
    const sources = [{ file: '-', line: 1, source: 'shop/templates/web.yaml' }];
    const [known = ''] = githubLines(reportWith([piped], { sources }, [decidedChecked()]));
    expect(known).toMatch(/^::error file=shop\/templates\/web\.yaml,line=1,title=/);
    const [unknown = ''] = githubLines(reportWith([piped], {}, [decidedChecked()]));
    expect(unknown).toMatch(/^::error title=/);
  });

  it('tells what is undecided, what was not asked and what is wrong with the manifests, but nothing that is ignored', () => {
    const report = reportWith(
      [sampleFinding({ ignored: 'we retry' })],
      {
        notAsked: [{ id: 'bind-once', sentence: 'Once.', reason: 'nothing has it' }],
        problems: [{ file: 'a.yaml', line: 3, column: 1, field: 'spec.x', message: 'is unknown', fix: 'remove it' }],
      },
      [sampleChecked()],
    );
    const lines = githubLines(report).filter((line) => line.startsWith('::'));
    expect(lines).toEqual([
      '::error file=a.yaml,line=3,col=1,title=podproof%3A the manifest::spec.x is unknown%0Afix: remove it',
      '::warning title=podproof%3A undecided::not decided: 1 answer',
      '::warning title=podproof%3A not asked::bind-once: nothing has it',
    ]);
  });
});
