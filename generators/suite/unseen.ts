/** Mistakes that no target of ours can be seen making, and why. They are part of the mutants because guarantees must notice them. */
export const unseen: Readonly<Record<string, string>> = {
  'store-before-admission': 'it shows only where admission rejects, and suites apply only what is admitted',
  'validation-before-mutation': 'it shows only with a mutating webhook that makes an object invalid',
  'binding-overwrites': 'it takes two Bindings of one Pod at a time, and a suite has one scheduler',
  'scheduled-before-bound': 'the PodScheduled condition is not among the observations, and what follows is the same',
  'bind-before-claims': 'claims and volumes are not among the observations, and the containers start all the same',
  'start-without-volumes': 'claims and volumes are not among the observations, and the containers start all the same',
  'mounted-before-attached': 'attaching and mounting are not among the observations',
  'detached-while-mounted': 'attaching and mounting are not among the observations',
  'kubelet-ignores-node-name': 'observations do not say on which node something happened',
  'running-too-early':
    'the Pod must stay with one container running and one not, which takes a failed image pull: no stimulus makes one',
  'status-by-name': 'the patch carries the old UID, so that nothing stored changes',
  'grace-clock-restarts': 'only durations differ, and a suite does not measure them',
  'grace-starts-at-sigterm': 'only durations differ, and a suite does not measure them',
  'removed-before-cleanup': 'volumes and cgroups are not among the observations',
  'address-released-early': 'addresses are not among the observations',
  'assume-forgotten':
    'it takes a Pod scheduled while another’s binding is not seen yet: a tester cannot bring about this lag',
};
