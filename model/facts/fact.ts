/**
 * One fact about Kubernetes: what is so, where that was read, and either the tests that show the model does it or the reason why the
 * model leaves it out.
 */
export interface Fact {
  /** C… creation, D… deletion, E… workloads, V… what releases changed; stable. */
  readonly id: string;
  readonly kind: 'order' | 'race' | 'rule' | 'time';
  /** One sentence in our own words. */
  readonly sentence: string;
  /** File (or KEP, issue) in kubernetes/kubernetes unless named otherwise, with the versions it was read at. */
  readonly source: string;
  /** The release from which it is so, where earlier ones that the model speaks of are different. */
  readonly since?: string;
  /** Modelled: `<file>: <test title>` for each test that shows it. */
  readonly tests?: readonly string[];
  /** Excluded: `excluded because …`. */
  readonly because?: string;
}
