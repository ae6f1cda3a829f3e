/** A scenario as Kubernetes objects: everything the model reads of it is written, so that reading them gives the scenario back. */
import { allContainers } from '../../model/kubernetes/spec.ts';
import { containerKey, type Scenario } from '../../model/scenario.ts';
import { plainProgram } from '../environment/tested-machine.ts';
import type { CaseManifest, Program } from './case.ts';
import { podObject } from './objects/pod.ts';
import { surroundingsOf } from './objects/surroundings.ts';

/** Everything a target is given for this scenario, and the programs in its containers. */
export const manifestOf = (scenario: Scenario, programs: Readonly<Record<string, Program>>): CaseManifest => ({
  pods: Object.fromEntries(Object.keys(scenario.instances).map((uid) => [uid, podObject(scenario, uid)])),
  surroundings: surroundingsOf(scenario),
  programs: Object.fromEntries(
    Object.entries(scenario.instances).flatMap(([uid, { spec }]) =>
      allContainers(spec).map(({ name }) => {
        const key = containerKey(uid, name);
        return [key, programs[key] ?? plainProgram];
      }),
    ),
  ),
  scenario,
});
