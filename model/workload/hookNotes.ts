/** What is taken for granted of the programs of a workload and their hooks, and what nobody has said of them. */

import { waysText } from '../assumptionSources.ts';
import type { Assumptions } from '../assumptions.ts';
import { isOpenEnded } from '../kubernetes/sleeping.ts';
import { allContainers, isKilledByProbes, type LifecycleHandler, type PodSpec } from '../kubernetes/spec.ts';
import { type Remark, templateSteps, type Workload } from '../manifest/index.ts';

const ofSleep = (what: string, { sleeping }: LifecycleHandler): readonly string[] => {
  if (sleeping === undefined) return [];
  const { seconds, only } = sleeping;
  return [
    `${what} is taken to last ${only ? '' : 'at least '}${seconds} s, as its command says: its image must have what it runs`,
  ];
};

/** Of a preStop hook this matters to everything about time; a postStart hook is not part of what is asked in time. */
const ofUnknownEnd = (
  what: string,
  hook: LifecycleHandler,
  assumptions: Assumptions | undefined,
): readonly string[] => {
  const latest = assumptions?.['pre-stop-hook'].latest;
  if (latest !== Number.POSITIVE_INFINITY || !isOpenEnded(hook)) return [];
  return [
    `${what} may take any time${hook.sleeping === undefined ? '' : ' beyond that'}; say what you know of it: ${waysText('pre-stop-hook', '<=20s')}`,
  ];
};

/** A line for each hook that says, or fails to say, how long it takes. */
export const hookNotes = (spec: PodSpec, assumptions: Assumptions | undefined): readonly string[] =>
  allContainers(spec).flatMap(({ name, postStart, preStop }) => [
    ...(postStart === undefined ? [] : ofSleep(`the postStart hook of ${name}`, postStart)),
    ...(preStop === undefined
      ? []
      : [
          ...ofSleep(`the preStop hook of ${name}`, preStop),
          ...ofUnknownEnd(`the preStop hook of ${name}`, preStop, assumptions),
        ]),
  ]);

/** Of preStop hooks whose length nobody knows: where to say it. */
export const openHookNotes = (spec: PodSpec, assumptions: Assumptions | undefined): readonly string[] =>
  allContainers(spec).flatMap(({ name, preStop }) =>
    preStop === undefined ? [] : ofUnknownEnd(`the preStop hook of ${name}`, preStop, assumptions),
  );

/**
 * The same at a liveness probe that no startup probe holds back: what is slow to start is killed there, at this second at the earliest. A startup
 * probe is somebody's answer already.
 */
export const startRemarks = (workload: Workload, assumptions: Assumptions | undefined): readonly Remark[] => {
  if (assumptions === undefined || assumptions['process-start'].latest !== Number.POSITIVE_INFINITY) return [];
  const { kind, name, origin, spec } = workload;
  const pod = origin.root.at(...templateSteps(workload), 'spec', 'containers');
  return spec.containers.flatMap(({ name: container, livenessProbe: probe, startupProbe }, index) => {
    if (probe === undefined || startupProbe !== undefined) return [];
    const place = pod.item(index).at('livenessProbe');
    const first = probe.initialDelaySeconds + (probe.failureThreshold - 1) * probe.periodSeconds;
    return [
      {
        ...place.position,
        object: `${kind}/${name}`,
        field: `${container} livenessProbe`,
        text: `may kill it ${first} s after its start, before it serves: how long does it take to start? ${waysText('process-start', '<=60s')}`,
      },
    ];
  });
};

/** A question that cannot be asked: whether probes leave a program the time to start. */
export const startNotes = (spec: PodSpec, assumptions: Assumptions | undefined): readonly string[] => {
  const watched = allContainers(spec).filter(isKilledByProbes);
  if (assumptions?.['process-start'].latest !== Number.POSITIVE_INFINITY || watched.length === 0) return [];
  const names = watched.map(({ name }) => name).join(', ');
  return [
    `how long ${names} may take to start is not known; to ask whether the probes leave that much time: ${waysText('process-start', '<=60s')}`,
  ];
};
