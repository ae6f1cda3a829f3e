import { describe, expect, it } from 'vitest';
import { isKind, kinds, structs, wordsOf } from './index.ts';
import { type FieldType, fieldType, structsOf } from './types.ts';

const namesIn = (type: FieldType): readonly string[] => {
  if (type.kind === 'named') return [type.name];
  return type.kind === 'list' || type.kind === 'map' ? namesIn(type.of) : [];
};

describe('the field tables', () => {
  it('name no type that is nowhere described', () => {
    const named = [...structs.values()].flatMap(({ fields }) => [...fields.values()].flatMap(namesIn));
    expect([...new Set(named)].filter((name) => !structs.has(name) && wordsOf(name) === undefined)).toEqual([]);
  });

  it('describe every kind, and describe nothing that cannot be reached', () => {
    const reached = new Set<string>(Object.keys(kinds));
    for (const name of reached) {
      for (const type of structs.get(name)?.fields.values() ?? []) for (const next of namesIn(type)) reached.add(next);
    }
    expect([...structs.keys()].filter((name) => !reached.has(name))).toEqual([]);
    expect(Object.keys(kinds).filter((kind) => !structs.has(kind))).toEqual([]);
  });

  it('hold the fields this model lives on', () => {
    const has = (struct: string, ...fields: string[]) =>
      expect(fields.filter((field) => !structs.get(struct)?.fields.has(field))).toEqual([]);
    has(
      'PodSpec',
      'schedulingGates',
      'readinessGates',
      'terminationGracePeriodSeconds',
      'resources',
      'schedulingGroup',
    );
    has('Container', 'restartPolicy', 'restartPolicyRules', 'lifecycle', 'startupProbe');
    has('Probe', 'exec', 'httpGet', 'tcpSocket', 'grpc', 'terminationGracePeriodSeconds');
    has('Pod', 'apiVersion', 'kind', 'metadata', 'spec', 'status');
  });

  it('are read in their own notation', () => {
    expect(fieldType('map[string][]int32')).toEqual({
      kind: 'map',
      of: { kind: 'list', of: { kind: 'integer', bits: 32 } },
    });
    expect(structsOf({ A: 'b B, ...' }).get('A')).toEqual({
      fields: new Map([['b', { kind: 'named', name: 'B' }]]),
      open: true,
    });
  });

  it('do not know kinds that every object inherits', () => {
    expect(isKind('constructor')).toBe(false);
    expect(wordsOf('toString')).toBeUndefined();
  });
});
