/** A module as vitest evaluates it, taken out of its wrapper. */
export interface Unwrapped {
  /** From an offset in the wrapped text to one in the module's own. */
  readonly shift: (offset: number) => number;
  /** What Node keeps in `source-map-cache`: the map and how long each generated line is. */
  readonly map: { readonly lineLengths: readonly number[]; readonly data: unknown };
}

const wrapper = /^'use strict';async \([^)]*\)=>\{\{/;
const inlineMap = /\/\/# sourceMappingURL=data:application\/json;[^,]*base64,([A-Za-z0-9+/=]+)/g;

/** Takes the wrapper off; a script that does not look like vitest's is an error, or coverage would silently be wrong. */
export function unwrap(script: string): Unwrapped {
  const prefix = wrapper.exec(script)?.[0].length;
  const encoded = [...script.matchAll(inlineMap)].at(-1)?.[1];
  if (prefix === undefined || encoded === undefined)
    throw new Error(`not a module run by vitest: ${script.slice(0, 80)}`);
  const code = script.slice(prefix, -'\n}}'.length);
  return {
    shift: (offset) => Math.min(Math.max(0, offset - prefix), code.length),
    map: {
      lineLengths: code.split('\n').map((line) => line.length),
      data: JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')) as unknown,
    },
  };
}
