/** Targets by the names people give them: what `podproof conform --driver` takes. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Target, Unusable } from '../../conformance/driver.ts';
import { execTarget } from '../../conformance/drivers/foreign/exec.ts';
import { moduleTarget } from '../../conformance/drivers/foreign/module.ts';
import { type Access, clusterVersion, kubernetesTarget } from '../../conformance/drivers/kubernetes/index.ts';
import { modelTarget } from '../../conformance/drivers/model.ts';
import { podmanTarget, podmanVersion } from '../../conformance/drivers/podman/index.ts';
import { mutationOf, mutations } from '../../generators/mutants/index.ts';
import type { Suite } from '../../generators/suite/case.ts';
import { suggest } from '../../model/kubernetes/suggest.ts';
import { Complaint, wordsOf } from '../complaint.ts';
import { namesIn } from '../input/amounts.ts';
import { misfits } from '../input/schemas.ts';
import type { Io } from '../io.ts';

/** What decides which targets there are. */
export interface TargetOptions {
  readonly driver: readonly string[];
  readonly seed: string;
  readonly context?: string;
  readonly kubeconfig?: string;
}

const execPrefix = 'exec:';

/** Names with commas between; the command of `exec:` goes on to the end, commas and all. */
export const driversIn = (text: string, before: readonly string[] = []): readonly string[] => {
  const at = /(?:^|,)\s*exec:/u.exec(text);
  if (at === null) return namesIn(text, before);
  const names = namesIn(text.slice(0, at.index), before);
  return [...names, text.slice(at.index).replace(/^[,\s]+/u, '')];
};

const isPath = (name: string): boolean => /[/\\]|\.[cm]?js$/u.test(name);

/** The targets of these names, ready to be driven; those that were ready are closed if one cannot be used. */
export async function targetsNamed(options: TargetOptions, suite: Suite, io: Io): Promise<readonly Target[]> {
  const { driver } = options;
  const names = driver.flatMap((name) => (name === 'mutants' ? mutations.map(({ id }) => `mutant:${id}`) : [name]));
  const targets: Target[] = [];
  try {
    for (const name of names) targets.push(await targetNamed(name, options, suite, io));
  } catch (error) {
    await Promise.all(targets.map((target) => target.close()));
    throw error;
  }
  return targets;
}

async function targetNamed(name: string, options: TargetOptions, suite: Suite, io: Io): Promise<Target> {
  const { profile } = suite;
  const { seed } = options;
  if (name === 'model') return modelTarget({ profile, seed });
  if (name === 'podman') return podmanNamed(profile, io);
  if (name === 'kubernetes') return kubernetesNamed(profile, options, io);
  if (name.startsWith(execPrefix)) return suited(await execNamed(name, suite, io), suite, name, io);
  if (isPath(name)) return suited(await moduleNamed(name, suite), suite, name, io);
  const id = name.replace(/^mutant:/u, '');
  const mutation = name === id ? undefined : mutationOf(id);
  if (mutation !== undefined) return modelTarget({ profile, seed, mutation });
  const meant = suggest(name, [
    'model',
    'podman',
    'kubernetes',
    'mutants',
    ...mutations.map((one) => `mutant:${one.id}`),
  ]);
  throw new Complaint(
    `there is no driver '${name}'`,
    meant === undefined
      ? `use podman, kubernetes, model, mutant:<id>, ./driver.mjs or exec:<command>; ids: ${io.program} mutants`
      : `did you mean '${meant}'?`,
  );
}

async function podmanNamed(profile: Suite['profile'], io: Io): Promise<Target> {
  if (profile !== 'podman') {
    throw new Complaint(
      `the suite is for profile ${profile}, podman can show and do less`,
      `generate one for it: ${io.program} generate --profile podman`,
    );
  }
  const found = await podmanVersion();
  if ('missing' in found) throw new Complaint('podman cannot be used here', found.missing);
  return podmanTarget(found.version);
}

async function kubernetesNamed(profile: Suite['profile'], options: TargetOptions, io: Io): Promise<Target> {
  if (profile !== 'kubernetes') {
    throw new Complaint(
      `the suite is for profile ${profile}, a cluster can show and do other things`,
      `generate one for it: ${io.program} generate --profile kubernetes`,
    );
  }
  const { context, kubeconfig } = options;
  const access: Access = {
    ...(context === undefined ? {} : { context }),
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
  };
  const found = await clusterVersion(access);
  if ('missing' in found) throw new Complaint(`no cluster can be used: ${found.missing}`, found.fix);
  return kubernetesTarget(found.version, access);
}

/** A driver says what it can do and show; a suite for another profile would ask for more, or tell less. */
async function suited(target: Target, { profile }: Suite, name: string, io: Io): Promise<Target> {
  const { profile: own } = target;
  if (own === undefined || own === profile) return target;
  await target.close();
  throw new Complaint(
    `the suite is for profile ${profile}, ${name} says it is ${own}`,
    `generate one for it: ${io.program} generate --profile ${own}`,
  );
}

const unusable = (name: string, error: unknown): Complaint =>
  error instanceof Unusable
    ? new Complaint(`${name} cannot be used: ${error.message}`, error.fix)
    : new Complaint(`${name} cannot be used: ${wordsOf(error)}`, 'mend the driver, or name another');

async function moduleNamed(path: string, { profile, kubernetesVersion }: Suite): Promise<Target> {
  try {
    const module = (await import(pathToFileURL(resolve(path)).href)) as Readonly<Record<string, unknown>>;
    return await moduleTarget(path, module, { profile, kubernetesVersion });
  } catch (error) {
    throw unusable(path, error);
  }
}

async function execNamed(name: string, { profile, kubernetesVersion }: Suite, io: Io): Promise<Target> {
  const command = name.slice(execPrefix.length);
  try {
    return await execTarget({
      command,
      suite: { profile, kubernetesVersion },
      judge: await misfits('driver'),
      onStderr: (line) => io.err(`${command.split(' ')[0] ?? ''}: ${line}\n`),
    });
  } catch (error) {
    throw unusable(name, error);
  }
}
