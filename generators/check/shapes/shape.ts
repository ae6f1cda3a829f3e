/**
 * What a scenario is but for its names. Two scenarios of one shape have the same answers, with the names of the one in place of those of the
 * other, so only one of them has to be searched.
 *
 * Why that is so. Let r be a one-to-one change of names that turns scenario A into scenario B, with everything else the same and in the same
 * order (the order of records and lists decides in which order a search finds things). The model, the guarantees and the times treat names as
 * opaque: they copy them, put them together (`uid/container`), and compare them with other names. So r turns the first cluster of A into that
 * of B; for each cluster, the events that are possible in A into those that are possible in B, in the same order; and their outcomes into each
 * other. By induction on the steps it turns each run of A into one of B, chosen by the same numbers, which is why the schedules of both are
 * the same words; a promise about A judges each step as the one about B judges its image. So verdicts, counts, depths and shortest runs are
 * the same, and r turns the runs that are told into each other.
 *
 * What that rests on, and what keeps it: names stand where `fields.ts` says, a total table; a shape has names that occur nowhere else, so no
 * name of it can be taken for a word of the model's, and is told at sight when names are put back; what JavaScript does not treat as opaque (keys that are numbers come first in a record)
 * has no shape; and `shapes.test.ts` holds scenarios by chance, their copies and their searches against each other.
 */
import type { Scenario } from '../../../model/scenario.ts';
import { isOrdered, renamedScenario } from './fields.ts';

/** A scenario without its names, and the names. */
export interface Shape {
  /** The same for every scenario of this shape, and for no other. */
  readonly key: string;
  /** The scenario with names that stand for its own. */
  readonly scenario: Scenario;
  /** Its own names: the name `⟨0⟩` stands for the first. */
  readonly names: readonly string[];
}

const [opening, closing] = ['⟨', '⟩'];
const standIns = /⟨(\d+)⟩/g;

/** The text with the names that those in it stand for. */
export const withNames = (text: string, names: readonly string[]): string =>
  text.includes(opening) ? text.replace(standIns, (standIn, number: string) => names[Number(number)] ?? standIn) : text;

/** Of the ConfigMaps and Secrets there are only those that the Pods ask for: nobody looks for others. */
const withConfigAskedFor = (scenario: Scenario): Scenario => {
  if (scenario.configObjects === undefined) return scenario;
  const asked = new Set(
    Object.values(scenario.instances).flatMap(({ spec }) => [
      ...[...spec.initContainers, ...spec.containers].flatMap(({ environment }) =>
        environment.map(({ kind, name }) => `${kind}/${name}`),
      ),
      ...spec.volumes.flatMap((volume) =>
        volume.kind === 'configMap' || volume.kind === 'secret'
          ? [`${volume.kind === 'secret' ? 'Secret' : 'ConfigMap'}/${volume.object}`]
          : [],
      ),
    ]),
  );
  return { ...scenario, configObjects: scenario.configObjects.filter((one) => asked.has(one)) };
};

/** Something is called by a number, and so comes before all others in a record. */
const hasNumbersForNames = ({ instances, services, claims, deadlines = {} }: Scenario): boolean =>
  [
    ...Object.values(instances).map(({ name }) => name),
    ...[instances, services, claims, deadlines].flatMap((record) => Object.keys(record)),
  ].some((key) => /^\d+$/.test(key));

/** JSON knows no infinity. */
const textOf = (scenario: Scenario): string =>
  JSON.stringify(scenario, (_key, value: unknown) => (value === Number.POSITIVE_INFINITY ? 'for ever' : value));

/** The scenario's shape; undefined if it has to be searched under its own names. */
export const shapeOf = (scenario: Scenario): Shape | undefined => {
  if (isOrdered(scenario) || hasNumbersForNames(scenario)) return undefined;
  const numbers = new Map<string, number>();
  const nameless = renamedScenario(withConfigAskedFor({ ...scenario, name: '' }), (name) => {
    // No name at all says something, and is the same in every scenario.
    if (name === '') return name;
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return `${opening}${number}${closing}`;
  });
  const names = [...numbers.keys()];
  const key = textOf(nameless);
  return textOf(scenario).includes(opening) ? undefined : { key, scenario: nameless, names };
};
