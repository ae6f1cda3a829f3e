/**
 * The toys in Promela, rule by rule as in `generators/explore/toys`, so that Spin explores the identical graph. Every
 * rule is one atomic step of one process; an `end` label keeps Spin from reporting the end as a deadlock.
 */

/** A Promela text, and what Spin counts over and above the model: the steps that initialise it. */
export interface PromelaModel {
  readonly text: string;
  readonly extraStates: number;
  readonly extraTransitions: number;
}

type Rule = readonly [guard: string, effect: string];

/** Two-phase commit. Messages stay: a "prepared" bit per manager, one commit bit, one abort bit. */
export function twoPhaseCommitInPromela(managers: number): PromelaModel {
  const numbers = Array.from({ length: managers }, (_, r) => r);
  const everyone = numbers.map((r) => `heard[${r}]`).join(' && ');
  const rules: Rule[] = [
    [`tm == 0 && ${everyone}`, 'tm = 1; commit = 1'],
    ['tm == 0', 'tm = 2; abort = 1'],
    ...numbers.flatMap((r): Rule[] => [
      [`tm == 0 && sent[${r}] && !heard[${r}]`, `heard[${r}] = 1`],
      [`rm[${r}] == 0`, `rm[${r}] = 1; sent[${r}] = 1`],
      [`rm[${r}] == 0`, `rm[${r}] = 3`],
      [`commit && rm[${r}] != 2`, `rm[${r}] = 2`],
      [`abort && rm[${r}] != 3`, `rm[${r}] = 3`],
    ]),
  ];
  const n = managers;
  const text = `byte rm[${n}]; bit heard[${n}]; bit sent[${n}]; byte tm; bit commit; bit abort;
active proctype M() {
${loop(rules)}
}
`;
  return { text, extraStates: 0, extraTransitions: 1 };
}

/** The pod race. `node == 255` is "not bound", `exists` 0 "not yet", 1 "present", 2 "gone". */
export function podRaceInPromela(pods: number, nodes: number): PromelaModel {
  const podNumbers = Array.from({ length: pods }, (_, p) => p);
  const nodeNumbers = Array.from({ length: nodes }, (_, n) => n);
  const initialise = [...nodeNumbers.map((n) => `slots[${n}] = 2;`), ...podNumbers.map((p) => `a[${p}].node = 255;`)];
  const text = `typedef Api { byte exists; byte node; bit ready; bit del }
typedef Kubelet { byte seen; bit sandbox; byte ini; byte main }
typedef Endpoint { bit slice; bit proxy }
Api a[${pods}]; Kubelet k[${pods}]; Endpoint e[${pods}]; byte slots[${nodes}];
active proctype M() {
  d_step { ${initialise.join(' ')} }
${loop(podNumbers.flatMap((pod) => [...apiRules(pod, nodeNumbers), ...kubeletRules(pod), ...endpointRules(pod)]))}
}
`;
  return { text, extraStates: 1, extraTransitions: 2 };
}

function apiRules(pod: number, nodes: readonly number[]): Rule[] {
  const A = `a[${pod}]`;
  return [
    [`${A}.exists == 0`, `${A}.exists = 1`],
    [`${A}.exists == 1 && !${A}.del`, `${A}.del = 1`],
    [`${A}.exists == 1 && ${A}.del && ${A}.node == 255`, `${A}.exists = 2`],
    ...nodes.map(
      (n): Rule => [
        `${A}.exists == 1 && ${A}.node == 255 && !${A}.del && slots[${n}] > 0`,
        `${A}.node = ${n}; slots[${n}]--`,
      ],
    ),
  ];
}

function kubeletRules(pod: number): Rule[] {
  const [A, K] = [`a[${pod}]`, `k[${pod}]`];
  const wanted = `(${A}.node == 255 -> 0 : (${A}.del -> 2 : 1))`;
  const up = `${K}.seen == 1 && ${K}.sandbox`;
  const down = `${K}.seen == 2 && ${K}.main != 1 && ${K}.main != 2`;
  return [
    [`${A}.exists == 1 && ${K}.seen != ${wanted}`, `${K}.seen = ${wanted}`],
    [`${K}.seen == 1 && !${K}.sandbox`, `${K}.sandbox = 1`],
    [`${up} && ${K}.ini == 0`, `${K}.ini = 1`],
    [`${up} && ${K}.ini == 1`, `${K}.ini = 2`],
    [`${up} && ${K}.ini == 2 && ${K}.main == 0`, `${K}.main = 1`],
    [`${up} && ${K}.ini == 2 && ${K}.main == 1 && !${A}.ready && ${A}.exists == 1`, `${A}.ready = 1`],
    [`${K}.seen == 2 && ${K}.main == 1`, `${K}.main = 2`],
    [`${K}.seen == 2 && ${K}.main == 2`, `${K}.main = 3`],
    [`${K}.seen == 2 && ${K}.main == 2`, `${K}.main = 4`],
    [`${down} && ${K}.sandbox`, `${K}.sandbox = 0; ${K}.ini = 0`],
    [
      `${down} && !${K}.sandbox && ${A}.exists == 1`,
      `slots[${A}.node]++; ${A}.exists = 2; ${A}.ready = 0; ${A}.del = 1`,
    ],
  ];
}

function endpointRules(pod: number): Rule[] {
  const [A, E] = [`a[${pod}]`, `e[${pod}]`];
  const listed = `(${A}.exists == 1 && ${A}.ready && !${A}.del)`;
  return [
    [`${E}.slice != ${listed}`, `${E}.slice = ${listed}`],
    [`${E}.proxy != ${E}.slice`, `${E}.proxy = ${E}.slice`],
  ];
}

function loop(rules: readonly Rule[]): string {
  const lines = rules.map(([guard, effect]) => `  :: d_step { ${guard} -> ${effect} }`);
  return `end: do\n${lines.join('\n')}\n  od`;
}
