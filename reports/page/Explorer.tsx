/** The explorer: what may happen, the run so far, the state beside it. */
import { Choices } from './Choices.tsx';
import { ClusterPanel } from './ClusterPanel.tsx';
import { Diagram } from './Diagram.tsx';
import { remarksOf } from './ending.ts';
import type { Store } from './store.ts';
import { Verdicts } from './Verdicts.tsx';

/** The view in which a run is made and stepped through. */
export const Explorer = ({ store }: { readonly store: Store }) => (
  <main class="explorer">
    <section class="panel left" aria-labelledby="next">
      <ScenarioPicker store={store} />
      <Choices store={store} />
      <Verdicts store={store} />
    </section>
    <section class="panel middle" aria-labelledby="run">
      <Controls store={store} />
      <div class="scrolled">
        <About store={store} />
        <RunDiagram store={store} />
      </div>
    </section>
    <section class="panel right" aria-labelledby="state">
      <ClusterPanel store={store} />
    </section>
  </main>
);

const ScenarioPicker = ({ store }: { readonly store: Store }) => {
  const { report } = store.scene.value;
  return (
    <div class="picker">
      <label for="scenario">Scenario</label>
      <select id="scenario" value={report.name} onChange={(event) => store.openScenario(event.currentTarget.value)}>
        {store.scenes.map(({ report: { name } }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      {report.leftOut.length === 0 ? null : (
        <details>
          <summary>What this scenario leaves out</summary>
          <ul>
            {report.leftOut.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
};

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
    </div>
  );
};

const About = ({ store }: { readonly store: Store }) => {
  const found = store.about.value?.found;
  if (found === undefined) return null;
  return (
    <details class="about" open>
      <summary>
        <b>{found.verdict === 'violated' ? '✗ violated' : '✓ kept'}</b> <code>{found.id}</code>
      </summary>
      <p>{found.sentence}</p>
      {found.why === undefined ? null : (
        <p>
          <b>Why</b> {found.why}
        </p>
      )}
      {found.advice === undefined ? null : (
        <p>
          <b>Change</b> {found.advice}
        </p>
      )}
    </details>
  );
};

const RunDiagram = ({ store }: { readonly store: Store }) => {
  const { steps } = store.run.value;
  const at = store.at.value;
  if (steps.length === 0) {
    return (
      <p class="empty">
        Nothing has happened yet: nodes are up, no pod is stored. Let an event happen, or open a run of a guarantee
        below it.
      </p>
    );
  }
  const schedule = store.fragment.value.match(/run=([^&]*)/)?.[1] ?? '-';
  return (
    <>
      <Diagram
        steps={steps}
        at={at}
        breaches={store.breaches.value}
        onSelect={store.goTo}
        remarks={remarksOf(store.about.value?.found, steps.length)}
      />
      <details class="schedule">
        <summary>Schedule</summary>
        <p>
          <code>
            {store.scene.value.replay} {schedule}
          </code>
        </p>
      </details>
    </>
  );
};
