/** Everything there is to import: the model of the Pod lifecycle, and the explorer that walks any such model. */

export * as explore from './generators/explore/index.ts';
export * as model from './model/index.ts';
