import { describe, expect, it } from 'vitest';
import { usualAssumptions } from '../assumptions.ts';
import type { PodSpec, ServiceSpec } from '../kubernetes/spec.ts';
import type { Scenario } from '../scenario.ts';
import { container, podSpec, probe, scenario } from '../testing/scenario.ts';
import { anyTime, within } from '../timing/interval.ts';
import { guaranteeOf, guarantees } from './index.ts';
import { type Changer, type FieldEdit, filledIn, type Remedy } from './remedy.ts';

/** Of a Pod with nothing special about it, no Service and no delays: everything that no manifest, however plain, could do better. */
const plainly: Readonly<Record<Exclude<Changer, 'manifest'>, string>> = {
  nobody: `admission-before-storage admission-before-visibility request-stages-in-order one-object-per-name
    no-binding-without-feasible-node bind-once binding-guards gated-pod-is-not-scheduled pod-scheduled-means-bound no-overcommit-in-api
    volumes-before-containers volumes-mounted-while-containers-run volumes-before-sandbox volumes-attached-before-mounted
    volumes-unmounted-before-detached sandbox-before-containers network-before-pause pod-address-is-its-own init-before-main
    init-containers-one-at-a-time main-containers-start-in-list-order one-instance-per-container restart-only-if-policy-allows
    crash-back-off-respected sidecar-ready-before-main-starts kubelet-starts-only-its-own-pods kubelet-admission-before-setup
    rejected-pod-never-starts probes-only-after-started running-means-every-main-has-started status-reaches-the-right-pod
    deletion-is-irrevocable grace-never-grows no-start-after-termination-begins no-probe-kill-while-terminating
    containers-stopped-before-sandbox prestop-before-sigterm final-delete-hits-the-right-pod unscheduled-pod-is-deleted-at-once
    endpoint-not-ready-before-sigterm endpoint-removed-before-sigkill traffic-only-to-running no-traffic-to-a-reused-address
    traffic-only-to-serving shutdown-bounded-by-grace sigkill-not-before-grace slow-starter-is-not-killed
    rollout-keeps-endpoints rollout-within-surge scale-down-spares-the-ready replicaset-never-over-creates`,
  program: `init-containers-run-once main-start-waits-for-earlier-main post-start-before-next-container init-finds-sidecar
    sidecar-up-while-main-runs main-stopped-before-sidecar-sigterm sidecars-stop-in-reverse-order sidecar-prestop-after-main-exit
    sidecar-up-until-main-stopped ready-in-api-means-running-now running-never-returns-to-pending sigterm-before-sigkill
    no-start-after-deletion prestop-runs-once unready-before-sigterm main-containers-eventually-start finished-pod-ends
    graceful-exit-within-grace`,
  people: `node-still-schedulable-when-bound claims-bound-before-binding scheduler-does-not-exit no-overcommit-at-kubelet-admission
    finished-pods-take-no-room running-pod-is-not-rejected ready-means-every-container-ready readiness-survives-kubelet-restart
    terminal-phase-is-final succeeded-iff-every-main-exits-zero shorter-grace-takes-effect readiness-probed-until-stopped
    prestop-never-skipped terminal-phase-means-nothing-runs sandbox-stopped-before-terminal-phase terminal-phase-before-removal
    removed-only-after-containers-stopped removed-means-cleaned-up final-delete-comes-last one-running-pod-per-name
    terminated-pod-never-restarts deleted-pod-leaves-the-ready-endpoints terminating-endpoint-is-not-ready
    endpoint-ready-only-after-readiness pod-is-eventually-bound pod-becomes-ready deleted-pod-disappears
    shutdown-bounded-from-deletion shorter-grace-bounds-the-kill
    rollout-completes rollout-processes-within-surge recreate-never-overlaps rollout-complete-means-old-stopped
    no-new-pods-of-the-old-template`,
};

const idsOf = (text: string): readonly string[] => text.trim().split(/\s+/);

const remedyOf = (id: string, where: Scenario): Remedy => {
  const guarantee = guaranteeOf(id);
  if (guarantee === undefined) throw new Error(`no guarantee ${id}`);
  return guarantee.remedy(where);
};

/** A remedy in a few words: who; of a manifest the fields, `=` what is set, or the question. */
const inShort = (remedy: Remedy): string => {
  if (remedy.who !== 'manifest') return remedy.who;
  if ('question' in remedy) return `${remedy.question}?`;
  const edit = ({ root, path, value, from }: FieldEdit): string => {
    const field = `${root === 'pod' ? '' : `${root} `}${path.join('.')}`;
    if (from !== undefined) return `${field} like ${from.join('.')}`;
    return value === undefined ? `no ${field}` : `${field}=${JSON.stringify(value)}`;
  };
  return [...remedy.edits.map(edit), ...(remedy.tunes === undefined ? [] : [`tunes ${remedy.tunes}`])].join(', ');
};

