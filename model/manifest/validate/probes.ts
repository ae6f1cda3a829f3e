import type { Cursor } from '../cursor.ts';
import type { Problem } from '../problem.ts';
import { atLeast, port, required } from './rules.ts';

const seconds = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const;

/** The three probes of a container (`validateProbe` and its callers, `pkg/apis/core/validation/validation.go`, 1.36). */
export function* probes(container: Cursor): Generator<Problem> {
  for (const kind of ['startupProbe', 'livenessProbe', 'readinessProbe'] as const) {
    const probe = container.at(kind);
    if (!probe.exists) continue;
    yield* handler(probe, ['exec', 'httpGet', 'tcpSocket', 'grpc']);
    yield* atLeast(0, ...seconds.map((field) => probe.at(field)));
    yield* kind === 'readinessProbe' ? readinessOnly(probe) : killingOnly(probe);
  }
}

function* readinessOnly(probe: Cursor): Generator<Problem> {
  const grace = probe.at('terminationGracePeriodSeconds');
  if (!grace.exists) return;
  yield grace.problem('must not be set for readiness probes', 'remove it: a failing readiness probe stops nothing');
}

function* killingOnly(probe: Cursor): Generator<Problem> {
  const threshold = probe.at('successThreshold');
  // Zero is replaced by the default of 1 before validation.
  if (threshold.whole !== undefined && threshold.whole !== 0 && threshold.whole !== 1) {
    yield threshold.problem('must be 1 for startup and liveness probes', 'remove it');
  }
  yield* atLeast(1, probe.at('terminationGracePeriodSeconds'));
}

/** Exactly one way to probe or to hook, complete in itself. */
export function* handler(cursor: Cursor, kinds: readonly string[]): Generator<Problem> {
  const [first, second] = kinds.map((kind) => cursor.at(kind)).filter((one) => one.exists);
  if (first === undefined) {
    yield cursor.problem('must specify a handler', `add one of ${kinds.join(', ')}`);
    return;
  }
  if (second !== undefined) yield second.problem('may not specify more than one handler', 'keep only one of them');
  if (cursor.at('exec').exists) yield* required(cursor.at('exec', 'command'), 'write the command to run');
  for (const kind of ['httpGet', 'tcpSocket', 'grpc']) {
    if (!cursor.at(kind).exists) continue;
    yield* required(cursor.at(kind, 'port'), 'write the port number or name');
    yield* port(cursor.at(kind, 'port'));
  }
}
