import { waysToEnable } from '../../gates.ts';
import type { Cursor } from '../cursor.ts';
import type { Problem } from '../problem.ts';
import { required } from './rules.ts';

type Gates = Readonly<Record<string, boolean>>;

const mostRules = 20;
const mostExitCodes = 255;

/**
 * A container's own restart policy and rules (`validateContainerRestartPolicy`, `validateInitContainerRestartPolicy`, 1.36).
 * Without the gate ContainerRestartRules they are dropped before anyone looks at them.
 */
export function* restarts(container: Cursor, isInit: boolean, gates: Gates): Generator<Problem> {
  if (!gates.ContainerRestartRules) return;
  const policy = container.at('restartPolicy');
  const rules = container.at('restartPolicyRules');
  if (rules.items.length === 0) return;
  if (!policy.exists) {
    yield rules.problem('restartPolicy is required when restart rules are used', 'add restartPolicy to this container');
  }
  const isSidecar = isInit && policy.text === 'Always';
  if (isSidecar && !gates.RestartAllContainersOnContainerExits) {
    yield rules.problem(
      'not allowed for init containers with restartPolicy Always',
      `remove the rules, or ${waysToEnable('RestartAllContainersOnContainerExits')}`,
    );
    return;
  }
  const excess = rules.item(mostRules);
  if (excess.exists) yield excess.problem(`there are more than ${mostRules} rules`, `keep at most ${mostRules}`);
  for (const rule of rules.items) yield* restartRule(rule, gates);
}

function* restartRule(rule: Cursor, gates: Gates): Generator<Problem> {
  const action = rule.at('action');
  yield* required(action, 'write action: Restart');
  if (action.text === 'RestartAllContainers' && !gates.RestartAllContainersOnContainerExits) {
    yield action.problem(
      'RestartAllContainers needs the feature gate RestartAllContainersOnContainerExits',
      `write Restart, or ${waysToEnable('RestartAllContainersOnContainerExits')}`,
    );
  }
  const codes = rule.at('exitCodes');
  yield* required(codes, 'write the exit codes this rule is for');
  if (!codes.exists) return;
  yield* required(codes.at('operator'), 'write In or NotIn');
  const excess = codes.at('values').item(mostExitCodes);
  if (excess.exists) yield excess.problem(`there are more than ${mostExitCodes} exit codes`, 'list fewer');
}
