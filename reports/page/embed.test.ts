import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkReport } from '../check/report.ts';
import { sampleResult } from '../testing/run.ts';
import { type PageData, withoutTraces } from './data.ts';
import { pageWith } from './embed.ts';
import { dataIn } from './testing/data.ts';

const template = readFileSync(new URL('index.html', import.meta.url), 'utf8');
const report = checkReport(
  '0.1.0',
  [{ result: sampleResult(), object: 'Pod/web', slice: 'pod', replay: (_id, schedule) => schedule }],
  { problems: [], dropped: [], skipped: [] },
);
const data: PageData = { title: 'web.yaml', opens: 'report', report: withoutTraces(report), scenarios: [] };

describe('data in the page', () => {
  it('comes out as it went in', async () => {
    expect(await dataIn(await pageWith(template, data))).toEqual(JSON.parse(JSON.stringify(data)));
  });

  it('cannot end its script element, begin another, or use the replacement patterns of a string', async () => {
    const title = "</script><script>alert('$&')</script><!-- & $' $1";
    const page = await pageWith(template, { ...data, title });
    expect(await dataIn(page)).toMatchObject({ title });
    expect(page).not.toContain('<script>alert');
    expect(page.match(/<!--/g)).toHaveLength(1);
  });

  it('takes little room for what is said again and again', async () => {
    const scenarios = Array.from({ length: 100 }, () => data.report.scenarios).flat();
    const often = { ...data, report: { ...data.report, scenarios } };
    expect((await pageWith(template, often)).length).toBeLessThan(JSON.stringify(often).length / 10);
  });

  it('has no traces: the page makes them again', () => {
    const guarantees = data.report.scenarios.flatMap((scenario) => scenario.guarantees);
    expect(guarantees.some(({ verdict }) => verdict === 'violated')).toBe(true);
    expect(guarantees.filter(({ trace }) => trace !== undefined)).toEqual([]);
  });

  it('needs a template with a place for it', async () => {
    await expect(pageWith('<html></html>', data)).rejects.toThrow(/no place/);
  });
});
