/**
 * Kyverno Chainsaw tests (chainsaw.kyverno.io/v1alpha1), for cases in which an end state is enough: one Pod that is applied, whose containers
 * exit as they were told from the start, and whose final phase every run agrees on.
 */
import { stringify } from 'yaml';
import type { Case, KubernetesObject, Observation, Suite } from '../case.ts';
import type { SuiteFile } from './json.ts';

type Phase = Extract<Observation, { readonly see: 'pod phase' }>['phase'];

/** The last phase of every run, if nothing but create and exits at the start of a container is asked for. */
const endPhase = (test: Case): Phase | undefined => {
  const simple = test.stimuli.every(({ when, do: stimulus }) => {
    if (stimulus.do === 'create') return true;
    if (stimulus.do !== 'process exits' || when === null || when.times > 1) return false;
    return true;
  });
  if (!simple || exitsOf(test) === undefined) return undefined;
  const phases = test.expect.required.flatMap(({ observation }) =>
    observation.see === 'pod phase' ? [observation.phase] : [],
  );
  const settled = phases.find((phase) => phase === 'Succeeded' || phase === 'Failed');
  return settled;
};

/** Each container's only exit code; undefined if one exits twice. */
const exitsOf = ({ stimuli }: Case): ReadonlyMap<string, number> | undefined => {
  const exits = new Map<string, number>();
  for (const { do: stimulus } of stimuli) {
    if (stimulus.do !== 'process exits') continue;
    if (exits.has(stimulus.container)) return undefined;
    exits.set(stimulus.container, stimulus.exitCode);
  }
  return exits;
};

const settledContainer = (exits: ReadonlyMap<string, number>) => (container: Readonly<Record<string, unknown>>) => {
  const code = exits.get(String(container['name']));
  const command = code === undefined ? 'sleep 3600' : `sleep 1; exit ${code}`;
  return { ...container, image: 'busybox:1.36', command: ['sh', '-c', command] };
};

const settledPod = (pod: KubernetesObject, exits: ReadonlyMap<string, number>): KubernetesObject => {
  const spec = pod['spec'] as Readonly<Record<string, readonly Readonly<Record<string, unknown>>[] | undefined>>;
  return {
    ...pod,
    spec: {
      ...spec,
      ...(spec['initContainers'] === undefined
        ? {}
        : { initContainers: spec['initContainers'].map(settledContainer(exits)) }),
      containers: (spec['containers'] ?? []).map(settledContainer(exits)),
    },
  };
};

const testOf = (test: Case, pod: KubernetesObject, phase: Phase): string =>
  stringify({
    apiVersion: 'chainsaw.kyverno.io/v1alpha1',
    kind: 'Test',
    metadata: { name: test.id },
    spec: {
      description: test.title,
      timeouts: { assert: `${test.timeoutSeconds}s` },
      steps: [
        {
          name: 'apply',
          try: [
            { apply: { resource: settledPod(pod, exitsOf(test) ?? new Map()) } },
            {
              assert: {
                resource: { apiVersion: 'v1', kind: 'Pod', metadata: { name: pod.metadata.name }, status: { phase } },
              },
            },
          ],
        },
      ],
    },
  });

/** One directory for each case whose end state says enough. The others need stimuli in time, which Chainsaw has not. */
export const chainsawFiles = (suite: Suite): readonly SuiteFile[] =>
  suite.cases.flatMap((test) => {
    const pods = Object.values(test.manifest.pods);
    const phase = endPhase(test);
    const [pod] = pods;
    if (pod === undefined || pods.length > 1 || phase === undefined) return [];
    return [{ path: `${test.id}/chainsaw-test.yaml`, text: testOf(test, pod, phase) }];
  });
