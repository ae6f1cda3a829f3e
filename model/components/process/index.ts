/**
 * The programs inside the containers. They may end when their work is done, answer SIGTERM or ignore it, and start and stop serving;
 * nobody can rely on any of it. The one sure thing is the kernel: after SIGKILL a process ends. What a program does with SIGTERM is
 * left open whether or not it is PID 1 of its namespace. Crashes are faults.
 */
import { match } from 'ts-pattern';
import type { Actor } from '../../actor.ts';
import { type Cluster, cell, type Process, patch } from '../../cluster.ts';
import type { ProcessEvent } from '../../event.ts';
import { servingContainers } from '../../kubernetes/serving.ts';
import { type Container, isKilledByProbes, isSidecar, type PodSpec } from '../../kubernetes/spec.ts';
import { containerKey, type PodInstance, type Scenario, type Uid } from '../../scenario.ts';
import { containerExited } from '../runtime/stop/exit.ts';

/** Exit code of a process that ends by SIGTERM's default action, and by SIGKILL: 128 + the signal's number. */
export const exitCodes = { SIGTERM: 143, SIGKILL: 137 } as const;

/**
 * True if the program is one that gets done and exits 0 on its own: every plain init container, and a main container that would not be
 * started again for it. A service that just ends is a crash.
 */
export const completes = (scenario: Scenario, spec: PodSpec, container: Container): boolean => {
  if (spec.initContainers.includes(container)) return !isSidecar(container);
  const own = scenario.featureGates.ContainerRestartRules === true ? container.restartPolicy : undefined;
  return (own ?? spec.restartPolicy) !== 'Always';
};

const exits = (uid: Uid, container: string, completing: boolean): Actor => {
  const key = containerKey(uid, container);
  const exit = (exitCode: number): ProcessEvent => ({ type: 'process/exited', uid, container, exitCode });
  return {
    name: 'process',
    fair: false,
    enabled: (cluster) => {
      if (cell(cluster, 'containers', key).state !== 'running') return [];
      const { signal } = cell(cluster, 'processes', key);
      if (signal === 'SIGTERM') return [exit(0), exit(exitCodes.SIGTERM)];
      return signal === 'none' && completing ? [exit(0)] : [];
    },
  };
};

const dies = (uid: Uid, container: string): Actor => {
  const key = containerKey(uid, container);
  return {
    name: 'process',
    fair: true,
    enabled: (cluster) => {
      if (cell(cluster, 'processes', key).signal !== 'SIGKILL') return [];
      return [{ type: 'process/exited', uid, container, exitCode: exitCodes.SIGKILL }];
    },
  };
};

/** Some scenarios trust programs to accept connections until they are told to stop. */
const mayStop = ({ serving }: Scenario, signal: Process['signal']): boolean =>
  serving !== 'until-sigterm' || signal !== 'none';

/** Nobody starts to listen after SIGTERM; anybody may stop at any time. */
const serves = (uid: Uid, container: string): Actor => {
  const key = containerKey(uid, container);
  return {
    name: 'process',
    fair: false,
    enabled: (cluster) => {
      if (cell(cluster, 'containers', key).state !== 'running') return [];
      const { signal, serving } = cell(cluster, 'processes', key);
      if (serving) return mayStop(cluster.scenario, signal) ? [{ type: 'process/stoppedServing', uid, container }] : [];
      return signal === 'none' ? [{ type: 'process/startedServing', uid, container }] : [];
    },
  };
};

/** True if it matters to anybody whether this container serves: connections go there, or a readiness probe asks it. */
const asked = ({ serving, services }: Scenario, { name, spec }: PodInstance, container: Container): boolean =>
  serving !== false &&
  (container.readinessProbe !== undefined ||
    (serving === 'until-sigterm' && isKilledByProbes(container)) ||
    servingContainers(services, name, spec).includes(container));

const actorsOf = (scenario: Scenario, uid: Uid, instance: PodInstance): readonly Actor[] =>
  [...instance.spec.initContainers, ...instance.spec.containers].flatMap((container) => [
    exits(uid, container.name, completes(scenario, instance.spec, container)),
    dies(uid, container.name),
    ...(asked(scenario, instance, container) ? [serves(uid, container.name)] : []),
  ]);

/** For each container: how it ends by itself, how it ends by SIGKILL, and whether it serves. */
export const actors = (scenario: Scenario): readonly Actor[] =>
  Object.entries(scenario.instances).flatMap(([uid, instance]) => actorsOf(scenario, uid, instance));

/** Writes down what a process did. */
export const reduce = (cluster: Cluster, event: ProcessEvent): Cluster =>
  match(event)
    .with({ type: 'process/exited' }, ({ uid, container, exitCode }) =>
      containerExited(cluster, uid, container, exitCode),
    )
    .with({ type: 'process/startedServing' }, ({ uid, container }) =>
      patch(cluster, 'processes', containerKey(uid, container), { serving: true }),
    )
    .with({ type: 'process/stoppedServing' }, ({ uid, container }) =>
      patch(cluster, 'processes', containerKey(uid, container), { serving: false }),
    )
    .exhaustive();
