/** Other programs, and how much memory they used. */

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A finished process: what it wrote, and the most memory it was seen to use. */
export interface Finished {
  readonly output: string;
  readonly MB: number;
}

/** Runs a program to its end. Throws if it fails. */
export function run(program: string, args: readonly string[], cwd?: string): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let [output, complaints, MB] = ['', '', 0];
    const watch = setInterval(() => {
      MB = Math.max(MB, peakOf(child.pid));
    }, 20);
    child.stdout.on('data', (data) => {
      output += data;
      MB = Math.max(MB, peakOf(child.pid));
    });
    child.stderr.on('data', (data) => {
      complaints += data;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(watch);
      if (code === 0) resolve({ output, MB });
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code}: ${complaints || output}`));
    });
  });
}

/** The high-water mark Linux keeps of a running process; 0 elsewhere or once it has ended. */
function peakOf(pid: number | undefined): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return (Number(kilobytes ?? 0) * 1024) / 1e6;
  } catch {
    return 0;
  }
}
