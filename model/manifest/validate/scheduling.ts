import { waysToEnable } from '../../gates.ts';
import type { Cursor } from '../cursor.ts';
import type { Problem } from '../problem.ts';
import { atLeast, distinct, labels, qualifiedName, required } from './rules.ts';

type Gates = Readonly<Record<string, boolean>>;

/** Everything of a pod the scheduler reads. `isPod`: not a template, so that nodeName and gates meet here already. */
export function* scheduling(spec: Cursor, isPod: boolean, gates: Gates): Generator<Problem> {
  yield* gatesOf(spec, isPod);
  for (const gate of spec.at('readinessGates').items) {
    yield* required(gate.at('conditionType'), 'name the condition to wait for');
    yield* qualifiedName(gate.at('conditionType'));
  }
  yield* labels(spec.at('nodeSelector'));
  for (const toleration of spec.at('tolerations').items) yield* tolerationRules(toleration, gates);
  for (const constraint of spec.at('topologySpreadConstraints').items) {
    yield* required(constraint.at('maxSkew'), 'write how uneven the spread may be, at least 1');
    yield* atLeast(1, constraint.at('maxSkew'), constraint.at('minDomains'));
    yield* minDomains(constraint);
    yield* required(constraint.at('topologyKey'), 'name the node label to spread over');
    yield* required(constraint.at('whenUnsatisfiable'), 'write DoNotSchedule or ScheduleAnyway');
    yield* labelSelector(constraint.at('labelSelector'));
  }
  yield* affinity(spec.at('affinity'));
}

/** `validateMinDomains`. */
function* minDomains(constraint: Cursor): Generator<Problem> {
  const least = constraint.at('minDomains');
  if (!least.exists || constraint.at('whenUnsatisfiable').text !== 'ScheduleAnyway') return;
  yield least.problem('may only be set where whenUnsatisfiable is DoNotSchedule', 'remove it, or write DoNotSchedule');
}

function* gatesOf(spec: Cursor, isPod: boolean): Generator<Problem> {
  const gates = spec.at('schedulingGates');
  yield* distinct(gates.items, 'name');
  for (const gate of gates.items) {
    yield* required(gate.at('name'), 'name this gate');
    yield* qualifiedName(gate.at('name'));
  }
  if (isPod && spec.at('nodeName').text && gates.items.length > 0) {
    const message = 'cannot be set until all schedulingGates have been cleared';
    yield spec.at('nodeName').problem(message, 'remove nodeName or the gates');
  }
}

/** `ValidateTolerations`, `pkg/apis/core/validation/validation.go`, 1.36. */
function* tolerationRules(toleration: Cursor, gates: Gates): Generator<Problem> {
  const operator = toleration.at('operator');
  const value = toleration.at('value');
  if (!toleration.at('key').text && operator.text !== 'Exists') {
    yield operator.problem('must be Exists when key is empty', 'write operator: Exists, or name a key');
  }
  const seconds = toleration.at('tolerationSeconds');
  if (seconds.exists && toleration.at('effect').text !== 'NoExecute') {
    yield toleration.at('effect').problem('must be NoExecute when tolerationSeconds is set', 'write effect: NoExecute');
  }
  if (operator.text === 'Exists' && value.text) {
    yield value.problem('must be empty when operator is Exists', 'remove the value, or write operator: Equal');
  }
  if (operator.text !== 'Lt' && operator.text !== 'Gt') return;
  if (!gates.TaintTolerationComparisonOperators) {
    const fix = `write Equal or Exists, or ${waysToEnable('TaintTolerationComparisonOperators')}`;
    yield operator.problem(`unsupported value "${operator.text}"`, fix);
  } else if (!/^-?(0|[1-9][0-9]{0,18})$/.test(value.text ?? '')) {
    yield value.problem('must be a whole number to compare with', 'write a number in quotes');
  }
}

function* affinity(cursor: Cursor): Generator<Problem> {
  const required_ = 'requiredDuringSchedulingIgnoredDuringExecution';
  const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
  const node = cursor.at('nodeAffinity', required_);
  if (node.exists) yield* nodeSelector(node);
  for (const kind of ['podAffinity', 'podAntiAffinity']) {
    const terms = [
      ...cursor.at(kind, required_).items,
      ...cursor.at(kind, preferred).items.map((one) => one.at('podAffinityTerm')),
    ];
    for (const term of terms) {
      yield* required(term.at('topologyKey'), 'name the node label that makes a domain');
      yield* labelSelector(term.at('labelSelector'));
    }
  }
}

/** Terms of a node selector: operators with the number of values they take. */
export function* nodeSelector(cursor: Cursor): Generator<Problem> {
  const terms = cursor.at('nodeSelectorTerms');
  if (terms.items.length === 0) yield terms.problem('at least one term is required', 'add a node selector term');
  for (const term of terms.items) {
    for (const one of [...term.at('matchExpressions').items, ...term.at('matchFields').items]) yield* requirement(one);
  }
}

/** matchLabels and matchExpressions. */
export function* labelSelector(cursor: Cursor): Generator<Problem> {
  yield* labels(cursor.at('matchLabels'));
  for (const one of cursor.at('matchExpressions').items) yield* requirement(one);
}

function* requirement(cursor: Cursor): Generator<Problem> {
  yield* required(cursor.at('key'), 'name the label');
  yield* required(cursor.at('operator'), 'write In, NotIn, Exists or DoesNotExist');
  const values = cursor.at('values');
  const count = values.items.length;
  const operator = cursor.at('operator').text ?? '';
  if (['In', 'NotIn'].includes(operator) && count === 0) {
    yield values.problem('must be specified when operator is In or NotIn', 'list at least one value');
  }
  if (['Exists', 'DoesNotExist'].includes(operator) && count > 0) {
    yield values.problem('may not be specified when operator is Exists or DoesNotExist', 'remove it');
  }
  const isNumber = count === 1 && /^[+-]?[0-9]{1,19}$/.test(values.item(0).text ?? '');
  if (['Gt', 'Lt'].includes(operator) && !isNumber) {
    yield values.problem('must be a single whole number when operator is Gt or Lt', 'write one number in quotes');
  }
}
