/**
 * The notation of the field tables: `name Type, name Type`, with Go's own type expressions
 * (`string`, `int32`, `[]Container`, `map[string]string`) as in `k8s.io/api`, 1.34 to 1.37 taken together.
 * `any` is not looked into; `...` at the end of a table allows fields it does not list.
 */

/** What may stand in a field. */
export type FieldType =
  | { readonly kind: 'string' | 'boolean' | 'quantity' | 'intOrString' | 'bytes' | 'any' }
  | { readonly kind: 'integer'; readonly bits: 32 | 64 }
  | { readonly kind: 'list'; readonly of: FieldType }
  | { readonly kind: 'map'; readonly of: FieldType }
  | { readonly kind: 'named'; readonly name: string };

/** The fields of one struct. */
export interface Struct {
  readonly fields: ReadonlyMap<string, FieldType>;
  /** Fields beyond these are allowed and not looked into. */
  readonly open: boolean;
}

/** Struct name → its fields in the notation above. */
export type Tables = Readonly<Record<string, string>>;

const simple: ReadonlyMap<string, FieldType> = new Map<string, FieldType>([
  ['string', { kind: 'string' }],
  ['bool', { kind: 'boolean' }],
  ['int32', { kind: 'integer', bits: 32 }],
  ['int64', { kind: 'integer', bits: 64 }],
  ['Quantity', { kind: 'quantity' }],
  ['IntOrString', { kind: 'intOrString' }],
  ['bytes', { kind: 'bytes' }],
  ['any', { kind: 'any' }],
]);

/** Reads one type expression. */
export function fieldType(expression: string): FieldType {
  if (expression.startsWith('[]')) return { kind: 'list', of: fieldType(expression.slice(2)) };
  if (expression.startsWith('map[string]')) return { kind: 'map', of: fieldType(expression.slice(11)) };
  return simple.get(expression) ?? { kind: 'named', name: expression };
}

/** Reads tables into structs. */
export function structsOf(tables: Tables): ReadonlyMap<string, Struct> {
  return new Map(
    Object.entries(tables).map(([name, table]) => {
      const rows = table.split(',').map((row) => row.trim());
      const fields = rows.filter((row) => row !== '...').map((row) => row.split(/\s+/) as [string, string]);
      const struct: Struct = {
        fields: new Map(fields.map(([field, type]) => [field, fieldType(type)])),
        open: rows.includes('...'),
      };
      return [name, struct];
    }),
  );
}
