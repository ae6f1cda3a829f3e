/** What a schema cannot say of a suite: that numbers and names in it point at something it has. */
import type { Case, Suite } from '../../generators/suite/case.ts';

const oracleAstray = ({ oracle: { alphabet, states } }: Case): string | undefined => {
  if (states.length === 0) return 'oracle.states: is empty; state 0 is the one a run begins in';
  for (const [at, { next }] of states.entries()) {
    for (const [index, [label, state]] of next.entries()) {
      const place = `oracle.states[${at}].next[${index}]`;
      if (label >= alphabet.length) return `${place}[0]: names letter ${label} of an alphabet of ${alphabet.length}`;
      if (state >= states.length) return `${place}[1]: leads to state ${state}, and there are ${states.length}`;
    }
  }
  return undefined;
};

const stimulusAstray = ({ stimuli, manifest: { pods, scenario } }: Case): string | undefined => {
  const names = new Set(Object.values(scenario.instances).map(({ name }) => name));
  for (const [index, { do: stimulus }] of stimuli.entries()) {
    const place = `stimuli[${index}].do`;
    if ('uid' in stimulus && !(stimulus.uid in pods && stimulus.uid in scenario.instances)) {
      return `${place}.uid: ${JSON.stringify(stimulus.uid)} is none of the pods of the case`;
    }
    if ('pod' in stimulus && !names.has(stimulus.pod)) {
      return `${place}.pod: ${JSON.stringify(stimulus.pod)} is none of the pods of the case`;
    }
  }
  return undefined;
};

/** The first pointer of a suite that leads nowhere, and where it stands. */
export const suiteAstray = ({ cases }: Suite): string | undefined => {
  const ids = new Set<string>();
  for (const [index, one] of cases.entries()) {
    const wrong = ids.has(one.id)
      ? `id: ${JSON.stringify(one.id)} is the id of another case, too`
      : (oracleAstray(one) ?? stimulusAstray(one));
    if (wrong !== undefined) return `cases[${index}].${wrong}`;
    ids.add(one.id);
  }
  return undefined;
};
