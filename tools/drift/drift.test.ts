import { describe, expect, it } from 'vitest';
import { comparisons, driftOf, pairsOf } from './code.ts';
import { newestOf } from './main.ts';
import { changedDefaults, fieldDrift, gateDrift, stageIn } from './tables.ts';

const stage = (version: string, name: string, on: boolean, locked = false) => ({
  version,
  default: on,
  stage: name,
  locked,
});

describe('what is compared', () => {
  it('is the newest release cited of each minor version with the newest published, and the last with the front', () => {
    const published = ['1.35.8', '1.36.5', '1.37.2'];
    expect(pairsOf(['1.35.6', '1.36.2', '1.36.5'], published)).toEqual([
      ['1.35.6', '1.35.8'],
      ['1.36.5', '1.37.2'],
    ]);
    expect(pairsOf(['1.36.2', '1.37.2'], published)).toEqual([['1.36.2', '1.36.5']]);
    expect(pairsOf(['1.37.2'], published)).toEqual([]);
    expect(pairsOf(['1.37.2'], [...published, '1.38.0'])).toEqual([['1.37.2', '1.38.0']]);
  });

  it('is every cited place, once, with all that cite it', () => {
    const found = comparisons(['1.36.99', '1.99.0']);
    const keys = found.map(({ module, path, names, from, to }) => JSON.stringify([module, path, names, from, to]));
    expect(new Set(keys).size).toBe(keys.length);
    const [sync] = found.filter(({ names, to }) => names.join() === 'SyncPod' && to === '1.36.99');
    expect(sync?.citedBy.length).toBeGreaterThan(1);
    expect(found.some(({ citedBy }) => citedBy.includes('createdCountsAsInitialized'))).toBe(true);
  });

  it('is the newest patch of each minor version, also where the proxy lists fewer than were read', () => {
    expect(newestOf(['1.33.9', '1.36.1', '1.37.12', '1.37.9', '1.38.0'])).toEqual([
      '1.34.11',
      '1.35.8',
      '1.36.5',
      '1.37.12',
      '1.38.0',
    ]);
  });
});

describe('code that drifted', () => {
  const one = {
    module: 'k8s.io/kubernetes',
    path: 'pkg/a.go',
    names: ['F'],
    from: '1.36.2',
    to: '1.37.2',
    citedBy: ['C98'],
  };
  const file = (declarations: Readonly<Record<string, string>>) => ({ absent: false, declarations });

  it('is what is cited, and nothing beside it', () => {
    expect(driftOf(one, file({ F: '1', G: '1' }), file({ F: '1', G: '2' }))).toBeUndefined();
    const drift = driftOf(one, file({ F: '1' }), file({ F: '2' }));
    expect(drift?.changed).toEqual(['F']);
    expect(drift?.guarantees).toContain('init-before-main');
  });

  it('is all of a file that is cited whole, methods once', () => {
    const whole = { ...one, names: [] };
    const before = file({ F: '1', 'A.F': '1', G: '1', H: '1' });
    expect(driftOf(whole, before, file({ F: '2', 'A.F': '2', H: '1', I: '1' }))?.changed).toEqual([
      'F',
      'G (gone)',
      'I (new)',
    ]);
  });

  it('is a file that is gone, and a name that never was there', () => {
    expect(driftOf(one, file({ F: '1' }), { absent: true })?.changed).toEqual(['pkg/a.go (gone)']);
    expect(driftOf(one, { absent: true }, file({ F: '1' }))?.changed).toEqual(['pkg/a.go (not in 1.36.2)']);
    expect(driftOf(one, file({ G: '1' }), file({ G: '1' }))?.changed).toEqual(['F (nowhere)']);
  });

  it('names the guarantees on the facts of a switch', () => {
    const cited = { ...one, citedBy: ['execProbesSurviveTermination'] };
    expect(driftOf(cited, file({ F: '1' }), file({ F: '2' }))?.guarantees).toEqual(['readiness-probed-until-stopped']);
  });
});

describe('gates that drifted', () => {
  const stages = [stage('1.24', 'Alpha', false), stage('1.37', 'Beta', true), stage('1.39', 'GA', true, true)];

  it('stand where the last stage up to a version has them', () => {
    expect(['1.23', '1.36', '1.37', '1.38', '1.39'].map((version) => stageIn(stages, version))).toEqual([
      undefined,
      'alpha off',
      'beta on',
      'beta on',
      'GA locked',
    ]);
  });

  it('are those that the table has otherwise', () => {
    const found = gateDrift('1.37', '1.37.9', { MaxUnavailableStatefulSet: [stage('1.37', 'GA', true, true)] });
    const [drift] = found.filter(({ name }) => name === 'MaxUnavailableStatefulSet');
    expect(drift).toEqual({
      name: 'MaxUnavailableStatefulSet',
      release: '1.37.9',
      table: 'beta on',
      source: 'GA locked',
    });
    expect(found.some(({ name }) => name === 'SidecarContainers')).toBe(false);
    expect(found.some(({ name, source }) => name === 'EventedPLEG' && source === 'absent')).toBe(true);
  });

  it('are those whose default is another', () => {
    expect(changedDefaults(['1.36', { X: stages }], ['1.37', { X: stages, Y: stages }])).toEqual([
      'X: alpha off in 1.36, beta on in 1.37',
    ]);
  });
});

describe('fields that drifted', () => {
  const sourceOf = (fields: Readonly<Record<string, string>>) => ({ PodSchedulingGate: fields });
  const about = (found: ReturnType<typeof fieldDrift>) =>
    found.filter(({ field }) => field.startsWith('PodSchedulingGate')).map(({ field, what }) => [field, what]);

  it('are new ones, gone ones and lost structs', () => {
    expect(about(fieldDrift('1.37', '1.37.2', sourceOf({ name: 'string' })))).toEqual([]);
    expect(about(fieldDrift('1.37', '1.37.9', sourceOf({ name: 'string', why: 'string' })))).toEqual([
      ['PodSchedulingGate.why', 'missing from the schema'],
    ]);
    expect(about(fieldDrift('1.37', '1.37.9', sourceOf({})))).toEqual([
      ['PodSchedulingGate.name', 'not in the release'],
    ]);
    expect(about(fieldDrift('1.38', '1.38.0', {}))).toEqual([['PodSchedulingGate', 'struct not found']]);
  });

  it('are asked of the versions that have them', () => {
    const responder = (version: string) =>
      fieldDrift(version, `${version}.1`, {}).filter(({ field }) => field === 'EvictionResponder').length;
    expect([responder('1.36'), responder('1.37')]).toEqual([0, 1]);
  });
});
