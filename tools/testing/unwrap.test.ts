import { describe, expect, it } from 'vitest';
import { unwrap } from './unwrap.ts';

const head = `'use strict';async (__vi_export__,require)=>{{`;
const map = { version: 3, sources: ['a.ts'], mappings: '' };
const code = `a();\nlonger();\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,${btoa(JSON.stringify(map))}`;

describe('unwrap', () => {
  const { shift, map: found } = unwrap(`${head}${code}\n}}`);

  it('shifts offsets to the module, and keeps them inside it', () => {
    expect(shift(head.length + 5)).toBe(5);
    expect(shift(0)).toBe(0);
    expect(shift(head.length + code.length + 3)).toBe(code.length);
  });

  it('hands over the map and the lengths of the lines', () => {
    expect(found.data).toEqual(map);
    expect(found.lineLengths.slice(0, 2)).toEqual([4, 9]);
  });

  it('refuses a script of another shape', () => {
    expect(() => unwrap('console.log(1)')).toThrow('not a module run by vitest');
  });
});
