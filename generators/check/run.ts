/** Running a search without holding up everything else. */
import type { Explorer, Progress } from '../explore/index.ts';

const portion = 4096;
const breathMilliseconds = 100;

/** Runs a search to its end, or until that is enough, and lets the event loop breathe ten times a second, so that Ctrl-C and timers are heard. */
export const runToEnd = async <S, E>(
  explorer: Explorer<S, E>,
  onProgress?: (progress: Progress) => void,
  enough: (progress: Progress) => boolean = () => false,
): Promise<void> => {
  let breath = performance.now();
  while (explorer.advance(portion) === 'more' && !enough(explorer.progress())) {
    if (performance.now() - breath < breathMilliseconds) continue;
    onProgress?.(explorer.progress());
    await new Promise((resolve) => setImmediate(resolve));
    breath = performance.now();
  }
};
