import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Read, valuesIn } from './values.ts';

const seed = 42;

/** The bytes in pieces of these sizes, round and round. */
async function* pieces(bytes: Uint8Array, sizes: readonly number[]): AsyncIterable<Uint8Array> {
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

const all = async (bytes: Uint8Array, sizes: readonly number[] = [64]): Promise<readonly Read[]> => {
  const found: Read[] = [];
  for await (const read of valuesIn(pieces(bytes, sizes))) found.push(read);
  return found;
};

const record = fc.record({ name: fc.string(), number: fc.integer(), inner: fc.dictionary(fc.string(), fc.string()) });
const sizes = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 5 });
const textOf = (values: readonly unknown[], indents: readonly boolean[]): string =>
  values.map((value, index) => `${JSON.stringify(value, null, indents[index] === true ? 2 : 0)}\n`).join('');
const options = { seed, numRuns: 200 };

describe('values in a stream', () => {
  it(`are read, one a line or indented, plain or gzip, however the bytes come (seed ${seed})`, async () => {
    const property = fc.asyncProperty(
      fc.array(record, { maxLength: 8 }),
      fc.array(fc.boolean()),
      sizes,
      fc.boolean(),
      async (records, indents, cuts, zipped) => {
        const bytes = Buffer.from(textOf(records, indents));
        const read = await all(zipped ? gzipSync(bytes) : bytes, cuts);
        expect(read.map((one) => (one.kind === 'value' ? one.value : one.kind))).toEqual(
          records.map((value) => JSON.parse(JSON.stringify(value)) as unknown),
        );
      },
    );
    await fc.assert(property, options);
  });

  it(`lose only the line that was damaged, and say which (seed ${seed})`, async () => {
    const property = fc.asyncProperty(
      fc.array(record, { minLength: 1, maxLength: 8 }),
      fc.nat(),
      fc.nat(),
      async (records, which, where) => {
        const lines = records.map((value) => JSON.stringify(value));
        const hit = which % lines.length;
        const line = lines[hit] ?? '';
        const damaged = lines.with(hit, line.slice(0, 1 + (where % (line.length - 1))));
        const read = await all(Buffer.from(damaged.join('\n')));
        expect(read.map(({ kind }) => kind)).toEqual(lines.map((_, index) => (index === hit ? 'damaged' : 'value')));
        expect(read.find(({ kind }) => kind === 'damaged')?.line).toBe(hit + 1);
      },
    );
    await fc.assert(property, options);
  });

  it(`never end in an error, whatever the bytes are (seed ${seed})`, async () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    const property = fc.asyncProperty(bytes, fc.boolean(), sizes, async (some, asGzip, cuts) => {
      const given = asGzip ? Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0]), some]) : some;
      for (const { line } of await all(given, cuts)) expect(line).toBeGreaterThan(0);
    });
    await fc.assert(property, options);
  });

  it('give what came before a gzip stream was cut off', async () => {
    const lines = Array.from({ length: 2000 }, (_, index) => JSON.stringify({ index, text: String(Math.sqrt(index)) }));
    const zipped = gzipSync(lines.join('\n'));
    const read = await all(zipped.subarray(0, zipped.length / 2), [1000]);
    expect(read.length).toBeGreaterThan(100);
    expect(read.slice(0, 100).every(({ kind }) => kind === 'value')).toBe(true);
  });
});
