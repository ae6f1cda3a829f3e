/** The whole page: what it is about, its two views, the keys that work everywhere. */
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Coverage } from './Coverage.tsx';
import type { PageData } from './data.ts';
import { Explorer } from './Explorer.tsx';
import { Help } from './Help.tsx';
import { keysOf } from './keys.ts';
import { Report } from './Report.tsx';
import type { Store } from './store.ts';

const viewsOf = ({ coverage }: PageData) =>
  [
    ['report', 'Report'],
    ['explorer', 'Explorer'],
    ...(coverage === undefined ? [] : [['coverage', 'Coverage'] as const]),
  ] as const;

/** The page. */
export const App = ({ store, notice }: { readonly store: Store; readonly notice: string }) => {
  const said = useSignal(notice);
  const help = useRef<HTMLDialogElement>(null);
  // Before the first paint, so that no key is lost.
  useLayoutEffect(() => {
    const press = keysOf(store, () => help.current?.showModal());
    const follow = () => {
      if (location.hash !== `#${store.fragment.value}`) said.value = store.openFragment(location.hash);
    };
    document.addEventListener('keydown', press);
    window.addEventListener('hashchange', follow);
    return () => {
      document.removeEventListener('keydown', press);
      window.removeEventListener('hashchange', follow);
    };
  }, [store, said]);
  return (
    <>
      <header class="top">
        <h1>
          podproof <span class="title">{store.data.title}</span>
        </h1>
        <nav aria-label="Views">
          {viewsOf(store.data).map(([view, name]) => (
            <button
              type="button"
              key={view}
              aria-current={store.view.value === view ? 'page' : undefined}
              onClick={() => {
                store.view.value = view;
              }}
            >
              {name}
            </button>
          ))}
          <ThemeButton />
          <button type="button" onClick={() => help.current?.showModal()}>
            Help <kbd>?</kbd>
          </button>
        </nav>
      </header>
      {said.value === '' ? null : (
        <p class="notice" role="alert">
          {said.value}
        </p>
      )}
      <View store={store} />
      <Help dialog={help} />
    </>
  );
};

const View = ({ store }: { readonly store: Store }) => {
  const { coverage } = store.data;
  if (store.view.value === 'explorer') return <Explorer store={store} />;
  if (store.view.value === 'coverage' && coverage !== undefined) return <Coverage coverage={coverage} />;
  return <Report store={store} />;
};

const themes = ['system', 'light', 'dark'] as const;

/** Light or dark, against what the system says. */
const ThemeButton = () => {
  const theme = useSignal<(typeof themes)[number]>('system');
  const turn = () => {
    theme.value = themes[(themes.indexOf(theme.value) + 1) % themes.length] ?? 'system';
    document.documentElement.dataset['theme'] = theme.value;
  };
  return (
    <button type="button" onClick={turn} title="Colours: as the system has them, light, or dark">
      Colours: {theme.value}
    </button>
  );
};
