/** What a page is about, read as the page itself reads it. */
import type { PageData } from '../data.ts';
import { unpacked } from '../packing.ts';

/** The data in a page. */
export const dataIn = (page: string): Promise<PageData> =>
  unpacked(/<script type="application\/gzip" id="data">(.*?)<\/script>/s.exec(page)?.[1] ?? '');
