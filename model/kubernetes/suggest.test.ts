import { expect, it } from 'vitest';
import { suggest } from './suggest.ts';

const words = ['livenessProbe', 'readinessProbe', 'image', 'imagePullPolicy', 'name'];

it.each([
  ['livenesProbe', 'livenessProbe'],
  ['imgae', 'image'],
  ['Image', 'image'],
  ['imagepullpolicy', 'imagePullPolicy'],
  ['nmae', 'name'],
  ['replicas', undefined],
  ['', undefined],
  ['x'.repeat(1_000), undefined],
])('%s: %s', (word, meant) => expect(suggest(word, words)).toBe(meant));
