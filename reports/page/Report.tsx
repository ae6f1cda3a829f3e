/** The report of a check: every answer in one list, worst first, to be searched; and what was searched in each scenario. */
import { useSignal } from '@preact/signals';
import { type Answer, answerOf, budgetText, searchText } from '../check/answer.ts';
import type { CheckReport, ScenarioReport } from '../check/report.ts';
import { counted } from '../run/names.ts';
import { chosen, type Filter, filters } from './entries.ts';
import { Found } from './Found.tsx';
import { words } from './glossary.ts';
import { Problems } from './Problems.tsx';
import { signs } from './signs.ts';
import type { Store } from './store.ts';

const answers: readonly Answer[] = ['violated', 'undecided', 'holds', 'vacuous', 'ignored'];

/** So many are drawn before one asks for more: a report of hundreds of workloads has tens of thousands. */
const page = 60;

/** The view that reads from top to bottom, and prints. */
export const Report = ({ store }: { readonly store: Store }) => {
  const all = store.data.report.scenarios.flatMap(({ guarantees }) => guarantees.map(answerOf));
  const states = store.scenes.reduce((sum, { report }) => sum + report.states, 0);
  return (
    <main class="report">
      <p class="summary">
        {answers.map((answer) => (
          <span key={answer} class={`verdict ${answer}`} title={words[answer]}>
            <b>{signs[answer]}</b> {all.filter((one) => one === answer).length}
          </span>
        ))}
        <span>
          {counted(store.scenes.length, 'scenario')}, {counted(states, 'state')}
        </span>
        <KnownBefore report={store.data.report} />
      </p>
      <Problems report={store.data.report} />
      <Answers store={store} />
      <Searched store={store} />
      <footer>Made by podproof {store.data.report.podproofVersion}.</footer>
    </main>
  );
};

const KnownBefore = ({ report: { baseline } }: { readonly report: CheckReport }) =>
  baseline === undefined ? null : (
    <span>
      {counted(baseline.known, 'finding')} known from {baseline.file}
    </span>
  );

const Answers = ({ store }: { readonly store: Store }) => {
  const query = useSignal('');
  const filter = useSignal<Filter>('all');
  const limit = useSignal(page);
  const listed = chosen(store.entries, filter.value, query.value);
  const choose = (to: Filter) => {
    filter.value = to;
    limit.value = page;
  };
  return (
    <section class="entries" aria-label="Answers">
      <div class="sieve">
        <input
          type="search"
          aria-label="Search the answers"
          placeholder="search: guarantee, object, any word"
          value={query.value}
          onInput={(event) => (query.value = event.currentTarget.value)}
        />
        {filters
          .filter((name) => name !== 'known before' || store.data.report.baseline !== undefined)
          .map((name) => (
            <button type="button" key={name} aria-pressed={filter.value === name} onClick={() => choose(name)}>
              {name} <small>{chosen(store.entries, name, '').length}</small>
            </button>
          ))}
      </div>
      <p class="empty" aria-live="polite">
        {counted(listed.length, 'answer')}
        {filter.value === 'all' && query.value === '' ? ', worst first' : ` of ${store.entries.length}`}
      </p>
      {listed.slice(0, limit.value).map((entry, index) => (
        <Found
          key={`${entry.verdict.found.id} ${entry.scene.report.name}`}
          entry={entry}
          first={index === 0}
          store={store}
        />
      ))}
      {listed.length <= limit.value ? null : (
        <button type="button" onClick={() => (limit.value += page)}>
          {Math.min(page, listed.length - limit.value)} more of {listed.length - limit.value}
        </button>
      )}
    </section>
  );
};

const Searched = ({ store }: { readonly store: Store }) => {
  const limit = useSignal(page);
  return (
    <section class="searched">
      <h2>What was searched</h2>
      {store.scenes.slice(0, limit.value).map(({ report }) => (
        <details key={report.name}>
          <summary>
            {report.name} <small>{searchText(report)}</small>
          </summary>
          <Grounds report={report} />
        </details>
      ))}
      {store.scenes.length <= limit.value ? null : (
        <button type="button" onClick={() => (limit.value += page)}>
          {store.scenes.length - limit.value} more
        </button>
      )}
    </section>
  );
};

const Grounds = ({ report }: { readonly report: ScenarioReport }) => (
  <dl class="grounds">
    <dt>User may</dt>
    <dd>{budgetText(report.user)}</dd>
    <dt>Faults</dt>
    <dd>{budgetText(report.faults)}</dd>
    <dt>Assumed</dt>
    <dd>{report.assumptions.join('; ')}</dd>
    <dt>Left out</dt>
    <dd>{report.leftOut.join('; ')}</dd>
  </dl>
);
