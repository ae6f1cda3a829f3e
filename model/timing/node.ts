/** How long the container runtime, CNI and the programs themselves take. */
import type { AssumptionName } from '../assumptions.ts';
import { cell } from '../cluster.ts';
import type { CniEvent, ProcessEvent, RuntimeEvent } from '../event.ts';
import { containerKey } from '../scenario.ts';
import { minimumTimeout, stopRemainder } from './grace.ts';
import { anyTime, inTurn } from './interval.ts';
import type { Moment, TimingTable } from './table.ts';

const assumed =
  (name: AssumptionName) =>
  ({ assumed: delays }: Moment) =>
    delays[name];

/** SIGTERM at the stop call; SIGKILL when both the grace period and two seconds are over (D34, D42). */
export const runtimeTiming: TimingTable<RuntimeEvent | CniEvent> = {
  'runtime/sandboxReady': assumed('runtime-call'),
  'runtime/containerCreated': assumed('runtime-call'),
  'runtime/containerStarted': assumed('runtime-call'),
  'runtime/containerStartFailed': assumed('runtime-call'),
  'runtime/sigtermSent': assumed('stop-signal'),
  'runtime/minimumPassed': () => minimumTimeout,
  'runtime/sigkillSent': ({ cluster, assumed: delays }, { uid, container }) =>
    inTurn(stopRemainder(cluster, uid, container), delays['stop-signal']),
  'runtime/stopFailed': () => anyTime,
  'runtime/sandboxStopped': assumed('runtime-call'),
  'cni/networkAdded': assumed('runtime-call'),
  'cni/networkRemoved': assumed('runtime-call'),
};

/** A program whose work gets done may be done at any time, told to stop or not. */
export const processTiming: TimingTable<ProcessEvent> = {
  'process/exited': ({ cluster, assumed: delays }, { uid, container }) => {
    const { signal } = cell(cluster, 'processes', containerKey(uid, container));
    if (signal === 'SIGKILL') return delays['sigkill-exit'];
    return signal === 'SIGTERM' ? delays.shutdown : anyTime;
  },
  'process/startedServing': assumed('process-start'),
  'process/stoppedServing': ({ cluster, assumed: delays }, { uid, container }) =>
    cell(cluster, 'processes', containerKey(uid, container)).signal === 'none' ? anyTime : delays['stop-listening'],
};
