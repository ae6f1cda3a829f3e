import { describe, expect, it } from 'vitest';
import { advised, shop, single, sleeping } from '../testing/advised.ts';
import { findingsIn, afterEach as followedIn, leads } from '../testing/findings.ts';

const inSlice = (slice: string): readonly string[] => ['--slice', slice];
const probed = 'readinessProbe: {httpGet: {path: /, port: 80}}';
const grace = (seconds: number): string => `terminationGracePeriodSeconds: ${seconds}`;

describe('advice', () => {
  it.each([
    ['no preStop', 'timed-endpoints'],
    ['one replica', 'timed-endpoints'],
    ['a preStop that outlasts the grace period', 'timed-shutdown'],
    ['a start that outlasts the liveness probe', 'timed-startup'],
  ])('that is followed makes the finding go: %s', async (name, slice) => {
    const one = advised[name];
    const [answer, ...more] = await followedIn(one?.manifest ?? '', inSlice(slice));
    expect([answer?.finding.guarantee, more]).toEqual([one?.guarantee, []]);
    expect(answer === undefined ? [] : leads(answer.left, 'change')).toEqual([]);
  });

  it('names the number and its neighbour, and where it stands', async () => {
    const [finding] = await findingsIn(shop(), inSlice('timed-endpoints'));
    expect(finding).toMatchObject({
      kind: 'change',
      who: 'manifest',
      object: 'Deployment/shop',
      title: 'new connections reach a container after SIGTERM',
      fix: { text: 'lifecycle.preStop.sleep.seconds: 4 (with 4 s it holds, with 3 s it does not)', proved: true },
      location: { field: 'spec.template.spec.containers[0].lifecycle.preStop.sleep.seconds', written: false },
    });
    expect(finding?.happens).toEqual([
      '0 s user deletes pod shop-1, grace period 30s · 0 s container runtime sends SIGTERM to container app · 0 s the process of container app exits with code 0',
      'nodes may send new connections until 3 s after the delete is seen',
    ]);
    expect(finding?.also.map(({ guarantee }) => guarantee)).toEqual([
      'endpoint-not-ready-before-sigterm',
      'traffic-only-to-running',
    ]);
  });

  it('fits the kind: nobody is told to multiply what there may be one of only', async () => {
    const alone = shop({ replicas: 1, container: sleeping(5) });
    const recreated = alone.replace('  replicas: 1', '  replicas: 1\n  strategy: {type: Recreate}');
    const who = async (manifest: string) =>
      (await findingsIn(manifest, inSlice('timed-endpoints'))).map(({ kind, who: changer, fix }) => [
        kind,
        changer,
        fix?.text,
      ]);
    expect(await who(alone)).toEqual([['change', 'manifest', expect.stringContaining('spec.replicas: 2')]]);
    expect(await who(recreated)).toEqual([['known', 'people', undefined]]);
  });

  it('leaves alone what waits long enough, and names the container where there are several', async () => {
    const helper = '        - {name: helper, image: helper, ports: [{containerPort: 80}]}\n';
    const manifest = shop({ container: sleeping(20, 'exec') }).replace('---\n', `${helper}---\n`);
    const [beside, ...more] = await followedIn(manifest, inSlice('timed-endpoints'));
    expect([beside?.finding.fix?.text, more]).toEqual([
      'containers[helper].lifecycle.preStop.sleep.seconds: 4 (with 4 s it holds, with 3 s it does not)',
      [],
    ]);
    expect(beside === undefined ? [] : leads(beside.left, 'change')).toEqual([]);
    const [alone] = await findingsIn(shop({ replicas: 1, container: sleeping(5) }), inSlice('timed-endpoints'));
    expect(alone?.fix).toMatchObject({ text: 'spec.replicas: 2', edits: [{ root: 'workload' }] });
  });

  it('asks two things of one hook so that one annotation answers both', async () => {
    const manifest = shop({ container: 'lifecycle: {preStop: {exec: {command: [/drain]}}}' });
    const options = ['--guarantee', 'traffic-only-to-serving,graceful-exit-within-grace'];
    const asked = await findingsIn(manifest, options);
    expect(
      asked.map(({ kind, fix }) => [kind, fix?.text.includes('assume.podproof.dev/pre-stop-hook: "=4s..14s"')]),
    ).toEqual([
      ['question', true],
      ['question', true],
    ]);
    const answered = await findingsIn(manifest, [
      ...options,
      '--assume',
      'pre-stop-hook=4s..14s',
      '--assume',
      'shutdown<=14s',
    ]);
    expect(answered.filter(({ kind }) => kind !== 'known')).toEqual([]);
  });

  it('does not tell of endless delays what cannot come up with those that are assumed', async () => {
    const good = shop({ container: sleeping(15), pod: grace(60) });
    const options = ['--guarantee', 'endpoint-removed-before-sigkill'];
    expect(await findingsIn(good, [...options, '--assume', 'shutdown<=10s'])).toEqual([]);
    expect((await findingsIn(good, [...options, '--untimed'])).map(({ who }) => who)).toEqual(['nobody']);
  });

  it('is not given where a search has not come to its end', async () => {
    const options = [...inSlice('timed-endpoints'), '--guarantee', 'traffic-only-to-serving', '--max-states', '30'];
    const [finding] = await findingsIn(shop(), options);
    expect(finding?.fix?.proved).toBe(false);
    expect(finding?.fix?.text).toContain('podproof tune --for preStop.sleep');
  });

  it('asks what nobody has said, with the number that would still do', async () => {
    const asked = async (manifest: string) =>
      (await findingsIn(manifest, inSlice('timed-shutdown')))
        .filter(({ kind }) => kind === 'question')
        .map(({ title, happens, fix }) => [title, ...happens, fix?.text]);
    expect(await asked(shop({ container: sleeping(5) }))).toEqual([
      [
        'is there time to shut down?',
        '30 s of grace less 5 s preStop leave 24 s to the process: how long does it take to stop?',
        `say it once: annotation assume.podproof.dev/shutdown: "<=10s", or --assume 'shutdown<=10s'`,
      ],
    ]);
    expect(await asked(shop({ container: 'lifecycle: {preStop: {exec: {command: [/drain]}}}' }))).toEqual([
      [
        'how long does the preStop hook take?',
        '30 s of grace are for the preStop hook and the process: the hook may take 14 s if shutdown<=14s. How long do they take?',
        `say it once: annotation assume.podproof.dev/pre-stop-hook: "<=14s", or --assume 'pre-stop-hook<=14s'; ` +
          `and annotation assume.podproof.dev/shutdown: "<=14s", or --assume 'shutdown<=14s'`,
      ],
    ]);
  });

  it('asks how long a hook holds SIGTERM back, and adds to what is said already', async () => {
    const hooked = shop({ container: 'lifecycle: {preStop: {exec: {command: [/drain]}}}' });
    const [question] = await findingsIn(hooked, inSlice('timed-endpoints'));
    expect(question).toMatchObject({ guarantee: 'traffic-only-to-serving', kind: 'question' });
    expect(question?.fix?.text).toContain('">=4s"');
    const bounded = [...inSlice('timed-endpoints'), '--assume', 'pre-stop-hook<=10s'];
    const [again] = await findingsIn(hooked, bounded);
    expect(again?.fix?.text).toContain(`--assume 'pre-stop-hook=4s..10s'`);
    expect(await findingsIn(hooked, [...inSlice('timed-endpoints'), '--assume', 'pre-stop-hook=4s..10s'])).toEqual([]);
  });

  it('takes its own answer: the example that a question gives settles it', async () => {
    for (const container of [sleeping(5), 'lifecycle: {preStop: {exec: {command: [/drain]}}}']) {
      const manifest = shop({ container });
      const [question] = await findingsIn(manifest, inSlice('timed-shutdown'));
      const answers = [...(question?.fix?.text ?? '').matchAll(/--assume '([^']*)'/g)].map(([, said = '']) => said);
      expect(answers.length).toBeGreaterThan(0);
      const options = [...inSlice('timed-shutdown'), ...answers.flatMap((said) => ['--assume', said])];
      const findings = await findingsIn(manifest, options);
      expect([...leads(findings, 'question'), ...leads(findings, 'change')]).toEqual([]);
    }
  });

  it('searches the end of a Pod whose claim is never bound', async () => {
    const { manifest = '' } = advised['a Pod that names its node'] ?? {};
    const findings = await findingsIn(manifest, inSlice('timed-shutdown'));
    expect(leads(findings, 'change')).toEqual([]);
  });
});

describe('the findings of a Deployment', () => {
  it.each([
    ['with a probe, a sleep and grace', shop({ pod: grace(60), container: `${probed}\n${sleeping(15)}` }), [0, 1]],
    ['with a sleep as a command', shop({ pod: grace(60), container: `${probed}\n${sleeping(15, 'exec')}` }), [0, 1]],
    ['with nothing', shop(), [1, 1]],
    ['with too little grace', shop({ pod: grace(10), container: `${probed}\n${sleeping(15, 'exec')}` }), [1, 0]],
    ['with nothing, and no Service', shop().split('---')[0] ?? '', [0, 1]],
    ['of a bare Pod', single('restartPolicy: Always'), [0, 1]],
  ])('%s are what can be changed or said, and what is good to know', async (_, manifest, [changes, questions]) => {
    const findings = await findingsIn(manifest);
    expect([leads(findings, 'change').length, leads(findings, 'question').length]).toEqual([changes, questions]);
    const known = leads(findings, 'known');
    expect(known).toContain('ready-in-api-means-running-now');
    // With assumed delays these hold or are told above; that endless ones break them is no news.
    expect(known).not.toContain('traffic-only-to-running');
    expect(new Set(known).size).toBe(known.length);
  });
});
