import { resolveGates } from '../../gates.ts';
import type { PodSpec } from '../../kubernetes/spec.ts';
import { type Manifest, type ReadOptions, readManifest } from '../parse.ts';
import { podTemplates } from '../workload.ts';

/** A Pod with one container, or with the given spec in its place; further lines of spec may follow. */
export const podYaml = (spec = 'containers: [{name: app, image: app:1}]'): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: pod\nspec:\n${indented(spec)}\n`;

/** A Pod whose one container has these further fields. */
export const containerYaml = (fields: string, rest = ''): string =>
  podYaml(`containers:\n- name: app\n  image: app:1\n${indented(fields)}\n${rest}`);

/** Every line two spaces further in. */
export const indented = (text: string): string => text.replace(/^(?=.)/gm, '  ');

/** `field: message` of every problem. */
export const complaints = ({ problems }: Manifest): readonly string[] =>
  problems.map(({ field, message }) => `${field}: ${message}`);

/** The spec of the first pod of a manifest that must have no problems. */
export function specOf(text: string, options: ReadOptions = {}): PodSpec {
  const manifest = readManifest(text, 'test.yaml', options);
  const [first] = podTemplates(manifest);
  if (first === undefined) throw new Error(`no pod: ${complaints(manifest).join('; ')}`);
  return first.spec;
}

/** The gates of a version with overrides. */
export function gatesOf(
  version: string,
  overrides: Readonly<Record<string, boolean>> = {},
): Readonly<Record<string, boolean>> {
  const resolved = resolveGates(version, overrides);
  if (!resolved.ok) throw new Error(resolved.errors.join('; '));
  return resolved.featureGates;
}

/** What is wrong with a manifest, `field: message` each. */
export const told = (text: string, featureGates = gatesOf('1.35')): readonly string[] =>
  complaints(readManifest(text, 'test.yaml', { featureGates }));

/** `containers` with one container in it. */
export const app = 'containers: [{name: app, image: app:1}]\n';

/** A Pod with one init container of these further fields. */
export const initYaml = (fields: string): string =>
  podYaml(`${app}initContainers: [{name: init, image: init:1, ${fields}}]`);
