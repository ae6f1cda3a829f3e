/**
 * Kyverno Chainsaw tests (chainsaw.kyverno.io/v1alpha1), for cases that need no ear at the container: what Chainsaw waits for is seen in the
 * stored Pod, what containers do is settled before they start, and in the end every run is in the same state. Which node a Pod fits on
 * is the cluster's affair: cases about that have no file.
 */
import { stringify } from 'yaml';
import type { Case, KubernetesObject, Observation, Step, Suite } from '../case.ts';
import { dependsOnNodes, exitsOf, settledPod } from './chainsaw-pod.ts';
import type { SuiteFile } from './json.ts';
import { placeless } from './placeless.ts';

type Operation = Readonly<Record<string, unknown>>;

const podNamed = (name: string, more: Readonly<Record<string, unknown>> = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  ...more,
});

const asserted = (name: string, more: Readonly<Record<string, unknown>>): Operation => ({
  assert: { resource: podNamed(name, more) },
});

const kubectl = (words: string): Operation => ({ script: { content: `kubectl --namespace $NAMESPACE ${words}` } });

const nameOf = ({ manifest }: Case, uid: string): string => manifest.pods[uid]?.metadata.name ?? uid;

/** How to wait until this is so; undefined if the stored Pod does not show it, or not for good. */
const waiting = (test: Case, { when }: Step): readonly Operation[] | undefined => {
  if (when === null) return [];
  const { observation, times } = when;
  if (times > 1 || !('uid' in observation)) return undefined;
  const name = nameOf(test, observation.uid);
  switch (observation.see) {
    case 'pod stored':
    case 'pod deleting':
      return [];
    case 'pod scheduled':
      return [asserted(name, { spec: { '(nodeName != null)': true } })];
    case 'pod phase':
      return [asserted(name, { status: { phase: observation.phase } })];
    case 'pod ready':
      return [
        asserted(name, {
          status: { "(conditions[?type == 'Ready'])": [{ status: observation.ready ? 'True' : 'False' }] },
        }),
      ];
    case 'pod removed':
      return [{ error: { resource: podNamed(name) } }];
    case 'pod refused':
    case 'sandbox ready':
    case 'sandbox stopped':
    case 'container waiting':
    case 'container started':
    case 'container exited':
    case 'signal received':
    case 'postStart ended':
    case 'preStop started':
    case 'preStop ended':
      return undefined;
  }
};

const json = (value: unknown): string => `'${JSON.stringify(value)}'`;

/** How to do it; undefined if Chainsaw cannot. */
const doing = (test: Case, { when, do: stimulus }: Step): readonly Operation[] | undefined => {
  switch (stimulus.do) {
    case 'create': {
      const pod = settledPod(test, stimulus.uid);
      return pod === undefined ? undefined : [{ create: { resource: pod } }];
    }
    case 'delete': {
      const grace = stimulus.grace === null ? '' : ` --grace-period=${stimulus.grace}`;
      return [kubectl(`delete pod ${stimulus.pod} --wait=false --ignore-not-found${grace}`)];
    }
    case 'force delete':
      return [kubectl(`delete pod ${stimulus.pod} --wait=false --ignore-not-found --grace-period=0 --force`)];
    case 'remove scheduling gates':
      // A Pod with gates is on no node: who deletes it finds it gone.
      if (when?.observation.see === 'pod deleting') return undefined;
      return [
        kubectl(`patch pod ${stimulus.pod} --type=json -p ${json([{ op: 'remove', path: '/spec/schedulingGates' }])}`),
      ];
    case 'remove finalizers':
      return [
        kubectl(`patch pod ${stimulus.pod} --type=json -p ${json([{ op: 'remove', path: '/metadata/finalizers' }])}`),
      ];
    case 'process exits':
      return [];
    case 'process exceeds memory':
    case 'probe answers':
    case 'image answers':
    case 'volumes answer':
    case 'set readiness gates':
    case 'cordon':
    case 'taint':
    case 'relabel':
    case 'delete claim':
    case 'restart kubelet':
    case 'sandbox dies':
      return undefined;
  }
};

