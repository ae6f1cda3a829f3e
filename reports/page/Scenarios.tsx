/** The scenarios as a list, each with what was found in it; to be searched where there are many. */
import { useSignal } from '@preact/signals';
import type { Answer } from '../check/answer.ts';
import { type Counts, countsIn, sceneGroups } from './counts.ts';
import { words } from './glossary.ts';
import { useNarrow } from './narrow.ts';
import { signs } from './signs.ts';
import type { Scene, Store } from './store.ts';

/** From so many scenarios on there is a field to search in. */
const many = 9;
/** So many are listed before one asks for more. */
const page = 40;

/** The list beside the run. */
export const Scenarios = ({ store }: { readonly store: Store }) => {
  const query = useSignal('');
  const limit = useSignal(page);
  const narrow = useNarrow();
  const current = store.scene.value;
  const found = store.scenes.filter(({ report: { name } }) => name.toLowerCase().includes(query.value.toLowerCase()));
  const listed = found.filter((scene, index) => index < limit.value || scene === current);
  return (
    <div class="picker">
      <details open={!narrow}>
        <summary>
          <h2>
            Scenarios <small>{store.scenes.length}</small>
          </h2>
          {narrow ? <span class="now">{current.report.name}</span> : null}
        </summary>
        {store.scenes.length < many ? null : (
          <input
            type="search"
            aria-label="Search the scenarios"
            placeholder="search by name"
            value={query.value}
            onInput={(event) => (query.value = event.currentTarget.value)}
          />
        )}
        {sceneGroups(listed).map(({ object, scenes }) => (
          <div key={object}>
            <h3>{object}</h3>
            {scenes.map((scene) => (
              <Row key={scene.report.name} scene={scene} store={store} />
            ))}
          </div>
        ))}
        {found.length === 0 ? <p class="empty">None is called so.</p> : null}
        {found.length <= limit.value ? null : (
          <button type="button" onClick={() => (limit.value += page)}>
            {found.length - limit.value} more
          </button>
        )}
        <LeftOut scene={current} />
      </details>
    </div>
  );
};

const Row = ({ scene, store }: { readonly scene: Scene; readonly store: Store }) => {
  const { name, object } = scene.report;
  return (
    <button
      type="button"
      class="scene"
      aria-current={store.scene.value === scene ? 'true' : undefined}
      onClick={() => store.openScenario(name)}
    >
      <span>{name.startsWith(`${object} `) ? name.slice(object.length + 1) : name}</span>
      <Tally counts={countsIn(scene)} />
    </button>
  );
};

const told: readonly Answer[] = ['violated', 'undecided', 'holds'];

/** What was found, as signs with numbers; nothing is said of what there is none of. */
const Tally = ({ counts }: { readonly counts: Counts }) => (
  <span class="tally">
    {told
      .filter((answer) => counts[answer] > 0)
      .map((answer) => (
        <span key={answer} class={`verdict ${answer}`} title={words[answer]}>
          <b aria-hidden="true">
            {signs[answer].slice(0, 1)} {counts[answer]}
          </b>
          <span class="word">
            {counts[answer]} {signs[answer].slice(2)}
          </span>
        </span>
      ))}
  </span>
);

const LeftOut = ({ scene: { report } }: { readonly scene: Scene }) =>
  report.leftOut.length === 0 ? null : (
    <details>
      <summary>What this scenario leaves out</summary>
      <ul>
        {report.leftOut.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
