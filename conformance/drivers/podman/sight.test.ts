import { describe, expect, it } from 'vitest';
import type { Seen } from '../../driver.ts';
import type { PodmanEvent } from './events.ts';
import { Sight } from './sight.ts';

const event = (fields: Partial<PodmanEvent>): PodmanEvent => ({
  type: 'container',
  status: '',
  id: '',
  name: '',
  podId: '',
  exitCode: 0,
  time: 10_000,
  labels: {},
  ...fields,
});

const watching = (finishedAt: number | undefined) => {
  const seen: Seen[] = [];
  const sight = new Sight(
    'p-',
    (one) => seen.push(one),
    () => Promise.resolve(finishedAt),
  );
  const settled = async () => {
    // Everything is told in turn, one promise after the other.
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    return seen;
  };
  void sight.ask('web', 'web#1');
  sight.event(event({ type: 'pod', status: 'create', id: 'P', name: 'p-web' }));
  sight.event(event({ status: 'create', id: 'C', name: 'p-web-app', podId: 'P' }));
  return { sight, settled };
};

describe('what podman shows', () => {
  it('is about the pods of this case only', async () => {
    const { sight, settled } = watching(undefined);
    sight.event(event({ type: 'pod', status: 'create', id: 'Q', name: 'other' }));
    sight.event(event({ type: 'pod', status: 'remove', id: 'Q', name: 'other' }));
    sight.event(event({ status: 'died', id: 'X', name: 'other-app' }));
    sight.event(event({ type: 'pod', status: 'remove', id: 'P', name: 'p-web' }));
    expect((await settled()).map(({ observation }) => observation)).toEqual([
      { see: 'pod stored', uid: 'web#1' },
      { see: 'pod removed', uid: 'web#1' },
    ]);
  });

  it('the infra container is the sandbox', async () => {
    const { sight, settled } = watching(9_900);
    sight.event(event({ status: 'start', id: 'I', name: 'abc-infra', podId: 'P' }));
    sight.event(event({ status: 'died', id: 'I', name: 'abc-infra' }));
    expect((await settled()).slice(1).map(({ observation }) => observation.see)).toEqual([
      'sandbox ready',
      'sandbox stopped',
    ]);
    expect(sight.infraOf('web#1')).toBe('I');
  });

  it('an exit was when the runtime says, not when podman noticed', async () => {
    const { sight, settled } = watching(9_000);
    sight.event(event({ status: 'died', id: 'C', name: 'p-web-app', exitCode: 3 }));
    expect((await settled()).at(-1)).toMatchObject({
      observation: { see: 'container exited', uid: 'web#1', container: 'app', exitCode: 3 },
      earliest: 8_950,
      latest: 9_000,
    });
  });

  it('where nobody says when an exit was, it was after the last word of the program', async () => {
    const { sight, settled } = watching(undefined);
    sight.line({ name: 'web#1/app', what: 'SIGTERM', uptime: 0, time: 9_700 });
    sight.event(event({ status: 'died', id: 'C', name: 'p-web-app', exitCode: 137 }));
    expect((await settled()).at(-1)).toMatchObject({ earliest: 9_700, latest: 10_000 });
  });

  it('an old exit of a container that was restarted is not taken for the new one', async () => {
    const { sight, settled } = watching(1_000);
    sight.event(event({ status: 'died', id: 'C', name: 'p-web-app', exitCode: 1 }));
    expect((await settled()).at(-1)).toMatchObject({ earliest: 8_000, latest: 10_000 });
  });

  it('a program tells of its start and of signals', async () => {
    const { sight, settled } = watching(undefined);
    sight.line({ name: 'web#1/app', what: 'started', uptime: 0, time: 9_000 });
    sight.line({ name: 'web#1/app', what: 'SIGTERM', uptime: 0, time: 9_500 });
    expect((await settled()).slice(1).map(({ observation }) => observation)).toEqual([
      { see: 'container started', uid: 'web#1', container: 'app' },
      { see: 'signal received', uid: 'web#1', container: 'app', signal: 'SIGTERM' },
    ]);
  });
});
