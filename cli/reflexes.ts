/** What people type who come from kubectl: podproof reads manifests, not clusters, and answers with the pipe that brings them. */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { quoted } from '../library/setup.ts';
import { Complaint } from './complaint.ts';

/** Options of kubectl that take a value, by every spelling. */
const withValue: Readonly<Record<string, 'kustomize' | 'namespace' | 'context' | 'selector'>> = {
  '-k': 'kustomize',
  '--kustomize': 'kustomize',
  '-n': 'namespace',
  '--namespace': 'namespace',
  '--context': 'context',
  '-l': 'selector',
  '--selector': 'selector',
};

const ofAllNamespaces: readonly string[] = ['-A', '--all-namespaces'];

/** Kinds with Pods as kubectl takes them before a slash. */
const resource =
  /^(po|pods?|deploy|deployments?|sts|statefulsets?|ds|daemonsets?|rs|replicasets?|rc|replicationcontrollers?|jobs?|cj|cronjobs?)(\.[a-z0-9.]+)?\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;

/** What was typed that only kubectl understands. */
interface Typed {
  /** Options as they were written. */
  readonly options: readonly string[];
  /** Their values. */
  readonly values: Readonly<Partial<Record<(typeof withValue)[string], string>>>;
  readonly everywhere: boolean;
  readonly resources: readonly string[];
}

/** `known`: options of the verb; `valued`: those of them that take a value, which is none of kubectl's names. */
const typedIn = (words: readonly string[], known: readonly string[], valued: readonly string[]): Typed => {
  const options: string[] = [];
  const resources: string[] = [];
  const values: Partial<Record<(typeof withValue)[string], string>> = {};
  for (let index = 0; index < words.length && words[index] !== '--'; index++) {
    const word = words[index] ?? '';
    const [, name = word, glued] = /^(--[a-z-]+)=(.*)$/s.exec(word) ?? [];
    const meaning = known.includes(name) ? undefined : Object.hasOwn(withValue, name) ? withValue[name] : undefined;
    if (meaning !== undefined) {
      options.push(name);
      values[meaning] = glued ?? words[++index] ?? '';
    } else if (valued.includes(word)) index++;
    else if (ofAllNamespaces.includes(word) && !known.includes(word)) options.push(word);
    else if (resource.test(word) && !existsSync(word)) resources.push(word);
  }
  return { options, values, everywhere: options.some((one) => ofAllNamespaces.includes(one)), resources };
};

const kinds = 'deploy,sts,ds,jobs,cj,svc';

/** The pipe that brings what was meant. */
const pipeFor = ({ values, everywhere, resources }: Typed, command: string): string => {
  const { kustomize, namespace, context, selector } = values;
  if (kustomize !== undefined) return `kubectl kustomize ${quoted(kustomize || 'DIR')} | ${command} -`;
  const around = [
    ...(context === undefined ? [] : ['--context', quoted(context || 'CONTEXT')]),
    ...(everywhere ? ['-A'] : []),
    ...(namespace === undefined ? [] : ['-n', quoted(namespace || 'NAMESPACE')]),
  ].join(' ');
  const get = (what: string): string => `${['kubectl get', what, around].filter(Boolean).join(' ')} -o yaml`;
  // Of a selector only what it selects; its Services bear labels of their own. kubectl takes no names and kinds in one command.
  if (resources.length > 0) return `(${get(resources.join(' '))}; echo ---; ${get('svc')}) | ${command} -`;
  if (selector !== undefined)
    return `(${get(`deploy,sts,ds,jobs,cj -l ${quoted(selector || 'SELECTOR')}`)}; echo ---; ${get('svc')}) | ${command} -`;
  return `${get(kinds)} | ${command} -`;
};

/** Complains if these words, of a verb that reads manifests, are meant for kubectl. `program` is how podproof is called. */
export const refuseReflexes = (words: readonly string[], commands: Command, program: string): void => {
  const [verb = '', ...rest] = words;
  const command = commands.commands.find((one) => one.name() === verb);
  const takesManifests = command?.registeredArguments.some((argument) => argument.name() === 'paths') === true;
  if (command === undefined || !takesManifests) return;
  const known = command.options.flatMap(({ short, long }) => [short ?? '', long ?? '']);
  const valued = command.options
    .filter(({ required }) => required)
    .flatMap(({ short, long }) => [short ?? '', long ?? '']);
  const typed = typedIn(rest, known, valued);
  const [option] = typed.options;
  const [name] = typed.resources;
  if (option === undefined && name === undefined) return;
  throw new Complaint(
    option === undefined
      ? `${name}: no such file; podproof reads manifests, and a cluster by a pipe`
      : `${option} is an option of kubectl; podproof reads manifests, and a cluster by a pipe`,
    pipeFor(typed, `${program} ${verb}`),
  );
};
