import type { Cursor } from '../cursor.ts';
import type { Problem } from '../problem.ts';
import { required } from './rules.ts';

const mostResponders = 10;
const highestPriority = 100_000;

/**
 * Who answers requests to evict the pod: MaxPodEvictionResponders and validatePodSpec, `pkg/apis/core/validation/validation.go`, and the
 * markers of EvictionResponder, `core/v1/types.go`, 1.37.2. Without the gate EvictionRequestAPI they are dropped before anyone looks at them.
 */
export function* evictionResponders(spec: Cursor): Generator<Problem> {
  const listed = spec.at('evictionResponders');
  const excess = listed.item(mostResponders);
  if (excess.exists) {
    yield excess.problem(`there are more than ${mostResponders} responders`, `keep at most ${mostResponders}`);
  }
  if (listed.items.length > 0 && spec.at('schedulingGroup').exists) {
    yield listed.problem('may not be set together with schedulingGroup', 'remove one of the two');
  }
  const seen = new Set<string>();
  for (const responder of listed.items) {
    yield* oneResponder(responder);
    const name = responder.at('name');
    if (name.text !== undefined && seen.has(name.text)) yield name.problem('is listed twice', 'remove one of the two');
    seen.add(name.text ?? '');
  }
}

function* oneResponder(responder: Cursor): Generator<Problem> {
  const [name, priority] = [responder.at('name'), responder.at('priority')];
  yield* required(name, 'write a name with a domain before it, such as acme.io/mover');
  if (name.text !== undefined && !/^[^/]+\/[^/]+$/.test(name.text)) {
    yield name.problem('must be a name with a domain before it', 'write it as acme.io/mover');
  }
  yield* required(priority, `write a number between 0 and ${highestPriority}`);
  const { whole } = priority;
  if (whole !== undefined && (whole < 0 || whole > highestPriority)) {
    yield priority.problem(`${whole} must be between 0 and ${highestPriority}`, `write at most ${highestPriority}`);
  }
}
