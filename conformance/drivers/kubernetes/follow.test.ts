import { describe, expect, it } from 'vitest';
import type { Moment } from '../../driver.ts';
import { Log, lineOf, type Opened, Watch, type WatchEvent, type World } from './follow.ts';

interface Pod {
  readonly metadata: { readonly resourceVersion: string; readonly name: string };
}

/** A stream that a test speaks for. */
interface Spoken {
  readonly path: string;
  readonly say: (line: string) => void;
  readonly end: (words: string) => Promise<void>;
}

/** A world whose time passes only where somebody waits. */
const madeUp = (lists: readonly string[] = ['100']) => {
  const streams: Spoken[] = [];
  const answers = [...lists];
  let now = 0;
  let refusal: string | undefined;
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  const world: World = {
    read: () => {
      const version = answers.shift();
      return version === undefined || version === 'refused'
        ? Promise.reject(new Error('connection refused'))
        : Promise.resolve(JSON.stringify({ metadata: { resourceVersion: version } }));
    },
    follow: (path, line): Opened => {
      if (refusal !== undefined) return { ended: Promise.resolve(refusal), stop: () => undefined };
      let over: (words: string) => void = () => undefined;
      const ended = new Promise<string>((resolve) => {
        over = resolve;
      });
      const end = async (words: string) => {
        over(words);
        await settle();
      };
      streams.push({ path, say: line, end });
      return { ended, stop: () => over('stopped') };
    },
    pause: async (milliseconds) => {
      now += milliseconds;
      await Promise.resolve();
    },
    now: () => now,
  };
  const last = (): Spoken => {
    const stream = streams.at(-1);
    if (stream === undefined) throw new Error('nothing is followed');
    return stream;
  };
  const refuse = (words: string): void => {
    refusal = words;
  };
  return { world, streams, last, settle, refuse, pass: (milliseconds: number) => (now += milliseconds) };
};

const event = (type: string, version: string): string =>
  JSON.stringify({ type, object: { metadata: { name: 'web', resourceVersion: version } } });

const expired = JSON.stringify({
  type: 'ERROR',
  object: { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version: 104 (900)' },
});

const watching = async (lists?: readonly string[]) => {
  const made = madeUp(lists);
  const told: { readonly version: string; readonly moment: Moment }[] = [];
  const tell = ({ object }: WatchEvent<Pod>, moment: Moment) =>
    told.push({ version: object.metadata.resourceVersion, moment });
  const watch = new Watch<Pod>(made.world, 'Pods', '/api/v1/namespaces/a/pods', tell);
  await watch.begin();
  return { ...made, watch, told };
};

describe('a watch', () => {
  it('begins where a list ended, so that nothing in between can be missed', async () => {
    const { last } = await watching();
    expect(last().path).toBe('/api/v1/namespaces/a/pods?watch=1&allowWatchBookmarks=true&resourceVersion=100');
  });

  it('is resumed with the last version it told, bookmarks included, and has lost nothing', async () => {
    const { last, told, watch, pass } = await watching();
    last().say(event('ADDED', '101'));
    await last().end('');
    expect(last().path).toContain('resourceVersion=101');
    last().say(event('MODIFIED', '102'));
    last().say(JSON.stringify({ type: 'BOOKMARK', object: { metadata: { resourceVersion: '150' } } }));
    await last().end('');
    expect(last().path).toContain('resourceVersion=150');
    expect(told.map(({ version }) => version)).toEqual(['101', '102']);
    pass(1000);
    expect(await watch.lost(0)).toBe('');
    watch.stop();
  });

  it('what is told after a resumption may have happened as early as the watch ended', async () => {
    const { last, told, watch, pass } = await watching();
    pass(10_000);
    await last().end('the server is going down');
    pass(3000);
    last().say(event('ADDED', '101'));
    pass(500);
    last().say(event('MODIFIED', '102'));
    pass(600);
    last().say(event('MODIFIED', '103'));
    expect(told.map(({ moment }) => moment)).toEqual([
      { earliest: 9000, latest: 13_250 },
      { earliest: 9000, latest: 13_750 },
      { earliest: 13_350, latest: 14_350 },
    ]);
    watch.stop();
  });

  it.each([
    ['an ERROR event', (say: (line: string) => void) => say(expired), ''],
    ['the words of kubectl', () => undefined, 'Error from server (Expired): too old resource version: 104 (900)'],
  ])('that cannot be resumed, says %s, is begun anew, and what was lost is said', async (_, say, words) => {
    const { last, watch, pass } = await watching(['100', 'refused', '900']);
    say(last().say);
    await last().end(words);
    expect(last().path).toContain('resourceVersion=900');
    pass(1000);
    expect(await watch.lost(0)).toContain('lost sight of Pods: ');
    expect(await watch.lost(0)).toContain('too old resource version: 104 (900)');
    // The case after it has lost nothing.
    pass(1);
    expect(await watch.lost(1000)).toBe('');
    watch.stop();
  });

  it('that another error ends is resumed: WatchList of an etcd that is too old sends one after three seconds', async () => {
    const { last, streams, watch, settle } = await watching();
    last().say(event('ADDED', '101'));
    last().say(JSON.stringify({ type: 'ERROR', object: { code: 500, message: 'etcdserver: no progress notify' } }));
    await settle();
    expect(streams).toHaveLength(2);
    expect(last().path).toContain('resourceVersion=101');
    watch.stop();
  });

  it('that is down when the case is judged leaves no verdict', async () => {
    const { last, watch, refuse } = await watching();
    refuse('the connection to the server was refused');
    await last().end('the server is going down');
    expect(await watch.lost(0)).toContain('cannot be begun again: the connection to the server was refused');
    watch.stop();
  });

  it('that was stopped is not begun again', async () => {
    const { streams, watch, settle } = await watching();
    watch.stop();
    await settle();
    expect(streams).toHaveLength(1);
  });
});

describe('a line of a watch', () => {
  it('may be cut where the server died', () => {
    expect(lineOf('{"type":"ADDED","obj')).toEqual({ kind: 'damaged' });
  });

  it('with an error is no news', () => {
    expect(lineOf(expired)).toEqual({ kind: 'error', expired: true, words: 'too old resource version: 104 (900)' });
  });
});

describe('a log', () => {
  it('that is followed again tells no line twice', async () => {
    const { world, last } = madeUp();
    const lines: string[] = [];
    const log = new Log(world, 'lines', 'logs -f ear', (line) => lines.push(line));
    const heard = log.begin();
    last().say('a');
    await heard;
    last().say('b');
    await last().end('');
    for (const line of ['a', 'b', 'c']) last().say(line);
    expect(lines).toEqual(['a', 'b', 'c']);
    log.stop();
  });
});
