import { describe, expect, it } from 'vitest';
import { coverageMarkdown } from './markdown.ts';
import { shareText } from './names.ts';
import { coverageDifference, coverageOf } from './report.ts';
import { coverageLines, differenceLines } from './text.ts';
import { styleOf } from '../format/style.ts';

const style = styleOf({ width: 100, unicode: true, colour: false });
const edge = (event: string) => `transition:phase: Pending —${event}→ Running: "now"`;
const many = Array.from({ length: 12 }, (_, index) => `event:e${String(index).padStart(2, '0')}`);
const report = coverageOf(
  '1',
  [...many, edge('b')],
  [
    { source: { name: 'one | pod', kind: 'exploration' }, reached: [edge('a')] },
    { source: { name: 'podman', kind: 'conformance' }, reached: [] },
  ],
);

describe('coverage in words', () => {
  it('gives the shares together and of every source, then what nobody reached, cut short', () => {
    expect(coverageLines(report, style, false).join('\n')).toBe(
      [
        'together',
        '  kinds of events           0 of 12 (0 %)',
        '  states of lifecycles      2 of 2 (100 %)',
        '  transitions               1 of 2 (50 %)',
        '',
        '  events  states  transitions  seen by',
        '       0       2            1  exploration: one | pod',
        '       0       0            0  conformance: podman',
        '',
        'not covered',
        '  kinds of events:',
        ...many.slice(0, 10).map((id) => `    ${id.slice(6)}`),
        '    and 2 more (--verbose)',
        '  transitions:',
        '    phase: Pending —b→ Running: "now"',
      ].join('\n'),
    );
    expect(coverageLines(report, style, true).join('\n')).toContain('    e11\n');
  });

  it('has names of sources above their figures where there is no room beside them', () => {
    const long = 'x'.repeat(50);
    const sources = [long, 'podman'].map((name) => ({
      source: { name, kind: 'trace' as const },
      reached: ['event:a'],
    }));
    const lines = coverageLines(
      coverageOf('1', [], sources),
      styleOf({ width: 60, unicode: true, colour: false }),
      false,
    );
    expect(lines.slice(2, 7)).toEqual(['', '  events', `  trace: ${long}`, '       1', '  trace: podman']);
  });

  it('calls a hundred per cent only what is all', () => {
    expect([shareText(199, 200), shareText(3, 3), shareText(0, 0)]).toEqual([
      '199 of 200 (99 %)',
      '3 of 3 (100 %)',
      '0 of 0 (100 %)',
    ]);
  });

  it('lists what was gained and lost with signs', () => {
    const before = coverageOf('1', many, [{ source: { name: 'x', kind: 'suite' }, reached: ['event:e00'] }]);
    const lines = differenceLines(coverageDifference(before, report), style);
    expect(lines[0]).toBe('since then 3 goals gained, 1 lost');
    expect(lines).toContain('  - event:e00');
    expect(lines).toContain('  + state:phase: Pending');
  });
});

describe('coverage as Markdown', () => {
  it('has the shares as a table and the lifecycles as maps that say what was seen', () => {
    const text = coverageMarkdown(report);
    expect(text).toContain('| seen by | kinds of events | states of lifecycles | transitions |');
    expect(text).toContain('| **all together** | 0 of 12 (0 %) | 2 of 2 (100 %) | 1 of 2 (50 %) |');
    expect(text).toContain('| one \\| pod (exploration) | 0 | 2 | 1 |');
    expect(text).toContain('  s_Pending --> s_Running_now_ : ✓ a<br/>✗ b');
    expect(text).toContain('  state "Running#58; #34;now#34;" as s_Running_now_');
  });

  it('marks states that nobody visited', () => {
    const unseen = coverageMarkdown(coverageOf('1', [edge('b')], []));
    expect(unseen).toContain('  class s_Pending unseen');
    expect(coverageMarkdown(report)).not.toContain('class s_Pending unseen');
  });

  it('lists what changed', () => {
    const text = coverageMarkdown(report, { gained: ['event:a'], lost: ['event:b'], gone: [] });
    expect(text).toContain('**gained**\n\n* `event:a`\n\n**lost**\n\n* `event:b`');
  });
});
