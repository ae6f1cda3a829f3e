/** Brings the current step into view by scrolling the diagram alone: what stands around it stays where it is. */

/** So much stays visible before and after the current row, where there is room for it. */
const wanted = 60;

const revealCurrent = (box: HTMLElement): void => {
  const row = box.querySelector('.row.current');
  if (row === null) {
    box.scrollTop = 0;
    return;
  }
  const [frame, place] = [box.getBoundingClientRect(), row.getBoundingClientRect()];
  const head = box.querySelector('.lanes')?.getBoundingClientRect().height ?? 0;
  const margin = Math.min(wanted, Math.max((frame.height - head - place.height) / 2, 0));
  const above = place.top - (frame.top + head + margin);
  const below = place.bottom - (frame.bottom - margin);
  if (above < 0) box.scrollTop += above;
  else if (below > 0) box.scrollTop += Math.min(below, above);
};

/** Scrolls `box` so far that its current row can be seen, also when what stands around it takes or leaves room; gives what ends that. */
export const keepRevealed = (box: HTMLElement): (() => void) => {
  revealCurrent(box);
  const observer = new ResizeObserver(() => revealCurrent(box));
  observer.observe(box);
  return () => observer.disconnect();
};
