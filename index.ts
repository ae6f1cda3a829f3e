/**
 * Everything there is to import: checks of manifests, the model of the Pod lifecycle, and the explorer that walks any such model.
 *
 * @module podproof
 *
 * @example
 * ```ts
 * import { checkManifest, model } from 'podproof';
 *
 * const yaml = `
 * apiVersion: v1
 * kind: Pod
 * metadata: { name: web }
 * spec: { containers: [{ name: app, image: nginx }] }
 * `;
 * const { scenarios } = await checkManifest(yaml, { guarantees: ['init-before-main', 'bind-once'], untimed: true });
 * console.log(scenarios.map(({ slice, complete }) => [slice, complete]), model.guarantees.length > 80);
 * //→ [ [ 'pod', true ] ] true
 * ```
 */

export * as explore from './generators/explore/index.ts';
export { checkManifest } from './library/check.ts';
export * as model from './model/index.ts';
