import { sliceOfOne } from './alone.ts';
import { servingPod, servingSentence } from './pods.ts';
import { firstPod, type Slice, type Whole } from './whole.ts';

/** C139a: only said where a kubelet may restart and takes over what the API says of containers it finds. */
const youngContainers = ({ faults, featureGates }: Whole): readonly string[] =>
  (faults['kubelet-restart'] ?? 0) === 0 || featureGates['ChangeContainerStatusOnKubeletRestart'] === true
    ? []
    : [
        'containers started less than ten seconds before their kubelet: it treats them as Kubernetes 1.34 does ' +
          '(--feature-gates ChangeContainerStatusOnKubeletRestart=true shows it)',
      ];

/** One pod with its readiness probes and gates and every condition it reports. */
export const readinessSlice = (whole: Whole): Slice => {
  const { name, spec: full } = firstPod(whole);
  const spec = servingPod(full);
  return sliceOfOne(
    whole,
    { name, spec },
    {
      slice: 'readiness',
      title: 'one pod and its readiness',
      fields: { reportedStatus: 'all' },
      user: { create: 1, delete: 1, 'set-readiness-gate': spec.readinessGates.length > 0 ? 1 : 0 },
      faults: { 'container-crash': 1 },
      leftOut: [servingSentence, ...youngContainers(whole)],
    },
  );
};
