import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readRelease } from '../versions.ts';
import type { Fact } from './fact.ts';
import { catalogue } from './index.ts';

const expectedIds = `
  C1 C2 C3 C4 C5 C6 C7 C8 C9 C10 C11 C12 C13 C14 C15 C16 C17 C18 C19 C20 C20a C21 C22 C23 C24
  C30 C31 C32 C33 C34 C35 C36 C37 C38 C39 C40 C41 C42 C42a C43 C44 C45 C46 C47 C48 C49
  C50 C51 C52 C53 C54 C55 C56 C57 C58 C59 C60 C61
  C70 C71 C72 C73 C74 C75 C76 C77 C78 C79 C80 C81 C82 C83 C84 C85 C86 C87 C88 C89
  C90 C91 C92 C93 C93a C94 C95 C96 C96a C97 C98 C98a C98b C99 C100 C101 C102 C103 C104 C105 C106 C107 C108 C109 C109a
  C110 C111 C111a C112 C112a C112b C112c C113 C114 C115 C116 C117 C118 C119
  C120 C121 C122 C123 C124 C125 C126 C127 C127a C128 C129 C130 C131 C131a C132 C133 C134 C135 C136 C137 C138 C139 C139a C140 C141 C142
  D1 D2 D3 D4 D5 D6 D7 D8 D9 D10 D11 D12 D13 D14 D15 D16 D17 D18 D19
  D20 D21 D22 D23 D24 D25 D26 D27 D28 D29 D30 D31 D32 D33 D34 D35 D36 D37 D38 D39
  D40 D41 D42 D43 D44 D45 D46 D47 D48 D49 D50 D51 D52 D53 D54 D55 D56 D57 D58 D59
  D60 D61 D62 D63 D64 D64a D65 D66 D67 D68 D69 D69a D70a D70b D70c D70d D70e
  D71 D72 D73 D74 D75 D76 D77 D78 D79 D80 D81 D82 D83
  E1 E2 E3 E4 E6 E7 E8 E9 E10 E11 E13 E14 E15 E16 E17 E18 E19 E23 E24 E25 E26 E27 E28 E30 E31 E32 E33 E34 E35 E36 E38 E39
  V1 V2 V3 V4 V5 V6 V7 V8 V9 V10 V11 V12 V14 V15 V16 V17 V18 V19 V20 V21 V22 V23 V24 V25 V26 V27 V28 V29 V30 V31 V32 V33 V34 V35 V36
  V39 V40 V41 V42 V43 V44 V45 V46
`
  .trim()
  .split(/\s+/);

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What may be written before a title: `it(`, `it.fails(`, `it.each(table)(`. */
const titlePattern =
  /\bit(?:\.\w+(?:\((?:[^()]|\([^()]*\))*\))?)*\(\s*(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"|`((?:\\.|[^`\\])*)`)/g;

const literal = (text: string): string => text.replace(/\\(.)/g, '$1');
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The titles of a test file; a template with `${…}` in it stands for every title it can make. */
const titlesOf = (source: string): readonly RegExp[] =>
  [...source.matchAll(titlePattern)].map(([, single, double, template]) => {
    const parts =
      template === undefined ? [literal(single ?? double ?? '')] : template.split(/\$\{[^}]*\}/).map(literal);
    return new RegExp(`^${parts.map(escaped).join('.*')}$`, 's');
  });

const titles = new Map<string, readonly RegExp[]>();
const titlesIn = (file: string): readonly RegExp[] => {
  const known = titles.get(file);
  if (known !== undefined) return known;
  const found = existsSync(`${root}${file}`) ? titlesOf(readFileSync(`${root}${file}`, 'utf8')) : [];
  titles.set(file, found);
  return found;
};

/** What is wrong with a reference `<file>: <title>`; '' if nothing. */
const complaint = (reference: string): string => {
  const [, file = '', title = ''] = /^(\S+\.test\.ts): (.+)$/s.exec(reference) ?? [];
  if (file === '') return `${reference}: not of the form <file>: <title>`;
  if (!existsSync(`${root}${file}`)) return `${file}: no such file`;
  return titlesIn(file).some((pattern) => pattern.test(title)) ? '' : `${file}: no test called «${title}»`;
};

const modelled = catalogue.filter((fact) => fact.tests !== undefined);

describe('the catalogue of facts', () => {
  it('has every fact of the ranges the model covers exactly once, in the order of their numbers', () => {
    const ids = catalogue.map((fact) => fact.id);
    expect(expectedIds.filter((id) => !ids.includes(id))).toEqual([]);
    expect(ids.filter((id, index) => !expectedIds.includes(id) || ids.indexOf(id) !== index)).toEqual([]);
    expect(ids).toEqual(expectedIds);
  });

  it('says of each fact either which tests show it or why it is left out', () => {
    const wrong = catalogue.filter(
      ({ tests, because }) =>
        (tests === undefined) === (because === undefined) ||
        tests?.length === 0 ||
        (because !== undefined && !because.startsWith('excluded because ')),
    );
    expect(wrong.map((fact) => fact.id)).toEqual([]);
  });

  it('names tests that exist, by their exact titles', () => {
    const wrong = modelled.flatMap(({ id, tests = [] }) =>
      tests
        .map(complaint)
        .filter((text) => text !== '')
        .map((text) => `${id}: ${text}`),
    );
    expect(wrong).toEqual([]);
  });

  it('is modelled to 85 % at least, but for what releases changed in components that no scenario has', () => {
    const isChange = ({ id }: Fact) => id.startsWith('V');
    const lasting = catalogue.filter((fact) => !isChange(fact));
    expect(modelled.filter((fact) => !isChange(fact)).length / lasting.length).toBeGreaterThanOrEqual(0.85);
    expect(lasting.length).toBeGreaterThan(200);
  });

  it('says of each change of a release from which one it is so', () => {
    const changes = catalogue.filter(({ id }) => id.startsWith('V'));
    expect(changes.filter(({ since }) => since === undefined || readRelease(since) === undefined)).toEqual([]);
  });

  it('states each fact in one sentence of its own, of 300 characters at most', () => {
    const wrong = catalogue.filter(({ sentence }) => sentence.length > 300 || !/^[^\s].*[^.]\.$/s.test(sentence));
    expect(wrong.map((fact) => fact.id)).toEqual([]);
    expect(new Set(catalogue.map((fact) => fact.sentence)).size).toBe(catalogue.length);
  });

  it('cites a source for each fact', () => {
    expect(catalogue.filter(({ source }) => source.trim() === '').map((fact) => fact.id)).toEqual([]);
  });
});

describe('the reading of titles', () => {
  const matches = (source: string, title: string): boolean => titlesOf(source).some((pattern) => pattern.test(title));

  it('knows every way to quote one', () => {
    expect(matches("it('a (C1)', () => {})", 'a (C1)')).toBe(true);
    expect(matches('it("it\'s b", () => {})', "it's b")).toBe(true);
    expect(matches("it(\n  'it\\'s c', () => {})", "it's c")).toBe(true);
    expect(matches('it(`$'.concat('{name} ends (D1)`, () => {})'), 'web ends (D1)')).toBe(true);
    expect(matches("it.each([['x', f(1)]])('d %s', () => {})", 'd %s')).toBe(true);
  });

  it('takes no other string for a title', () => {
    expect(matches("describe('a', () => {})", 'a')).toBe(false);
    expect(matches("it('a b', () => {})", 'a')).toBe(false);
    expect(matches("wait('a')", 'a')).toBe(false);
  });
});
