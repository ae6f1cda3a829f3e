/** Where the page begins: reads its data, follows the URL, draws. */
import { effect } from '@preact/signals';
import { render } from 'preact';
import { App } from './App.tsx';
import { Coverage } from './Coverage.tsx';
import type { PageData } from './data.ts';
import { valueIn } from './json.ts';
import { Problems } from './Problems.tsx';
import { storeOf } from './store.ts';
import './style.css';

const root = document.getElementById('page');
const text = document.getElementById('data')?.textContent ?? '';
if (root === null || text === '') throw new Error('the page has no data');
const data = valueIn(text) as PageData;
root.replaceChildren();

if (data.scenarios.length === 0) {
  render(
    <>
      <Problems report={data.report} />
      {data.coverage === undefined ? null : <Coverage coverage={data.coverage} />}
    </>,
    root,
  );
} else {
  const store = storeOf(data);
  const notice = store.openFragment(location.hash);
  effect(() => {
    const fragment = `#${store.fragment.value}`;
    if (location.hash !== fragment) history.replaceState(null, '', fragment);
  });
  render(<App store={store} notice={notice} />, root);
}
