/** Cells of the data plane, and budgets. */

/** What kube-proxy on one node may choose for a new connection to one Service. Key: `<node>/<service>`. */
export interface ProxyRules {
  /** Addresses, sorted. */
  readonly targets: readonly string[];
}

/** How often a user action or fault may still happen. Key: its kind. */
export interface Budget {
  readonly left: number;
}
