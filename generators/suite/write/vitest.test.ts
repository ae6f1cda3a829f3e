/** The generated vitest files, run by vitest in a directory of their own, far from this project. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Suite, situations, suiteOf, vitestFiles } from '../index.ts';
import { adapterWith, followed, type Outcome, runStandalone } from '../testing/standalone.ts';
import { observationMeanings, shapeOf, stimulusMeanings } from './meanings.ts';

const chosen = situations.filter(({ name }) => ['one container', 'restart policy Never'].includes(name));
const suite = suiteOf({ profile: 'model', goals: ['transition'], situations: chosen });

/** SIGKILL without SIGTERM. */
const brutal = `if (label.see === 'signal received') continue;\n${followed}`;
const misspelt = `show({ ...label, see: label.see.replace('pod', 'Pod') });`;

const base = mkdtempSync(join(tmpdir(), 'podproof-vitest-'));
const outcomes = new Map<string, Outcome>();

const run = async (name: string, adapter: string | undefined): Promise<void> => {
  outcomes.set(name, await runStandalone(join(base, name), vitestFiles(suite), adapter));
};

const outcomeOf = (name: string): { readonly code: number | null; readonly out: string } => {
  const found = outcomes.get(name);
  if (found === undefined) throw new Error(`${name} did not run`);
  return found;
};

beforeAll(async () => {
  await Promise.all([run('right', adapterWith(followed)), run('brutal', adapterWith(brutal))]);
  await Promise.all([run('misspelt', adapterWith(misspelt)), run('empty', undefined)]);
}, 120_000);

afterAll(() => rmSync(base, { recursive: true, force: true }));

const countOf = (out: string, what: string): number =>
  Number(new RegExp(`Tests .*?(\\d+) ${what}`).exec(out)?.[1] ?? 0);

describe('the generated vitest files, run by vitest outside of this project', () => {
  it('pass or skip every case of an adapter that shows what the model may show', () => {
    const { code, out } = outcomeOf('right');
    expect(code, out).toBe(0);
    expect(countOf(out, 'failed')).toBe(0);
    expect(countOf(out, 'passed') + countOf(out, 'skipped')).toBe(suite.cases.length);
    expect(countOf(out, 'passed')).toBeGreaterThan(suite.cases.length / 2);
  });

  it('fail one that kills without SIGTERM, and say what was right, what was not, and what would have been', () => {
    const { code, out } = outcomeOf('brutal');
    expect(code).toBe(1);
    expect(out).toMatch(
      /→ delete {2}pod web.*\n[\s\S]*?then, as it may not:\n\s+container exited.*\n\s+what may come there:\n[\s\S]*?signal received {2}uid web#1 {2}container app {2}signal SIGTERM/,
    );
  });

  it('blame the adapter, not the implementation, for what is no observation', () => {
    expect(outcomeOf('misspelt').out).toContain(
      'adapter.mjs showed {"see":"Pod stored","uid":"web#1"}; there is only: pod stored',
    );
  });

  it('say what is to be filled in, where nothing is', () => {
    const { code, out } = outcomeOf('empty');
    expect(code).toBe(1);
    expect(out).toContain('adapter.mjs does not say yet how to create');
  });
});

describe('the output of the generated vitest files', () => {
  it('has a title for each case that no other has, with what its programs do', () => {
    const titles = [...outcomeOf('right').out.matchAll(/^ +[✓↓] .*? > (.*?)(?: \d+ms| \[.*)?$/gmu)].map(
      ([, one]) => one,
    );
    expect(titles.length).toBe(suite.cases.length);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.some((one) => one?.includes('onSigterm ignore'))).toBe(true);
  });

  it('beside a failure stands what was applied, and what the programs do', () => {
    const { out } = outcomeOf('brutal');
    expect(out).toMatch(/what was applied:\n +\{"apiVersion":"v1","kind":"Pod"/);
    expect(out).toContain('what the programs do:');
  });
});

describe('what a newcomer reads', () => {
  const text = (path: string): string => vitestFiles(suite).find((file) => file.path === path)?.text ?? '';

  it('names the stimuli of this suite and no others', () => {
    const used = new Set(suite.cases.flatMap(({ stimuli }) => stimuli.map((step) => step.do.do)));
    for (const name of Object.keys(stimulusMeanings))
      expect(text('adapter.mjs').includes(`case '${name}':`), name).toBe(used.has(name as Stimulus));
  });

  it('has types that say what the schema says', () => {
    const schema = JSON.parse(
      readFileSync(new URL('../../../schemas/suite.v1.schema.json', import.meta.url), 'utf8'),
    ) as Schema;
    const shapes = (word: 'do' | 'see', meanings: typeof stimulusMeanings | typeof observationMeanings) =>
      Object.entries(meanings).map(([name, meaning]) => shapeOf(word, name, meaning));
    expect(shapes('do', stimulusMeanings).sort()).toEqual(schema.$defs.stimulus.oneOf.map(shapeIn).sort());
    expect(shapes('see', observationMeanings).sort()).toEqual(schema.$defs.observation.oneOf.map(shapeIn).sort());
  });
});

type Stimulus = Suite['cases'][number]['stimuli'][number]['do']['do'];
type Field = { readonly const?: string; readonly enum?: readonly string[]; readonly type?: string | readonly string[] };
type Branch = { readonly properties: Readonly<Record<string, Field>> };
type Union = { readonly oneOf: readonly Branch[] };
interface Schema {
  readonly $defs: { readonly stimulus: Union; readonly observation: Union };
}

/** A branch of the schema as TypeScript writes it. */
const shapeIn = ({ properties }: Branch): string => {
  const fields = Object.entries(properties).map(([name, field]) => `${name}: ${typeIn(field)}`);
  return `{ ${fields.join('; ')} }`;
};

const typeIn = ({ const: only, enum: some = only === undefined ? [] : [only], type = [] }: Field): string => {
  if (some.length > 0) return some.map((word) => `'${word}'`).join(' | ');
  return [type].flat().join(' | ').replace('integer', 'number');
};
