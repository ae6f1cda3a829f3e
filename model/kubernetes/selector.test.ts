import { describe, expect, it } from 'vitest';
import { matchesLabels, matchesNodeSelector, matchesRequirement, matchesTerm, requirementsOf } from './selector.ts';
import type { Requirement } from './spec.ts';

const requirement = (operator: Requirement['operator'], ...values: string[]): Requirement => ({
  key: 'tier',
  operator,
  values,
});

describe('a requirement', () => {
  it.each([
    ['In', ['web'], { tier: 'web' }, true],
    ['In', ['web'], { tier: 'db' }, false],
    ['In', ['web'], {}, false],
    ['NotIn', ['web'], { tier: 'db' }, true],
    ['NotIn', ['web'], { tier: 'web' }, false],
    ['NotIn', ['web'], {}, true],
    ['Exists', [], { tier: '' }, true],
    ['Exists', [], {}, false],
    ['DoesNotExist', [], {}, true],
    ['DoesNotExist', [], { tier: 'x' }, false],
    ['Gt', ['3'], { tier: '4' }, true],
    ['Gt', ['3'], { tier: '3' }, false],
    ['Gt', ['3'], { tier: 'many' }, false],
    ['Gt', ['3'], {}, false],
    ['Lt', ['3'], { tier: '-1' }, true],
    ['Lt', ['9007199254740993'], { tier: '9007199254740992' }, true],
  ] as const)('%s %j of %j: %s', (operator, values, labels, expected) => {
    expect(matchesRequirement(requirement(operator, ...values), labels)).toBe(expected);
  });

  it('does not take what every object inherits for a label', () => {
    expect(matchesRequirement({ key: 'constructor', operator: 'Exists', values: [] }, {})).toBe(false);
  });
});

describe('selectors', () => {
  it('hold if every requirement holds; none selects everything', () => {
    expect(matchesLabels(requirementsOf({ a: '1', b: '2' }), { a: '1', b: '2', c: '3' })).toBe(true);
    expect(matchesLabels(requirementsOf({ a: '1', b: '2' }), { a: '1' })).toBe(false);
    expect(matchesLabels([], {})).toBe(true);
  });

  it('of nodes hold if any term holds; an empty term, like no term, holds nowhere', () => {
    const node = { name: 'n1', labels: { disk: 'ssd' } };
    const byName = {
      matchExpressions: [],
      matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }],
    } as const;
    const byLabel = { matchExpressions: requirementsOf({ disk: 'hdd' }), matchFields: [] };
    expect(matchesTerm(byName, node)).toBe(true);
    expect(matchesNodeSelector([byLabel], node)).toBe(false);
    expect(matchesNodeSelector([byLabel, byName], node)).toBe(true);
    expect(matchesNodeSelector([], node)).toBe(false);
    expect(matchesTerm({ matchExpressions: [], matchFields: [] }, node)).toBe(false);
  });
});
