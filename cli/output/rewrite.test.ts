import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { directoryWith } from '../testing/world.ts';
import { discard } from './outputFiles.ts';
import { rewritten } from './rewrite.ts';

it('a file that has changed since it was read stays, the others are written, and nothing is left beside them', async () => {
  const { path, remove } = directoryWith({ 'a.yaml': 'a: 1\n', 'b.yaml': '\uFEFFb: 1\r\n' });
  try {
    const [a, b] = [join(path, 'a.yaml'), join(path, 'b.yaml')];
    const { written, complaints } = await rewritten([
      { file: a, before: 'a: 0\n', after: 'a: 2\n' },
      { file: b, before: '\uFEFFb: 1\r\n', after: '\uFEFFb: 2\r\n' },
    ]);
    discard();
    expect([...written]).toEqual([b]);
    expect(complaints.map(({ message }) => message)).toEqual([`${a}: has changed since it was read`]);
    expect(readFileSync(a, 'utf8')).toBe('a: 1\n');
    expect(readFileSync(b, 'utf8')).toBe('\uFEFFb: 2\r\n');
    expect(readdirSync(path)).toEqual(['a.yaml', 'b.yaml']);
  } finally {
    remove();
  }
});
