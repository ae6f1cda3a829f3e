/** The words and signs YAML is made of. */
import type { Mark } from './input.ts';

/** What tokens without a content of their own there are. */
export type Sign =
  | 'stream-end'
  | 'document-start'
  | 'document-end'
  | 'directive'
  | 'block-sequence-start'
  | 'block-mapping-start'
  | 'block-end'
  | 'flow-sequence-start'
  | 'flow-sequence-end'
  | 'flow-mapping-start'
  | 'flow-mapping-end'
  | 'block-entry'
  | 'flow-entry'
  | 'key'
  | 'value';

/** Where a token begins, and the offset at which it is over; one that stands for nothing in the text ends where it begins. */
interface Extent {
  readonly start: Mark;
  readonly end: number;
}

/** A token, with where it stands. */
export type Token = Extent &
  (
    | { readonly type: Sign }
    | { readonly type: 'alias' | 'anchor'; readonly name: string }
    | { readonly type: 'tag'; readonly handle: string; readonly suffix: string }
    | {
        readonly type: 'scalar';
        readonly value: string;
        readonly style: 'plain' | 'single-quoted' | 'double-quoted' | 'block';
      }
  );
