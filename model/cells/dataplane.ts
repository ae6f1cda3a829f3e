/** Cells of the data plane, budgets, and what an observer has seen pass. */

/** What kube-proxy on one node may choose for a new connection to one Service. Key: `<node>/<service>`. */
export interface ProxyRules {
  /** Addresses, sorted. */
  readonly targets: readonly string[];
}

/** Where a balancer outside of kube-proxy may send a new connection. Key: the Service. */
export interface BalancerTargets {
  /** Addresses, sorted. */
  readonly targets: readonly string[];
}

/** Whether a moment an observer waits for has come. Key: its name in the scenario. */
export interface DeadlineRecord {
  readonly passed: boolean;
}

/** How often a user action or fault may still happen. Key: its kind. */
export interface Budget {
  readonly left: number;
}
