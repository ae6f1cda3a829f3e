import { describe, expect, it } from 'vitest';
import type { Seen } from '../../driver.ts';
import type { PodmanEvent } from './events.ts';
import type { TimedLine } from './lines.ts';
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

const line = (what: TimedLine['what'], time: number, bornAt = time): TimedLine => ({
  name: 'web#1/app',
  what,
  time,
  bornAt,
  uptime: 0,
  born: 0,
});

const sample = (began: number, states: Readonly<Record<'I' | 'C', string>> | undefined) => ({
  began,
  ended: began + 50,
  pod:
    states === undefined
      ? undefined
      : {
          state: 'Running',
          infra: 'I',
          containers: Object.entries(states).map(([id, state]) => ({
            id,
            name: id === 'I' ? 'x-infra' : 'p-web-app',
            state,
          })),
        },
});

const watching = (finishedAt?: number, exitCode?: number) => {
  const seen: Seen[] = [];
  const endings = { finishedAt: () => Promise.resolve(finishedAt), exitCode: () => Promise.resolve(exitCode) };
  const sight = new Sight('p-', (one) => seen.push(one), endings);
  const settled = async () => {
    await sight.told();
    return seen;
  };
  void sight.ask('web', 'web#1', 8_000);
  sight.event(event({ type: 'pod', status: 'create', id: 'P', name: 'p-web', time: 8_500 }));
  sight.event(event({ status: 'create', id: 'C', name: 'p-web-app', podId: 'P' }));
  return { sight, settled };
};

const running = () => {
  const watched = watching(undefined, 3);
  watched.sight.event(event({ status: 'start', id: 'I', name: 'x-infra', podId: 'P', time: 8_600 }));
  watched.sight.line(line('started', 9_000));
  return watched;
};

describe('what podman shows', () => {
  it('is about the incarnation that was asked for before it happened, however late the news', async () => {
    const seen: Seen[] = [];
    const endings = { finishedAt: () => Promise.resolve(undefined), exitCode: () => Promise.resolve(undefined) };
    const sight = new Sight('p-', (one) => seen.push(one), endings);
    void sight.ask('web', 'web#1', 8_000);
    void sight.ask('web', 'web#2', 8_900);
    sight.event(event({ type: 'pod', status: 'create', id: 'P', name: 'p-web', time: 8_500 }));
    await sight.told();
    expect(seen).toMatchObject([{ observation: { see: 'pod stored', uid: 'web#1' }, earliest: 8_000, latest: 8_500 }]);
  });

  it('is about the pods of this case only', async () => {
    const { sight, settled } = watching();
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
    sight.event(event({ status: 'start', id: 'I', name: 'abc-infra', podId: 'P', time: 9_000 }));
    sight.event(event({ status: 'died', id: 'I', name: 'abc-infra' }));
    expect((await settled()).slice(1).map(({ observation }) => observation.see)).toEqual([
      'sandbox ready',
      'sandbox stopped',
    ]);
    expect(sight.infraOf('web#1')).toBe('I');
  });

  it('a container that was killed before its program said a word had started, too', async () => {
    const { sight, settled } = watching();
    sight.event(event({ status: 'died', id: 'C', name: 'p-web-app', exitCode: 137 }));
    expect((await settled()).slice(1).map(({ observation }) => observation.see)).toEqual([
      'container started',
      'container exited',
    ]);
  });

  it('a second pod of that name is another incarnation, also where it is refused', async () => {
    const { sight, settled } = watching();
    void sight.ask('web', 'web#2', 9_000);
    sight.refused('web#2', { earliest: 9_000, latest: 9_100 });
    sight.event(event({ type: 'pod', status: 'remove', id: 'P', name: 'p-web' }));
    void sight.ask('web', 'web#3', 9_200);
    sight.event(event({ type: 'pod', status: 'create', id: 'R', name: 'p-web' }));
    expect((await settled()).map(({ observation }) => Object.values(observation).join(' '))).toEqual([
      'pod stored web#1',
      'pod refused web#2',
      'pod removed web#1',
      'pod stored web#3',
    ]);
  });
});