const service = (fields: Partial<ServiceSpec> = {}): Scenario['services'] => ({
  web: {
    pods: ['web'],
    publishNotReadyAddresses: false,
    internalTrafficPolicy: 'Cluster',
    otherReadyEndpoints: 1,
    ...fields,
  },
});

const timed = (spec: Partial<PodSpec> = {}, fields: Partial<Scenario> = {}, delays = {}): Scenario =>
  scenario({
    instances: { 'web#1': { name: 'web', spec: podSpec(spec) } },
    services: service(),
    assumptions: { ...usualAssumptions, ...delays },
    ...fields,
  });

const one = (fields: Parameters<typeof container>[1]) => ({ containers: [container('app', fields)] });
const exec = (sleeping?: { seconds: number; only: boolean }) =>
  one({ preStop: { handler: 'exec', ...(sleeping === undefined ? {} : { sleeping }) } });
const hook = 'containers.0.lifecycle.preStop';
const sleepIs = `${hook}.sleep.seconds=null`;
const graceIs = 'terminationGracePeriodSeconds=null, tunes terminationGracePeriodSeconds';

/** What the setting makes of it: guarantee, scenario, remedy. */
const settings: Readonly<Record<string, readonly [id: string, where: Scenario, inShort: string]>> = {
  'a sleep': ['traffic-only-to-serving', timed(), `${sleepIs}, tunes preStop.sleep`],
  'a longer sleep': [
    'endpoint-not-ready-before-sigterm',
    timed(one({ preStop: { handler: 'sleep', seconds: 1 } })),
    `${sleepIs}, tunes preStop.sleep`,
  ],
  'a sleep in place of a command': [
    'traffic-only-to-running',
    timed(exec({ seconds: 1, only: true })),
    `no ${hook}.exec, ${sleepIs}, tunes preStop.sleep`,
  ],
  'another replica, too': [
    'endpoint-removed-before-sigkill',
    timed({}, { services: service({ otherReadyEndpoints: 0 }) }),
    `${sleepIs}, workload spec.replicas=2, tunes preStop.sleep`,
  ],
  'how long a hook takes': ['traffic-only-to-serving', timed(exec()), 'pre-stop-hook?'],
  'a hook that is known to be short': [
    'traffic-only-to-serving',
    timed(exec(), {}, { 'pre-stop-hook': { earliest: 1000, latest: 2000 } }),
    'program',
  ],
  'clients of a headless Service': [
    'endpoint-not-ready-before-sigterm',
    timed({}, { services: service({ unproxied: 'headless' }) }),
    'program',
  ],
  'endpoints without bound': [
    'traffic-only-to-serving',
    timed({}, {}, { 'kube-proxy-programming': anyTime }),
    'kube-proxy-programming?',
  ],
  'time to shut down': ['graceful-exit-within-grace', timed(), 'shutdown?'],
  'time for a hook': ['graceful-exit-within-grace', timed(exec()), 'pre-stop-hook?'],
  'time beside a sleep': ['graceful-exit-within-grace', timed(exec({ seconds: 9, only: true })), 'shutdown?'],
  'a hook that outlasts the grace period': [
    'graceful-exit-within-grace',
    timed(exec({ seconds: 30, only: true })),
    graceIs,
  ],
  'a process that is known': ['graceful-exit-within-grace', timed({}, {}, { shutdown: within(40) }), graceIs],
  'a process that hangs after SIGKILL': [
    'graceful-exit-within-grace',
    timed({}, {}, { 'sigkill-exit': anyTime }),
    'nobody',
  ],
  'no grace': [
    'graceful-exit-within-grace',
    timed({ terminationGracePeriodSeconds: 0 }),
    'terminationGracePeriodSeconds=30',
  ],
  'no grace, without time': [
    'removed-only-after-containers-stopped',
    scenario({ instances: { 'web#1': { name: 'web', spec: podSpec({ terminationGracePeriodSeconds: 0 }) } } }),
    'terminationGracePeriodSeconds=30',
  ],
  'no grace, and force': [
    'removed-only-after-containers-stopped',
    scenario({
      instances: { 'web#1': { name: 'web', spec: podSpec({ terminationGracePeriodSeconds: 0 }) } },
      user: { 'force-delete': 1 },
    }),
    'people',
  ],
  'time to start': ['slow-starter-is-not-killed', timed(one({ livenessProbe: probe() })), 'process-start?'],
  'a startup probe like the liveness probe': [
    'slow-starter-is-not-killed',
    timed(
      one({ livenessProbe: probe({ initialDelaySeconds: 5, periodSeconds: 10 }) }),
      {},
      { 'process-start': within(60) },
    ),
    'containers.0.startupProbe like containers.0.livenessProbe, containers.0.startupProbe.failureThreshold=7',
  ],
  'a patient startup probe': [
    'slow-starter-is-not-killed',
    timed(one({ startupProbe: probe({ periodSeconds: 10 }) }), {}, { 'process-start': within(60) }),
    'containers.0.startupProbe.failureThreshold=8',
  ],
  'a published address': [
    'terminating-endpoint-is-not-ready',
    timed({}, { services: service({ publishNotReadyAddresses: true }) }),
    'no Service/web spec.publishNotReadyAddresses',
  ],
  'a published address among peers': [
    'terminating-endpoint-is-not-ready',
    timed({}, { services: service({ publishNotReadyAddresses: true, unproxied: 'headless' }) }),
    'program',
  ],
  'a stop signal of SIGKILL': [
    'sigkill-not-before-grace',
    timed(one({ stopSignal: 'SIGKILL' })),
    'no containers.0.lifecycle.stopSignal',
  ],
  'a node by name': ['claims-bound-before-binding', timed({ nodeName: 'n1' }), 'no nodeName'],
  'a deadline': ['terminal-phase-is-final', timed({ activeDeadlineSeconds: 60 }), 'nobody'],
  'a sidecar': [
    'sidecar-ready-before-main-starts',
    timed({
      initContainers: [container('proxy', { restartPolicy: 'Always', readinessProbe: probe({ successThreshold: 2 }) })],
    }),
    'initContainers.0.startupProbe like initContainers.0.readinessProbe, initContainers.0.startupProbe.failureThreshold=30, ' +
      'no initContainers.0.startupProbe.successThreshold',
  ],
};

