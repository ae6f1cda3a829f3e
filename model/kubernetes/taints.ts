import type { Taint, Toleration } from './spec.ts';

/** The taint every cordoned node is taken to have, whether or not the node controller has written it yet. */
export const unschedulableTaint: Taint = { key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' };

const int64 = (text: string): bigint | undefined => {
  if (!/^-?(0|[1-9][0-9]{0,18})$/.test(text)) return undefined;
  const number = BigInt(text);
  return BigInt.asIntN(64, number) === number ? number : undefined;
};

function compares(operator: 'Lt' | 'Gt', taint: string, bound: string): boolean {
  const [a, b] = [int64(taint), int64(bound)];
  if (a === undefined || b === undefined) return false;
  return operator === 'Lt' ? a < b : a > b;
}

/**
 * Does the toleration tolerate the taint? Empty key and empty effect stand for every one. `Lt` and `Gt` (the taint's
 * value is less, greater than the toleration's) need the gate TaintTolerationComparisonOperators. As
 * `Toleration.ToleratesTaint`, `api/core/v1/toleration.go`, 1.34–1.36.
 */
export function toleratesTaint(toleration: Toleration, taint: Taint, comparisonOperators = false): boolean {
  if (toleration.effect !== '' && toleration.effect !== taint.effect) return false;
  if (toleration.key !== '' && toleration.key !== taint.key) return false;
  switch (toleration.operator) {
    case 'Exists':
      return true;
    case 'Equal':
      return toleration.value === taint.value;
    case 'Lt':
    case 'Gt':
      return comparisonOperators && compares(toleration.operator, taint.value, toleration.value);
  }
}

/** The first taint with one of these effects that no toleration tolerates; undefined if there is none. */
export const findUntoleratedTaint = (
  taints: readonly Taint[],
  tolerations: readonly Toleration[],
  effects: readonly Taint['effect'][],
  comparisonOperators = false,
): Taint | undefined =>
  taints.find(
    (taint) =>
      effects.includes(taint.effect) &&
      !tolerations.some((toleration) => toleratesTaint(toleration, taint, comparisonOperators)),
  );
