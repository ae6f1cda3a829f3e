import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Collection } from '../logs/collect.ts';
import { Reader } from '../logs/read.ts';
import { type Account, accountsOf } from './account.ts';

const bounds = { maxStates: 1_000_000, maxPlaces: 4_000_000, asked: 0, skew: 1000, version: '1.35' };

/** The lines of a recording. */
const linesOf = (name: string): readonly string[] => {
  const path = new URL(`testing/recordings/${name}.gz`, import.meta.url);
  return gunzipSync(readFileSync(path)).toString().trimEnd().split('\n');
};

async function* bytesOf(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}

const accounts = async (
  recordings: Readonly<Record<string, readonly string[]>>,
  within = bounds,
): Promise<readonly Account[]> => {
  const collection = new Collection();
  const reader = new Reader((fact, place) => collection.take(fact, place));
  for (const [file, lines] of Object.entries(recordings))
    await reader.read({ file, bytes: () => bytesOf(lines.join('\n')) });
  return [...accountsOf(collection, within)];
};

const recorded = (...names: readonly string[]): Promise<readonly Account[]> =>
  accounts(Object.fromEntries(names.map((name) => [name, linesOf(name)])));

const plain = 'plain-pod.watch.json';

/** The plain Pod with one line of its watch written anew. */
const withLine = async (number: number, change: (line: string) => string): Promise<Account | undefined> => {
  const lines = linesOf(plain).map((line, index) => (index === number - 1 ? change(line) : line));
  return (await accounts({ [plain]: lines }))[0];
};

describe('recorded histories of a real cluster', () => {
  it.each([
    ['a plain Pod, by a watch', [plain], 1],
    ['the same, by an audit log alone', ['plain-pod.audit.log'], 1],
    ['the same, by all sources together', [plain, 'plain-pod.audit.log', 'plain-pod.ctr-events.log'], 1],
    ['readiness that flips, and its endpoint', ['readiness.pods.watch.json', 'readiness.slices.watch.json'], 1],
    ['force deletes, with two lives under one name', ['force-delete.watch.json'], 2],
    ['a node that is not ready', ['node-not-ready.pods.watch.json', 'node-not-ready.slices.watch.json'], 5],
    ['preemption', ['preemption.watch.json'], 2],
    ['a watch that began anew', ['apiserver-restart-1.watch.json', 'apiserver-restart-2.watch.json'], 3],
  ])('are explained: %s', async (_, names, pods) => {
    const found = await recorded(...names);
    expect(found.map(({ verdict, because, says }) => [verdict, because, says])).toEqual(
      Array.from({ length: pods }, () => ['explained', '', '']),
    );
  });

  it('are explained where a Service publishes what is not ready', async () => {
    const slices = linesOf('readiness.slices.watch.json').map((line) =>
      line.replaceAll('"ready":false,"serving":false', '"ready":true,"serving":false'),
    );
    const found = await accounts({ pods: linesOf('readiness.pods.watch.json'), slices });
    expect(found.map(({ verdict, says, unchecked }) => [verdict, says, unchecked])).toEqual([['explained', '', []]]);
  });

  it('say nothing of endpoints where labels of the Pod were changed, or somebody else writes the slices', async () => {
    const pods = linesOf('readiness.pods.watch.json');
    const slices = linesOf('readiness.slices.watch.json');
    const changed = pods.map((line, index) => (index > 5 ? line.replace('"app":"flip"', '"app":"flop"') : line));
    const [other] = await accounts({ pods: changed, slices: slices.slice(0, 2) });
    expect([other?.verdict, other?.unchecked]).toEqual([
      'explained',
      [expect.stringContaining('the endpoint of flip')],
    ]);
    const mirrored = slices.map((line) => line.replaceAll('endpointslice-controller.k8s.io', 'mine.example.com'));
    const [foreign] = await accounts({ pods, slices: mirrored.slice(0, 2) });
    expect([foreign?.verdict, foreign?.unchecked]).toEqual(['explained', []]);
  });

  it('tell what the environment wrote apart from what the kubelet did', async () => {
    const found = await recorded('node-not-ready.pods.watch.json');
    expect(found.find(({ subject }) => subject === 's29/stays')?.environment).toEqual([
      'kube-controller-manager: Pod written: ready false',
    ]);
  });

  it('are explained from the middle on: whatever state shows the first look', async () => {
    const found = await accounts({ [plain]: linesOf(plain).slice(3) });
    expect(found.map(({ verdict }) => verdict)).toEqual(['explained']);
  });
});

