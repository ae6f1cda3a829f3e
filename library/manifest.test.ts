import { describe, expect, it } from 'vitest';
import { webYaml } from '../cli/testing/world.ts';
import { checkScenario } from '../generators/check/index.ts';
import { explore } from '../generators/explore/index.ts';
import { situations } from '../generators/suite/situations.ts';
import { guarantees } from '../model/guarantees/index.ts';
import { modelOf } from '../model/reducer.ts';
import { propertiesOf, readWorkloads } from './manifest.ts';

describe('readWorkloads', () => {
  it('cuts the workloads of a text into scenarios', () => {
    const { workloads, problems, notes } = readWorkloads({ file: 'web.yaml', text: webYaml });
    expect(problems).toEqual([]);
    expect(notes).toEqual([]);
    expect(workloads).toMatchObject([{ object: 'Deployment/web', file: 'web.yaml', line: 1, column: 1 }]);
    expect(workloads[0]?.slices.map(({ slice }) => slice)).toContain('timed-endpoints');
  });

  it('says what is wrong and where, and goes on with the rest', () => {
    const { workloads, problems } = readWorkloads([
      { file: 'a.yaml', text: webYaml },
      { file: 'b.yaml', text: 'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec:\n  containers: []\n' },
    ]);
    expect(workloads).toHaveLength(1);
    expect(problems).toMatchObject([{ file: 'b.yaml', line: 5, field: 'spec.containers' }]);
    expect(readWorkloads('{{ .Values }}').problems).not.toEqual([]);
    expect(readWorkloads('').workloads).toEqual([]);
  });

  it('has the setting that is asked for', () => {
    const untimed = readWorkloads(webYaml, { untimed: true, kubernetesVersion: '1.34', user: { delete: 2 }, nodes: 2 });
    const [workload] = untimed.workloads;
    expect(workload?.slices.some(({ slice }) => slice.startsWith('timed'))).toBe(false);
    expect(workload?.whole.user).toEqual({ delete: 2 });
    expect(Object.keys(workload?.whole.nodes ?? {})).toHaveLength(2);
    expect(() => readWorkloads(webYaml, { featureGates: { Nope: true } })).toThrow('Nope');
  });
});

describe('propertiesOf', () => {
  it('names every promise once, whatever the scenario', () => {
    const named = situations.flatMap((scenario) =>
      guarantees.map((guarantee) => {
        const ids = propertiesOf(guarantee, scenario).map(({ id }) => id);
        return [guarantee.id, ids.length - new Set(ids).size] as const;
      }),
    );
    expect(named.filter(([, twice]) => twice > 0)).toEqual([]);
  });

  it('gives the explorer what a check asks', async () => {
    const slice = readWorkloads(webYaml, { untimed: true }).workloads[0]?.slices.find(
      ({ slice }) => slice === 'endpoints',
    );
    if (slice === undefined) throw new Error('no slice');
    const model = modelOf(slice.scenario);
    const { results } = await checkScenario(slice, guarantees, {});
    const answers = results.map(({ guarantee, verdict }) => [guarantee.id, verdict]);
    expect(answers.length).toBeGreaterThan(3);
    const explored = results.map(({ guarantee }) => {
      const { findings } = explore(model, propertiesOf(guarantee, slice.scenario));
      return [guarantee.id, findings.some(({ verdict }) => verdict === 'violated') ? 'violated' : 'holds'];
    });
    expect(explored).toEqual(answers);
  });
});
