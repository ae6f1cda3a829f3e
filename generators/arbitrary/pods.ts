/**
 * Pods by chance. Every choice begins with the plainest, so that fast-check shrinks to the smallest manifest: one container of which nothing is
 * said.
 */
import fc from 'fast-check';
import type { Container, PodSpec, Volume } from '../../model/kubernetes/spec.ts';
import { container, probe } from '../suite/situations.ts';

const hook = { handler: 'exec' } as const;
const settings = { kind: 'ConfigMap', name: 'settings', optional: false } as const;

/** What a pod of chance may mount, always under this name. */
const volume = 'data';

const rarely = fc.constantFrom(false, false, true);

const oneContainer = (name: string, fields: Partial<Container> = {}): fc.Arbitrary<Container> =>
  fc
    .record({
      startup: rarely,
      liveness: rarely,
      readiness: rarely,
      postStart: rarely,
      preStop: rarely,
      cpu: fc.constantFrom(0, 3000, 5000),
      memory: fc.constantFrom(0, 2 ** 26),
      pulled: rarely,
      configured: rarely,
      mounts: rarely,
    })
    .map(({ startup, liveness, readiness, postStart, preStop, cpu, memory, pulled, configured, mounts }) =>
      container(name, {
        ...(startup ? { startupProbe: probe } : {}),
        ...(liveness ? { livenessProbe: probe } : {}),
        ...(readiness ? { readinessProbe: probe } : {}),
        ...(postStart ? { postStart: hook } : {}),
        ...(preStop ? { preStop: hook } : {}),
        ...(cpu === 0 ? {} : { requests: { cpu } }),
        ...(memory === 0 ? {} : { limits: { memory } }),
        ...(pulled ? { imagePullPolicy: 'Always' } : {}),
        ...(configured ? { environment: [settings] } : {}),
        ...(mounts ? { volumeMounts: [volume] } : {}),
        ...fields,
      }),
    );

const named = (prefix: string, kinds: readonly boolean[]): fc.Arbitrary<readonly Container[]> =>
  fc.tuple(
    ...kinds.map((isSidecar, index) =>
      isSidecar
        ? oneContainer(`${prefix}-${index}`, { restartPolicy: 'Always' })
        : fc.constant(container(`${prefix}-${index}`)),
    ),
  );

const initContainers = fc.array(fc.boolean(), { maxLength: 2 }).chain((kinds) => named('init', kinds));

const mains = fc
  .tuple(oneContainer('app'), fc.option(oneContainer('log'), { nil: undefined }))
  .map(([app, log]) => (log === undefined ? [app] : [app, log]));

const volumes: readonly Volume[] = [
  { kind: 'emptyDir', name: volume },
  { kind: 'configMap', name: volume, object: settings.name, optional: false },
  { kind: 'persistentVolumeClaim', name: volume, claim: volume },
];

/** A volume is there if some container mounts one. */
const withVolume = (spec: Partial<PodSpec>, source: Volume): Partial<PodSpec> => {
  const all = [...(spec.initContainers ?? []), ...(spec.containers ?? [])];
  return all.some(({ volumeMounts }) => volumeMounts.length > 0) ? { ...spec, volumes: [source] } : spec;
};

/** Pod specs: init containers, sidecars, probes, hooks, resources, images, volumes, tolerations, gates, finalizers, priorities, deadlines. */
export const podSpecs: fc.Arbitrary<Partial<PodSpec>> = fc
  .record({
    initContainers,
    containers: mains,
    restartPolicy: fc.constantFrom('Always' as const, 'OnFailure' as const, 'Never' as const),
    source: fc.constantFrom(...volumes),
    gated: rarely,
    held: rarely,
    attended: rarely,
    tolerates: fc.boolean(),
    selects: rarely,
    hurried: rarely,
    priority: fc.constantFrom(0, 1000),
  })
  .map(({ gated, held, attended, tolerates, selects, hurried, priority, source, ...spec }) => ({
    ...withVolume(spec, source),
    ...(gated ? { schedulingGates: ['example.com/wait'] } : {}),
    ...(held ? { finalizers: ['example.com/hold'] } : {}),
    ...(attended ? { readinessGates: ['example.com/ready'] } : {}),
    ...(tolerates ? { tolerations: [{ key: '', operator: 'Exists', value: '', effect: '' }] } : {}),
    ...(selects ? { nodeSelector: { disk: 'ssd' } } : {}),
    ...(hurried ? { activeDeadlineSeconds: 60 } : {}),
    ...(priority === 0 ? {} : { priority }),
  }));
