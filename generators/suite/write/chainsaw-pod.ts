/** The Pods of Chainsaw tests: what their containers do is settled before they start. */
import { allContainers, type PodSpec } from '../../../model/kubernetes/spec.ts';
import { containerKey } from '../../../model/scenario.ts';
import { plainProgram } from '../../environment/tested-cluster.ts';
import type { Case, KubernetesObject, Program } from '../case.ts';
import { placeless } from './placeless.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A container that is started again would do again what it did. */
const endsForGood = (spec: PodSpec, name: string, exitCode: number): boolean => {
  const container = allContainers(spec).find((one) => one.name === name);
  if (container?.restartPolicy !== undefined) return false;
  const init = spec.initContainers.some((one) => one.name === name);
  if (exitCode === 0) return init || spec.restartPolicy !== 'Always';
  return spec.restartPolicy === 'Never';
};

/** Each container's exit code by `<uid>/<container>`; undefined if one is to exit later than at its start, or more than once. */
export const exitsOf = ({ stimuli, manifest }: Case): ReadonlyMap<string, number> | undefined => {
  const exits = new Map<string, number>();
  for (const { when, do: stimulus } of stimuli) {
    if (stimulus.do !== 'process exits') continue;
    const { uid, container, exitCode } = stimulus;
    const key = containerKey(uid, container);
    const spec = manifest.scenario.instances[uid]?.spec;
    const cue = when?.observation;
    const atStart =
      when?.times === 1 && cue?.see === 'container started' && cue.uid === uid && cue.container === container;
    if (!atStart || exits.has(key) || spec === undefined || !endsForGood(spec, container, exitCode)) return undefined;
    exits.set(key, exitCode);
  }
  return exits;
};

const shell = (text: string) => ['sh', '-c', text];

const commandOf = ({ onSigterm }: Program, exitCode: number | undefined): readonly string[] => {
  const heed = onSigterm === 'ignore' ? "trap '' TERM" : `trap 'exit ${onSigterm}' TERM`;
  const run = exitCode === undefined ? 'while :; do sleep 1 & wait $!; done' : `sleep 1 & wait $!; exit ${exitCode}`;
  return shell(`${heed}; ${run}`);
};

/** Hooks and probes find no script of ours here: they do by themselves what they are told in the case, once and for all. */
const handlersOf = (container: Fields, { preStop, postStart }: Program): Fields => {
  const hook = (command: readonly string[]) => ({ exec: { command } });
  const lifecycle = container['lifecycle'] as Fields | undefined;
  const probe = (name: string) =>
    container[name] === undefined ? {} : { [name]: { ...(container[name] as Fields), ...hook(['true']) } };
  return {
    ...probe('startupProbe'),
    ...probe('livenessProbe'),
    ...probe('readinessProbe'),
    ...(lifecycle === undefined
      ? {}
      : {
          lifecycle: {
            ...(lifecycle['postStart'] === undefined
              ? {}
              : { postStart: hook([postStart === 'ends' ? 'true' : 'false']) }),
            ...(lifecycle['preStop'] === undefined
              ? {}
              : { preStop: hook(preStop === 'ends' ? ['true'] : ['sleep', '3600']) }),
          },
        }),
  };
};

/** True of a Pod that not every node takes. */
export const dependsOnNodes = (spec: PodSpec): boolean =>
  spec.nodeName !== '' ||
  Object.keys(spec.nodeSelector).length > 0 ||
  allContainers(spec).some(({ requests }) => Object.keys(requests).length > 0);

/** The Pod to create; undefined if it cannot be settled beforehand. */
export const settledPod = (test: Case, uid: string): KubernetesObject | undefined => {
  const { manifest } = test;
  const pod = manifest.pods[uid];
  const model = manifest.scenario.instances[uid]?.spec;
  if (pod === undefined || model === undefined || dependsOnNodes(model)) return undefined;
  const programOf = (name: string) => manifest.programs[containerKey(uid, name)] ?? plainProgram;
  if (allContainers(model).some(({ name }) => programOf(name).postStart === 'fails')) return undefined;
  const settled = (container: Fields): Fields => {
    const name = String(container['name']);
    const program = programOf(name);
    const command = commandOf(program, exitsOf(test)?.get(containerKey(uid, name)));
    return { ...container, ...handlersOf(container, program), image: 'busybox:1.36', command };
  };
  const spec = pod['spec'] as Fields;
  const list = (field: string) => ((spec[field] ?? []) as readonly Fields[]).map(settled);
  return {
    ...placeless(pod),
    spec: {
      ...spec,
      ...(spec['initContainers'] === undefined ? {} : { initContainers: list('initContainers') }),
      containers: list('containers'),
    },
  };
};
