import { describe, expect, it } from 'vitest';
import { readAssumptions } from '../../model/assumptionText.ts';
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import { guarantees } from '../../model/guarantees/index.ts';
import type { PodSpec } from '../../model/kubernetes/spec.ts';
import { modelOf } from '../../model/reducer.ts';
import { type Slice, slicesOf, type Whole } from '../../model/slices/index.ts';
import { container, nodeSpec, podSpec, probe } from '../../model/testing/scenario.ts';
import { explore } from '../explore/index.ts';
import { checkScenario } from './check.ts';
import { propertiesOf } from './properties.ts';
import type { GuaranteeResult, ScenarioResult } from './result.ts';

const wholeOf = (spec: Partial<PodSpec>, assumptions: readonly string[]): Whole => {
  const read = readAssumptions(assumptions);
  if ('problem' in read) throw new Error(read.problem.message);
  return {
    name: 'Deployment/web',
    pods: [{ name: 'web', spec: podSpec(spec) }],
    keepsNames: false,
    kubernetesVersion: '1.35',
    featureGates: {},
    nodes: { n1: nodeSpec() },
    nodesGiven: true,
    servicesFor: (pods) => ({
      web: { pods, publishNotReadyAddresses: false, internalTrafficPolicy: 'Cluster', otherReadyEndpoints: 2 },
    }),
    claims: {},
    user: {},
    faults: {},
    ...read,
  };
};

const sliceOf = (
  slice: string,
  spec: Partial<PodSpec>,
  assumptions: readonly string[],
  fields: Partial<Whole> = {},
): Slice => {
  const cut = slicesOf({ ...wholeOf(spec, assumptions), ...fields }).find((one) => one.slice === slice);
  if (cut === undefined) throw new Error(`no slice ${slice}`);
  return cut;
};

const checked = async (slice: string, spec: Partial<PodSpec>, assumptions: readonly string[]) => {
  const cut = sliceOf(slice, spec, assumptions);
  return checkScenario(
    cut,
    guarantees.filter(({ slices }) => slices.includes(cut.slice)),
  );
};

const resultOf = ({ results }: ScenarioResult, id: string): GuaranteeResult => {
  const found = results.find(({ guarantee }) => guarantee.id === id);
  if (found === undefined) throw new Error(`${id} was not asked`);
  return found;
};

/** When the first step of a type happens of a run, at the earliest, in seconds. */
const momentOf = (trace: GuaranteeResult['trace'], type: string): number | undefined => {
  const step = trace?.steps.find(({ event }) => event.type === type);
  return step?.at === undefined ? undefined : step.at.earliest / 1000;
};

const web = {
  containers: [
    container('app', {
      preStop: { handler: 'sleep', seconds: 5 },
      livenessProbe: probe(),
      readinessProbe: probe(),
      startupProbe: probe(),
    }),
  ],
};

const nobodyDeletes = { user: { delete: 0, 'delete-shorter': 0 } };
const nothingFails = { faults: { 'probe-failure': 0 } };

/** Seconds from the first step of a type to the first SIGKILL of this subject that there can be; none comes too early. */
const sigkillAfter = (begin: string, subject: string, spec: Partial<PodSpec>, fields: Partial<Whole>): number => {
  const slice = sliceOf('timed-shutdown', spec, ['stop-signal=0s'], fields);
  const { asked, properties } = propertiesOf(slice.scenario, guarantees);
  const promise = asked
    .find(({ guarantee }) => guarantee.id === 'sigkill-not-before-grace')
    ?.promises.find((one) => one.subject === subject);
  const property = properties.find(({ id }) => id === promise?.id);
  if (property === undefined) throw new Error(`nothing is promised to ${subject}`);
  const [found] = explore<Cluster, Event>(modelOf(slice.scenario), [property]).findings;
  expect(found?.verdict).toBe('holds');
  return (momentOf(found?.witness, 'runtime/sigkillSent') ?? 0) - (momentOf(found?.witness, begin) ?? 0);
};

