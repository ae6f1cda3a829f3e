/** The shortcuts of slices with time. */
import type { Shortcut } from './shortcut.ts';

/** By name. */
export const inTime = {
  'begins-running': {
    leftOut:
      'everything before the Pod runs: it begins running and known to everybody, found by running its startup in the model; init containers, postStart hooks, startup and readiness probes, volumes, gates and deadline are left out',
    loses: 'what it names',
    because: 'a guarantee about the end of a Pod is asked of one that runs.',
    cuts: [
      'begins',
      'initContainers',
      'volumes',
      'volumeMounts',
      'environment',
      'probes',
      'hooks',
      'gates',
      'finalizers',
      'activeDeadline',
      'claims',
    ],
  },
  'one-container-starts': {
    leftOut:
      'everything before the container starts, and the other containers: a probe asks its own container and has that one killed; programs that stop answering once they have answered; a kubelet that is slow to learn that the container runs, or that a probe has failed: either gives the program more time; kubelet restarts, which make a probe wait for a part of its period more, and crashes',
    loses: 'what it names',
    because: 'a probe succeeds from the moment the program serves, and counts by itself.',
    cuts: [
      'begins',
      'serving',
      'initContainers',
      'containers',
      'volumes',
      'volumeMounts',
      'environment',
      'restartRules',
      'probes',
      'hooks',
      'gates',
      'finalizers',
      'activeDeadline',
      'claims',
    ],
  },
  'programs-trusted': {
    leftOut: 'liveness probes and crashes; programs accept connections until SIGTERM',
    loses: 'what it names',
    because:
      'the question is about withdrawal from Services, so programs that stop by themselves are left to other scenarios.',
    cuts: ['serving', 'probes'],
  },
  'no-endpoints-in-time': {
    leftOut: 'EndpointSlices and kube-proxies; crashes',
    loses: 'what it names',
    because: 'nothing of a Pod’s end waits for its endpoints; a budget of crashes is part of the question.',
    cuts: ['services', 'reportedStatus'],
  },
  'first-kill-watched': {
    leftOut: 'second kills of a container by its probe: an observer watches the first',
    loses: 'what it names',
    because: 'a second kill follows the same rules as the first, beginning when it does.',
    cuts: ['deadlines'],
  },
} as const satisfies Readonly<Record<string, Shortcut>>;
