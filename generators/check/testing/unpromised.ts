/** Mistakes that break no guarantee, and for each a situation of the suites in which it can be seen all the same. */
export const unpromised: Readonly<Record<string, string>> = {
  'failed-init-keeps-sandbox': 'an init container, restart policy Never',
  'liveness-needs-always': 'a liveness probe that fails, restart policy OnFailure',
  'taken-down-while-restarting': 'a liveness probe that fails',
};
