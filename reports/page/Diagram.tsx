/** A run as a sequence diagram: one lane for each component, one row for each step, arrows between lanes. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Breach } from './breaches.ts';
import { type Choice, lanesIn } from './run.ts';

const gap = 24;
const height = 24;
const middle = height / 2;

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
  const lanes = lanesIn(shown);
  const remark = (text: string | undefined) =>
    text === undefined ? null : (
      <Row lanes={lanes} kind="remark">
        {text}
      </Row>
    );
  return (
    <div class="diagram" style={{ '--lanes': `${lanes.length * gap}px` }}>
      <div class="lanes" aria-hidden="true">
        {lanes.map((lane) => (
          <span key={lane} style={{ width: `${gap}px` }}>
            {lane}
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
  readonly lanes: readonly string[];
  readonly current: boolean;
  readonly ahead: boolean;
  readonly broken: boolean;
  readonly says: readonly string[];
  readonly onSelect?: (at: number) => void;
}

const Step = ({ step, number, lanes, current, ahead, broken, says, onSelect }: StepProps) => {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (current) row.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const kind = `${current ? 'current' : ''} ${ahead ? 'ahead' : ''} ${broken ? 'broken' : ''}`;
  const content = (
    <>
      <span class="number">{number}</span>
      <Arrow step={step} lanes={lanes} broken={broken} />
      <span class="says">
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
    <li ref={row} class={`row ${kind}`} aria-current={current ? 'step' : undefined}>
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

const Rails = ({ lanes, children }: { readonly lanes: readonly string[]; readonly children?: ComponentChildren }) => (
  <span class="rails" aria-hidden="true">
    {lanes.map((lane, index) => (
      <i key={lane} style={{ left: `${xOf(index)}px` }} />
    ))}
    {children}
  </span>
);

const Row = ({
  lanes,
  kind,
  children,
}: {
  readonly lanes: readonly string[];
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

const xOf = (index: number): number => index * gap + gap / 2;

const Arrow = ({
  step,
  lanes,
  broken,
}: {
  readonly step: Choice;
  readonly lanes: readonly string[];
  readonly broken: boolean;
}) => {
  const [from, to, actor] = [step.flow.from, step.flow.to, step.lane].map((lane) => xOf(lanes.indexOf(lane)));
  if (from === undefined || to === undefined || actor === undefined) return null;
  const way = Math.sign(to - from);
  return (
    <Rails lanes={lanes}>
      <svg width={lanes.length * gap} height={height} role="img" aria-label={`${step.flow.from} to ${step.flow.to}`}>
        {way === 0 ? null : (
          <>
            <line x1={from} y1={middle} x2={to - way * 6} y2={middle} class="arrow" />
            <polygon
              class="head"
              points={`${to - way * 1},${middle} ${to - way * 9},${middle - 5} ${to - way * 9},${middle + 5}`}
            />
          </>
        )}
        {broken ? (
          <path class="cross" d={`M${actor - 6} ${middle - 6}l12 12m0 -12l-12 12`} />
        ) : (
          <circle
            class="dot"
            cx={way !== 0 && actor === to ? from : actor}
            cy={middle}
            r={way !== 0 && actor === to ? 2.5 : 5}
          />
        )}
      </svg>
    </Rails>
  );
};