describe('when it was', () => {
  it('an exit was when the runtime says, not when podman noticed, and after the last word of the program', async () => {
    const { sight, settled } = watching(9_950);
    sight.line(line('started', 9_000));
    sight.line(line('SIGTERM', 9_700));
    sight.event(event({ status: 'died', id: 'C', name: 'p-web-app', exitCode: 3 }));
    expect((await settled()).at(-1)).toMatchObject({
      observation: { see: 'container exited', uid: 'web#1', container: 'app', exitCode: 3 },
      earliest: 9_700,
      latest: 9_950,
    });
  });

  it('where the runtime tells of another exit, it was before podman noticed', async () => {
    const { sight, settled } = watching(9_600);
    sight.line(line('started', 9_000));
    sight.line(line('SIGTERM', 9_700));
    sight.event(event({ status: 'died', id: 'C', name: 'p-web-app', exitCode: 137 }));
    expect((await settled()).at(-1)).toMatchObject({ earliest: 9_700, latest: 10_000 });
  });

  it('the words of the process that came after are not those of the one that exited', async () => {
    const { sight, settled } = watching();
    sight.line(line('started', 9_000));
    sight.line(line('started', 10_500));
    sight.event(event({ status: 'died', id: 'C', name: 'p-web-app', exitCode: 1 }));
    expect((await settled()).at(-1)).toMatchObject({ earliest: 9_000, latest: 10_000 });
  });

  it('a program started after its process was born, and received a signal after its last word', async () => {
    const { sight, settled } = watching();
    sight.line(line('started', 9_000, 8_900));
    sight.line(line('SIGTERM', 9_500));
    expect((await settled()).slice(1)).toMatchObject([
      { observation: { see: 'container started', container: 'app' }, earliest: 8_900, latest: 9_000 },
      { observation: { see: 'signal received', signal: 'SIGTERM' }, earliest: 9_000, latest: 9_500 },
    ]);
  });
});

describe('what podman pod inspect shows', () => {
  const both = async (sight: Sight, states: Parameters<typeof sample>[1]) => {
    await sight.sample('web#1', sample(12_000, states), false);
    await sight.sample('web#1', sample(13_000, states), false);
  };

  it('is no news as long as it agrees with what was told', async () => {
    const { sight, settled } = running();
    await both(sight, { I: 'running', C: 'running' });
    expect(await settled()).toHaveLength(3);
  });

  it('is told where two samples, one after the other, show what no event told of', async () => {
    const { sight, settled } = running();
    await sight.sample('web#1', sample(11_000, { I: 'running', C: 'running' }), false);
    await sight.sample('web#1', sample(12_000, { I: 'exited', C: 'exited' }), false);
    expect(await settled()).toHaveLength(3);
    await sight.sample('web#1', sample(13_000, { I: 'exited', C: 'exited' }), false);
    expect((await settled()).slice(3)).toEqual([
      {
        observation: { see: 'sandbox stopped', uid: 'web#1' },
        source: 'podman pod inspect: infra',
        earliest: 9_000,
        latest: 13_050,
      },
      {
        observation: { see: 'container exited', uid: 'web#1', container: 'app', exitCode: 3 },
        source: 'podman pod inspect: app',
        earliest: 9_000,
        latest: 13_050,
      },
    ]);
  });

  it('is told at once by the last look', async () => {
    const { sight, settled } = running();
    await sight.sample('web#1', sample(12_000, undefined), true);
    expect((await settled()).at(-1)).toEqual({
      observation: { see: 'pod removed', uid: 'web#1' },
      source: 'podman pod inspect',
      earliest: 8_500,
      latest: 12_050,
    });
  });

  it('is not told again by the event that was late', async () => {
    const { sight, settled } = running();
    await both(sight, { I: 'running', C: 'exited' });
    sight.event(event({ status: 'died', id: 'C', exitCode: 3, time: 11_000 }));
    expect((await settled()).map(({ observation }) => observation.see)).toEqual([
      'pod stored',
      'sandbox ready',
      'container started',
      'container exited',
    ]);
  });

  it('is nothing where it is older than what was told', async () => {
    const { sight, settled } = running();
    sight.line(line('started', 14_000));
    await both(sight, { I: 'running', C: 'exited' });
    expect((await settled()).map(({ observation }) => observation.see)).not.toContain('container exited');
  });
});
