/** TypeDoc reads programs with the JavaScript API of TypeScript, which TypeScript 7 has no longer: it is given TypeScript 6. */
import { register } from 'node:module';

const hook = `export const resolve = (specifier, context, next) =>
  next(specifier === 'typescript' ? 'typescript6' : specifier, context);`;

register(`data:text/javascript,${encodeURIComponent(hook)}`);
