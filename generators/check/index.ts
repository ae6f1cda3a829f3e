/** The door of this room: check a slice, get answers. */
export { checkScenario } from './check.ts';
export { type Asker, type Errand, errandsOf, toldTo } from './errands.ts';
export { type PackedResult, packed } from './packed.ts';
