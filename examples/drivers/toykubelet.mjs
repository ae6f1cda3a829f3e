/**
 * A kubelet of a few lines as a driver: `podproof conform suite.json --driver ./examples/drivers/toykubelet.mjs`.
 * It knows Pods that are never restarted, and heeds no SIGTERM but at the end of the grace period.
 */
import { Queue } from 'podproof/conformance';

/** How many milliseconds one of its seconds takes. */
const second = 20;

/** @type {import('podproof/conformance').DriverFactory} */
export const driver = () => {
  /** @type {Queue<import('podproof/conformance').Seen>} */
  const observations = new Queue();
  const began = performance.now();
  const now = () => {
    const at = ((performance.now() - began) * 1000) / second;
    return { earliest: at, latest: at };
  };
  const show = (observation) => observations.push({ observation, source: 'toykubelet', ...now() });
  let test;
  let timers = [];
  let running = new Set();

  const start = (uid, containers = []) => {
    for (const { name: container } of containers) {
      running.add(container);
      show({ see: 'container started', uid, container });
    }
  };
  const exit = (uid, container, exitCode) => {
    if (!running.delete(container)) return;
    show({ see: 'container exited', uid, container, exitCode });
  };
  const specOf = (uid) => test.manifest.pods[uid].spec;

  const actions = {
    create: ({ uid }) => {
      const { initContainers = [], containers } = specOf(uid);
      show({ see: 'pod stored', uid });
      show({ see: 'sandbox ready', uid });
      start(uid, initContainers.length > 0 ? initContainers.slice(0, 1) : containers);
    },
    'process exits': ({ uid, container, exitCode }) => {
      exit(uid, container, exitCode);
      const { initContainers = [], containers } = specOf(uid);
      const next = initContainers.findIndex(({ name }) => name === container) + 1;
      if (next > 0 && exitCode === 0) start(uid, next < initContainers.length ? [initContainers[next]] : containers);
    },
    delete: ({ pod, grace }) => {
      const [uid] = Object.entries(test.manifest.pods).find(([, { metadata }]) => metadata.name === pod);
      for (const container of running) show({ see: 'signal received', uid, container, signal: 'SIGTERM' });
      const end = () => {
        for (const container of running) exit(uid, container, 137);
        show({ see: 'sandbox stopped', uid });
        show({ see: 'pod removed', uid });
      };
      timers.push(setTimeout(end, (grace ?? specOf(uid).terminationGracePeriodSeconds) * second));
    },
  };
  const forget = () => {
    for (const timer of timers) clearTimeout(timer);
    [timers, running] = [[], new Set()];
    observations.clear();
  };

  return {
    capabilities: { target: 'toykubelet.mjs 0.1', profile: 'podman', skew: 0, lateness: 0, haste: 1 },
    observations,
    reset: async (next) => {
      forget();
      test = next;
    },
    stimulate: async (stimulus) => {
      const action = actions[stimulus.do];
      if (action === undefined) throw new Error(`toykubelet.mjs cannot ${stimulus.do}`);
      const { earliest } = now();
      action(stimulus);
      return { earliest, latest: now().latest };
    },
    pass: (seconds, signal) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, seconds * second);
        const end = () => {
          clearTimeout(timer);
          resolve();
        };
        signal.addEventListener('abort', end, { once: true });
      }),
    close: async () => {
      forget();
      observations.end();
    },
  };
};
