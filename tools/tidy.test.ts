import { describe, expect, it } from 'vitest';
import { inTree } from './testing/tree.ts';
import { tidyComplaints } from './tidy.ts';

const noteToSelf = ['TO', 'DO'].join('');
const sound = `/** What a pod is. */
export interface Pod {}

/**
 * Over several lines.
 */
export const a = 1;
const inside = 2;
export { inside as renamed };

/** One sentence for all overloads. */
export function f(x: string): void;
export function f(x: number): void;
export function f(x: unknown): void {}
`;

const complain = (files: Readonly<Record<string, string>>) =>
  inTree({ 'model/sound.ts': sound, ...files }, tidyComplaints).map(({ path, line }) => `${path}:${line}`);

describe('tidy', () => {
  it('accepts exports with a sentence above each', () => {
    expect(complain({})).toEqual([]);
  });

  it.each([
    ['nothing above', `export const a = 1;\n/** Comes too late. */\n`],
    ['a line comment', `// Not seen by editors.\nexport function a() {}\n`],
    ['a plain block', `/* Not a doc comment. */\nexport type A = 1;\n`],
    ['a doc comment of something else', `/** Of b. */ const b = 1; export interface A {}\n`],
  ])('refuses an export with %s', (_what, text) => {
    expect(complain({ 'model/a.ts': text })).toHaveLength(1);
  });

  it('leaves tests and settings alone', () => {
    expect(complain({ 'model/a.test.ts': 'export const a = 1;', 'x.config.ts': 'export const a = 1;' })).toEqual([]);
  });

  it.each(['model/a.ts', 'docs/a.md', 'examples/a.yaml', '.ci/run'])('refuses a note to self in %s', (path) => {
    expect(complain({ [path]: `# one\n// ${noteToSelf} two` })).toEqual([`${path}:2`]);
  });

  it('wants a reason for every exception to a lint rule', () => {
    const marker = ['// oxlint', 'disable-next-line'].join('-');
    expect(complain({ 'model/a.ts': `${marker} eqeqeq\n` })).toEqual(['model/a.ts:1']);
    expect(complain({ 'model/a.ts': `${marker} eqeqeq -- the wire format is loose\n` })).toEqual([]);
  });
});
