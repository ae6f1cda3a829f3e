/** Writes the figures of the exhibits anew (`npm run pins`). Verdicts are never written: those that are not as they should be are printed. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { exhibits } from '../index.ts';
import { reportedRun, verdictOn } from '../visit.ts';
import { type Figures, figures } from './figures.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const header = `/** What the searches of the exhibits count. Written by \`npm run pins\`; a change needs a reason. */

/** States of both sides, how often the promise had something to say without the bug, and lengths of runs with it. */
export interface Figures {
  readonly off: { readonly states: number; readonly shortest: number };
  readonly on: { readonly states: number; readonly reached: number };
  /** Length of the shortest run that follows the report. */
  readonly run: number;
}

/** The figures of each exhibit. */
export const figures: Readonly<Record<string, Figures>> = {
`;

const line = (id: string, { off, on, run }: Figures): string =>
  `  '${id}': { off: { states: ${off.states}, shortest: ${off.shortest} }, on: { states: ${on.states}, reached: ${on.reached} }, run: ${run} },\n`;

const lines = exhibits.map((exhibit) => {
  const [off, on] = [verdictOn(exhibit, exhibit.off), verdictOn(exhibit, exhibit.on)];
  const run = reportedRun(exhibit);
  if (off.verdict !== 'violated') say(`${exhibit.id}: ${off.verdict} with the bug`);
  if (on.verdict !== 'holds' || on.reached === 0) say(`${exhibit.id}: ${on.verdict} without it, reached ${on.reached}`);
  if (run === undefined) say(`${exhibit.id}: no run follows the report`);
  const now: Figures = {
    off: { states: off.statistics.states, shortest: off.broken?.trace.steps.length ?? 0 },
    on: { states: on.statistics.states, reached: on.reached },
    run: run?.trace.steps.length ?? 0,
  };
  const was = figures[exhibit.id];
  if (JSON.stringify(was) !== JSON.stringify(now))
    say(`${exhibit.id}: ${JSON.stringify(was)} -> ${JSON.stringify(now)}`);
  return line(exhibit.id, now);
});
writeFileSync(fileURLToPath(new URL('figures.ts', import.meta.url)), `${header}${lines.join('')}};\n`);
