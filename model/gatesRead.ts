/**
 * The gates that decide something in a run: those the components, slices, times and guarantees ask. Others are in the table because
 * people name them, or because reading a manifest asks them.
 */
export const gatesRead: readonly string[] = [
  'ChangeContainerStatusOnKubeletRestart',
  'ClearingNominatedNodeNameAfterBinding',
  'ContainerRestartRules',
  'ContainerStopSignals',
  'KubeletCrashLoopBackOffMax',
  'MutatingAdmissionPolicy',
  'NodeDeclaredFeatures',
  'NominatedNodeNameForExpectation',
  'PodTopologyLabelsAdmission',
  'ReduceDefaultCrashLoopBackOffDecay',
  'RestartAllContainersOnContainerExits',
  'SchedulerAsyncPreemption',
  'TaintTolerationComparisonOperators',
];
