import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { elementsOf } from '../testing/xml.ts';
import { inertJson, jsonText } from './json.ts';
import { cellCode, code, fenced, html, plain } from './markdown.ts';
import { label, stateLabel } from './mermaid.ts';
import { inertLine, inertOutput, inertText } from './text.ts';
import { document, element, textElement } from './xml.ts';

/** What strangers write. */
const hostile = [
  '\u001b[2J\u001b]0;pwned\u0007',
  '\u009b31m',
  'a\r\u001b[Kb',
  '\u202egnp.exe\u2066',
  '```\n# Heading\n[a](https://evil.example)',
  '~~~\n- item\n1. item',
  '<img src=x onerror=alert(1)>',
  '</summary></details><script>alert(1)</script>',
  ']]> ]]> <![CDATA[',
  '| a | b |\n|---|---|',
  '&lt;b&gt; &#x1b;',
  'https://evil.example www.evil.example mailto:a@evil.example a@evil.example',
  '**bold** _em_ ~gone~ `code` ![i](u) \\* [x]: http://u',
  '-\n=\n+',
  '%%{init: {"theme": "dark"}}%% end; loop #35;',
  'lone \ud800 and \udc00 and \ufffe and \u0000',
];

const parsed = (markdown: string): string =>
  micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true }).trim();

const decoded = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

describe('text for a terminal', () => {
  it.each(hostile)('has nothing in it that acts: %j', (text) => {
    const filtered = inertOutput(text, true);
    expect(filtered.replace(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
    expect(inertText(filtered)).toBe(filtered);
    expect(inertLine(text)).not.toContain('\n');
  });

  it('keeps what it was painted with, where it is painted, and nothing like it elsewhere', () => {
    const painted = '\u001b[1m\u001b[31mred\u001b[39m\u001b[22m';
    expect(inertOutput(painted, true)).toBe(painted);
    expect(inertOutput(painted, false)).toBe('\uFFFD[1m\uFFFD[31mred\uFFFD[39m\uFFFD[22m');
    expect(inertOutput('\u001b[8mhidden\u001b[2J', true)).toBe('\uFFFD[8mhidden\uFFFD[2J');
  });

  it('keeps lines, tabs, and every language', () => {
    expect(inertText('Grüße\n\tשלום 你好 🎉')).toBe('Grüße\n\tשלום 你好 🎉');
  });
});

describe('JSON', () => {
  it.each(hostile)('means the same, and acts on nobody: %j', (text) => {
    const json = jsonText({ [text]: text });
    expect(inertText(json)).toBe(json);
    expect(JSON.parse(json)).toEqual({ [text]: text });
    expect(inertJson(JSON.stringify('plain'))).toBe('"plain"');
  });
});

describe('XML', () => {
  it.each(hostile)('has the text and nothing else: %j', (text) => {
    const told = element('a', { name: text }, [textElement('b', { of: text }, text), element('c', {})]);
    const read = elementsOf(document(told));
    expect(read.map(({ name }) => name)).toEqual(['b', 'c', 'a']);
    const shown = inertText(text).replace(/[\p{Cs}\ufffe\uffff]/gu, '\uFFFD');
    expect(read[0]).toEqual({ name: 'b', attributes: { of: shown }, text: shown });
    expect(read[2]?.attributes['name']).toBe(shown);
  });
});

describe('Markdown', () => {
  it.each(hostile)('takes text for text: %j', (text) => {
    const read = parsed(`before ${plain(text)} after\n`);
    expect(read).toMatch(/^<p>[^<]*<\/p>$/);
    expect(decoded(read)).toBe(`<p>before ${inertLine(text).replace(/\s+/g, ' ')} after</p>`);
    expect(parsed(`${plain(text)}\n`)).toMatch(/^<p>[^<]*<\/p>$/);
    expect(parsed(`* ${plain(text)}\n`)).toMatch(/^<ul>\n<li>[^<]*<\/li>\n<\/ul>$/);
  });

  it.each(hostile)('takes code for code, in a table too: %j', (text) => {
    expect(parsed(`${code(text)}\n`)).toMatch(/^<p><code>[^<]*<\/code><\/p>$/);
    const table = parsed(`| a | b |\n|---|---|\n| ${cellCode(text)} | ${plain(text)} |\n`);
    expect(table.match(/<td>/g)).toHaveLength(2);
    expect(table.replace(/<\/?(?:table|thead|tbody|tr|th|td|code)>/g, '')).not.toContain('<');
  });

  it.each(hostile)('takes a block for a block: %j', (text) => {
    const read = parsed([...fenced('sh', [text, '`````']), ''].join('\n'));
    expect(read).toMatch(/^<pre><code class="language-sh">[^<]*<\/code><\/pre>$/);
  });

  it.each(hostile)('has no tag but its own in a summary: %j', (text) => {
    const read = parsed(`<details><summary>✗ <b>${html(text)}</b></summary>\n\n</details>\n`);
    expect(read.match(/<\/?\w+/g)).toEqual(['<details', '<summary', '<b', '</b', '</summary', '</details']);
  });
});

describe('Mermaid', () => {
  it.each(hostile)('takes text for one label: %j', (text) => {
    for (const told of [label(text), stateLabel(text)]) {
      expect(told).not.toMatch(/[\n<>"`%]|\bend\b/);
      // A semicolon ends a statement, and a number sign begins an entity: they are only there as entities.
      expect(told.replace(/#\d+;/g, '')).not.toMatch(/[#;]/);
    }
    expect(stateLabel(text)).not.toContain(':');
  });
});
