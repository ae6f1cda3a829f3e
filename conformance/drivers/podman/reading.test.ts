import { describe, expect, it } from 'vitest';
import { caseOf, initThenMain } from '../../../generators/suite/testing/cases.ts';
import { PodmanError } from './answer.ts';
import { eventIn } from './events.ts';
import { image } from './image.ts';
import { podStateIn, sampleOf, stateWords } from './inspect.ts';
import { playable, runLabel } from './manifest.ts';
import { linesIn } from './script.ts';

describe('podman events', () => {
  it('are read as podman 4.3.1 prints them; an exit code of 0 is left out there', () => {
    const line =
      '{"ID":"2a21","Image":"localhost/x:1","Name":"web-init","Status":"died","Time":"2026-11-23T17:28:54.843905435Z","Type":"container","Attributes":{"a":"b"}}';
    expect(eventIn(line)).toEqual({
      type: 'container',
      status: 'died',
      id: '2a21',
      name: 'web-init',
      podId: '',
      exitCode: 0,
      time: Date.parse('2026-11-23T17:28:54.843Z'),
      labels: { a: 'b' },
    });
    expect(eventIn('{"ContainerExitCode":137,"Status":"died","Attributes":null}')).toMatchObject({
      exitCode: 137,
      labels: {},
    });
  });

  it('are the lines with braces, whatever else is printed', () => {
    expect(eventIn('time="…" level=warning')).toBeUndefined();
  });
});

describe('lines of the programs', () => {
  it('say when, who and what; others are passed over', () => {
    const written =
      '12.34 web#1/app started 1230\nnoise\n12.50 web#1/app SIGTERM\n12.60 web#1/app lives\n12.61 web#1/app exits 3\n';
    expect(linesIn(written)).toEqual([
      { uptime: 12_340, name: 'web#1/app', what: 'started', born: 12_300 },
      { uptime: 12_500, name: 'web#1/app', what: 'SIGTERM', born: 12_500 },
      { uptime: 12_600, name: 'web#1/app', what: 'lives', born: 12_600 },
      { uptime: 12_610, name: 'web#1/app', what: 'exits', born: 12_610 },
    ]);
  });
});

describe('podman pod inspect', () => {
  const answer = JSON.stringify({
    State: 'Degraded',
    InfraContainerID: 'i',
    Containers: [
      { Id: 'a', Name: 'p-web-app', State: 'running' },
      { Id: 'i', Name: 'x-infra', State: 'exited' },
    ],
  });

  it('is read as podman 4.3.1 prints it, and said in words', () => {
    expect(stateWords('p-web', podStateIn(answer))).toBe('Degraded (app running, infra exited)');
    expect(podStateIn('{"State":"Created","InfraContainerID":""}').containers).toEqual([]);
  });

  it('answers that there is no such pod, or not at all', async () => {
    const refusal = (words: string) => () => Promise.reject(new Error(words));
    expect((await sampleOf(() => Promise.resolve(answer), 'p-web'))?.pod?.state).toBe('Degraded');
    expect(await sampleOf(refusal('podman pod inspect failed (125): no such pod p-web'), 'p-web')).toMatchObject({
      pod: undefined,
    });
    expect(await sampleOf(refusal('podman pod inspect was killed'), 'p-web')).toBeUndefined();
  });
});

describe('a podman command that failed', () => {
  it('says what podman said last', () => {
    const error = new PodmanError(['pod', 'stop', 'x'], 125, 'warning\nError: no such pod x\n');
    expect(error.message).toBe('podman pod stop failed (125): no such pod x');
    expect(error.brokeDown).toBe(false);
  });

  it.each([
    [-1, '', 'podman kube play was killed'],
    [125, 'Error: writing blob: write /x: no space left on device\nError: exiting', 'no space left on device'],
    [2, 'panic: runtime error: invalid memory address\ngoroutine 1 [running]:', 'panic: runtime error'],
  ])('says nothing about the pod where podman or the machine broke down: %i %s', (code, words, said) => {
    const error = new PodmanError(['kube', 'play', 'x'], code, words);
    expect(error.brokeDown).toBe(true);
    expect(error.message).toContain(said);
  });
});

describe('what is played', () => {
  const { manifest } = caseOf(initThenMain('Never'), 'podman');
  const owner = { run: 'r1', prefix: 'podproof-r1-1-', directory: '/somewhere' };

  it('is the pod of the case under a name and a label of the run', () => {
    const pod = playable('web#1', manifest, owner);
    expect(pod.metadata).toEqual({ name: 'podproof-r1-1-web', labels: { [runLabel]: 'r1' } });
    expect(pod['spec']).toMatchObject({ restartPolicy: 'Never', terminationGracePeriodSeconds: 30 });
  });

  it('runs our program from our image in every container', () => {
    const spec = playable('web#1', manifest, owner)['spec'] as Record<
      'initContainers' | 'containers',
      { command: string[] }[]
    >;
    const [init] = spec.initContainers;
    const [app] = spec.containers;
    expect(init).toMatchObject({ name: 'init', image, imagePullPolicy: 'Never' });
    expect(init?.command.slice(-3)).toEqual(['web#1/init', '0', 'web-1.init']);
    expect(app?.command.slice(-3)).toEqual(['web#1/app', '0', 'web-1.app']);
  });
});
