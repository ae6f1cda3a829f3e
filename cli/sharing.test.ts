/** Workloads that differ in names alone are searched once, and each is told as if it had been searched by itself. */
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type CheckManifestOptions, checkManifest } from '../library/check.ts';
import type { CheckReport, ScenarioReport } from '../reports/check/report.ts';
import { podproof, webYaml } from './testing/world.ts';

const counted = vi.hoisted(() => ({ searches: 0 }));

vi.mock('../generators/check/index.ts', async (original) => {
  const real = await original<typeof import('../generators/check/index.ts')>();
  return {
    ...real,
    checkScenario: (...args: Parameters<typeof real.checkScenario>) => {
      counted.searches += 1;
      return real.checkScenario(...args);
    },
  };
});

beforeEach(() => {
  counted.searches = 0;
});

const example = (name: string): string => readFileSync(new URL(`../examples/${name}.yaml`, import.meta.url), 'utf8');

/** In full: files tell copies once. */
const checked = async (text: string, options: CheckManifestOptions = {}): Promise<CheckReport> => {
  const report = await checkManifest(text, options);
  expect(report.scenarios.filter(({ failure }) => failure !== undefined)).toEqual([]);
  return report;
};

/** As many lines as the text has, and nothing in them. */
const gap = (text: string): string => '\n'.repeat(text.split('\n').length - 1);

const told = (scenarios: readonly ScenarioReport[]): readonly unknown[] =>
  scenarios.map(({ seconds: _seconds, ...scenario }) => scenario);

/** The lines of every story of a text report: what is violated, and each step in its lanes. */
const storiesIn = async (text: string, { faults = {} }: CheckManifestOptions): Promise<readonly string[]> => {
  const more = Object.entries(faults).flatMap(([fault, count]) => ['--faults', `${fault}=${count}`]);
  const { out } = await podproof(['check', '-', '--all', ...more], { text });
  return out.split('\n').filter((line) => /violated: |│|●/.test(line) && !line.includes('as in'));
};

const lagless: CheckManifestOptions = { faults: { 'watch-lag': 0 } };

const copies: readonly (readonly [title: string, first: string, second: string, more: CheckManifestOptions])[] = [
  ['a Deployment', webYaml, webYaml.replaceAll(/\bweb\b/g, 'shop').replace('name: app', 'name: none'), {}],
  [
    'a Deployment whose copy is in another namespace',
    example('web'),
    example('web').replace(/^ {2}name: web$/gm, '$&\n  namespace: other'),
    {},
  ],
  [
    'a StatefulSet that repels itself',
    example('statefulset'),
    example('statefulset').replaceAll('store', 'zookeeper'),
    lagless,
  ],
];

describe('workloads of one shape', () => {
  it.each(copies)('are searched once and told each in its own names: %s', async (_title, first, second, more) => {
    const both = await checked(`${first}---\n${second}`, more);
    const once = counted.searches;
    const alone = await checked(`${first}---\n${gap(second)}`, more);
    expect(once).toBe(alone.scenarios.length);
    const { scenarios } = await checked(`${gap(first)}---\n${second}`, more);
    const half = both.scenarios.length / 2;
    // With several namespaces in the input, objects are called after theirs.
    const plain = (list: readonly ScenarioReport[]): unknown =>
      JSON.parse(JSON.stringify(told(list)).replace(/(default|other)\/(?=Deployment)/g, ''));
    expect(plain(both.scenarios.slice(0, half))).toEqual(plain(alone.scenarios));
    expect(plain(both.scenarios.slice(half))).toEqual(plain(scenarios));
    const stories = await storiesIn(`${gap(first)}---\n${second}`, more);
    expect(stories.length).toBeGreaterThan(20);
    const together = await storiesIn(`${first}---\n${second}`, more);
    expect(stories.filter((line) => !together.includes(line))).toEqual([]);
    expect(alone.scenarios.some(({ guarantees }) => guarantees.some(({ trace }) => trace !== undefined))).toBe(true);
  });

  it('are searched apart where they differ in more', async () => {
    const other = webYaml
      .replaceAll(/\bweb\b/g, 'shop')
      .replace('    spec:\n', '    spec:\n      terminationGracePeriodSeconds: 31\n');
    const { scenarios } = await checked(`${webYaml}---\n${other}`, { slice: 'timed-shutdown' });
    expect(scenarios).toHaveLength(2);
    expect(counted.searches).toBe(2);
  });

  it('have replays that run', async () => {
    const second = webYaml.replaceAll(/\bweb\b/g, 'shop');
    const text = `${webYaml}---\n${second}`;
    const { scenarios } = await checked(text, { slice: 'pod' });
    const found = scenarios.at(-1)?.guarantees.find(({ replay }) => replay !== undefined);
    const words = found?.replay
      ?.replace('… | ', '')
      .split("'")
      .flatMap((part, index) => (index % 2 === 1 ? [part] : part.split(' ').filter(Boolean)));
    const { exit, out } = await podproof(words?.slice(1) ?? [], { text });
    expect(out).toContain('shop');
    expect(exit).toBe(1);
  });
});
