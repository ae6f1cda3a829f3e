/** Where a sentence and its judge may speak at different moments of the same history, or of different histories of the same scenario. */

/**
 * A judge sees two clusters and the event between them, and what a sentence asks for may be forgotten by then. It then speaks where the forgetting
 * happens. On every whole small scenario both must say the same.
 */
export const approximate: Readonly<Record<string, string>> = {
  'main-start-waits-for-earlier-main':
    'nobody remembers that a hook has failed once its container is dead: judged where the pass goes on to the next container',
  'succeeded-iff-every-main-exits-zero':
    'the records of the containers go before the phase reaches the API: judged where the worker computes it for the last time',
  'ready-means-every-container-ready':
    'a restarted kubelet does not know that a container has passed its probe before: judged by the results it has',
  'readiness-survives-kubelet-restart':
    'why a Pod is no longer Ready is forgotten when the API shows it: judged where the restarted kubelet computes its first status',
  'prestop-runs-once':
    'a restarted kubelet does not know whose hook has begun: judged by the stop signal that was sent, which some run has where a hook runs twice',
};
