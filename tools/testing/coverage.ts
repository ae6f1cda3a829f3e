/**
 * Makes `c8 vitest run` see what tests execute inside vitest. Vitest ends its workers before Node writes their coverage,
 * and runs modules wrapped in a function, so that V8's offsets are off. Here each test file hands in its own V8 coverage,
 * unwrapped, in the form Node itself writes; c8 merges it with that of spawned commands.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { type Profiler, Session } from 'node:inspector/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll } from 'vitest';
import { projectRoot } from './tree.ts';
import { unwrap } from './unwrap.ts';

const folder = process.env['NODE_V8_COVERAGE'];
const session = new Session();

if (folder !== undefined) {
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  afterAll(async () => {
    const { result } = await session.post('Profiler.takePreciseCoverage');
    await session.post('Debugger.enable');
    const scripts = await Promise.all(result.filter(isOurs).map(readable));
    session.disconnect();
    mkdirSync(folder, { recursive: true });
    const report = {
      result: scripts.map(({ coverage }) => coverage),
      timestamp: performance.now(),
      'source-map-cache': Object.fromEntries(scripts.map(({ coverage, map }) => [coverage.url, map])),
    };
    writeFileSync(join(folder, `coverage-${process.pid}-${process.hrtime.bigint()}-0.json`), JSON.stringify(report));
  });
}

const home = pathToFileURL(projectRoot).href;

const isOurs = ({ url }: Profiler.ScriptCoverage): boolean => url.startsWith(home) && !url.includes('/node_modules/');

async function readable({ scriptId, url, functions }: Profiler.ScriptCoverage) {
  const { scriptSource } = await session.post('Debugger.getScriptSource', { scriptId });
  const { shift, map } = unwrap(scriptSource);
  const coverage = {
    scriptId,
    url,
    functions: functions.filter(isWritten(scriptSource)).map(({ ranges, ...rest }) => ({
      ...rest,
      ranges: ranges.map(({ startOffset, endOffset, count }) => ({
        startOffset: shift(startOffset),
        endOffset: shift(endOffset),
        count,
      })),
    })),
  };
  return { coverage, map };
}

/** Vite reads each export through a function of its own making, which nobody wrote and nobody can cover. */
const isWritten =
  (source: string) =>
  ({ ranges: [range] }: Profiler.FunctionCoverage): boolean =>
    range === undefined ||
    !/^\(\) => \{ try \{ return \w+ \} catch/.test(source.slice(range.startOffset, range.endOffset));
