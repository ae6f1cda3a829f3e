/** The start of a container in time: is it up before its probes lose patience? */
import { allContainers, type Container, isKilledByProbes } from '../kubernetes/spec.ts';
import { atOnce } from '../timing/interval.ts';
import { sliceOfOne } from './alone.ts';
import { claimsUsed, paredPod, withoutDeadline } from './pods.ts';
import { type CutSlice, firstPod, othersLeftOut, type Whole } from './whole.ts';

/**
 * One container alone: a probe asks its own container, counts by itself and has that container killed, whatever the others of the pod do. A sidecar is
 * a main container here: its probes are the same.
 */
const alone = (container: Container): Container => {
  const { restartPolicy: _policy, preStop: _preStop, ...rest } = container;
  return { ...rest, restartPolicyRules: [] };
};

/**
 * One slice for each container with a startup or liveness probe. None where nobody has said how long programs take to start: then no probe is patient
 * enough, which says nothing about the manifest.
 */
export const timedStartupSlices = (whole: Whole): readonly CutSlice[] => {
  const { assumptions } = whole;
  if (assumptions === undefined || !Number.isFinite(assumptions['process-start'].latest)) return [];
  const { name, spec: full } = firstPod(whole);
  return allContainers(full)
    .filter(isKilledByProbes)
    .map((container) => {
      const pod = { ...withoutDeadline(full), initContainers: [], containers: [alone(container)], readinessGates: [] };
      const spec = paredPod(whole, pod, ['readinessProbe']);
      return sliceOfOne(
        whole,
        { name, spec },
        {
          slice: 'timed-startup',
          title: `start of ${container.name} in time`,
          fields: {
            serving: 'until-sigterm',
            claims: claimsUsed(whole, spec),
            assumptions: { ...assumptions, 'kubelet-reaction': atOnce },
            begins: 'starting',
          },
          user: { create: 1 },
          faults: { 'probe-failure': 1 },
          shortcuts: ['one-container-starts', 'phase-alone', 'no-readers', 'claims-not-used', ...othersLeftOut(whole)],
        },
      );
    });
};
