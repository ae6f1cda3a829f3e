/** The guarantees of a scenario with the runs one can jump to. */
import { answerOf } from '../check/answer.ts';
import { words } from './glossary.ts';
import { scheduleOf } from './run.ts';
import { signs } from './signs.ts';
import type { Store, Verdict } from './store.ts';

const rank: Readonly<Record<string, number>> = { violated: 0, undecided: 1, holds: 2, vacuous: 3, ignored: 4 };

/** What is violated first; the others keep their order. */
export const worstFirst = (verdicts: readonly Verdict[]): readonly Verdict[] =>
  [...verdicts].sort((a, b) => (rank[answerOf(a.found)] ?? 0) - (rank[answerOf(b.found)] ?? 0));

/** The guarantees beside the run. */
export const Verdicts = ({ store }: { readonly store: Store }) => {
  const { report, verdicts } = store.scene.value;
  const shown = scheduleOf(store.run.value);
  return (
    <div class="verdicts">
      <h2>
        Guarantees <small>{verdicts.length}</small>
      </h2>
      {worstFirst(verdicts).map(({ found, runs }) => (
        <div key={found.id} class={`verdict ${answerOf(found)}`}>
          <span title={`${found.sentence} ${words[answerOf(found)]}`}>
            <b>{signs[answerOf(found)]}</b> {found.id}
          </span>
          {runs.map((run) => (
            <button
              type="button"
              key={run.kind}
              aria-current={store.about.value?.found.id === found.id && shown === run.schedule ? 'true' : undefined}
              onClick={() => store.openRun(report.name, run)}
            >
              {run.kind === 'violation' ? 'counterexample' : 'witness'}
            </button>
          ))}
        </div>
      ))}
    </div>
  );
};
