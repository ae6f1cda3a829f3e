/** The cluster's state beside the run: as kubectl shows it, or in the model's own cells. */
import { useSignal } from '@preact/signals';
import { standing } from '../run/setting.ts';
import { Cells } from './Cells.tsx';
import { KubectlView } from './KubectlView.tsx';
import type { Store } from './store.ts';

const looks = [
  ['kubectl', 'What is stored in the API server, as kubectl prints it'],
  ['cells', 'Everything the model knows, component by component'],
] as const;

/** The state, with a switch between the two. */
export const StatePanel = ({ store }: { readonly store: Store }) => {
  const look = useSignal<(typeof looks)[number][0]>('kubectl');
  return (
    <>
      <div class="switch">
        <h2 id="state">State</h2>
        {looks.map(([name, title]) => (
          <button
            type="button"
            key={name}
            title={title}
            aria-pressed={look.value === name}
            onClick={() => (look.value = name)}
          >
            {name}
          </button>
        ))}
      </div>
      <p class="standing">{standing(store.cluster.value)}</p>
      {look.value === 'kubectl' ? <KubectlView store={store} /> : <Cells store={store} />}
    </>
  );
};
