/** Builds the page of the reports: one HTML file with everything in it and an empty place for its data. */

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';

/** Most bytes the page may have without data; it is mailed and attached. */
const mostBytes = 550_000;

/** Writes `index.html` into that folder. */
export async function buildPage(root: string, folder: string): Promise<void> {
  const result = await build({
    configFile: false,
    root: join(root, 'reports/page'),
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    plugins: [viteSingleFile()],
    // Names such as light-dark() and dvh need a browser of 2024 anyway.
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: ['chrome123', 'firefox120', 'safari17.5'],
      modulePreload: false,
    },
  });
  const outputs = 'output' in result ? result.output : [];
  const page = outputs.find(({ fileName }) => fileName === 'index.html');
  const bytes = page?.type === 'asset' ? Buffer.byteLength(page.source) : 0;
  if (outputs.length !== 1 || bytes === 0) throw new Error('the page is not a single file');
  if (bytes > mostBytes) throw new Error(`the page has ${bytes} bytes, at most ${mostBytes} are allowed`);
  const file = join(folder, 'index.html');
  writeFileSync(file, sealed(readFileSync(file, 'utf8')));
}

const head = '<meta charset="utf-8" />';

const hashOf = (element: RegExp, html: string): string => {
  const [, text] = element.exec(html) ?? [];
  if (text === undefined) throw new Error(`the page has no ${element.source}`);
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
};

/**
 * The page with a policy that lets its own code run and nothing else, whatever its data hold: known by their hashes, for a file has no
 * server that could say so. A page is printed too (`--report html=-`), so it must have nothing that acts on a terminal.
 */
export const sealed = (template: string): string => {
  const html = template.replaceAll('\u0001', '\\x01');
  if (/[^\n\t\P{Cc}]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u.test(html))
    throw new Error('the page has a control character in it');
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(/<script type="module"[^>]*>([\s\S]*?)<\/script>/, html)}`,
    `style-src ${hashOf(/<style[^>]*>([\s\S]*?)<\/style>/, html)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  if (!html.includes(head)) throw new Error(`the page has no ${head}`);
  return html.replace(head, () => `${head}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`);
};
