/**
 * The container runtime brings things up: RunPodSandbox after its network is there, CreateContainer, StartContainer. containerd
 * `internal/cri/server/sandbox_run.go`, `container_create.go`, `container_start.go`. Left out: runtimes without a pause process, runtime
 * classes, sandboxes that fail to start.
 */
import { match } from 'ts-pattern';
import type { Actor } from '../../../actor.ts';
import { type Cluster, cell, patch, put } from '../../../cluster.ts';
import type { Event, RuntimeStartEvent } from '../../../event.ts';
import { containerOf } from '../../../kubernetes/spec.ts';
import { containerKey, instanceOf, type Scenario, type Uid } from '../../../scenario.ts';
import { afterSandbox } from '../../kubelet/sync/pass.ts';
import {
  afterContainerStarted,
  armedIfRestarted,
  lacksConfig,
  moveTo,
  startNext,
} from '../../kubelet/sync/starting.ts';
import { resetProbes } from '../../prober/result.ts';
import { freshProcess } from '../stop/exit.ts';

/**
 * What the kubelet's current CRI call asks of the runtime. Containers are created in any sandbox the runtime knows and start only in a
 * ready one (containerd v2.2.1 container_create.go, container_start.go).
 */
const answers = (cluster: Cluster, uid: Uid): readonly Event[] => {
  const { state, step, starting } = cell(cluster, 'workers', uid);
  if (state !== 'sync') return [];
  if (step === 'pause') return [{ type: 'runtime/sandboxReady', uid }];
  const [container] = starting;
  if ((step !== 'create' && step !== 'start') || container === undefined) return [];
  const { spec } = instanceOf(cluster.scenario, uid);
  if (step === 'create' && lacksConfig(cluster.scenario, containerOf(spec, container))) return [];
  if (step === 'create') return [{ type: 'runtime/containerCreated', uid, container }];
  const up = cell(cluster, 'sandboxes', uid).state === 'ready';
  return [{ type: up ? 'runtime/containerStarted' : 'runtime/containerStartFailed', uid, container }];
};

/** One actor per pod: the kubelet calls for one thing at a time. */
export const actors = (scenario: Scenario): readonly Actor[] =>
  Object.keys(scenario.instances).map((uid) => ({
    name: 'container runtime',
    fair: true,
    enabled: (cluster) => answers(cluster, uid),
  }));

const sandboxReady = (cluster: Cluster, uid: Uid): Cluster => {
  const old = cell(cluster, 'sandboxes', uid);
  // With hostNetwork no network step has replaced the old sandbox yet.
  const again = old.again || (old.state !== 'none' && old.state !== 'network');
  return afterSandbox(put(cluster, 'sandboxes', uid, { state: 'ready', podIP: old.podIP, again }), uid);
};

const containerCreated = (cluster: Cluster, uid: Uid, container: string): Cluster => {
  const key = containerKey(uid, container);
  const old = cell(cluster, 'containers', key);
  const restarted = old.restarted || old.state === 'exited';
  const created = put(cluster, 'containers', key, { state: 'created', exitCode: 0, oomKilled: false, restarted });
  return moveTo(created, uid, 'start');
};

/** A new instance: a fresh process, no signals, and probe results of its own (they are kept by container ID, C131, C132). */
const containerStarted = (cluster: Cluster, uid: Uid, container: string): Cluster => {
  const key = containerKey(uid, container);
  const { restarted } = cell(cluster, 'containers', key);
  const running = put(cluster, 'containers', key, { state: 'running', exitCode: 0, oomKilled: false, restarted });
  const fresh = put(running, 'processes', key, freshProcess);
  const unkilled = put(fresh, 'kills', key, { stage: 'none', expired: false, cause: '' });
  return afterContainerStarted(resetProbes(unkilled, uid, container), uid, container);
};

/** The exit code containerd gives a container it could not start (errorStartExitCode, internal/cri/server/helpers.go). */
const startFailedExitCode = 128;

/** A start that fails leaves an exited container behind, not a created one (container_start.go StartContainer; C111a). */
const containerStartFailed = (cluster: Cluster, uid: Uid, container: string): Cluster => {
  const key = containerKey(uid, container);
  const exited = patch(cluster, 'containers', key, { state: 'exited', exitCode: startFailedExitCode });
  return startNext(armedIfRestarted(exited, uid, container), uid);
};

/** Writes down what the runtime did. */
export const reduce = (cluster: Cluster, event: RuntimeStartEvent): Cluster =>
  match(event)
    .with({ type: 'runtime/sandboxReady' }, ({ uid }) => sandboxReady(cluster, uid))
    .with({ type: 'runtime/containerCreated' }, ({ uid, container }) => containerCreated(cluster, uid, container))
    .with({ type: 'runtime/containerStarted' }, ({ uid, container }) => containerStarted(cluster, uid, container))
    .with({ type: 'runtime/containerStartFailed' }, ({ uid, container }) =>
      containerStartFailed(cluster, uid, container),
    )
    .exhaustive();
