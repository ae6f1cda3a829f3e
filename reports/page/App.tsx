/** The whole page: what it is about, its views, the keys that work everywhere. */
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Coverage } from './Coverage.tsx';
import { Divergences } from './Divergences.tsx';
import { Explorer } from './Explorer.tsx';
import { type Frame, viewsOf } from './frame.ts';
import { Help } from './Help.tsx';
import { keysOf } from './keys.ts';
import { Problems } from './Problems.tsx';
import { Report } from './Report.tsx';
import type { Store } from './store.ts';

interface AppProps {
  readonly frame: Frame;
  /** Only of a page that has runs. */
  readonly store: Store | undefined;
  readonly notice: string;
}

/** The page. */
export const App = ({ frame, store, notice }: AppProps) => {
  const said = useSignal(notice);
  const help = useRef<HTMLDialogElement>(null);
  // Before the first paint, so that no key is lost.
  useLayoutEffect(() => {
    const press = keysOf(frame, store, () => help.current?.showModal());
    const follow = () => {
      if (location.hash !== `#${frame.fragment.value}`) said.value = frame.openFragment(location.hash);
    };
    document.addEventListener('keydown', press);
    window.addEventListener('hashchange', follow);
    return () => {
      document.removeEventListener('keydown', press);
      window.removeEventListener('hashchange', follow);
    };
  }, [frame, store, said]);
  return (
    <>
      <header class="top">
        <h1>
          podproof <span class="title">{frame.data.title}</span>
        </h1>
        <nav aria-label="Views">
          {viewsOf(frame.data).map(([view, name]) => (
            <button
              type="button"
              key={view}
              aria-current={frame.view.value === view ? 'page' : undefined}
              onClick={() => frame.turnTo(view)}
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
      <View frame={frame} store={store} />
      <Help dialog={help} data={frame.data} />
    </>
  );
};

const View = ({ frame, store }: Pick<AppProps, 'frame' | 'store'>) => {
  const { coverage, conform, report } = frame.data;
  if (frame.view.value === 'coverage' && coverage !== undefined) return <Coverage coverage={coverage} />;
  if (frame.view.value === 'divergences' && conform !== undefined)
    return <Divergences frame={frame} conform={conform} />;
  if (store === undefined) return <Problems report={report} />;
  return frame.view.value === 'explorer' ? <Explorer store={store} /> : <Report store={store} />;
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
      <span class="wide">Colours: </span>◐ {theme.value}
    </button>
  );
};
