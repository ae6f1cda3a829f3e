/** The explorer: what may happen, the run so far, the state beside it. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { About } from './About.tsx';
import { Choices } from './Choices.tsx';
import { Diagram } from './Diagram.tsx';
import { remarksOf } from './ending.ts';
import { keepRevealed } from './reveal.ts';
import { Scenarios } from './Scenarios.tsx';
import { StatePanel } from './StatePanel.tsx';
import { recordOf, save } from './saving.ts';
import type { Store } from './store.ts';
import { svgOf } from './svg.ts';
import { Verdicts } from './Verdicts.tsx';

/** The view in which a run is made and stepped through. */
export const Explorer = ({ store }: { readonly store: Store }) => (
  <main class="explorer">
    <section class="panel left" aria-label="Scenarios and guarantees">
      <Scenarios store={store} />
      <Verdicts store={store} />
    </section>
    <section class="panel middle" aria-labelledby="run">
      <div class="pinned">
        <Controls store={store} />
        <About store={store} />
      </div>
      <RunDiagram store={store} />
      <Choices store={store} />
    </section>
    <section class="panel right" aria-labelledby="state">
      <StatePanel store={store} />
    </section>
  </main>
);

const Controls = ({ store }: { readonly store: Store }) => {
  const { value: at } = store.at;
  const { length } = store.run.value.steps;
  const moment = store.run.value.steps[at - 1]?.moment;
  const button = (label: string, sign: string, to: number) => (
    <button
      type="button"
      aria-label={label}
      title={label}
      disabled={to < 0 || to > length || to === at}
      onClick={() => store.goTo(to)}
    >
      {sign}
    </button>
  );
  return (
    <div class="controls">
      <h2 id="run">Run</h2>
      {button('To the beginning', '|◀', 0)}
      {button('One step back', '◀', at - 1)}
      <output aria-live="polite">
        {at} of {length}
        {moment === undefined ? '' : `, ${moment}`}
      </output>
      {button('One step further', '▶', at + 1)}
      {button('To the end', '▶|', length)}
      <button type="button" title="The scenario before anything has happened" onClick={store.beginAnew}>
        New run
      </button>
    </div>
  );
};

const RunDiagram = ({ store }: { readonly store: Store }) => {
  const { steps } = store.run.value;
  const at = store.at.value;
  const scrolled = useRef<HTMLElement>(null);
  useLayoutEffect(() => (scrolled.current === null ? undefined : keepRevealed(scrolled.current)), [at, steps]);
  return (
    <section class="scrolled" ref={scrolled} aria-label="Steps of the run">
      {steps.length === 0 ? (
        <p class="empty">
          Nothing has happened yet: let an event happen, or open a counterexample or a witness of a guarantee.
        </p>
      ) : (
        <Diagram
          steps={steps}
          at={at}
          breaches={store.breaches.value}
          onSelect={store.goTo}
          remarks={remarksOf(store.about.value?.found, steps.length)}
        />
      )}
      <Taking store={store} />
    </section>
  );
};

/** What one can take away: the command, the picture, the record. */
const Taking = ({ store }: { readonly store: Store }) => {
  const { steps } = store.run.value;
  if (steps.length === 0) return null;
  const { report, exhibited } = store.scene.value;
  const title = `${report.name} ${store.about.value?.found.id ?? ''}`.trim();
  const name = title.replace(/[^\w.-]+/g, '-');
  return (
    <div class="schedule">
      {store.replay.value === undefined ? null : (
        <details>
          <summary>Command that shows this run in a terminal</summary>
          <p>
            <code>{store.replay.value}</code>
          </p>
        </details>
      )}
      <button
        type="button"
        onClick={() => save(`${name}.svg`, 'image/svg+xml', svgOf(title, steps, store.breaches.value))}
      >
        Save as SVG
      </button>{' '}
      {exhibited ? null : (
        <button
          type="button"
          title="As podproof replay -o json writes it"
          onClick={() => save(`${name}.json`, 'application/json', `${JSON.stringify(recordOf(store), null, 2)}\n`)}
        >
          Save as JSON
        </button>
      )}
    </div>
  );
};
