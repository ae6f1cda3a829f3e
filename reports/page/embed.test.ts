import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkReport } from '../check/report.ts';
import { sampleResult } from '../testing/run.ts';
import { type PageData, withoutTraces } from './data.ts';
import { pageWith } from './embed.ts';

const template = readFileSync(new URL('index.html', import.meta.url), 'utf8');
const report = checkReport(
  '0.1.0',
  [{ result: sampleResult(), object: 'Pod/web', slice: 'pod', replay: (_id, schedule) => schedule }],
  { problems: [], dropped: [], skipped: [] },
);
const data: PageData = { title: 'web.yaml', opens: 'report', report: withoutTraces(report), scenarios: [] };
const dataIn = (page: string): unknown =>
  JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(page)?.[1] ?? '');

describe('data in the page', () => {
  it('comes out as it went in', () => {
    expect(dataIn(pageWith(template, data))).toEqual(JSON.parse(JSON.stringify(data)));
  });

  it('cannot end its script element, begin another, or use the replacement patterns of a string', () => {
    const title = "</script><script>alert('$&')</script><!-- & $' $1";
    const page = pageWith(template, { ...data, title });
    expect(dataIn(page)).toMatchObject({ title });
    expect(page).not.toContain('<script>alert');
    expect(page.match(/<!--/g)).toHaveLength(1);
  });

  it('has no traces: the page makes them again', () => {
    const guarantees = data.report.scenarios.flatMap((scenario) => scenario.guarantees);
    expect(guarantees.some(({ verdict }) => verdict === 'violated')).toBe(true);
    expect(guarantees.filter(({ trace }) => trace !== undefined)).toEqual([]);
  });

  it('needs a template with a place for it', () => {
    expect(() => pageWith('<html></html>', data)).toThrow(/no place/);
  });
});
