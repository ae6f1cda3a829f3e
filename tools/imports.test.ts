import { describe, expect, it } from 'vitest';
import { importsOf, isTypesOnly } from './imports.ts';

const imports = (text: string) => importsOf({ path: 'a.ts', text });

describe('importsOf', () => {
  it.each([
    [`import { a } from './a.ts';`, './a.ts', false],
    [`import './a.ts';`, './a.ts', false],
    [`import type { A } from './a.ts';`, './a.ts', true],
    [`import { type A } from './a.ts';`, './a.ts', false],
    [`export { a } from './a.ts';`, './a.ts', false],
    [`export type { A } from './a.ts';`, './a.ts', true],
    [`export * from './a.ts';`, './a.ts', false],
    [`export * as a from './a.ts';`, './a.ts', false],
    [`export type * from './a.ts';`, './a.ts', true],
    [`const a = await import('./a.ts');`, './a.ts', false],
    [`type A = import('./a.ts').A;`, './a.ts', true],
  ])('%s', (text, specifier, typeOnly) => {
    expect(imports(text)).toEqual([{ specifier, typeOnly, line: 1 }]);
  });

  it('says so where the module is only known at run time', () => {
    expect(imports('await import(name + 1);')).toEqual([{ typeOnly: false, line: 1 }]);
  });

  it('finds nothing in text and comments, refuses what does not parse', () => {
    expect(imports(`// import './a.ts'\nconst a = "import './a.ts'";`)).toEqual([]);
    expect(() => imports('import {')).toThrow('a.ts does not parse');
  });
});

describe('isTypesOnly', () => {
  it.each([
    [`import type { A } from './a.ts';\nexport interface B {}\nexport type C = A;\nexport type { A };`, true],
    [`export interface B {}\nexport const c = 1;`, false],
    [`import './a.ts';`, false],
  ])('%s', (text, answer) => {
    expect(isTypesOnly({ path: 'a.ts', text })).toBe(answer);
  });
});
