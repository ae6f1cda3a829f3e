import { fileURLToPath } from 'node:url';
import { quotientsOf } from '../slices.ts';

/** How many states a class has on average in this slice of an example, `web.yaml pod`. */
export const factorOf = async (name: string): Promise<number> => {
  const [file, wanted] = name.split(' ');
  const path = fileURLToPath(new URL(`../../../examples/${file}`, import.meta.url));
  for await (const { factor } of quotientsOf(path, (slice) => slice === wanted)) return factor;
  throw new Error(`there is no ${name}`);
};
