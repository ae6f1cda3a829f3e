/** What the input tells of a cluster newer than the model. */
import { describe, expect, it } from 'vitest';
import { surrounded } from '../workload/index.ts';
import { readManifest } from './parse.ts';
import { app, podYaml } from './testing/yaml.ts';

const node = (version: string, name = 'n1') =>
  `apiVersion: v1\nkind: Node\nmetadata: {name: ${name}}\nstatus: {nodeInfo: {kubeletVersion: ${version}}}`;
const version = (server: string) => `clientVersion: {gitVersion: v1.99.0}\nserverVersion: {gitVersion: ${server}}`;

const remarks = (...documents: readonly string[]) => {
  const manifest = readManifest([podYaml(app), ...documents].join('\n---\n'), 'f');
  expect(manifest.problems).toEqual([]);
  const { featureGates } = manifest;
  const setting = { kubernetesVersion: '1.37', featureGates, user: {}, faults: {} };
  return surrounded(manifest, setting).remarks.filter(({ text }) => text.startsWith('is of Kubernetes'));
};

describe('a cluster newer than all the model speaks of', () => {
  it('is told of once, where the input tells it', () => {
    expect(
      remarks(node('v1.39.2'), node('v1.39.2', 'n2'), version('v1.39.0')).map(({ object, text }) => [object, text]),
    ).toEqual([['Node/n1', 'is of Kubernetes 1.39, and podproof knows none newer than 1.37']]);
    expect(remarks(version('v1.40.0-alpha.1+abc')).map(({ object, field }) => [object, field])).toEqual([
      ['kubectl version', 'serverVersion.gitVersion'],
    ]);
  });

  it('is not told of for versions the model knows, whatever their patch, nor for the client', () => {
    expect(remarks(node('v1.37.99'), node('v1.29.0', 'n2'), version('v1.36.2+k3s1'))).toEqual([]);
    expect(remarks(node('unknown'))).toEqual([]);
  });
});
