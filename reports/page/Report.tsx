/** The report of a check: every answer, and every counterexample as a diagram. */
import { useMemo } from 'preact/hooks';
import { type Answer, answerOf, budgetText, knownText, searchText } from '../check/answer.ts';
import type { GuaranteeReport } from '../check/report.ts';
import { counted } from '../run/names.ts';
import { Diagram } from './Diagram.tsx';
import { remarksOf } from './ending.ts';
import { Problems } from './Problems.tsx';
import { walked } from './run.ts';
import { signs } from './signs.ts';
import type { Scene, Store, Verdict } from './store.ts';
import { worstFirst } from './Verdicts.tsx';

const answers: readonly Answer[] = ['violated', 'undecided', 'holds', 'vacuous', 'ignored'];

/** The view that reads from top to bottom, and prints. */
export const Report = ({ store }: { readonly store: Store }) => {
  const all = store.data.report.scenarios.flatMap(({ guarantees }) => guarantees.map(answerOf));
  return (
    <main class="report">
      <p class="summary">
        {answers.map((answer) => (
          <span key={answer} class={`verdict ${answer}`}>
            <b>{signs[answer]}</b> {all.filter((one) => one === answer).length}
          </span>
        ))}
        <span>
          {counted(store.scenes.length, 'scenario')},{' '}
          {counted(
            store.scenes.reduce((sum, { report }) => sum + report.states, 0),
            'state',
          )}
        </span>
      </p>
      <Problems report={store.data.report} />
      {store.scenes.map((scene) => (
        <Scenario key={scene.report.name} scene={scene} store={store} />
      ))}
      <footer>Made by podproof {store.data.report.podproofVersion}.</footer>
    </main>
  );
};

const Scenario = ({ scene, store }: { readonly scene: Scene; readonly store: Store }) => {
  const { report } = scene;
  return (
    <section class="scenario">
      <h2>{report.name}</h2>
      <Table scene={scene} store={store} />
      {scene.verdicts
        .filter(({ found }) => found.verdict === 'violated')
        .map((verdict) => (
          <Violation key={verdict.found.id} scene={scene} verdict={verdict} store={store} />
        ))}
      <dl class="grounds">
        <dt>Searched</dt>
        <dd>{searchText(report)}</dd>
        <dt>User may</dt>
        <dd>{budgetText(report.user)}</dd>
        <dt>Faults</dt>
        <dd>{budgetText(report.faults)}</dd>
        <dt>Assumed</dt>
        <dd>{report.assumptions.join('; ')}</dd>
        <dt>Left out</dt>
        <dd>{report.leftOut.join('; ')}</dd>
      </dl>
    </section>
  );
};

const Table = ({ scene, store }: { readonly scene: Scene; readonly store: Store }) => (
  <table class="answers">
    <thead>
      <tr>
        <th scope="col">Answer</th>
        <th scope="col">Guarantee</th>
        <th scope="col">Runs</th>
      </tr>
    </thead>
    <tbody>
      {worstFirst(scene.verdicts).map(({ found, runs }) => (
        <tr key={found.id} class={`verdict ${answerOf(found)}`}>
          <td>
            <b>{signs[answerOf(found)]}</b>
          </td>
          <td>
            <code>{found.id}</code> {found.sentence}
          </td>
          <td>
            {runs.map((run) => (
              <button type="button" key={run.kind} onClick={() => store.openRun(scene.report.name, run)}>
                {run.kind === 'violation' ? 'step through' : 'a witness'}
              </button>
            ))}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

interface ViolationProps {
  readonly scene: Scene;
  readonly verdict: Verdict;
  readonly store: Store;
}

const Violation = ({ scene, verdict: { found, runs }, store }: ViolationProps) => {
  const run = runs.find(({ kind }) => kind === 'violation');
  const steps = useMemo(() => {
    if (run === undefined) return [];
    return walked(scene.model(), run.schedule).steps;
  }, [scene, run]);
  const hidden = found.setting?.steps ?? 0;
  return (
    <article class="violation">
      <h3>
        <span class="verdict violated">✗ violated</span> <code>{found.id}</code>{' '}
        {found.subject === undefined ? null : <small>({found.subject})</small>}
      </h3>
      <p>{found.sentence}</p>
      <Place found={found} />
      {steps.length === 0 ? null : (
        <Diagram
          steps={steps}
          from={hidden}
          folded={`${hidden} steps set the stage: ${found.setting?.says ?? ''}`}
          remarks={remarksOf(found, steps.length)}
          {...(found.ends === 'broken' ? { culprit: steps.length } : {})}
        />
      )}
      <dl class="grounds">
        <dt>Why</dt>
        <dd>{found.why}</dd>
        <dt>Change</dt>
        <dd>{found.advice}</dd>
        <dt>Known</dt>
        <dd>{knownText(found)}</dd>
        <dt>Replay</dt>
        <dd>
          <code>{found.replay}</code>
        </dd>
        {found.shortest === undefined ? null : (
          <>
            <dt>Shortest: {counted(found.shortest.steps, 'step')}</dt>
            <dd>
              <code>{found.shortest.replay}</code>
            </dd>
          </>
        )}
      </dl>
      {run === undefined ? null : (
        <button type="button" onClick={() => store.openRun(scene.report.name, run)}>
          Step through this run
        </button>
      )}
    </article>
  );
};

const Place = ({ found: { location } }: { readonly found: GuaranteeReport }) =>
  location === undefined ? null : (
    <p class="place">
      <code>
        {location.file}:{location.line}:{location.column}
      </code>{' '}
      {location.field}
      {location.written ? '' : ' (not set)'}
      <pre>{location.text}</pre>
    </p>
  );
