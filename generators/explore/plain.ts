/** Plain data: what cells and events are made of, its copy, and the text by which two of them are the same. */

/** A deep, frozen copy of plain data. Stand-ins of a traced view inside it are read, and so come out as plain data too. */
export function plainCopy(value: unknown, where: string): unknown {
  if (Array.isArray(value)) return Object.freeze(value.map((item, i) => plainCopy(item, `${where}[${i}]`)));
  if (isPlainObject(value)) {
    const entries = Object.entries(value).map(([key, item]) => [key, plainCopy(item, `${where}.${key}`)] as const);
    return Object.freeze(Object.fromEntries(entries));
  }
  if (value !== null && ['object', 'function', 'symbol'].includes(typeof value)) {
    throw new TypeError(`${where} is not plain data: ${describe(value)}`);
  }
  return value;
}

/** The text that is equal for two pieces of plain data exactly if they are structurally equal (order of keys aside). */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const record = value as Record<string, unknown>;
    const fields = Object.keys(record).sort();
    return `{${fields.map((key) => `${JSON.stringify(key)}:${canonical(record[key])}`).join(',')}}`;
  }
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  return String(value);
}

/** Whether a value is an object written with braces (no array, no class, no Map). */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** A value in a few words, for an error message. */
export function describe(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return `an instance of ${value.constructor?.name ?? 'nothing'}`;
  return value === null || value === undefined ? String(value) : `a ${typeof value}`;
}
