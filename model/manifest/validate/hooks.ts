import type { Cursor } from '../cursor.ts';
import type { Problem } from '../problem.ts';
import { handler } from './probes.ts';

/** postStart, preStop and the stop signal of a container (`validateLifecycle`, 1.36). */
export function* hooks(container: Cursor, pod: Cursor): Generator<Problem> {
  const grace = pod.at('terminationGracePeriodSeconds').whole ?? 30;
  for (const name of ['postStart', 'preStop']) {
    const hook = container.at('lifecycle', name);
    if (!hook.exists) continue;
    yield* handler(hook, ['exec', 'httpGet', 'tcpSocket', 'sleep']);
    yield* sleep(hook.at('sleep', 'seconds'), grace);
  }
}

function* sleep(seconds: Cursor, grace: number): Generator<Problem> {
  const { whole } = seconds;
  if (whole === undefined || (whole >= 0 && whole <= grace)) return;
  const message = `${whole} s must be non-negative and at most terminationGracePeriodSeconds (${grace})`;
  yield seconds.problem(
    message,
    `sleep less, or raise terminationGracePeriodSeconds to more than ${Math.max(whole, 0)}`,
  );
}

/** With the gate ContainerStopSignals, a stop signal needs to know the operating system. */
export function* stopSignal(container: Cursor, pod: Cursor): Generator<Problem> {
  const signal = container.at('lifecycle', 'stopSignal');
  if (!signal.exists) return;
  const system = pod.at('os', 'name').text;
  if (system === undefined || system === '') {
    yield signal.problem('may not be set without spec.os.name', 'add os: {name: linux} to the pod');
  } else if (system === 'windows' && signal.text !== 'SIGTERM' && signal.text !== 'SIGKILL') {
    yield signal.problem(`${signal.text} is not known on Windows`, 'write SIGTERM or SIGKILL');
  }
}