describe('histories that cannot have happened', () => {
  it('an endpoint that is ready before its Pod, if the Service selects as before', async () => {
    const slices = linesOf('readiness.slices.watch.json').map((line, index) =>
      index === 1 ? line.replaceAll('"ready":false,"serving":false', '"ready":true,"serving":true') : line,
    );
    const [found] = await accounts({ pods: linesOf('readiness.pods.watch.json'), slices });
    expect(found).toMatchObject({ verdict: 'impossible', at: { file: 'slices', line: 2 } });
    expect(found?.rule).toMatch(/Whom the Service selects is taken to stay as it was$/);
  });

  /** Copies of the plain Pod, each with one line of its watch written anew: alike as they are, they are decided with one model. */
  const changes: Readonly<Record<string, readonly [line: number, change: (line: string) => string]>> = {
    early: [3, (line) => line.replaceAll('"status":"False"', '"status":"True"')],
    moved: [4, (line) => line.replaceAll('"nodeName":"node-1"', '"nodeName":"node-2"')],
    back: [8, (line) => line.replaceAll('"phase":"Succeeded"', '"phase":"Pending"')],
  };
  const copies = accounts(
    Object.fromEntries(
      Object.entries(changes).map(([name, [number, change]]) => [
        name,
        linesOf(plain).map((line, index) =>
          (index === number - 1 ? change(line) : line)
            .replaceAll('"uid":"ce6bb9cf-62bb-49f8-a359-3fc521ad4ab4"', `"uid":"${name}"`)
            .replaceAll('"name":"plain"', `"name":"${name}"`),
        ),
      ]),
    ),
  );

  it.each([
    ['a Pod is ready before anything of it runs', 'early', 2, 'from there no run of the model comes to it'],
    ['a Pod moves to another node', 'moved', 3, 'from there no run of the model comes to it'],
    ['a phase goes back', 'back', 6, 'from there no run of the model comes to it'],
  ])('%s', async (_, name, explained, rule) => {
    const found = (await copies).find(({ uid }) => uid === name);
    expect(found).toMatchObject({ verdict: 'impossible', explained, at: { file: name, line: changes[name]?.[0] } });
    expect(found?.rule).toContain(rule);
    expect(found?.legal).not.toEqual([]);
  });

  it('a UID that was removed comes back', async () => {
    const lines = linesOf(plain);
    const again = (lines[7] ?? '').replaceAll('"resourceVersion":"1652"', '"resourceVersion":"2000"');
    const [found] = await accounts({ [plain]: [...lines, again] });
    expect(found).toMatchObject({ verdict: 'impossible', at: { line: 10 } });
    expect(found?.rule).toContain('a UID is given once');
  });

  it('a watch tells an older version after a newer one', async () => {
    const lines = linesOf(plain);
    const [found] = await accounts({ [plain]: [...lines.slice(0, 3), ...lines.slice(4, 6), ...lines.slice(3, 4)] });
    expect(found).toMatchObject({ verdict: 'impossible', at: { line: 6 } });
  });

  it('a container exits before it starts, as the runtime tells', async () => {
    const ctr = linesOf('plain-pod.ctr-events.log').map((line) =>
      line.includes('/tasks/exit')
        ? line.replace('"exited_at":"2026-11-27T04:25:59', '"exited_at":"2026-11-27T04:25:40')
        : line,
    );
    const [found] = await accounts({ [plain]: linesOf(plain), ctr });
    expect(found).toMatchObject({ verdict: 'impossible' });
  });
});

describe('what nobody can decide', () => {
  it('is said: a model with more states than may be looked at, and where it is left with fewer faults', async () => {
    const lines = linesOf(plain).map((line, index) =>
      index === 7 ? line.replaceAll('"phase":"Succeeded"', '"phase":"Pending"') : line,
    );
    const [found] = await accounts({ [plain]: lines }, { ...bounds, maxStates: 10_000 });
    expect(found).toMatchObject({ verdict: 'undecided', explained: 6, at: { line: 8 } });
    expect(found?.because).toContain('more than 10000 states');
  });

  it('is said: containers that somebody changed', async () => {
    const found = await withLine(5, (line) => line.replaceAll('"image":"busybox:1.36"', '"image":"busybox:1.37"'));
    expect(found).toMatchObject({ verdict: 'undecided' });
    expect(found?.because).toContain(`${plain}:5`);
  });
});
