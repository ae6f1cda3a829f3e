/** Whether the page stands on a narrow screen; follows when the window is resized. */
import { useEffect, useState } from 'preact/hooks';

const query = '(max-width: 46rem)';

/** True on a narrow screen. */
export const useNarrow = (): boolean => {
  const [narrow, setNarrow] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const follow = () => setNarrow(media.matches);
    media.addEventListener('change', follow);
    return () => media.removeEventListener('change', follow);
  }, []);
  return narrow;
};
