/**
 * Does a model, say one with a mistake in it, conform to an oracle, whatever it does? Both run side by side: a run that shows what the oracle does not
 * allow there, or that falls silent where something must come, is a counterexample (ioco, Tretmans 1996).
 */
import type { Event } from '../../model/event.ts';
import type { Model } from '../../model/reducer.ts';
import { isLabel, type TesterLabel } from '../environment/tested-cluster.ts';
import { type OnLabels, type TestedCluster, type TesterEvent, testMachine } from '../environment/tested-machine.ts';
import { explore, type Property, type Trace } from '../explore/index.ts';
import { Alphabet } from '../observe/alphabet.ts';
import type { Case, Oracle, ProfileName } from './case.ts';

/** How a run that does not conform ends: with something that must not come, or with nothing. */
export interface Nonconformance {
  readonly kind: 'unexpected' | 'silent';
  readonly trace: Trace<TestedCluster, Event | TesterEvent>;
}

/** Conforms on every run, does not on this one, or there were too many runs to tell. */
export type Conformance = 'conforms' | 'undecided' | Nonconformance;

const lost = -1;

const stateIn = (cluster: TestedCluster): number => cluster.tester['oracle']?.next ?? lost;

/** Follows the oracle; once lost it stays lost. */
const following = ({ alphabet, states }: Oracle): OnLabels => {
  const letters = new Alphabet(alphabet);
  const after = (state: number, label: TesterLabel): number => {
    const letter = isLabel(label) ? letters.find(label) : undefined;
    return states[state]?.next.find(([label]) => label === letter)?.[1] ?? lost;
  };
  return (cluster, labels) =>
    labels.length === 0
      ? cluster
      : { ...cluster, tester: { ...cluster.tester, oracle: { next: labels.reduce(after, stateIn(cluster)) } } };
};

const properties = ({ states }: Oracle): readonly Property<TestedCluster, Event | TesterEvent>[] => [
  {
    id: 'unexpected',
    kind: 'state',
    judge: (cluster) => (stateIn(cluster) === lost ? 'broken' : 'silent'),
  },
  {
    id: 'silent',
    kind: 'leads-to',
    from: (cluster) => states[stateIn(cluster)]?.rest === false,
    to: (cluster) => states[stateIn(cluster)]?.rest !== false,
  },
];

/** Runs the case on this model exhaustively. `model` is made of the case's own scenario. */
export const conformanceOf = (
  model: Model,
  { stimuli, manifest, oracle }: Pick<Case, 'stimuli' | 'manifest' | 'oracle'>,
  profile: ProfileName,
  maxStates = 50_000,
): Conformance => {
  const script = { profile, programs: manifest.programs, stimuli };
  const machine = testMachine(model, script, following(oracle), { oracle: { next: 0 } });
  const { findings, ending } = explore(machine, properties(oracle), { maxStates });
  for (const kind of ['unexpected', 'silent'] as const) {
    const trace = findings.find(({ id, verdict }) => id === kind && verdict === 'violated')?.trace;
    if (trace !== undefined) return { kind, trace };
  }
  return ending === 'complete' ? 'conforms' : 'undecided';
};
