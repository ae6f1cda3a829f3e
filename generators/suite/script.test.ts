/** What a tester must do for a run to happen: orders come before the moment at which somebody asks, and nothing is withheld for ever. */
import { describe, expect, it } from 'vitest';
import { podSpec } from '../../model/kubernetes/defaults.ts';
import type { Case } from './case.ts';
import { suiteOf } from './generate.ts';
import { situations } from './situations.ts';
import { patienceFor } from './timeouts.ts';

const casesOf = (name: string): readonly Case[] => {
  const chosen = situations.filter((one) => one.name === name);
  expect(chosen.length).toBe(1);
  return suiteOf({ profile: 'model', goals: ['event', 'transition'], situations: chosen }).cases;
};

const deeds = ({ stimuli }: Case): readonly string[] => stimuli.map((step) => step.do.do);

describe('scripts', () => {
  it('withhold an image before the Pod is created, and give it back once the container was seen waiting', () => {
    const cases = casesOf('an image that cannot be pulled').filter((test) => deeds(test).includes('image answers'));
    expect(cases.length).toBeGreaterThan(0);
    for (const test of cases) {
      const [first, second, ...rest] = test.stimuli;
      expect(first).toMatchObject({ when: null, do: { do: 'image answers', succeeds: false } });
      expect(second?.do.do).toBe('create');
      const back = rest.some(({ do: stimulus }) => stimulus.do === 'image answers' && stimulus.succeeds);
      const gone = rest.some(({ do: stimulus }) => stimulus.do.endsWith('delete'));
      expect(back || gone, test.title).toBe(true);
    }
  });

  it('withhold volumes likewise, and wait longer than the kubelet does', () => {
    const cases = casesOf('volumes that cannot be mounted').filter((test) => deeds(test).includes('volumes answer'));
    expect(cases.map((test) => test.stimuli[0]?.do)).toContainEqual({
      do: 'volumes answer',
      uid: 'web#1',
      succeeds: false,
    });
    for (const test of cases) expect(test.timeoutSeconds).toBeGreaterThan(123);
  });

  it('exhaust memory only where there is a limit, and it shows as exit code 137', () => {
    const cases = casesOf('a memory limit').filter((test) => deeds(test).includes('process exceeds memory'));
    expect(cases.length).toBeGreaterThan(0);
    for (const { manifest, oracle } of cases) {
      expect(JSON.stringify(manifest.pods)).toContain('"limits":{"memory":"67108864"}');
      expect(oracle.alphabet).toContainEqual({
        see: 'container exited',
        uid: 'web#1',
        container: 'app',
        exitCode: 137,
      });
    }
  });

  it('let a postStart hook fail once', () => {
    const programs = casesOf('a postStart hook that fails').map(({ manifest }) => manifest.programs['web#1/app']);
    expect(programs.map((program) => program?.postStart)).toContain('fails');
  });

  it.each([
    'a node that is cordoned',
    'a node that is tainted',
    'a node that is relabelled',
    'a claim',
    'a readiness gate',
  ])('%s: the tester does it', (name) => {
    const outside = ['cordon', 'taint', 'relabel', 'delete claim', 'set readiness gates'];
    expect(
      casesOf(name)
        .flatMap(deeds)
        .some((deed) => outside.includes(deed)),
    ).toBe(true);
  });
});

describe('patience', () => {
  const [plain] = situations;
  if (plain === undefined) throw new Error('there are no situations');

  it('is longer than grace period, deadline and probes together', () => {
    const spec = podSpec({ terminationGracePeriodSeconds: 40, activeDeadlineSeconds: 100 });
    const slow = { ...plain, instances: { 'web#1': { name: 'web', spec } } };
    expect(patienceFor(slow, [])).toBe(30 + 80 + 100);
  });
});
