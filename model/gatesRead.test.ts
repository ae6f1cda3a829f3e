import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { featureGates } from './gates.ts';
import { gatesRead } from './gatesRead.ts';

const rooms = ['components', 'slices', 'timing', 'guarantees', 'kubernetes'];

const sourcesBelow = (directory: string): readonly string[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(directory, file), 'utf8'));

it('the gates that decide something are those the code of the model names', () => {
  const text = rooms.flatMap((room) => sourcesBelow(join(import.meta.dirname, room))).join('\n');
  const patterns = [
    /featureGates\??\.([A-Z]\w+)/g,
    /featureGates\['(\w+)'\]/g,
    /gate\(\w+, '(\w+)'\)/g,
    /gate: '(\w+)'/g,
  ];
  const named = patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, name = '']) => name));
  expect([...gatesRead]).toEqual([...new Set(named)].sort());
  expect(gatesRead.filter((name) => featureGates.every((one) => one.name !== name))).toEqual([]);
});
