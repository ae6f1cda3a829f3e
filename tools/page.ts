/** Builds the page of the reports: one HTML file with everything in it and an empty place for its data. */

import { join } from 'node:path';
import { build } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';

/** Most bytes the page may have without data; it is mailed and attached. */
const mostBytes = 500_000;

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
}
