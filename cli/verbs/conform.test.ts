import { describe, expect, it } from 'vitest';
import type { Suite } from '../../generators/suite/case.ts';
import { caseOf, deletion, initThenMain, suiteOf } from '../../generators/suite/testing/cases.ts';
import { schemaErrors } from '../../reports/testing/schema.ts';
import { podproof } from '../testing/world.ts';

const initCase = { ...caseOf(initThenMain('Never'), 'podman'), id: 'init-then-main' };
const text = JSON.stringify(suiteOf('podman', [initCase, caseOf(deletion('ignores', 1), 'podman')]));
const conform = (...args: readonly string[]) => podproof(['conform', '-', ...args], { text });

/** A suite whose first oracle is another in this. */
const changed = (oracle: object) => (one: Suite) => ({
  ...one,
  cases: one.cases.map((each) => ({ ...each, oracle: { ...each.oracle, ...oracle } })),
});

interface Told {
  readonly cases: readonly {
    readonly id: string;
    readonly verdict: string;
    readonly covers: unknown;
    readonly trace: unknown[];
  }[];
}

describe('podproof conform', () => {
  it('runs a suite on the model: all pass, exit code 0', async () => {
    const { exit, out } = await conform('--driver', 'model');
    expect([exit, out.includes('2 pass, 0 fail')]).toEqual([0, true]);
  });

  it('runs it on a mutant: what fails is shown, exit code 1', async () => {
    const { exit, out } = await conform('--driver', 'mutant:sigkill-without-sigterm');
    expect(exit).toBe(1);
    expect(out).toContain('sigterm-before-sigkill');
  });

  it('prints data: every case with verdict, covers, trace and divergence', async () => {
    const { exit, out } = await conform('--driver', 'model,mutant:main-beside-init', '-o', 'json', '--seed', '3');
    const told = JSON.parse(out) as Told;
    expect(exit).toBe(1);
    expect(told.cases.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      'init-then-main pass',
      'delete-1-ignores pass',
      'init-then-main fail',
      'delete-1-ignores pass',
    ]);
    for (const one of told.cases) expect(one).toMatchObject({ aims: [], trace: expect.any(Array) as unknown });
    expect(told.cases[0]?.covers).toContain('event:runtime/containerStarted');
    expect(schemaErrors(told, 'conform-report')).toEqual([]);
  });

  it('prints JUnit', async () => {
    const { out } = await conform('--driver', 'model', '-o', 'junit', '--focus', 'init');
    expect(out).toMatch(/^<\?xml/u);
    expect(out.match(/<testcase /gu)).toHaveLength(1);
    expect(out).toContain('name="skipped" value="1"');
  });

  it.each([
    ['an unknown driver, with a guess', ['--driver', 'mutant:main-beside-innit'], 'main-beside-init'],
    ['no driver', [], 'driver'],
    ['a pattern that is none', ['--driver', 'model', '--focus', '('], 'regular expression'],
    ['a focus that leaves nothing', ['--driver', 'model', '--focus', 'nothing'], 'no case is left of 2'],
    ['too many side by side', ['--driver', 'model', '--parallel', '99'], '1 to 16'],
  ])('cannot work with %s: exit code 2', async (_what, args, words) => {
    const { exit, err } = await conform(...args);
    expect(exit).toBe(2);
    expect(err).toContain(words);
  });

  it.each([
    ['no JSON', 'apiVersion: v1', 'is not JSON'],
    ['something else', '{"kind": "Pod"}', '-: is no ConformanceSuite of podproof.dev/v1 (kind "Pod")'],
    [
      'a suite of another version',
      text.replace('podproof.dev/v1', 'podproof.dev/v2'),
      'apiVersion: is "podproof.dev/v2"',
    ],
    ['a case without an oracle', text.replace('"oracle"', '"orakle"'), 'cases[0]: has no "oracle"'],
    [
      'a scenario the model cannot read',
      text.replace('"kubernetesVersion":"1.35"', '"kubernetesVersion":135'),
      'kubernetesVersion',
    ],
  ])('cannot work with %s: exit code 2', async (_what, given, words) => {
    const { exit, err } = await podproof(['conform', '-', '--driver', 'model'], { text: given });
    expect([exit, err.includes(words)]).toEqual([2, true]);
  });

  it.each([
    ['a report', () => ({ kind: 'ConformReport' }), 'is no ConformanceSuite'],
    ['cases that are none', (one: Suite) => ({ ...one, cases: [{}] }), 'cases[0]: has no "id"'],
    ['a profile that is none', (one: Suite) => ({ ...one, profile: 'bogus' }), 'profile: must be one of'],
    ['an oracle without states', changed({ states: [] }), 'cases[0].oracle.states: is empty'],
    [
      'a letter beyond the alphabet',
      changed({ states: [{ next: [[9999, 0]], rest: true }] }),
      'cases[0].oracle.states[0].next[0][0]: names letter 9999',
    ],
    [
      'a state that is not there',
      changed({ states: [{ next: [[0, 7]], rest: true }] }),
      'cases[0].oracle.states[0].next[0][1]: leads to state 7',
    ],
    [
      'two cases of one name',
      (one: Suite) => ({ ...one, cases: [one.cases[0], one.cases[0]] }),
      'cases[1].id: "init-then-main" is the id of another case',
    ],
    [
      'a stimulus for a pod that is not there',
      (one: Suite) => ({
        ...one,
        cases: one.cases.map((each) => ({ ...each, stimuli: [{ when: null, do: { do: 'create', uid: 'nobody#1' } }] })),
      }),
      'cases[0].stimuli[0].do.uid: "nobody#1" is none of the pods',
    ],
  ] as const)('says what is wrong with %s, and where: exit code 2', async (_what, change, words) => {
    const given = JSON.stringify(change(JSON.parse(text) as Suite));
    const { exit, err } = await podproof(['conform', '-', '--driver', 'model'], { text: given });
    expect([exit, err.split('\n')[0]]).toEqual([2, expect.stringContaining(words)]);
    expect(err).not.toContain('bug in podproof');
  });

  it('does not run on podman what was made for a target that shows more', async () => {
    const { exit, err } = await podproof(['conform', '-', '--driver', 'podman'], {
      text: JSON.stringify(suiteOf('kubernetes', [])),
    });
    expect([exit, err.includes('for profile kubernetes')]).toEqual([2, true]);
  });
});
