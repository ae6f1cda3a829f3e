/**
 * How a check of a manifest grows with it: with its containers, its probes and its replicas, one at a time. Not a comparison of engines: each row is
 * beside the row before it, in the same run.
 */

import { checkScenario } from '../generators/check/index.ts';
import { type SliceName, sliceNames } from '../model/guarantees/guarantee.ts';
import { guarantees } from '../model/guarantees/index.ts';
import type { PodSpec, Probe } from '../model/kubernetes/spec.ts';
import { slicesOf, type Whole } from '../model/slices/index.ts';
import { container, nodeSpec, podSpec, probe } from '../model/testing/scenario.ts';

/** One size of one thing that grows. */
export interface Growth {
  readonly what: 'containers' | 'probes' | 'replicas';
  readonly size: number;
  readonly slice: SliceName;
  readonly states: number;
  readonly seconds: number;
}

const wholeOf = (spec: Partial<PodSpec>, replicas = 1): Whole => ({
  name: 'Deployment/grown',
  pods: Array.from({ length: replicas }, (_, index) => ({ name: `grown-${index + 1}`, spec: podSpec(spec) })),
  keepsNames: false,
  kubernetesVersion: '1.35',
  featureGates: {},
  nodes: { n1: nodeSpec(), n2: nodeSpec() },
  nodesGiven: false,
  servicesFor: (pods) => ({
    grown: { pods, publishNotReadyAddresses: false, internalTrafficPolicy: 'Cluster', otherReadyEndpoints: 2 },
  }),
  claims: {},
  user: {},
  faults: {},
});

const plain = (count: number) => Array.from({ length: count }, (_, index) => container(`c${index + 1}`));

/** So many containers, of which the first is probed. */
const containers = (count: number): Whole =>
  wholeOf({ containers: [container('app', { livenessProbe: probe() }), ...plain(count - 1)] });

const kinds: readonly Partial<Record<'startupProbe' | 'livenessProbe' | 'readinessProbe', Probe>>[] = [
  {},
  { livenessProbe: probe() },
  { livenessProbe: probe(), readinessProbe: probe() },
  { livenessProbe: probe(), readinessProbe: probe(), startupProbe: probe() },
];

/** Two containers with so many probes each. */
const probes = (count: number): Whole =>
  wholeOf({ containers: [container('app', kinds[count]), container('log', kinds[count])] });

const replicas = (count: number): Whole => wholeOf({ containers: [container('app')] }, count);

const sizes: readonly (readonly [Growth['what'], (size: number) => Whole, readonly number[], readonly number[]])[] = [
  ['containers', containers, [1, 2, 4, 8], [1, 2, 3, 4, 6, 8, 20]],
  ['probes', probes, [0, 1], [0, 1, 2, 3]],
  ['replicas', replicas, [1, 2, 5], [1, 2, 5, 50]],
];

/** Checks every size, slice by slice, and tells of each when it is done. */
export const growth = async (quick: boolean, tell: (row: Growth) => void): Promise<void> => {
  for (const [what, whole, few, many] of sizes) {
    for (const size of quick ? few : many) {
      for (const slice of slicesOf(whole(size))) {
        const asked = guarantees.filter(({ slices }) => slices.includes(slice.slice));
        const { statistics, seconds } = await checkScenario(slice, asked);
        tell({ what, size, slice: slice.slice, states: statistics.states, seconds });
      }
    }
  }
};

/** A row for each size, a column for each slice: states and, below the table, all seconds of that size. */
export const growthTable = (rows: readonly Growth[]): string => {
  const slices = sliceNames.filter((name) => rows.some(({ slice }) => slice === name));
  const keys = [...new Set(rows.map(({ what, size }) => `${what} ${size}`))];
  const lines = keys.map((key) => {
    const own = rows.filter(({ what, size }) => `${what} ${size}` === key);
    const states = slices.map((name) => own.find(({ slice }) => slice === name)?.states.toLocaleString('en-US') ?? '');
    return [key, ...states, own.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(2)];
  });
  const table = [['states, with', ...slices, 'seconds'], ...lines];
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((line) => (line[column] ?? '').length)));
  const cell = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return table.map((line) => line.map(cell).join('   ').trimEnd()).join('\n');
};
