import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { mendAnchors } from './apiAnchors.ts';
import { deadLinksIn } from './links.ts';

const made: string[] = [];
afterEach(() => {
  for (const path of made.splice(0)) rmSync(path, { recursive: true });
});

const siteOf = (files: Readonly<Record<string, string>>): string => {
  const directory = mkdtempSync(join(tmpdir(), 'podproof-site-'));
  made.push(directory);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  return directory;
};

describe('links of the site', () => {
  it('lead to pages, files and anchors that are there', () => {
    const directory = siteOf({
      'index.html': '<a href="/other#there"></a><a href="./style.css"></a><a href="https://elsewhere.example/"></a>',
      'other.html': '<p id="there"><a href="/"></a></p>',
      'style.css': '',
    });
    expect(deadLinksIn(directory)).toEqual([]);
  });

  it('are complained of where they do not', () => {
    const directory = siteOf({
      'index.html': '<a href="/nowhere"></a><a href="/other#not"></a>',
      'other.html': '<p id="there"></p><a href="#here"></a>',
    });
    expect(deadLinksIn(directory)).toEqual(['/: /nowhere', '/: /other#not', '/other: #here']);
  });

  it('lose a number that no heading has', () => {
    const directory = siteOf({
      'a.md': '### Twice\n### twice()\n### Once\n[x](#twice-1) [y](#once-1) [z](b.md#once-1)',
      'b.md': '# Once',
    });
    mendAnchors(directory);
    expect(readFileSync(join(directory, 'a.md'), 'utf8')).toContain('[x](#twice-1) [y](#once) [z](b.md#once)');
  });
});
