import { describe, expect, it } from 'vitest';
import { caseOf, initThenMain } from '../../testing/cases.ts';
import { eventIn } from './events.ts';
import { image } from './image.ts';
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
    expect(linesIn('12.34 web#1/app started\nnoise\n12.50 web#1/app SIGTERM\n12.51 web#1/app exits 3\n')).toEqual([
      { uptime: 12_340, name: 'web#1/app', what: 'started' },
      { uptime: 12_500, name: 'web#1/app', what: 'SIGTERM' },
      { uptime: 12_510, name: 'web#1/app', what: 'exits' },
    ]);
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
