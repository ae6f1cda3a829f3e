/** A run as a sequence diagram: one lane for each component, one row for each step, arrows between lanes. */
import type { ComponentChildren } from 'preact';
import type { Breach } from './breaches.ts';
import { actorIn } from './glossary.ts';
import { useNarrow } from './narrow.ts';
import { type Choice, lanesIn } from './run.ts';

const height = 24;
const middle = height / 2;

/** Lanes that act, and how far they stand apart. */
interface Lanes {
  readonly names: readonly string[];
  readonly gap: number;
}

const xOf = ({ gap }: Lanes, index: number): number => index * gap + gap / 2;

interface DiagramProps {
  readonly steps: readonly Choice[];
  /** Steps before this one are not drawn; `folded` stands in their place. */
  readonly from?: number;
  readonly folded?: string;
  /** The number of the step that is looked at; 0 before the first. */
  readonly at?: number;
  /** For each step what it breaks. */
  readonly breaches?: readonly (readonly Breach[])[];
  /** The number of a step that is marked as the culprit whatever `breaches` says. */
  readonly culprit?: number;
  readonly onSelect?: (at: number) => void;
  /** Remarks before the step of that number. */
  readonly remarks?: Readonly<Record<number, string>>;
}

/** The diagram. */
export const Diagram = ({ steps, from = 0, folded, at, breaches, culprit, onSelect, remarks = {} }: DiagramProps) => {
  const shown = steps.slice(from);
  const lanes: Lanes = { names: lanesIn(shown), gap: useNarrow() ? 13 : 24 };
  const remark = (text: string | undefined) =>
    text === undefined ? null : (
      <Row lanes={lanes} kind="remark">
        {text}
      </Row>
    );
  return (
    <div class="diagram" style={{ '--lanes': `${lanes.names.length * lanes.gap}px` }}>
      <div class="lanes" aria-hidden="true">
        {lanes.names.map((lane) => (
          <span key={lane} class="lane" title={actorIn(lane)} style={{ width: `${lanes.gap}px` }}>
            {lane.replace(/ controller$/, '')}
          </span>
        ))}
      </div>
      <ol start={from + 1}>
        {from > 0 ? remark(folded) : null}
        {shown.map((step, index) => {
          const number = from + index + 1;
          const broken = breaches?.[number - 1] ?? [];
          return (
            <>
              {remark(remarks[number])}
              <Step
                key={number}
                step={step}
                number={number}
                lanes={lanes}
                current={at === number}
                ahead={at !== undefined && number > at}
                broken={broken.length > 0 || culprit === number}
                says={broken.map(({ guarantee, subject }) => `breaks ${guarantee} (${subject})`)}
                {...(onSelect === undefined ? {} : { onSelect })}
              />
            </>
          );
        })}
        {remark(remarks[steps.length + 1])}
      </ol>
    </div>
  );
};

interface StepProps {
  readonly step: Choice;
  readonly number: number;
  readonly lanes: Lanes;
  readonly current: boolean;
  readonly ahead: boolean;
  readonly broken: boolean;
  readonly says: readonly string[];
  readonly onSelect?: (at: number) => void;
}

const Step = ({ step, number, lanes, current, ahead, broken, says, onSelect }: StepProps) => {
  const kind = `${current ? 'current' : ''} ${ahead ? 'ahead' : ''} ${broken ? 'broken' : ''}`;
  const content = (
    <>
      <span class="number">{number}</span>
      <Arrow step={step} lanes={lanes} broken={broken} />
      <span class="says">
        {step.moment === undefined ? null : <span class="moment">{step.moment}</span>}
        {step.says}
        {says.map((text) => (
          <strong key={text} class="breaks">
            ✗ {text}
          </strong>
        ))}
      </span>
    </>
  );
  return (
    <li class={`row ${kind}`} aria-current={current ? 'step' : undefined}>
      {onSelect === undefined ? (
        <div class="step">{content}</div>
      ) : (
        <button type="button" class="step" onClick={() => onSelect(number)}>
          {content}
        </button>
      )}
    </li>
  );
};

const Rails = ({ lanes, children }: { readonly lanes: Lanes; readonly children?: ComponentChildren }) => (
  <span class="rails" aria-hidden="true">
    {lanes.names.map((lane, index) => (
      <i key={lane} style={{ left: `${xOf(lanes, index)}px` }} />
    ))}
    {children}
  </span>
);

const Row = ({
  lanes,
  kind,
  children,
}: {
  readonly lanes: Lanes;
  readonly kind: string;
  readonly children: ComponentChildren;
}) => (
  <li class={`row ${kind}`}>
    <div class="step">
      <span class="number" />
      <Rails lanes={lanes} />
      <span class="says">{children}</span>
    </div>
  </li>
);

interface ArrowProps {
  readonly step: Choice;
  readonly lanes: Lanes;
  readonly broken: boolean;
}

const Arrow = ({ step, lanes, broken }: ArrowProps) => {
  const { flow, lane } = step;
  const at = (name: string) => xOf(lanes, lanes.names.indexOf(name));
  const [from, to, actor] = [at(flow.from), at(flow.to), at(lane)];
  const way = Math.sign(to - from);
  // Who acts has a dot; whoever only called or was looked at has a small one where the arrow begins.
  const begins = way !== 0 && actor === to;
  const size = begins ? 2.5 : lanes.gap / 5;
  const tip = to - way * (broken && begins ? 7 : 1);
  return (
    <Rails lanes={lanes}>
      <svg width={lanes.names.length * lanes.gap} height={height} aria-hidden="true">
        {way === 0 ? null : (
          <>
            <line x1={from} y1={middle} x2={tip - way * 5} y2={middle} class="arrow" />
            <polygon
              class="head"
              points={`${tip},${middle} ${tip - way * 7},${middle - 4} ${tip - way * 7},${middle + 4}`}
            />
          </>
        )}
        {broken && begins ? <circle class="dot" cx={from} cy={middle} r={size} /> : null}
        {broken ? (
          <path class="cross" d={`M${actor - 5} ${middle - 5}l10 10m0 -10l-10 10`} />
        ) : (
          <circle class="dot" cx={begins ? from : actor} cy={middle} r={size} />
        )}
      </svg>
    </Rails>
  );
};
