import { describe, expect, it } from 'vitest';
import { compareQuantities, countOf, milliValue, parseQuantity, value } from './quantity.ts';

const nano = (text: string) => parseQuantity(text)?.nano;

describe('parseQuantity', () => {
  it.each([
    ['0', 0n],
    ['1', 1_000_000_000n],
    ['100m', 100_000_000n],
    ['100n', 100n],
    ['7u', 7_000n],
    ['2k', 2_000_000_000_000n],
    ['1.5Gi', 1_610_612_736n * 1_000_000_000n],
    ['129e6', 129_000_000n * 1_000_000_000n],
    ['129E6', 129_000_000n * 1_000_000_000n],
    ['1e-3', 1_000_000n],
    ['1E', 10n ** 18n * 1_000_000_000n],
    ['400m', 400_000_000n],
    ['.5', 500_000_000n],
    ['5.', 5_000_000_000n],
    ['+3', 3_000_000_000n],
    ['-1.25', -1_250_000_000n],
    ['0.0000000001', 1n],
    ['-0.0000000001', -1n],
    ['0.1n', 1n],
    ['8Ei', (2n ** 63n - 1n) * 1_000_000_000n],
    ['007', 7_000_000_000n],
  ])('%s', (text, expected) => expect(nano(text)).toBe(expected));

  it.each([
    '',
    ' ',
    '1 Gi',
    '1ki',
    '1KI',
    '1gb',
    '1Gib',
    'Gi',
    '.',
    '-',
    '1..2',
    '1.2.3',
    '1e',
    '1e1.5',
    '0x10',
    '１',
    '1_000',
    'NaN',
    'Infinity',
    `1e${'9'.repeat(9)}`,
    '9'.repeat(10_000),
  ])('refuses %j', (text) => expect(parseQuantity(text)).toBeUndefined());
});

describe('rounding', () => {
  const quantity = (text: string) => parseQuantity(text) ?? { nano: -1n };

  it('goes up, as in Go', () => {
    expect(value(quantity('1.1'))).toBe(2n);
    expect(milliValue(quantity('1.1'))).toBe(1100n);
    expect(milliValue(quantity('1n'))).toBe(1n);
    expect(value(quantity('-1.9'))).toBe(-1n);
    expect(value(quantity('400m'))).toBe(1n);
  });

  it('counts cpu in thousandths and everything else in units', () => {
    expect(countOf('cpu', quantity('0.1'))).toBe(100);
    expect(countOf('memory', quantity('1Ki'))).toBe(1024);
    expect(countOf('example.com/gpu', quantity('2'))).toBe(2);
    expect(countOf('memory', quantity('1Ei'))).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('compares exactly where floating point cannot', () => {
    expect(compareQuantities(quantity('9007199254740993'), quantity('9007199254740992'))).toBe(1);
    expect(compareQuantities(quantity('1000m'), quantity('1'))).toBe(0);
  });
});
