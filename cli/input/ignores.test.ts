import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckReport } from '../../reports/check/report.ts';
import { schemaErrors } from '../../reports/testing/schema.ts';
import { directoryWith, podproof, webYaml } from '../testing/world.ts';

const race = 'endpoint-not-ready-before-sigterm';
const annotated = (lines: readonly string[]) =>
  webYaml.replace(/^( *)(name: web)$/m, `$1$2\n$1annotations:\n${lines.map((line) => `    ${line}`).join('\n')}`);

let directory: ReturnType<typeof directoryWith>;

beforeAll(() => {
  directory = directoryWith({
    'web.yaml': webYaml,
    'ignoring.yaml': annotated([
      `ignore.podproof.dev/${race}: "clients retry"`,
      'ignore.podproof.dev/bind-once: why not',
    ]),
    'wrong.yaml': annotated([
      'ignore.podproof.dev/endpoint-not-redy-before-sigterm: typo',
      `ignore.podproof.dev/${race}: ""`,
      'ignore.podproof.dev/constructor: hm',
    ]),
    'stray.yaml': webYaml.replace(
      'kind: Service\nmetadata:',
      `kind: Service\nmetadata:\n  annotations: {ignore.podproof.dev/${race}: x}`,
    ),
  });
});

afterAll(() => directory.remove());

const check = (file: string, ...args: readonly string[]) =>
  podproof(['check', join(directory.path, file), '--slice', 'endpoints', ...args]);

describe('--fail-on', () => {
  it('lets pass by default what the owner of the manifest cannot change, and with promised and never what Kubernetes never promised', async () => {
    const only = ['--guarantee', race, '--all', '--quiet'];
    expect(await check('web.yaml', ...only)).toMatchObject({ exit: 0 });
    expect(await check('web.yaml', ...only, '--fail-on', 'actionable')).toMatchObject({ exit: 0 });
    expect(await check('web.yaml', ...only, '--fail-on', 'any')).toMatchObject({ exit: 1 });
    for (const level of ['promised', 'never'])
      expect(await check('web.yaml', ...only, '--fail-on', level)).toMatchObject({
        exit: 0,
        // What does not count is in the table, and its run is not told.
        out: expect.stringMatching(
          /^Deployment.*\n\n {2}✗ violated .*\n\n✗ 1 violated \(none of them counts: --fail-on\)/,
        ),
      });
  });

  it('promised still fails on what holds only under a condition that is not met', async () => {
    const asked = ['--user', 'delete=1,force-delete=1', '--guarantee', 'removed-only-after-containers-stopped'];
    const run = (level: string) => podproof(['check', join(directory.path, 'web.yaml'), ...asked, '--fail-on', level]);
    expect(await run('promised')).toMatchObject({ exit: 1 });
    expect(await run('never')).toMatchObject({ exit: 0 });
  });

  it('is undecided only about what counts', async () => {
    const cut = ['--guarantee', race, '--max-states', '50'];
    expect((await check('web.yaml', ...cut)).exit).toBe(3);
    expect((await check('web.yaml', ...cut, '--fail-on', 'promised')).exit).toBe(0);
  });

  it('names its levels to those who get them wrong', async () => {
    expect(await check('web.yaml', '--fail-on', 'error')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('actionable, any, promised, never'),
    });
  });
});

describe('an annotation ignore.podproof.dev/<guarantee>', () => {
  it('ignores a violation, says why, and does not fail the check', async () => {
    const { exit, out } = await check('ignoring.yaml', '--guarantee', race, '--fail-on', 'any', '--all');
    expect(exit).toBe(0);
    expect(out).toContain(`– ignored   ${race}  ignored: clients retry`);
    expect(out).not.toContain('✗');
    const { out: screen } = await check('ignoring.yaml', '--guarantee', race);
    expect(screen).toMatch(new RegExp(`ignored +1 +${race}: clients retry`));
    const { out: quiet } = await check('ignoring.yaml', '--guarantee', race, '--all', '--quiet');
    expect(quiet).toMatch(/^– 1 ignored {3}1 scenario/);
  });

  it('is told in data, and what ignores nothing with its place', async () => {
    const { out, err } = await podproof(['check', join(directory.path, 'ignoring.yaml'), '-o', 'json']);
    const report = JSON.parse(out) as CheckReport;
    expect(schemaErrors(report)).toEqual([]);
    const found = report.scenarios.flatMap(({ guarantees }) => guarantees).filter(({ id }) => id === race);
    expect(found.filter(({ verdict }) => verdict === 'violated')).not.toEqual([]);
    for (const { verdict, ignored, counts } of found)
      expect([ignored, counts]).toEqual(verdict === 'violated' ? ['clients retry', false] : [undefined, true]);
    expect(report.unusedIgnores).toEqual([
      expect.objectContaining({ line: 7, field: 'metadata.annotations[ignore.podproof.dev/bind-once]' }),
    ]);
    expect(err).toContain('ignoring.yaml:7:5: metadata.annotations[ignore.podproof.dev/bind-once]: ignores nothing');
  });

  it('is not called unused if it was not asked about', async () => {
    expect((await check('ignoring.yaml', '--guarantee', race)).err).toBe('');
  });

  it('is refused with its place if it names no guarantee or no reason', async () => {
    const { exit, err } = await check('wrong.yaml', '--guarantee', race);
    expect(exit).toBe(2);
    expect(err).toContain(
      "wrong.yaml:6:5: metadata.annotations[ignore.podproof.dev/endpoint-not-redy-before-sigterm]: there is no guarantee 'endpoint-not-redy-before-sigterm'\n  fix: did you mean ignore.podproof.dev/endpoint-not-ready-before-sigterm?",
    );
    expect(err).toContain(`wrong.yaml:7:5: metadata.annotations[ignore.podproof.dev/${race}]: says no reason`);
    expect(err).toContain(
      "wrong.yaml:8:5: metadata.annotations[ignore.podproof.dev/constructor]: there is no guarantee 'constructor'",
    );
  });

  it('does nothing on an object without pods, and says so', async () => {
    const { exit, err } = await check('stray.yaml', '--guarantee', race, '--fail-on', 'any');
    expect(exit).toBe(1);
    expect(err).toContain('ignores nothing: this object makes no Pods');
  });
});
