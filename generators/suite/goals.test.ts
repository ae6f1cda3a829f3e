import { describe, expect, it } from 'vitest';
import { type Aim, goalId, goalKindOf, goalOf, mutantOf } from './goals.ts';

const aims: readonly (readonly [Aim, string])[] = [
  [{ kind: 'event', type: 'user/podDeleted' }, 'event:user/podDeleted'],
  [{ kind: 'transition', chart: 'pod', edge: 'a —b→ c' }, 'transition:pod: a —b→ c'],
  [{ kind: 'pair', chart: 'pod', first: 'a —b→ c', second: 'c —d→ e' }, 'pair:pod: a —b→ c, then c —d→ e'],
  [{ kind: 'sequence', first: 'delete', second: 'force delete' }, 'sequence:delete, then force delete'],
  [{ kind: 'stop', way: 'sidecar, exits 0' }, 'stop:sidecar, exits 0'],
  [{ kind: 'witness', guarantee: 'bind-once' }, 'witness:bind-once'],
  [{ kind: 'near-miss', mutant: 'kills-at-once' }, 'near-miss:kills-at-once'],
];

describe('ids of goals', () => {
  it.each(aims)('of %o is %s, of the same kind', (aim, id) => {
    expect(goalId(aim)).toBe(id);
    expect(goalKindOf(id)).toBe(aim.kind);
    expect(goalOf(id)).toMatchObject({ id, kind: aim.kind });
    expect(mutantOf(id)).toBe(aim.kind === 'near-miss' ? aim.mutant : undefined);
  });
});
