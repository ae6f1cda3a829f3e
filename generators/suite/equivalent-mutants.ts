/**
 * Why some mistakes cannot be seen, in words. That they cannot is decided by visibility.ts, and a test holds the two together; they are among
 * the mutants because guarantees must notice them.
 */
export const unseen: Readonly<Record<string, string>> = {
  'store-before-admission': 'it shows only where admission rejects, and suites apply only what is admitted',
  'validation-before-mutation': 'it shows only with a mutating webhook that makes an object invalid',
  'binding-overwrites': 'it takes two Bindings of one Pod at a time, and a suite has one scheduler',
  'scheduled-before-bound': 'the PodScheduled condition is not among the observations, and what follows is the same',
  'start-without-volumes':
    'the containers start when volumes are mounted, and whether the pass knew is not among the observations',
  'mounted-before-attached': 'attaching and mounting are not among the observations',
  'detached-while-mounted': 'attaching and mounting are not among the observations',
  'kubelet-ignores-node-name': 'observations do not say on which node something happened',
  'sidecar-started-after-inits': 'no situation has a sidecar before an init container',
  'liveness-beside-startup': 'no situation has a container with both probes',
  'kubelet-restart-forgets-readiness': 'no situation has a readiness probe where the kubelet restarts',
  'recreated-pod-ends-scheduler':
    'a scheduler that exits is started again and schedules the Pod; that it had gone is not among the observations',
  'status-by-name': 'the patch carries the old UID, so that nothing stored changes',
  'grace-clock-restarts': 'only durations differ, and a suite does not measure them',
  'grace-starts-at-sigterm': 'only durations differ, and a suite does not measure them',
  'probe-kills-while-terminating':
    'a kill by the probe looks like the end of the grace period, and a suite does not measure durations',
  'probes-stop-on-deletion':
    'the kubelet writes its status in its own time: a change of readiness while a Pod terminates may always come too late to be written',
  'removed-before-cleanup': 'volumes and cgroups are not among the observations',
  'address-released-early': 'addresses are not among the observations',
};