describe('remedies', () => {
  it('say of every guarantee who can make it hold of a plain Pod', () => {
    const told = Object.values(plainly).flatMap(idsOf);
    expect([...told].sort()).toEqual(guarantees.map(({ id }) => id).sort());
    const found = guarantees.map(({ id, remedy }) => [id, remedy(scenario()).who] as const);
    for (const [who, ids] of Object.entries(plainly))
      expect(
        found
          .filter(([, one]) => one === who)
          .map(([id]) => id)
          .sort(),
      ).toEqual([...idsOf(ids)].sort());
  });

  it.each(Object.entries(settings))('depend on the scenario: %s', (_, [id, where, wanted]) => {
    expect(inShort(remedyOf(id, where))).toBe(wanted);
  });

  it('say what they are: which field, which question, or that nothing helps', () => {
    const words = (remedy: Remedy): readonly string[] => {
      if (remedy.who === 'nobody') return ['othing'];
      if (remedy.who !== 'manifest') return [];
      if ('question' in remedy) return [remedy.question];
      const fields = [
        'preStop',
        'startupProbe',
        'stopSignal',
        'nodeName',
        'terminationGracePeriodSeconds',
        'publishNotReadyAddresses',
      ];
      return remedy.edits
        .filter(({ root }) => root !== 'workload')
        .flatMap(({ path }) => path.filter((part) => fields.includes(String(part))).slice(0, 1))
        .map(String);
    };
    const said = [
      ...guarantees.map((guarantee) => [guarantee.id, scenario()] as const),
      ...Object.values(settings).map(([id, where]) => [id, where] as const),
    ];
    const ill = said.flatMap(([id, where]) => {
      const remedy = remedyOf(id, where);
      const text = remedy.says ?? guaranteeOf(id)?.advice ?? '';
      return words(remedy)
        .filter((word) => !text.includes(word) && !(word === 'othing' && /[Nn]o manifest/.test(text)))
        .map((word) => `${id}: ${word} is not in "${text}"`);
    });
    expect(ill).toEqual([]);
  });

  it('have their open number filled in, wherever it stands', () => {
    expect(filledIn(null, 4)).toBe(4);
    expect(filledIn({ sleep: { seconds: null }, of: ['a', null] }, 4)).toEqual({ sleep: { seconds: 4 }, of: ['a', 4] });
    expect(filledIn(undefined, 4)).toBeUndefined();
  });

  it('are named by a clause that can stand in a list', () => {
    const ill = guarantees.filter(({ broken }) => !/^[a-zA-Z].*[^.]$/.test(broken) || broken.length > 80);
    expect(ill.map(({ id }) => id)).toEqual([]);
  });
});
