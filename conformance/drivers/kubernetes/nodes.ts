/** Which real nodes stand for those of a case. */
import type { Scenario } from '../../../model/scenario.ts';

/** The nodes a case is played on. */
export interface Stage {
  /** By the name of a real node, what the case calls it. */
  readonly nodes: ReadonlyMap<string, string>;
  /** Requests of CPU times this ask as much of the real nodes as they ask of those of the case. */
  readonly scale: number;
}

/** A Node, as far as it is looked at. */
export interface StoredNode {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly unschedulable?: boolean; readonly taints?: readonly { readonly effect: string }[] };
  readonly status: {
    readonly allocatable?: Readonly<Record<string, string>>;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

const usable = ({ spec, status }: StoredNode): boolean =>
  spec.unschedulable !== true &&
  !(spec.taints ?? []).some(({ effect }) => effect !== 'PreferNoSchedule') &&
  (status.conditions ?? []).some((one) => one.type === 'Ready' && one.status === 'True');

const milli = (cpu: string): number => (cpu.endsWith('m') ? Number.parseInt(cpu, 10) : Number(cpu) * 1000);

/** The first nodes on which anything runs, by name; undefined if there are not enough of them. */
export const stageOf = ({ nodes }: Pick<Scenario, 'nodes'>, stored: readonly StoredNode[]): Stage | undefined => {
  const wanted = Object.entries(nodes);
  const real = stored.filter(usable).sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  const [first] = real;
  if (first === undefined || real.length < wanted.length) return undefined;
  const asked = wanted[0]?.[1].allocatable['cpu'] ?? 0;
  const there = milli(first.status.allocatable?.['cpu'] ?? '0');
  return {
    nodes: new Map(wanted.map(([name], index) => [real[index]?.metadata.name ?? '', name])),
    scale: asked === 0 ? 1 : there / asked,
  };
};