/** Waits, then does. An exit waits for nothing: its container does it by itself. */
const operations = (test: Case): readonly Operation[] | undefined => {
  const all: Operation[] = [];
  for (const step of test.stimuli) {
    const before = step.do.do === 'process exits' ? [] : waiting(test, step);
    const then = doing(test, step);
    if (before === undefined || then === undefined) return undefined;
    all.push(...before, ...then);
  }
  return all;
};

type PodPhase = Extract<Observation, { readonly see: 'pod phase' }>;

const phaseOf = (observation: Observation): readonly PodPhase[] =>
  observation.see === 'pod phase' ? [observation] : [];

/** What every run comes to: the last Pod is gone, or in a phase that it leaves in no run. */
const ending = (test: Case): Operation | undefined => {
  const { required, allowed } = test.expect;
  const uid = Object.keys(test.manifest.pods).at(-1) ?? '';
  const removed = required.some(({ observation }) => observation.see === 'pod removed' && observation.uid === uid);
  if (removed) return { error: { resource: podNamed(nameOf(test, uid)) } };
  const gone = allowed.some(({ observation }) => observation.see === 'pod removed');
  const phases = required.flatMap(({ observation }) => phaseOf(observation)).filter((one) => one.uid === uid);
  const others = allowed.flatMap(({ observation }) => phaseOf(observation)).filter((one) => one.uid === uid);
  const last = phases.find(({ phase }) => phase === 'Succeeded' || phase === 'Failed') ?? phases[0];
  if (gone || last === undefined || (others.length > 0 && last.phase === 'Running')) return undefined;
  return asserted(nameOf(test, uid), { status: { phase: last.phase } });
};

const inNamespaces = ['ConfigMap', 'Secret', 'Service'];

const around = (object: KubernetesObject): Operation => ({ create: { resource: placeless(object) } });

/** Why a case has no Chainsaw test. */
export const notForChainsaw = {
  nodes: 'its Pods depend on nodes (requests, a selector, a nodeName), and those of the cluster are unknown',
  program: 'what its containers do cannot be settled before they start',
  steps: 'something in it Chainsaw cannot do, or cannot wait for in the stored Pod',
  end: 'its runs do not all end in one state that the stored Pod shows',
} as const;

/** One of the reasons. */
export type NotForChainsaw = keyof typeof notForChainsaw;

const testOf = (test: Case): { readonly text: string } | { readonly because: NotForChainsaw } => {
  const { instances } = test.manifest.scenario;
  if (Object.values(instances).some(({ spec }) => dependsOnNodes(spec))) return { because: 'nodes' };
  if (exitsOf(test) === undefined) return { because: 'program' };
  const steps = operations(test);
  if (steps === undefined) return { because: 'steps' };
  const end = ending(test);
  const refused = [...test.expect.required, ...test.expect.allowed].some(
    ({ observation }) => observation.see === 'pod refused',
  );
  if (end === undefined || refused) return { because: 'end' };
  const surroundings = test.manifest.surroundings.filter(({ kind }) => inNamespaces.includes(kind)).map(around);
  const patience = `${test.timeoutSeconds}s`;
  const text = stringify({
    apiVersion: 'chainsaw.kyverno.io/v1alpha1',
    kind: 'Test',
    metadata: { name: test.id },
    spec: {
      description: test.title,
      timeouts: { assert: patience, error: patience, exec: patience },
      steps: [{ name: 'run', try: [...surroundings, ...steps, end] }],
    },
  });
  return { text };
};

/** A suite as Chainsaw tests: a directory for each case that it can run, and how many others there are for each reason. */
export interface ChainsawSuite {
  readonly files: readonly SuiteFile[];
  readonly leftOut: Readonly<Record<NotForChainsaw, number>>;
}

/** Writes every case that Chainsaw can run, and counts the others. */
export const chainsawSuite = ({ cases }: Suite): ChainsawSuite => {
  const made = cases.map((test) => ({ id: test.id, ...testOf(test) }));
  const count = (reason: NotForChainsaw): number =>
    made.filter((one) => 'because' in one && one.because === reason).length;
  return {
    files: made.flatMap((one) => ('text' in one ? [{ path: `${one.id}/chainsaw-test.yaml`, text: one.text }] : [])),
    leftOut: { nodes: count('nodes'), program: count('program'), steps: count('steps'), end: count('end') },
  };
};