describe('slices in time', () => {
  it('exist only where something is assumed of time', () => {
    const names = (whole: Whole) => slicesOf(whole).map(({ slice }) => slice);
    const { assumptions: _assumptions, ...untimed } = wholeOf(web, []);
    expect(names(wholeOf(web, [])).filter((name) => name.startsWith('timed'))).toEqual([
      'timed-endpoints',
      'timed-shutdown',
    ]);
    expect(names(untimed).filter((name) => name.startsWith('timed'))).toEqual([]);
    expect(names({ ...wholeOf(web, []), servicesFor: () => ({}) })).not.toContain('timed-endpoints');
  });

  it('there is one for the start of each container that a probe watches, once somebody says how long programs take', () => {
    const watched = container('app', { livenessProbe: probe() });
    const spec = {
      containers: [watched, container('log')],
      initContainers: [container('proxy', { restartPolicy: 'Always', startupProbe: probe() })],
    };
    const starts = (assumptions: readonly string[]) =>
      slicesOf(wholeOf(spec, assumptions)).flatMap(({ slice, scenario }) =>
        slice === 'timed-startup' ? Object.values(scenario.instances).map((pod) => pod.spec.containers[0]?.name) : [],
      );
    expect(starts([])).toEqual([]);
    expect(starts(['process-start<=30s'])).toEqual(['proxy', 'app']);
  });

  it('what a postStart hook, other containers and volumes do to the start of a container takes nothing from the answer', async () => {
    const spec = {
      containers: [
        container('app', {
          livenessProbe: probe({ initialDelaySeconds: 10, periodSeconds: 5, failureThreshold: 3 }),
          volumeMounts: ['data'],
        }),
        container('log', { livenessProbe: probe() }),
      ],
      volumes: [{ kind: 'emptyDir', name: 'data' }],
    } as const;
    const verdictAt = async (seconds: number) =>
      resultOf(await checked('timed-startup', spec, [`process-start<=${seconds}s`]), 'slow-starter-is-not-killed')
        .verdict;
    expect([await verdictAt(19), await verdictAt(20)]).toEqual(['holds', 'violated']);
  });

  it('preStop 5 s: traffic stops in time if endpoints take 4 s; if they take 8 s, a dated schedule shows it does not (D81)', async () => {
    const quick = await checked('timed-endpoints', web, ['endpoint-propagation<=4s']);
    expect(quick.ending).toBe('complete');
    expect(resultOf(quick, 'traffic-only-to-serving')).toMatchObject({ verdict: 'holds' });
    expect(resultOf(quick, 'traffic-only-to-serving').reached).toBeGreaterThan(0);
    const slow = resultOf(
      await checked('timed-endpoints', web, ['endpoint-propagation<=8s']),
      'traffic-only-to-serving',
    );
    expect(slow.verdict).toBe('violated');
    const sigterm = momentOf(slow.trace, 'runtime/sigtermSent') ?? 0;
    const deleted = momentOf(slow.trace, 'user/podDeleted') ?? 0;
    expect(sigterm - deleted).toBe(5);
    expect(slow.trace?.steps.every(({ at }) => at !== undefined)).toBe(true);
  });

  it('a liveness probe’s own grace period dates the SIGKILL of its kill, the pod’s that of its termination (D51)', () => {
    const spec = {
      terminationGracePeriodSeconds: 20,
      initContainers: [container('proxy', { restartPolicy: 'Always' })],
      containers: [container('app', { livenessProbe: probe({ terminationGracePeriodSeconds: 4 }) })],
    };
    expect(sigkillAfter('kubelet/syncStarted', 'web/app', spec, nobodyDeletes)).toBe(4);
    expect(sigkillAfter('kubelet/terminationStarted', 'web', spec, nothingFails)).toBe(20);
  });

  it('a Job’s sidecar: its probe’s grace when that fails, the pod’s when the report is done and it is stopped (D51, D56)', () => {
    const job = {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 20,
      initContainers: [
        container('proxy', {
          restartPolicy: 'Always',
          livenessProbe: probe({ terminationGracePeriodSeconds: 6 }),
        }),
      ],
      containers: [container('report')],
    } as const;
    expect(sigkillAfter('kubelet/syncStarted', 'web/proxy', job, nobodyDeletes)).toBe(6);
    expect(sigkillAfter('kubelet/syncStarted', 'web', job, { ...nobodyDeletes, ...nothingFails })).toBe(20);
  });

  it('time makes the same scenario smaller, not larger', async () => {
    const cut = slicesOf(wholeOf(web, ['shutdown<=20s'])).find(({ slice }) => slice === 'timed-shutdown');
    if (cut === undefined) throw new Error('no such slice');
    const { statistics } = await checkScenario(cut, []);
    expect(statistics.timed?.untimedStates).toBeLessThanOrEqual(statistics.states);
    expect(statistics.states).toBeLessThan(4000);
  });
});
