/** The keyboard: every step can be taken without a mouse. */
import type { Frame } from './frame.ts';
import type { Store } from './store.ts';

/** What the keys do, for the help. */
export const keyHelp: readonly (readonly [keys: string, meaning: string])[] = [
  ['→ or j', 'one step further along the run that is shown'],
  ['← or k', 'one step back'],
  ['Home, End', 'to the beginning, to the end of the run'],
  ['1 to 9', 'let the event of that number happen'],
  ['n, p', 'next, previous counterexample of this scenario; among divergences, difference'],
  ['?', 'this help'],
];

const isTyping = (target: EventTarget | null): boolean =>
  target !== null && 'tagName' in target && /^(INPUT|SELECT|TEXTAREA)$/.test(String(target.tagName));

/** The counterexample so many places further in the list of this scenario. */
const jump = (store: Store, by: number): void => {
  const scene = store.scene.value;
  const runs = scene.verdicts.flatMap(({ runs }) => runs.filter(({ kind }) => kind === 'violation'));
  const now = runs.findIndex(({ guarantee }) => guarantee === store.about.value?.found.id);
  const next = runs.at(now === -1 ? (by > 0 ? 0 : -1) : (now + by) % runs.length);
  if (next !== undefined) store.openRun(scene.report.name, next);
};

type Actions = Readonly<Record<string, () => void>>;

const explorerActions = (store: Store): Actions => {
  const at = () => store.at.value;
  const forth = () => store.goTo(at() + 1);
  const back = () => store.goTo(at() - 1);
  return {
    ArrowRight: forth,
    j: forth,
    ArrowLeft: back,
    k: back,
    Home: () => store.goTo(0),
    End: () => store.goTo(store.run.value.steps.length),
    n: () => jump(store, 1),
    p: () => jump(store, -1),
  };
};

const divergenceActions = ({ data, difference }: Frame): Actions => {
  const count = data.conform?.differences.length ?? 0;
  const turn = (by: number) => () => {
    if (count === 0) return;
    const from = difference.value === 0 && by < 0 ? count + 1 : difference.value;
    difference.value = ((from - 1 + by + count) % count) + 1;
  };
  return { n: turn(1), p: turn(-1) };
};

/** What to do on a key. */
export const keysOf = (frame: Frame, store: Store | undefined, help: () => void) => {
  const inExplorer = store === undefined ? {} : explorerActions(store);
  const inDivergences = divergenceActions(frame);
  const actionsNow = (): Actions => {
    if (frame.view.value === 'explorer') return inExplorer;
    return frame.view.value === 'divergences' ? inDivergences : {};
  };
  const choiceOf = (key: string) =>
    store !== undefined && frame.view.value === 'explorer' && /^[1-9]$/.test(key)
      ? store.choices.value[Number(key) - 1]
      : undefined;
  const untimely = (choice: ReturnType<typeof choiceOf>): boolean => choice !== undefined && 'untimely' in choice;
  return (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    const choice = choiceOf(event.key);
    const action =
      choice === undefined || untimely(choice) ? { ...actionsNow(), '?': help }[event.key] : () => store?.take(choice);
    if (action === undefined) return;
    event.preventDefault();
    action();
  };
};
