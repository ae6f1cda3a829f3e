/** Expected verdicts: volumes, and the order in which a pod comes up. */
import { kubernetesVersions } from '../../../../model/gates.ts';
import { defaultSwitches } from '../../../../model/switches.ts';
import { container, probe } from '../../../../model/testing/scenario.ts';
import { type Expectation, holds, violated } from '../expectation.ts';
import {
  appAndLog,
  hook,
  init,
  lateClaim,
  noLag,
  onePod,
  placed,
  recreated,
  sidecar,
  troubledNoLag,
  twoPods,
  withClaim,
  withEmptyDir,
} from '../scenarios.ts';

const restarted = { user: { delete: 1 }, faults: { 'kubelet-restart': 1, ...noLag } } as const;
const sandboxLost = { faults: { 'sandbox-failure': 1, ...noLag } } as const;
const twoInits = { initContainers: [container('first'), sidecar(), container('last')], ...placed };

/** Expected verdicts: volumes. */
export const volumeExpectations: readonly Expectation[] = [
  {
    guarantee: 'volumes-before-containers',
    cases: [
      holds(
        'mounts fail, kubelet restarts, sandbox and containers die',
        onePod(
          { ...withEmptyDir, ...placed },
          { ...troubledNoLag, faults: { ...troubledNoLag.faults, 'volume-failure': 1 } },
        ),
      ),
      holds(
        'volumes behind claims',
        onePod(withClaim, { ...lateClaim, user: { delete: 1 }, faults: { 'kubelet-restart': 1, ...noLag } }),
      ),
    ],
  },
  {
    guarantee: 'volumes-mounted-while-containers-run',
    cases: [
      holds(
        'deletes, also by force, kubelet restarts, sandbox and containers die',
        onePod({ ...withEmptyDir, ...placed }, { ...troubledNoLag, user: { delete: 1, 'force-delete': 1 } }),
      ),
      holds(
        'volumes behind claims',
        onePod(withClaim, { ...lateClaim, user: { delete: 1 }, faults: { 'kubelet-restart': 1, ...noLag } }),
      ),
    ],
  },
  {
    guarantee: 'volumes-before-sandbox',
    cases: [
      holds(
        'mounts fail, kubelet restarts, sandbox and containers die',
        onePod(
          { ...withEmptyDir, ...placed },
          { ...troubledNoLag, faults: { ...troubledNoLag.faults, 'volume-failure': 1 } },
        ),
      ),
    ],
  },
  {
    guarantee: 'volumes-attached-before-mounted',
    cases: [holds('the Pod is deleted and the kubelet restarts', onePod(withClaim, { ...lateClaim, ...restarted }))],
  },
  {
    guarantee: 'volumes-unmounted-before-detached',
    cases: [
      holds(
        'the Pod is deleted, also by force, and the kubelet restarts',
        onePod(withClaim, {
          ...lateClaim,
          user: { delete: 1, 'force-delete': 1 },
          faults: { 'kubelet-restart': 1, ...noLag },
        }),
      ),
    ],
    alwaysAssumed: 'no node of the model falls silent',
  },
];

