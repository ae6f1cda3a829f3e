/** Slices in time against the running Pod they were cut from, with everything it has and everything asked at once. */
import { type Assumptions, usualAssumptions } from '../../../model/assumptions.ts';
import type { SliceName } from '../../../model/guarantees/guarantee.ts';
import { guarantees } from '../../../model/guarantees/index.ts';
import { allContainers } from '../../../model/kubernetes/spec.ts';
import type { Deadline, PodInstance, Scenario } from '../../../model/scenario.ts';
import { type Slice, slicesOf, type Whole } from '../../../model/slices/index.ts';
import { answersIn, type Difference, uncut } from './uncut.ts';

/**
 * Slices in time that begin with a running Pod, and when programs take connections there: one asks of withdrawal, and trusts programs. The slice of
 * a start begins earlier; its answers are numbers, which tests compare with the probe's.
 */
const servingIn: Partial<Record<SliceName, Scenario['serving']>> = {
  'timed-endpoints': 'until-sigterm',
  'timed-shutdown': false,
};

/** Everything an observer can wait for in the end of a pod. */
const everyDeadline = ({ name, spec }: PodInstance): readonly (readonly [string, Deadline])[] => {
  const uid = `${name}#1`;
  const kills = allContainers(spec).map(
    (container) => [`grace ${name}/${container.name}`, { kind: 'grace', uid, container: container.name }] as const,
  );
  const ends = (['shutdown', 'deletion', 'shortening', 'grace'] as const).map(
    (kind) => [`${kind} ${name}`, { kind, uid }] as const,
  );
  return [...ends, ...kills];
};

/** The whole in time: its Pod runs, and nothing of its spec, its Services or its containers is left out. */
const uncutInTime = (whole: Whole, serving: Scenario['serving']): Scenario => ({
  ...uncut(whole, 1),
  assumptions: whole.assumptions ?? usualAssumptions,
  begins: 'running',
  serving,
  deadlines: Object.fromEntries(whole.pods.flatMap(everyDeadline)),
});

/** The whole with these delays; those that are not named are as usual. */
export const inTime = (whole: Whole, delays: Partial<Assumptions>): Whole => ({
  ...whole,
  assumptions: { ...usualAssumptions, ...delays },
});

/** What the slices in time say against what the whole says; undefined if one of them is too large. */
export const compareInTime = (
  whole: Whole,
  maxStates: number,
  cut: (whole: Whole) => readonly Slice[] = slicesOf,
): readonly Difference[] | undefined => {
  const found: Difference[] = [];
  for (const { slice, scenario } of cut(whole)) {
    const serving = servingIn[slice];
    if (serving === undefined) continue;
    const asked = guarantees.filter(({ slices }) => slices.includes(slice));
    const full = answersIn(uncutInTime(whole, serving), asked, maxStates);
    const answers = answersIn(scenario, asked, maxStates);
    if (full === undefined || answers === undefined) return undefined;
    for (const { id } of asked) {
      const said = { guarantee: id, slices: answers.get(id) ?? 'absent', whole: full.get(id) ?? 'absent' } as const;
      if (said.slices !== said.whole) found.push(said);
    }
  }
  return found;
};
