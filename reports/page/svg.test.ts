import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { storeOf } from './store.ts';
import { svgOf } from './svg.ts';
import { exploreSample } from './testing/page.ts';

const { data, run } = await exploreSample();

describe('the picture of a run', () => {
  it('is well-formed, has a row for each step, and a cross where the promise breaks', () => {
    const store = storeOf(data);
    const { steps } = store.run.value;
    const svg = svgOf('a <run> & "more"', steps, store.breaches.value);
    const elements: string[] = [];
    const texts: string[] = [];
    const parser = new SaxesParser();
    parser.on('opentag', ({ name }) => elements.push(name));
    parser.on('text', (text) => texts.push(text));
    parser.on('error', (error) => {
      throw error;
    });
    parser.write(svg).close();
    expect(elements.filter((name) => name === 'circle' || name === 'path')).toHaveLength(steps.length);
    expect(elements.filter((name) => name === 'path')).toHaveLength(1);
    expect(texts).toContain('a <run> & "more"');
    expect(texts.some((text) => text.includes(`breaks ${run.guarantee}`))).toBe(true);
    for (const { says } of steps) expect(texts.some((text) => text.includes(says))).toBe(true);
  });
});
