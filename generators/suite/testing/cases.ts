/** Cases written by hand, with oracles computed from the model: for tests of everything that runs cases. */

import type { PodSpec } from '../../../model/kubernetes/spec.ts';
import { modelOf } from '../../../model/reducer.ts';
import type { Scenario } from '../../../model/scenario.ts';
import { container, podSpec, probe, scenario } from '../../../model/testing/scenario.ts';
import type { Case, KubernetesObject, ProfileName, Program, Step, Suite } from '../case.ts';
import { oracleOf } from '../oracle.ts';

/** What makes one case differ from another. */
export interface Sketch {
  readonly id: string;
  readonly spec: Partial<PodSpec>;
  readonly stimuli: readonly Step[];
  readonly user?: Partial<Scenario['user']>;
  readonly faults?: Partial<Scenario['faults']>;
  /** How many pods of that name there may be, one after the other. */
  readonly incarnations?: number;
  readonly programs?: Readonly<Record<string, Program>>;
}

const containerObject = ({ name, restartPolicy, livenessProbe }: PodSpec['containers'][number]) => ({
  name,
  image: `registry.example/${name}:1`,
  ...(restartPolicy === undefined ? {} : { restartPolicy }),
  ...(livenessProbe === undefined ? {} : { livenessProbe: { periodSeconds: 1, failureThreshold: 1 } }),
});

const objectOf = (spec: PodSpec): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: {
    restartPolicy: spec.restartPolicy,
    terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds,
    ...(spec.initContainers.length > 0 ? { initContainers: spec.initContainers.map(containerObject) } : {}),
    containers: spec.containers.map(containerObject),
  },
});

/** The case of a sketch: pods `web#1`, `web#2`, … on one node. */
export const caseOf = (sketch: Sketch, profile: ProfileName): Case => {
  const { id, spec, stimuli, user = {}, faults = {}, programs = {}, incarnations = 1 } = sketch;
  const whole = podSpec(spec);
  const uids = Array.from({ length: incarnations }, (_, index) => `web#${index + 1}`);
  const instances = Object.fromEntries(uids.map((one) => [one, { name: 'web', spec: whole }]));
  const world = scenario({ name: id, instances, user: { create: incarnations, ...user }, faults });
  const bounds = { maxStates: 200_000, maxOracleStates: 5_000 };
  const oracle = oracleOf(modelOf(world), { profile, programs, stimuli }, bounds);
  if (oracle === undefined) throw new Error(`the oracle of ${id} is too large`);
  return {
    id,
    title: id,
    covers: [],
    manifest: {
      pods: Object.fromEntries(uids.map((one) => [one, objectOf(whole)])),
      surroundings: [],
      programs,
      scenario: world,
    },
    stimuli,
    expect: { required: [], order: [], allowed: [] },
    oracle,
    timeoutSeconds: 12,
  };
};

/** A suite of nothing but these cases. */
export const suiteOf = (profile: ProfileName, cases: readonly Case[]): Suite => ({
  apiVersion: 'podproof.dev/v1',
  kind: 'ConformanceSuite',
  kubernetesVersion: '1.35',
  profile,
  goals: [],
  cases,
  skipped: [],
  coverage: { covered: 0, goals: 0, atLeastCases: 0 },
});

const uid = 'web#1';
const started = (name: string, times = 1): Step['when'] => ({
  observation: { see: 'container started', uid, container: name },
  times,
});
const exits = (name: string, exitCode: number, when: Step['when']): Step => ({
  when,
  do: { do: 'process exits', uid, container: name, exitCode },
});
const create: Step = { when: null, do: { do: 'create', uid } };
const deleted = (grace: number | null, when: Step['when']): Step => ({ when, do: { do: 'delete', pod: 'web', grace } });
const ignores: Program = { onSigterm: 'ignore', preStop: 'ends', postStart: 'ends' };
const heeds: Program = { onSigterm: 3, preStop: 'ends', postStart: 'ends' };

/** The restart policy decides what becomes of a main container that exits. */
export const restarts = (restartPolicy: PodSpec['restartPolicy'], exitCode: number): Sketch => ({
  id: `main-exits-${exitCode}-${restartPolicy}`,
  spec: { restartPolicy },
  stimuli: [create, exits('app', exitCode, started('app'))],
});

/** An init container, then the main container. */
export const initThenMain = (restartPolicy: PodSpec['restartPolicy']): Sketch => ({
  id: `init-then-main-${restartPolicy}`,
  spec: { restartPolicy, initContainers: [container('init')] },
  stimuli: [create, exits('init', 0, started('init'))],
});

/** Deleting a pod: SIGTERM, and SIGKILL if nothing heeds it. */
export const deletion = (program: 'heeds' | 'ignores', grace: 1 | null): Sketch => ({
  id: `delete-${grace ?? 'default'}-${program}`,
  spec: { restartPolicy: 'Never', terminationGracePeriodSeconds: 3 },
  stimuli: [create, deleted(grace, started('app'))],
  user: { delete: 1, 'delete-shorter': 1 },
  programs: { 'web#1/app': program === 'heeds' ? heeds : ignores },
});

/** The liveness probe of a running container begins to fail. */
export const livenessFails = (restartPolicy: PodSpec['restartPolicy']): Sketch => ({
  id: `liveness-fails-${restartPolicy}`,
  spec: {
    restartPolicy,
    containers: [container('app', { livenessProbe: probe({ periodSeconds: 1, failureThreshold: 1 }) })],
  },
  stimuli: [
    create,
    {
      when: started('app'),
      do: { do: 'probe answers', uid, container: 'app', probe: 'liveness', succeeds: false },
    },
  ],
  faults: { 'probe-failure': 1 },
});

/** A sidecar, then the main container. */
export const sidecar: Sketch = {
  id: 'a-sidecar',
  spec: { restartPolicy: 'Never', initContainers: [container('proxy', { restartPolicy: 'Always' })] },
  stimuli: [create],
};

/** A pod is deleted as soon as it is stored. */
export const deletedAtOnce: Sketch = {
  id: 'deleted-at-once',
  spec: { restartPolicy: 'Never' },
  stimuli: [create, deleted(null, { observation: { see: 'pod stored', uid }, times: 1 })],
  user: { delete: 1 },
};

/** The sandbox dies under a running container; it would die once more, were there another start. */
export const sandboxDies: Sketch = {
  id: 'sandbox-dies',
  spec: { restartPolicy: 'Never' },
  stimuli: [
    create,
    { when: started('app'), do: { do: 'sandbox dies', uid } },
    { when: started('app', 2), do: { do: 'sandbox dies', uid } },
  ],
  faults: { 'sandbox-failure': 2 },
};

/** The same pod again while it exists. */
export const twice: Sketch = {
  id: 'the-same-name-twice',
  spec: { restartPolicy: 'Never' },
  stimuli: [create, { when: started('app'), do: { do: 'create', uid: 'web#2' } }],
  incarnations: 2,
};
