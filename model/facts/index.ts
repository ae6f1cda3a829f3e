/** The catalogue: every fact about Kubernetes the model was built from, with the tests that show it or the reason it is left out. */
import { apiServerFacts } from './api-server.ts';
import { controlPlaneChanges } from './changes-control-plane.ts';
import { nodeChanges } from './changes-node.ts';
import { deletionApiFacts } from './deletion-api.ts';
import { endpointFacts } from './endpoints.ts';
import type { Fact } from './fact.ts';
import { kubeletSyncFacts } from './kubelet-admission-and-sync.ts';
import { probeFacts } from './probes.ts';
import { restartingFacts } from './restarting.ts';
import { runtimeSyncFacts } from './runtime-sync.ts';
import { schedulerFacts } from './scheduler.ts';
import { statusFacts } from './status.ts';
import { terminationFacts } from './termination.ts';
import { workloadFacts } from './workloads.ts';

const idParts = (id: string): readonly [string, number, string] => {
  const [, letter = '', digits = '0', suffix = ''] = /^([A-Z])(\d+)([a-z]?)$/.exec(id) ?? [];
  return [letter, Number(digits), suffix];
};

const byId = (one: Fact, other: Fact): number => {
  const [letter, number, suffix] = idParts(one.id);
  const [otherLetter, otherNumber, otherSuffix] = idParts(other.id);
  return letter.localeCompare(otherLetter) || number - otherNumber || suffix.localeCompare(otherSuffix);
};

/** All facts, C… (creation) before D… (deletion) before E… (workloads) before V… (changes of releases), in the order of their numbers. */
export const catalogue: readonly Fact[] = [
  ...apiServerFacts,
  ...schedulerFacts,
  ...kubeletSyncFacts,
  ...runtimeSyncFacts,
  ...restartingFacts,
  ...statusFacts,
  ...probeFacts,
  ...deletionApiFacts,
  ...terminationFacts,
  ...endpointFacts,
  ...workloadFacts,
  ...nodeChanges,
  ...controlPlaneChanges,
].sort(byId);
