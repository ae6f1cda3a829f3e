import { compareQuantities, parseQuantity, type Quantity } from '../../kubernetes/quantity.ts';
import type { Cursor } from '../cursor.ts';
import { quantityText } from '../fields.ts';
import type { Problem } from '../problem.ts';

const standard = /^(cpu|memory|ephemeral-storage|hugepages-.+)$/;

/** Requests and limits: known names, nothing negative, no request above its limit (`validateResourceRequirements`, 1.36). */
export function* resources(cursor: Cursor): Generator<Problem> {
  for (const list of ['limits', 'requests']) {
    for (const name of cursor.at(list).keys) yield* amount(cursor.at(list, name), name);
  }
  for (const name of cursor.at('requests').keys) {
    const request = cursor.at('requests', name);
    const limit = cursor.at('limits', name);
    const [asked, allowed] = [quantityAt(request), quantityAt(limit)];
    if (asked === undefined) continue;
    const extended = name.includes('/') || name.startsWith('hugepages-');
    if (allowed === undefined) {
      if (extended) yield request.problem(`a limit is required for ${name}`, 'set the limit to the same amount');
    } else if (compareQuantities(asked, allowed) > 0) {
      yield request.problem(
        `must be less than or equal to the limit of ${name}`,
        'lower the request or raise the limit',
      );
    } else if (extended && compareQuantities(asked, allowed) !== 0) {
      yield request.problem(`must be equal to the limit of ${name}`, 'set both to the same amount');
    }
  }
}

function* amount(cursor: Cursor, name: string): Generator<Problem> {
  if (!standard.test(name) && !name.includes('/')) {
    yield cursor.problem(
      `"${name}" is not a resource of containers`,
      'use cpu, memory, ephemeral-storage or example.com/name',
    );
  }
  const quantity = quantityAt(cursor);
  if (quantity === undefined) return;
  if (quantity.nano < 0n) yield cursor.problem('must not be negative', 'write zero or more');
  if (name.includes('/') && quantity.nano % 1_000_000_000n !== 0n) {
    yield cursor.problem(`${name} is counted in whole units`, 'write a whole number');
  }
}

function quantityAt({ tree }: Cursor): Quantity | undefined {
  return tree?.kind === 'scalar' ? parseQuantity(quantityText(tree) ?? '') : undefined;
}
