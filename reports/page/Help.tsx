/** How to read the page and which keys there are. */
import type { RefObject } from 'preact';
import { keyHelp } from './keys.ts';

/** The help, in a dialog of its own. */
export const Help = ({ dialog }: { readonly dialog: RefObject<HTMLDialogElement | null> }) => (
  <dialog ref={dialog} aria-labelledby="help">
    <form method="dialog">
      <h2 id="help">How to read this page</h2>
      <p>
        The page runs podproof's model of a Kubernetes cluster. Everything that may happen next is listed by the
        component that would do it; nothing is known about how long anything takes, so every order is possible.
      </p>
      <p>
        A dot is the component that acts, an arrow leads to the one it concerns. ✗ marks a step that breaks a promise.
        In the state, ● marks what the last step changed, with the old value crossed out.
      </p>
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
