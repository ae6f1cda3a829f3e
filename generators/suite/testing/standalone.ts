/** Generated vitest files, run by vitest far from this project. */
import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SuiteFile } from '../index.ts';

/** What vitest said. */
export interface Outcome {
  readonly code: number | null;
  readonly out: string;
}

/** Follows the oracle wherever chance takes it; `told` is where an implementation may go wrong. */
export const adapterWith = (told: string): string => `
export const second = 10;
export const target = 'toy 1';
export async function open(test, show) {
  const { alphabet, states } = test.oracle;
  let [state, dice, closed] = [0, 7, false];
  const follow = (label) => {
    const same = ([letter]) => JSON.stringify(alphabet[letter]) === JSON.stringify(label);
    state = states[state].next.find(same)[1];
  };
  const run = async () => {
    while (!closed) {
      await new Promise((resolve) => setImmediate(resolve));
      const legal = states[state].next.filter(([letter]) => 'see' in alphabet[letter]);
      dice = (dice * 1103515245 + 12345) % 2147483648;
      const [letter] = legal[dice % legal.length] ?? [];
      if (letter === undefined) continue;
      const label = alphabet[letter];
      follow(label);
      ${told}
    }
  };
  run();
  return { stimulate: follow, close: () => { closed = true; } };
}
`;

/** What the model shows, with its fields in another order. */
export const followed = `show(Object.fromEntries(Object.entries(label).reverse()));`;

const vitest = dirname(fileURLToPath(import.meta.resolve('vitest/package.json')));

/** Runs generated files in a directory of their own, with this adapter or the one that is to be filled in. */
export const runStandalone = (
  path: string,
  files: readonly SuiteFile[],
  adapter: string | undefined,
): Promise<Outcome> => {
  mkdirSync(join(path, 'node_modules'), { recursive: true });
  for (const file of files) writeFileSync(join(path, file.path), file.text);
  if (adapter !== undefined) writeFileSync(join(path, 'adapter.mjs'), adapter);
  symlinkSync(vitest, join(path, 'node_modules', 'vitest'), 'dir');
  // Nothing of the vitest this test itself runs in may reach the other one.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^(VITEST|VITE_|NODE_OPTIONS)/.test(key)),
  );
  const child = spawn(process.execPath, [join(vitest, 'vitest.mjs'), 'run', '--no-color', '--reporter=verbose'], {
    cwd: path,
    env: { ...env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => out.push(text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, out: out.join('') });
    });
  });
};
