/** Measurements side by side. */

import type { Measurement } from './measure.ts';

/** A table with one row per measurement and, for the others, how many times our time and memory they took. */
export function asTable(measurements: readonly Measurement[]): string {
  const head = ['model', 'engine', 'states', 'transitions', 'seconds', 'states/s', 'MB', 'time', 'memory'];
  const rows = measurements.map((row) => [
    `${row.model} ${row.parameters.join('/')}`,
    row.engine,
    grouped(row.states),
    grouped(row.transitions),
    row.seconds.toFixed(2),
    row.seconds > 0 ? grouped(Math.round(row.states / row.seconds)) : '-',
    row.MB.toFixed(0),
    ...ratios(row, measurements),
  ]);
  return aligned([head, ...rows]);
}

/** The cases on which two engines count differently: there must be none. */
export function disagreements(measurements: readonly Measurement[]): string[] {
  return measurements.flatMap((row) => {
    const ours = oursFor(row, measurements);
    if (ours === undefined || (ours.states === row.states && ours.transitions === row.transitions)) return [];
    const counts = ({ states, transitions }: Measurement) => `${grouped(states)} / ${grouped(transitions)}`;
    return [`${row.model} ${row.parameters.join('/')}: ${row.engine} counts ${counts(row)}, podproof ${counts(ours)}`];
  });
}

function ratios(row: Measurement, all: readonly Measurement[]): [string, string] {
  const ours = oursFor(row, all);
  if (ours === undefined || ours === row) return ['', ''];
  return [`${(row.seconds / ours.seconds).toFixed(2)}x`, `${(row.MB / ours.MB).toFixed(2)}x`];
}

function oursFor(row: Measurement, all: readonly Measurement[]): Measurement | undefined {
  const same = (other: Measurement) => other.model === row.model && other.parameters.join() === row.parameters.join();
  return all.find((other) => other.engine === 'podproof' && same(other));
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const isText = (column: number) => column < 2;
  const cell = (text: string, column: number) =>
    isText(column) ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(cell).join('   ').trimEnd()).join('\n');
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ' ');
}
