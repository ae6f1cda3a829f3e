/** The data of a page as they stand in it, written and read with what browsers and Node both have. */
import type { PageData } from './data.ts';

const through = async (
  bytes: string | Uint8Array<ArrayBuffer>,
  way: CompressionStream | DecompressionStream,
): Promise<Response> => new Response(new Blob([bytes]).stream().pipeThrough(way));

/** The data as text: packed, for hundreds of workloads say nearly the same. No sign of base64 can end a script element, open a comment in it or act on a terminal. */
export const packed = async (data: PageData): Promise<string> => {
  const response = await through(JSON.stringify(data), new CompressionStream('gzip'));
  const bytes = new Uint8Array(await response.arrayBuffer());
  // In pieces: a call takes only so many arguments.
  const piece = 0x8000;
  const letters = Array.from({ length: Math.ceil(bytes.length / piece) }, (_, index) =>
    String.fromCharCode(...bytes.subarray(index * piece, (index + 1) * piece)),
  );
  return btoa(letters.join(''));
};

/** The data from such a text. */
export const unpacked = async (text: string): Promise<PageData> => {
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const response = await through(bytes, new DecompressionStream('gzip'));
  return JSON.parse(await response.text()) as PageData;
};
