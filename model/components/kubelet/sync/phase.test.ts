import { describe, expect, it } from 'vitest';
import { type records, viewWith } from '../../../testing/passes.ts';
import { container } from '../../../testing/scenario.ts';
import { getPhase } from './phase.ts';

type Short = keyof typeof records;
const on = { containerRestartRules: true };
const init = container('init');
const proxy = container('proxy', { restartPolicy: 'Always' });
const [app, log] = [container('app'), container('log')];

interface Case {
  readonly policy?: 'Always' | 'OnFailure' | 'Never';
  readonly init?: Short;
  readonly proxy?: Short;
  readonly app?: Short;
  readonly log?: Short;
  readonly started?: boolean;
  readonly terminal?: boolean;
  readonly gates?: typeof on | undefined;
}

const phase = (given: Case) => {
  const initContainers = [...(given.init ? [init] : []), ...(given.proxy ? [proxy] : [])];
  const spec = { initContainers, containers: [app, log], restartPolicy: given.policy ?? 'Always' } as const;
  const shown = {
    init: given.init ?? 'none',
    proxy: given.proxy ?? 'none',
    app: given.app ?? 'none',
    log: given.log ?? 'none',
  } as const;
  return getPhase(
    viewWith(spec, shown, { gates: given.gates ?? {} }),
    () => given.started ?? true,
    given.terminal ?? false,
  );
};

const cases: readonly (readonly [string, Case, string])[] = [
  ['an init container that waits or runs keeps the pod Pending', { init: 'none' }, 'Pending'],
  ['so does one that runs again', { init: 'running', app: 'waitsAgain', log: 'waitsAgain' }, 'Pending'],
  ['one that failed for good fails the pod', { init: 'failed', policy: 'Never' }, 'Failed'],
  ['one that failed and may run again leaves it Pending', { init: 'failed', policy: 'OnFailure' }, 'Pending'],
  ['a main container still to start for the first time keeps it Pending', { app: 'running' }, 'Pending'],
  ['all have run, one runs', { app: 'running', log: 'failed' }, 'Running'],
  ['all in crash back-off', { app: 'failed', log: 'failed' }, 'Running'],
  ['all waiting again', { app: 'waitsAgain', log: 'waitsAgain' }, 'Running'],
  ['all exited 0 under Always', { app: 'ok', log: 'ok' }, 'Running'],
  ['all exited 0 under OnFailure', { app: 'ok', log: 'ok', policy: 'OnFailure' }, 'Succeeded'],
  ['one failed under OnFailure', { app: 'ok', log: 'failed', policy: 'OnFailure' }, 'Running'],
  ['one failed under Never', { app: 'ok', log: 'failed', policy: 'Never' }, 'Failed'],
  ['one failed under Never while the other runs', { app: 'running', log: 'failed', policy: 'Never' }, 'Running'],
  ['a sidecar not started yet, no main container', { proxy: 'running', started: false }, 'Pending'],
  [
    'a sidecar starting again beside main containers',
    { proxy: 'running', started: false, app: 'running', log: 'running' },
    'Running',
  ],
  ['a sidecar that is down beside main containers', { proxy: 'failed', app: 'running', log: 'running' }, 'Running'],
  ['exit codes of sidecars do not count', { proxy: 'failed', app: 'ok', log: 'ok', policy: 'Never' }, 'Succeeded'],
  ['terminating for good, all exited 0, under Always', { app: 'ok', log: 'ok', terminal: true }, 'Succeeded'],
  ['terminating for good, one failed', { app: 'ok', log: 'failed', terminal: true }, 'Failed'],
  [
    'a sidecar starting again while main containers are down',
    { proxy: 'running', started: false, app: 'failed', log: 'failed' },
    'Running',
  ],
  [
    'a sidecar starting in a new sandbox',
    { proxy: 'running', started: false, app: 'waitsAgain', log: 'waitsAgain' },
    'Pending',
  ],
];

describe.each([
  ['with per-container restart rules (1.35, 1.36)', on],
  ['with the pod’s policy alone (1.34)', undefined],
] as const)('the phase %s', (_, gates) => {
  it.each(cases)('%s (C119)', (_title, given, expected) => {
    expect(phase({ ...given, gates })).toBe(expected);
  });

  it('is Running only once every main container has run (C120)', () => {
    expect(phase({ app: 'running', log: 'created', gates })).toBe('Pending');
    expect(phase({ app: 'running', log: 'running', gates })).toBe('Running');
  });

  it('a sidecar that runs keeps it Running after all main containers are done (C120)', () => {
    expect(phase({ proxy: 'running', app: 'ok', log: 'ok', policy: 'Never', gates })).toBe('Running');
    expect(phase({ proxy: 'ok', app: 'ok', log: 'ok', policy: 'Never', gates })).toBe('Succeeded');
  });

  it('goes back from Running to Pending when a new sandbox runs its init container again (C121)', () => {
    expect(phase({ init: 'ok', app: 'running', log: 'running', gates })).toBe('Running');
    expect(phase({ init: 'running', app: 'waitsAgain', log: 'waitsAgain', gates })).toBe('Pending');
  });
});

describe('the phase by version', () => {
  it('a container with a policy of its own is judged by it from 1.35 on, by the pod’s up to 1.34 (C119)', () => {
    const own = { restartPolicy: 'Never', containers: [container('app', { restartPolicy: 'OnFailure' })] } as const;
    expect(getPhase(viewWith(own, { app: 'failed' }, { gates: on }), () => true, false)).toBe('Running');
    expect(getPhase(viewWith(own, { app: 'failed' }), () => true, false)).toBe('Failed');
  });

  it('an init container with a policy of its own fails the pod from 1.35 on, the pod’s policy up to 1.34 (C119)', () => {
    const spec = { initContainers: [container('init', { restartPolicy: 'Never' })], restartPolicy: 'Always' } as const;
    expect(getPhase(viewWith(spec, { init: 'failed' }, { gates: on }), () => true, false)).toBe('Failed');
    expect(getPhase(viewWith(spec, { init: 'failed' }), () => true, false)).toBe('Pending');
  });
});
