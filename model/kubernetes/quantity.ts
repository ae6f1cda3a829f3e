/**
 * Kubernetes quantities (`100m`, `1.5Gi`, `2e3`), exact.
 * Grammar and rounding as in apimachinery `pkg/api/resource/quantity.go`, Kubernetes 1.36.
 */

/** An exact amount in units of 10⁻⁹, the finest the API server stores. */
export interface Quantity {
  readonly nano: bigint;
}

const nanoPerUnit = 1_000_000_000n;
const largestBinary = (2n ** 63n - 1n) * nanoPerUnit;
/** Exponents beyond this say nothing about a machine, and 10^exponent must stay a small computation. */
const largestExponent = 64;
const longestText = 128;

const decimalExponents: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);

const binaryExponents: ReadonlyMap<string, number> = new Map([
  ['Ki', 10],
  ['Mi', 20],
  ['Gi', 30],
  ['Ti', 40],
  ['Pi', 50],
  ['Ei', 60],
]);

/** The quantity a text stands for, or `undefined` if the API server would not accept it. */
export function parseQuantity(text: string): Quantity | undefined {
  if (text.length > longestText) return undefined;
  const parts = /^([+-]?)([0-9]*)(?:\.([0-9]*))?([A-Za-z]*|[eE][+-]?[0-9]+)$/.exec(text);
  if (parts === null) return undefined;
  const [, sign = '', whole = '', fraction = '', suffix = ''] = parts;
  if (whole === '' && fraction === '') return undefined;
  const scale = scaleOf(suffix);
  if (scale === undefined) return undefined;
  const digits = BigInt(whole + fraction) * nanoPerUnit * 2n ** BigInt(scale.two);
  const tens = scale.ten - fraction.length;
  const magnitude = tens >= 0 ? digits * 10n ** BigInt(tens) : roundedUp(digits, 10n ** BigInt(-tens));
  const capped = scale.two > 0 && magnitude > largestBinary ? largestBinary : magnitude;
  return { nano: sign === '-' ? -capped : capped };
}

function scaleOf(suffix: string): { two: number; ten: number } | undefined {
  const two = binaryExponents.get(suffix);
  if (two !== undefined) return { two, ten: 0 };
  const ten = decimalExponents.get(suffix);
  if (ten !== undefined) return { two: 0, ten };
  if (!/^[eE][+-]?[0-9]+$/.test(suffix)) return undefined;
  const exponent = Number(suffix.slice(1));
  return Math.abs(exponent) > largestExponent ? undefined : { two: 0, ten: exponent };
}

const roundedUp = (numerator: bigint, denominator: bigint): bigint => (numerator + denominator - 1n) / denominator;

function ceilingOf(numerator: bigint, denominator: bigint): bigint {
  return numerator > 0n ? roundedUp(numerator, denominator) : numerator / denominator;
}

/** `Quantity.Value()`: whole units, rounded up. */
export const value = ({ nano }: Quantity): bigint => ceilingOf(nano, nanoPerUnit);

/** `Quantity.MilliValue()`: thousandths, rounded up. */
export const milliValue = ({ nano }: Quantity): bigint => ceilingOf(nano, 1_000_000n);

/** Negative, zero or positive as `a` is less than, equal to or more than `b`. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  if (a.nano === b.nano) return 0;
  return a.nano < b.nano ? -1 : 1;
}

/** What the scheduler counts of one resource: millicores of `cpu`, whole units of everything else, never beyond safe integers. */
export function countOf(resource: string, quantity: Quantity): number {
  const exact = resource === 'cpu' ? milliValue(quantity) : value(quantity);
  const bound = BigInt(Number.MAX_SAFE_INTEGER);
  if (exact > bound) return Number(bound);
  return exact < -bound ? -Number(bound) : Number(exact);
}
