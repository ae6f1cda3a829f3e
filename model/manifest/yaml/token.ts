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

/** A token, with where it begins. */
export type Token =
  | { readonly type: Sign; readonly start: Mark }
  | { readonly type: 'alias' | 'anchor'; readonly start: Mark; readonly name: string }
  | { readonly type: 'tag'; readonly start: Mark; readonly handle: string; readonly suffix: string }
  | {
      readonly type: 'scalar';
      readonly start: Mark;
      readonly value: string;
      readonly style: 'plain' | 'single-quoted' | 'double-quoted' | 'block';
    };
