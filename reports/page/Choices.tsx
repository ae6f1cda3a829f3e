/** Everything that may happen next, by the component that would do it. */
import { inOrder } from '../run/lanes.ts';
import { actorIn } from './glossary.ts';
import type { Choice, Untimely } from './run.ts';
import type { Store } from './store.ts';

/** The events as buttons; the first nine have a key. */
export const Choices = ({ store }: { readonly store: Store }) => {
  const choices = store.choices.value;
  const { delays } = store.scene.value.report;
  const ahead = store.run.value.steps[store.at.value];
  return (
    <div class="choices">
      <h2 id="next">
        What may happen next <small>{choices.length}</small>
      </h2>
      <Time delays={delays} />
      {choices.length === 0 ? <p class="empty">Nothing can happen any more.</p> : null}
      {inOrder(choices.map(({ lane }) => lane)).map((lane) => (
        <div key={lane} class="actor">
          <h3 title={actorIn(lane)}>{lane}</h3>
          <div>
            {choices
              .filter((choice) => choice.lane === lane)
              .map((choice) => (
                <Event key={choice.index} choice={choice} ahead={ahead?.index === choice.index} store={store} />
              ))}
          </div>
        </div>
      ))}
    </div>
  );
};

const Time = ({ delays }: { readonly delays: readonly string[] | undefined }) =>
  delays === undefined ? (
    <p class="empty">Untimed: every delay is possible, so any of these may come next, however long it takes.</p>
  ) : (
    <details class="empty">
      <summary>In time: moments are the earliest on this run</summary>
      assumed: {delays.join(', ')}
    </details>
  );

interface EventProps {
  readonly choice: Choice | Untimely;
  /** It is the next step of the run that is shown. */
  readonly ahead: boolean;
  readonly store: Store;
}

const Event = ({ choice, ahead, store }: EventProps) => (
  <button
    type="button"
    class={ahead ? 'choice onward' : 'choice'}
    disabled={'untimely' in choice}
    onClick={() => store.take(choice)}
  >
    <kbd>{choice.index < 9 ? choice.index + 1 : ' '}</kbd>
    <span>
      {choice.moment === undefined ? null : <span class="moment">{choice.moment}</span>}
      {choice.says}
      {'untimely' in choice ? <small> (not now: other things come first)</small> : null}
      {ahead ? <small> (the next step of this run)</small> : null}
    </span>
  </button>
);
