/** What the run is shown for: the promise, why it breaks, what to change. It stays in view while one steps. */
import { guarantees } from '../../model/guarantees/index.ts';
import type { GuaranteeReport } from '../check/report.ts';
import { counted } from '../run/names.ts';
import { words } from './glossary.ts';
import type { Store } from './store.ts';

/** The explanation above the run. */
export const About = ({ store }: { readonly store: Store }) => {
  const found = store.about.value?.found;
  if (found === undefined) return null;
  const violated = found.verdict === 'violated';
  const fix = store.finding.value?.fix;
  return (
    <details class={violated ? 'about violated' : 'about'} open>
      <summary>
        <b class={violated ? 'breaks-word' : undefined} title={violated ? words.violated : words.witness}>
          {violated ? '✗ violated' : '✓ kept'}
        </b>{' '}
        <code>{found.id}</code> <Place found={found} />
      </summary>
      <p>{found.sentence}</p>
      {found.why === undefined ? null : (
        <p>
          <b>Why</b> {found.why}
        </p>
      )}
      {fix === undefined ? null : (
        <p>
          <b>Fix</b> {fix.text}
        </p>
      )}
      <Textbook found={found} store={store} />
      {found.advice === undefined ? null : (
        <p>
          <b>Change</b> {found.advice}
        </p>
      )}
    </details>
  );
};

const Place = ({ found: { location } }: { readonly found: GuaranteeReport }) =>
  location === undefined ? null : (
    <small>
      {location.file}:{location.line}
    </small>
  );

/** The error of a textbook that a guarantee is the answer to, if there is one. */
export const textbookOf = (id: string): string | undefined => guarantees.find((one) => one.id === id)?.textbook;

const Textbook = ({ found, store }: { readonly found: GuaranteeReport; readonly store: Store }) => {
  const textbook = textbookOf(found.id);
  if (textbook === undefined) return null;
  const { length } = store.run.value.steps;
  const broken = store.breaches.value.findIndex((step) => step.some(({ guarantee }) => guarantee === found.id)) + 1;
  const telling = broken > 0 ? broken : length;
  return (
    <p class="textbook">
      <b>Textbook</b> Some texts say: <q>{textbook}</q> That is an error.{' '}
      {telling === 0 ? null : (
        <button type="button" onClick={() => store.goTo(telling)}>
          Compare with the textbook: step {telling} of {counted(length, 'step')}
        </button>
      )}
    </p>
  );
};
