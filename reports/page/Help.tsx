/** How to read the page and which keys there are. */
import type { RefObject } from 'preact';
import type { PageData } from './data.ts';
import { keyHelp } from './keys.ts';

interface HelpProps {
  readonly dialog: RefObject<HTMLDialogElement | null>;
  readonly data: PageData;
}

/** The help, in a dialog of its own. */
export const Help = ({ dialog, data }: HelpProps) => (
  <dialog ref={dialog} aria-labelledby="help">
    <form method="dialog">
      <h2 id="help">How to read this page</h2>
      {data.scenarios.length === 0 ? <AboutPaper /> : <AboutRuns />}
      <p>The address of the page holds the position: a copy of it shows somebody else the same step.</p>
      <table class="keys">
        <tbody>
          {keyHelp.map(([keys, meaning]) => (
            <tr key={keys}>
              <th scope="row">
                <kbd>{keys}</kbd>
              </th>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <button type="submit">Close</button>
    </form>
  </dialog>
);

const AboutRuns = () => (
  <>
    <p>
      The page runs podproof's model of a Kubernetes cluster. Everything that may happen next is listed by the component
      that would do it. Unless a scenario assumes delays, nothing is known about how long anything takes, so every order
      is possible.
    </p>
    <p>
      A dot is the component that acts, an arrow leads to the one it concerns. ✗ marks a step that breaks a promise. In
      the state, ● marks what the last step changed, with the old value crossed out.
    </p>
  </>
);

const AboutPaper = () => (
  <p>
    Divergences: one row for each guarantee and each case, one column for each target. A link in a cell leads to the
    difference: the smallest manifest that shows it, what was seen, the first thing nothing explains (✗), and what would
    have been legal. Coverage: solid lines were covered, dashed ones were not.
  </p>
);
