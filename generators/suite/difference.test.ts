import { describe, expect, it } from 'vitest';
import { modelOf } from '../../model/reducer.ts';
import { unpromised } from '../check/testing/unpromised.ts';
import { type Mutation, mutate, mutations } from '../mutants/index.ts';
import { differenceIn, fieldOf } from './difference.ts';
import { unseen } from './equivalent-mutants.ts';
import { asTarget } from './generate.ts';
import { suiteOf } from './index.ts';
import { conformanceOf } from './ioco.ts';
import { visibilityOf } from './observability.ts';
import { killOf } from './score.ts';
import { situations } from './situations.ts';
import { caseTelling } from './testing/telling.ts';

const bounds = { maxStates: 200_000, maxBeliefs: 20_000 };

const named = (name: string) => {
  const found = situations.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no situation ${name}`);
  return found;
};

const known = (id: string): Mutation => {
  const found = mutations.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no mutant ${id}`);
  return found;
};

const fieldNamed = (name: string) => fieldOf(modelOf(asTarget(named(name), 'model')), 'model', bounds, mutations);

const small = ['restart policy Never', 'one container, deleted twice', 'two nodes', 'a claim that waits'] as const;

describe('deciding whether a mistake can be seen', () => {
  it.each(small)('finds no difference between the model and itself: %s', (name) => {
    const field = fieldNamed(name);
    expect(differenceIn(field, modelOf(field.scenario))).toBe('same');
  });

  it('answers with a shortest run: what was done and seen, and what must not come then', () => {
    const field = fieldNamed('restart policy Never');
    const found = differenceIn(field, mutate(modelOf(field.scenario), known('removed-while-running')));
    expect(found).toMatchObject({
      kind: 'unexpected',
      labels: [
        { do: 'create', uid: 'web#1' },
        { see: 'pod stored', uid: 'web#1' },
        { see: 'pod scheduled', uid: 'web#1', node: 'n1' },
        { do: 'delete', pod: 'web', grace: null },
      ],
      shows: { see: 'pod deleting', uid: 'web#1', grace: 0 },
    });
  });

  it('finds silence where something must come', () => {
    const field = fieldNamed('restart policy Never');
    const found = differenceIn(field, mutate(modelOf(field.scenario), known('kubelet-forgets-to-sync')));
    expect(found).toMatchObject({ kind: 'silent', shows: undefined });
  });

  it('does not decide beyond its bounds', () => {
    const field = fieldOf(modelOf(named('restart policy Never')), 'model', { maxStates: 50, maxBeliefs: 20_000 });
    expect(differenceIn(field, modelOf(field.scenario))).toBe('undecided');
  });
});

describe('a run that tells a mistake from the model', () => {
  it.each(small)(
    'makes a case that kills it, and where there is none nothing kills it: %s',
    { timeout: 300_000 },
    (name) => {
      const field = fieldNamed(name);
      const model = modelOf(field.scenario);
      const struck = field.struck();
      const suite = suiteOf({ profile: 'model', goals: ['transition', 'sequence', 'stop'], situations: [named(name)] });
      const verdicts = mutations.map((mutation) => {
        const mutant = mutate(model, mutation);
        const found = differenceIn(field, mutant);
        if (found === 'undecided') return 'undecided';
        if (found === 'same') return killOf(suite, mutation) === undefined ? 'same' : `${mutation.id} is killed`;
        if (!struck.has(mutation.id)) return `${mutation.id} does not strike`;
        const outcome = conformanceOf(mutant, caseTelling(model, 'model', found), 'model');
        return typeof outcome === 'string' ? `${mutation.id} ${outcome}` : 'differs';
      });
      expect(new Set(verdicts)).toEqual(new Set(['same', 'differs']));
    },
  );
});

describe('mistakes that cannot be seen', () => {
  it('are those of which it is said why', { timeout: 300_000 }, () => {
    const places = [...small, 'one container', 'a claim', 'a finalizer', 'volumes that cannot be mounted'].map(named);
    const suspects = mutations.filter(({ id }) => unseen[id] !== undefined);
    const told = visibilityOf(suspects, { profile: 'model', situations: places, bounds });
    expect(Object.keys(unseen).filter((id) => told.get(id)?.verdict !== 'same')).toEqual([]);
  });
});

describe('mistakes that break no guarantee', () => {
  it.each(Object.entries(unpromised))('can be seen: %s in %s', (id, name) => {
    const field = fieldNamed(name);
    expect(differenceIn(field, mutate(modelOf(field.scenario), known(id)))).toMatchObject({
      labels: expect.anything(),
    });
  });
});
