/** Where the page begins: reads its data, follows the URL, draws. */
import { render } from 'preact';
import { App } from './App.tsx';
import { frameOf } from './frame.ts';
import { keepHistory } from './history.ts';
import { unpacked } from './packing.ts';
import { storeOf } from './store.ts';
import './style.css';

const root = document.getElementById('page');
const text = document.getElementById('data')?.textContent ?? '';
if (root === null || text === '') throw new Error('the page has no data');
const data = await unpacked(text);
root.replaceChildren();

const store = data.scenarios.length === 0 ? undefined : storeOf(data);
const frame = store ?? frameOf(data);
const notice = frame.openFragment(location.hash);
keepHistory(frame, window);
render(<App frame={frame} store={store} notice={notice} />, root);
