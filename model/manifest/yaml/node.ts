/** The tree of a document as it is written, with the place of each part. */
import type { Mark } from './input.ts';

/** What a document is made of, before anything is known of what its scalars mean. */
export type YamlNode = Standing &
  (
    | {
        readonly kind: 'scalar';
        readonly tag: string;
        readonly value: string;
        /** Written without quotes, or with a lone `!`: what it means is up to its text. */
        readonly implicit: boolean;
      }
    | { readonly kind: 'map'; readonly flow: boolean; readonly pairs: readonly (readonly [YamlNode, YamlNode])[] }
    | { readonly kind: 'list'; readonly flow: boolean; readonly items: readonly YamlNode[] }
    | { readonly kind: 'alias'; readonly name: string; readonly of: YamlNode }
  );

/**
 * Where a node stands: from its anchor or tag, if it has any, up to the offset at which nothing of it is left. What is not written at all
 * stands at the sign it is missing after.
 */
export interface Standing {
  readonly start: Mark;
  readonly end: number;
}
