/** What a shortcut of a slice is. */

/** A field of a scenario, or of its pods' specs, that shortcuts change. */
export type Cut =
  | 'instances'
  | 'nodes'
  | 'services'
  | 'claims'
  | 'probeThresholds'
  | 'reportedStatus'
  | 'serving'
  | 'deadlines'
  | 'begins'
  | 'initContainers'
  | 'containers'
  | 'volumes'
  | 'volumeMounts'
  | 'environment'
  | 'resources'
  | 'restartRules'
  | 'images'
  | 'probes'
  | 'hooks'
  | 'gates'
  | 'finalizers'
  | 'activeDeadline';

/** One shortcut. */
export interface Shortcut {
  /** Its line in a report; `…` is where names go. Absent where there is nothing to tell, because nothing is lost. */
  readonly leftOut?: string;
  /** `nothing`: the verdicts of the guarantees asked there are those of the whole. `what it names`: a verdict speaks of what is left. */
  readonly loses: 'nothing' | 'what it names';
  readonly because: string;
  readonly cuts: readonly Cut[];
}
