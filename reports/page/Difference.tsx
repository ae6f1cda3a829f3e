/** One difference: what was applied and done, what was seen, what of it nothing explains, and why. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { DifferenceView, SeenLine } from '../conform/view.ts';

interface DifferenceProps {
  readonly difference: DifferenceView;
  readonly number: number;
  /** Unfolded from the start. */
  readonly open: boolean;
  /** Unfolded whatever was folded: paper cannot be unfolded. */
  readonly printing: boolean;
  /** It is the one that is looked at. */
  readonly current: boolean;
}

/** A difference that can be folded; the one that is looked at is open and in sight. */
export const Difference = ({ difference, number, open, printing, current }: DifferenceProps) => {
  const details = useRef<HTMLDetailsElement>(null);
  const [unfolded, setUnfolded] = useState(open);
  useEffect(() => {
    if (!current) return;
    setUnfolded(true);
    details.current?.scrollIntoView({ block: 'start' });
    details.current?.querySelector('summary')?.focus({ preventScroll: true });
  }, [current]);
  const { target, id, because } = difference;
  return (
    <details
      ref={details}
      class={current ? 'violation difference current' : 'violation difference'}
      id={`difference-${number}`}
      open={unfolded || printing}
      onToggle={(event) => setUnfolded(event.currentTarget.open)}
    >
      <summary>
        <span class="verdict violated">✗</span> <b>{target}</b> <code>{id}</code>{' '}
        <small>
          {because} (difference {number})
        </small>
      </summary>
      {unfolded || printing ? <Content difference={difference} /> : null}
    </details>
  );
};

const Content = ({ difference }: { readonly difference: DifferenceView }) => {
  const { title, manifest, stimuli } = difference;
  return (
    <>
      <p>{title}</p>
      <div class="sides">
        <div class="side">
          <h3>Smallest manifest</h3>
          <pre>{manifest}</pre>
          <h3>What the tester does</h3>
          <ol class="stimuli">
            {stimuli.map((stimulus) => (
              <li key={stimulus}>{stimulus}</li>
            ))}
          </ol>
        </div>
        <div class="side">
          <h3>What was seen</h3>
          <Seen difference={difference} />
        </div>
      </div>
      <Grounds difference={difference} />
    </>
  );
};

const Ground = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

const Grounds = ({ difference }: { readonly difference: DifferenceView }) => {
  const { rule, legal, asIf, promises, others } = difference;
  return (
    <dl class="grounds">
      <Ground name="Rule">{rule}</Ground>
      {legal.length === 0 ? null : <Ground name="Legal instead">{legal.join(' · ')}</Ground>}
      {asIf.length === 0 ? null : (
        <Ground name="As if">
          {asIf.map((mistake, index) => (
            <span key={mistake}>
              {index === 0 ? '' : ' or '}
              <code>{mistake}</code>
            </span>
          ))}
        </Ground>
      )}
      {promises.length === 0 ? null : (
        <Ground name="Promise">
          {promises.map((one) => (
            <p key={one.id}>
              <code>{one.id}</code> {one.sentence} <small>({one.facts.join(', ')})</small>
            </p>
          ))}
        </Ground>
      )}
      {others.length === 0 ? null : <Ground name="Also in">{others.join(', ')}</Ground>}
    </dl>
  );
};

const Seen = ({ difference: { trace, unexplained } }: { readonly difference: DifferenceView }) => (
  <table class="seen">
    <tbody>
      {trace.map((line, index) => (
        <Line key={`${index} ${line.words}`} line={line} wrong={index === unexplained} beyond={index > unexplained} />
      ))}
      {unexplained < trace.length ? null : (
        <tr class="wrong">
          <td>✗</td>
          <td />
          <td>
            nothing more <strong class="breaks">something had to come</strong>
          </td>
          <td />
        </tr>
      )}
    </tbody>
  </table>
);

const kindOf = (wrong: boolean, beyond: boolean): string => {
  if (wrong) return 'wrong';
  return beyond ? 'beyond' : '';
};

const Line = ({
  line,
  wrong,
  beyond,
}: {
  readonly line: SeenLine;
  readonly wrong: boolean;
  readonly beyond: boolean;
}) => (
  <tr class={kindOf(wrong, beyond)}>
    <td>{wrong ? '✗' : line.done ? '→' : ''}</td>
    <td class="moment">{line.at}</td>
    <td>
      {line.words}
      {wrong ? <strong class="breaks">nothing explains this</strong> : null}
    </td>
    <td class="source">{line.source}</td>
  </tr>
);
