/**
 * Answers in little room. A run holds a whole cluster after each step, and a check answers with a hundred runs, of which few are ever looked
 * at. Packed, a step holds what it changed: that goes from one thread to another, is kept by the thousand, and is told under other names.
 */
import { type Cluster, type Group, put } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { Guarantee } from '../../model/guarantees/guarantee.ts';
import type { Slice } from '../../model/slices/index.ts';
import type { Trace, TraceStep } from '../explore/machine.ts';
import type { GuaranteeResult, ScenarioResult } from './result.ts';

type Run = Trace<Cluster, Event>;
type Cells = Omit<Cluster, 'scenario'>;

/** A cell that a step changed. */
type Change = readonly [group: Group, key: string, cell: unknown];

type PackedStep = Omit<TraceStep<Cluster, Event>, 'state'> & { readonly changes: readonly Change[] };

interface PackedRun {
  readonly steps: readonly PackedStep[];
  readonly loopsTo?: number;
}

type Told = Omit<GuaranteeResult, 'guarantee' | 'trace' | 'witness'>;

/** The answer to one guarantee; the guarantee itself is the one of that place in the list that was asked. */
interface PackedAnswer extends Told {
  readonly trace?: PackedRun;
  readonly witness?: PackedRun;
}

/** The answer to one scenario as plain data, small, without the scenario. */
export interface PackedResult extends Omit<ScenarioResult, 'scenario' | 'leftOut' | 'results'> {
  /** The first cluster of every run, if there are runs. */
  readonly initial?: Cells;
  readonly results: readonly PackedAnswer[];
}

const cellsOf = ({ scenario: _fixed, ...cells }: Cluster): Cells => cells;

const changesFrom = (before: Cluster, after: Cluster): readonly Change[] =>
  (Object.keys(cellsOf(after)) as Group[]).flatMap((group) => {
    const [old, now]: Readonly<Record<string, unknown>>[] = [before[group], after[group]];
    if (old === now || now === undefined) return [];
    return Object.keys(now)
      .filter((key) => now[key] !== old?.[key])
      .map((key): Change => [group, key, now[key]]);
  });

const packedRun = ({ initial, steps, loopsTo }: Run): PackedRun => ({
  steps: steps.map(({ state, ...step }, index) => ({
    ...step,
    changes: changesFrom(steps[index - 1]?.state ?? initial, state),
  })),
  ...(loopsTo === undefined ? {} : { loopsTo }),
});

/** The answer packed. */
export const packed = ({ scenario: _scenario, leftOut: _leftOut, results, ...rest }: ScenarioResult): PackedResult => {
  const first = results.map(({ trace, witness }) => trace ?? witness).find((run) => run !== undefined)?.initial;
  return {
    ...rest,
    ...(first === undefined ? {} : { initial: cellsOf(first) }),
    results: results.map(({ guarantee: _guarantee, trace, witness, ...told }) => ({
      ...told,
      ...(trace === undefined ? {} : { trace: packedRun(trace) }),
      ...(witness === undefined ? {} : { witness: packedRun(witness) }),
    })),
  };
};

/** How a text is told: in the names of whoever asked. */
export type Retelling = (text: string) => string;

/** Data with every text in it told otherwise; without a retelling, itself. */
const retold = <T>(value: T, retell: Retelling | undefined): T => {
  if (retell === undefined) return value;
  const told = (one: unknown): unknown => {
    if (typeof one === 'string') return retell(one);
    if (Array.isArray(one)) return one.map(told);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, part]) => [retell(key), told(part)]));
  };
  return told(value) as T;
};

/** Makes runs of packed ones that begin with the same cluster. */
const unpacker = (initial: Cells, { scenario }: Slice, retell: Retelling | undefined): ((run: PackedRun) => Run) => {
  let first: Cluster | undefined;
  return ({ steps, loopsTo }) => {
    first ??= { scenario, ...retold(initial, retell) };
    let state = first;
    return {
      initial: first,
      steps: steps.map(({ changes, ...step }) => {
        for (const [group, key, cell] of retold(changes, retell)) state = put(state, group, key, cell as never);
        return { ...retold(step, retell), state };
      }),
      ...(loopsTo === undefined ? {} : { loopsTo }),
    };
  };
};

/** Fields that are made anew each time somebody looks: nobody looks at most of them, and few look twice. */
const madeWhenAsked = (fields: Readonly<Record<string, (() => unknown) | undefined>>): object =>
  Object.defineProperties(
    {},
    Object.fromEntries(
      Object.entries(fields).flatMap(([field, get]) =>
        get === undefined ? [] : [[field, { get, enumerable: true, configurable: true }]],
      ),
    ),
  );

/** The answer to this slice, in its names: those the packed one is told in if there is nothing to retell. */
export const unpacked = (
  { initial, results, ...rest }: PackedResult,
  slice: Slice,
  guarantees: readonly Guarantee[],
  retell?: Retelling,
): ScenarioResult => {
  const run = initial === undefined ? undefined : unpacker(initial, slice, retell);
  return {
    ...rest,
    scenario: slice.scenario,
    leftOut: slice.leftOut,
    results: results.map(({ trace, witness, ...told }, index) => {
      const guarantee = guarantees[index];
      if (guarantee === undefined)
        throw new Error(`there are more answers than questions about ${slice.scenario.name}`);
      return Object.assign(
        madeWhenAsked({
          trace: run && trace && (() => run(trace)),
          witness: run && witness && (() => run(witness)),
        }),
        { guarantee, ...retold(told, retell) },
      ) as GuaranteeResult;
    }),
  };
};
