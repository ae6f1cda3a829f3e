/** A run as a Mermaid sequence diagram, which GitHub, GitLab and editors draw. */
import type { Trace } from '../../generators/explore/machine.ts';
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { stuckText } from '../check/answer.ts';
import { label } from '../inert/mermaid.ts';
import { type Flow, flowOf } from './flow.ts';
import { inOrder } from './lanes.ts';
import { says } from './says.ts';
import type { RunEnd, Setting } from './timeline.ts';

/** A step as a diagram draws it. */
export interface FlowStep {
  readonly says: string;
  readonly flow: Flow;
}

/** The steps of a run with their arrows. */
export const flowSteps = ({ initial, steps }: Trace<Cluster, Event>): readonly FlowStep[] =>
  steps.map(({ by, event, state }, index) => {
    const before = steps[index - 1]?.state ?? initial;
    return { says: says(event, before, state), flow: flowOf(by, event, before, state) };
  });

/** A run, ready to be drawn. */
export interface Sequence {
  readonly steps: readonly FlowStep[];
  readonly ends: RunEnd;
  readonly loopsTo?: number;
  readonly waits?: string;
  readonly setting?: Setting;
}

const endingOf = ({ ends, waits }: Sequence): string => {
  const endings: Readonly<Record<RunEnd, string>> = {
    broken: 'this step breaks the promise',
    stuck: stuckText(waits),
    loop: 'and so on for ever',
    open: '',
  };
  return endings[ends];
};

/** The lines of the diagram; steps that only set the stage become a note. */
export const sequenceLines = (sequence: Sequence): readonly string[] => {
  const { steps, loopsTo, setting } = sequence;
  const ending = endingOf(sequence);
  const hidden = setting?.steps ?? 0;
  const shown = steps.slice(hidden);
  const lanes = inOrder(shown.flatMap(({ flow }) => [flow.from, flow.to]));
  const id = (lane: string) => `p${lanes.indexOf(lane)}`;
  const across = lanes.length < 2 ? 'p0' : `p0,p${lanes.length - 1}`;
  const note = (text: string) => `Note over ${across}: ${label(text)}`;
  return [
    'sequenceDiagram',
    ...lanes.map((lane) => `  participant ${id(lane)} as ${label(lane)}`),
    ...(setting === undefined ? [] : [`  ${note(`${hidden} steps set the stage: ${setting.says}`)}`]),
    ...shown.flatMap((step, index) => [
      ...(loopsTo === hidden + index ? ['  loop for ever'] : []),
      `  ${id(step.flow.from)}->>${id(step.flow.to)}: ${hidden + index + 1}. ${label(step.says)}`,
    ]),
    ...(loopsTo === undefined ? [] : ['  end']),
    ...(ending === '' ? [] : [`  ${note(ending)}`]),
  ];
};
