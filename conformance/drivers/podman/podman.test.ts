/** The real podman, where there is one. Elsewhere these tests are skipped with one line that says how to get it. */
import { describe, expect, it } from 'vitest';
import {
  caseOf,
  deletion,
  initThenMain,
  livenessFails,
  restarts,
  sidecar,
  suiteOf,
  twice,
} from '../../../generators/suite/testing/cases.ts';
import { type ConformOptions, conform } from '../../conform.ts';
import { stores } from '../../testing/stores.ts';
import { podmanTarget, podmanVersion } from './index.ts';

const found = await podmanVersion();
const missing = 'missing' in found ? found.missing : '';
const version = 'version' in found ? found.version : '';
const minutes = 60_000;

if (missing !== '') process.stderr.write(`skipped: tests of the real podman: ${missing}\n`);

const sketches = [
  restarts('Always', 1),
  restarts('OnFailure', 0),
  initThenMain('Never'),
  initThenMain('Always'),
  deletion('heeds', null),
  deletion('ignores', 1),
  livenessFails('Always'),
  livenessFails('OnFailure'),
  sidecar,
  twice,
];
const suite = suiteOf(
  'podman',
  sketches.map((sketch) => caseOf(sketch, 'podman')),
);
const options: ConformOptions = { parallel: 3, signal: new AbortController().signal };

describe.skipIf(missing !== '')(`podman ${version}`, () => {
  it('restarts completed init containers when the restart policy is Always, kills without asking, stops the sandbox first, waits for sidecars', {
    timeout: 6 * minutes,
  }, async () => {
    const { cases } = await conform(suite, podmanTarget(version), options);
    const of = (id: string) => cases.find((one) => one.id === id);
    // Restarting its only container, podman may stop the sandbox, or not.
    const chance = 'liveness-fails-Always';
    const verdicts = Object.fromEntries(cases.flatMap(({ id, verdict }) => (id === chance ? [] : [[id, verdict]])));
    expect(verdicts).toEqual({
      'main-exits-1-Always': 'pass',
      'main-exits-0-OnFailure': 'pass',
      'init-then-main-Never': 'pass',
      'init-then-main-Always': 'fail',
      'delete-default-heeds': 'fail',
      'delete-1-ignores': 'fail',
      'liveness-fails-OnFailure': 'fail',
      'a-sidecar': 'fail',
      'the-same-name-twice': 'pass',
    });
    expect(of('init-then-main-Always')?.divergence).toMatchObject({
      unexplained: { see: 'container started', container: 'init' },
      legal: [{ see: 'container started', container: 'app' }],
      guard: { kind: 'never' },
    });
    const killed = of('delete-default-heeds')?.trace.map(({ label }) => label);
    expect(killed).toContainEqual({ see: 'container exited', uid: 'web#1', container: 'app', exitCode: 137 });
    expect(killed?.some((label) => 'see' in label && label.see === 'signal received')).toBe(false);
    expect(of('delete-1-ignores')?.divergence?.unexplained).toMatchObject({ see: 'sandbox stopped' });
    const running =
      'it stayed silent where the model goes on; podman pod inspect: web#1 Running (app running, infra running)';
    expect(of('liveness-fails-OnFailure')?.because).toBe(running);
    const restarted = of(chance)?.trace.map(({ label }) => label);
    expect(restarted).toContainEqual({ see: 'signal received', uid: 'web#1', container: 'app', signal: 'SIGTERM' });
    expect(of(chance)?.divergence?.unexplained ?? 'none').toEqual(
      of(chance)?.verdict === 'pass' ? 'none' : { see: 'sandbox stopped', uid: 'web#1' },
    );
    expect(of('a-sidecar')?.divergence).toMatchObject({
      unexplained: null,
      guard: { label: { see: 'container started', container: 'app' } },
    });
    const second = of('the-same-name-twice')?.trace.map(({ label }) => label);
    expect(second).toContainEqual({ see: 'pod refused', uid: 'web#2' });
  });

  it('two runs side by side do not disturb each other, and leave nothing behind', {
    timeout: 3 * minutes,
  }, async () => {
    const { parent, left, remove } = stores();
    const focus = /exits.*OnFailure|init-then-main-Never/u;
    const runs = await Promise.all(
      [podmanTarget(version, parent), podmanTarget(version, parent)].map((target) =>
        conform(suite, target, { ...options, focus }),
      ),
    );
    for (const { cases } of runs) expect(cases.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
    expect(left()).toEqual([]);
    remove();
  });

  it('an interruption in the middle of a case removes everything, too', { timeout: minutes }, async () => {
    const { parent, processes, left, remove } = stores();
    const target = podmanTarget(version, parent);
    const driver = await target.open();
    const [first] = suite.cases;
    if (first === undefined) throw new Error('no case');
    await driver.reset(first);
    await driver.stimulate({ do: 'create', uid: 'web#1' });
    expect(processes()).not.toEqual([]);
    await target.close();
    expect(left()).toEqual([]);
    remove();
  });
});