/** Expected verdicts: the order in which a pod comes up. */
export const startupExpectations: readonly Expectation[] = [
  {
    guarantee: 'sandbox-before-containers',
    cases: [
      holds(
        'the sandbox dies at any moment, with init containers',
        onePod({ initContainers: [init()], ...placed }, troubledNoLag),
      ),
      holds('hostNetwork', onePod({ hostNetwork: true, ...placed }, troubledNoLag)),
    ],
  },
  {
    guarantee: 'network-before-pause',
    cases: [holds('the sandbox dies at any moment', onePod(placed, troubledNoLag))],
  },
  {
    guarantee: 'pod-address-is-its-own',
    cases: [
      holds(
        'two pods come and go, the sandbox dies',
        twoPods(placed, placed, { user: { delete: 1 }, faults: { 'sandbox-failure': 1, ...noLag } }),
      ),
      holds(
        'one is deleted by force and created anew',
        recreated(placed, { user: { 'force-delete': 1 }, faults: noLag }),
      ),
    ],
    mutantIn: { scenario: twoPods(placed, placed, { user: { delete: 1 }, faults: noLag }) },
  },
  {
    guarantee: 'init-before-main',
    cases: [
      // Since 1.37 a container that was only created counts no longer as initialized (switch createdCountsAsInitialized).
      ...kubernetesVersions.map((kubernetesVersion) =>
        (kubernetesVersion === '1.37' ? holds : violated)(
          `kubelet restarts and the sandbox dies, in ${kubernetesVersion}`,
          onePod({ initContainers: [init()], ...placed }, { kubernetesVersion, ...troubledNoLag }),
        ),
      ),
      holds(
        'the kubelet restarts twice, the sandbox lives',
        onePod(
          { initContainers: [init()], ...placed },
          { faults: { 'kubelet-restart': 2, 'container-crash': 1, ...noLag } },
        ),
      ),
      holds(
        'the sandbox dies twice, the kubelet lives',
        onePod({ initContainers: [init()], ...placed }, { faults: { 'sandbox-failure': 2, ...noLag } }),
      ),
      holds(
        'a sidecar crashes and the sandbox dies',
        onePod(
          { initContainers: [sidecar()], ...placed },
          { faults: { 'container-crash': 2, 'sandbox-failure': 1, ...noLag } },
        ),
      ),
      holds(
        'a sidecar with a startup probe and a hook',
        onePod(
          { initContainers: [sidecar('proxy', { startupProbe: probe(), postStart: hook })], ...placed },
          { ...restarted, probeThresholds: 'one', faults: { ...restarted.faults, 'hook-failure': 1 } },
        ),
      ),
    ],
  },
  {
    guarantee: 'init-containers-one-at-a-time',
    cases: [
      violated(
        'kubelet restarts and the sandbox dies',
        onePod(twoInits, { faults: { 'kubelet-restart': 1, 'sandbox-failure': 1, ...noLag } }),
      ),
      holds(
        'kubelet restarts and the sandbox dies, since 1.37',
        onePod(twoInits, {
          faults: { 'kubelet-restart': 1, 'sandbox-failure': 1, ...noLag },
          switches: { ...defaultSwitches['1.36'], createdCountsAsInitialized: false },
        }),
      ),
      holds('the kubelet restarts', onePod(twoInits, { faults: { 'kubelet-restart': 2, ...noLag } })),
      holds('init containers crash', onePod(twoInits, { faults: { 'container-crash': 2, ...noLag } })),
    ],
  },
  {
    guarantee: 'init-containers-run-once',
    cases: [
      violated('the sandbox is lost', onePod({ initContainers: [init()], ...placed }, sandboxLost)),
      holds(
        'the sandbox is never lost',
        onePod(
          { initContainers: [init()], ...placed },
          { user: { delete: 1 }, faults: { 'kubelet-restart': 1, 'container-crash': 2, ...noLag } },
        ),
      ),
    ],
  },
  {
    guarantee: 'main-containers-start-in-list-order',
    cases: [
      holds(
        'images cannot be pulled, the kubelet restarts',
        onePod(
          { containers: appAndLog(), ...placed },
          { faults: { 'image-pull-failure': 1, 'kubelet-restart': 1, 'sandbox-failure': 1, ...noLag } },
        ),
      ),
      holds(
        'containers crash and the sandbox dies',
        onePod(
          { containers: appAndLog(), ...placed },
          { faults: { 'container-crash': 2, 'sandbox-failure': 1, ...noLag } },
        ),
      ),
    ],
  },
  {
    guarantee: 'main-start-waits-for-earlier-main',
    cases: [
      violated(
        'the image of the first cannot be pulled',
        onePod({ containers: appAndLog(), ...placed }, { faults: { 'image-pull-failure': 1, ...noLag } }),
      ),
      violated(
        'the postStart hook of the first fails: it is killed, and the pass goes on',
        onePod(
          { containers: appAndLog({ postStart: hook }), ...placed },
          { faults: { 'hook-failure': 1, 'hook-hang': 0, ...noLag } },
        ),
      ),
      holds(
        'every image can be pulled and the sandbox lives',
        onePod(
          { containers: appAndLog(), ...placed },
          { user: { delete: 1 }, faults: { 'container-crash': 1, 'kubelet-restart': 1, ...noLag } },
        ),
      ),
    ],
  },
  {
    guarantee: 'post-start-before-next-container',
    cases: [
      holds(
        'the kubelet does not restart',
        onePod(
          { containers: appAndLog({ postStart: hook }), ...placed },
          { user: { delete: 1 }, faults: { 'hook-failure': 1, 'container-crash': 1, ...noLag } },
        ),
      ),
      violated(
        'the kubelet restarts',
        onePod(
          { containers: appAndLog({ postStart: hook }), ...placed },
          { faults: { 'kubelet-restart': 1, ...noLag } },
        ),
      ),
    ],
  },
];
