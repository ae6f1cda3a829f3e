import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareQuantities, milliValue, parseQuantity, type Quantity, value } from './quantity.ts';

const seeded = { seed: 42 };
const suffix = fc.constantFrom(
  'n',
  'u',
  'm',
  '',
  'k',
  'M',
  'G',
  'T',
  'P',
  'E',
  'Ki',
  'Mi',
  'Gi',
  'Ti',
  'Pi',
  'Ei',
  'e3',
  'E-2',
);
const text = fc
  .tuple(fc.constantFrom('', '-', '+'), fc.nat(10 ** 6), fc.option(fc.nat(10 ** 6)), suffix)
  .map(([sign, whole, fraction, unit]) => `${sign}${whole}${fraction === null ? '' : `.${fraction}`}${unit}`);
const parsed = (one: string): Quantity => {
  const quantity = parseQuantity(one);
  if (quantity === undefined) throw new Error(`${one} is not a quantity`);
  return quantity;
};

describe('quantities (seed 42)', () => {
  it('everything the grammar describes is read', () =>
    fc.assert(
      fc.property(text, (one) => {
        expect(parseQuantity(one)).toBeDefined();
      }),
      seeded,
    ));

  it('written out in nano units they read back the same', () =>
    fc.assert(
      fc.property(text, (one) => {
        expect(parsed(`${parsed(one).nano}n`)).toEqual(parsed(one));
      }),
      seeded,
    ));

  it('are totally ordered, and a minus sign turns the order around', () =>
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), suffix, (a, b, unit) => {
        const order = compareQuantities(parsed(`${a}${unit}`), parsed(`${b}${unit}`));
        const turned = compareQuantities(parsed(`-${b}${unit}`), parsed(`-${a}${unit}`));
        expect(order).toBe(turned);
        expect(unit.endsWith('Ei') || order === Math.sign(a - b)).toBe(true);
      }),
      seeded,
    ));

  it('round up by less than one', () =>
    fc.assert(
      fc.property(text, (one) => {
        const { nano } = parsed(one);
        const [units, thousandths] = [value({ nano }) * 10n ** 9n, milliValue({ nano }) * 10n ** 6n];
        expect(units >= nano && units - nano < 10n ** 9n).toBe(true);
        expect(thousandths >= nano && thousandths - nano < 10n ** 6n).toBe(true);
      }),
      seeded,
    ));

  it('random text is read or refused, never thrown at', () =>
    fc.assert(
      fc.property(fc.string(), (one) => {
        const quantity = parseQuantity(one);
        expect(quantity === undefined || typeof quantity.nano === 'bigint').toBe(true);
      }),
      seeded,
    ));
});
