import { describe, expect, it } from 'vitest';
import { type Manifest, readManifest } from './parse.ts';
import { problemText } from './problem.ts';

const told = (file: string, text: string): readonly string[] => readManifest(text, file).problems.map(problemText);

describe('a file of another tool', () => {
  it.each([
    [
      'a kustomization without apiVersion and kind',
      'overlays/prod/kustomization.yaml',
      'resources: [../base]\n',
      'is a kustomization, no Kubernetes object; check what it makes: kubectl kustomize overlays/prod | podproof check -',
    ],
    [
      'a kustomization with a kind alone, whatever its file is called',
      'k.yaml',
      'kind: Kustomization\nresources: [a.yaml]\n',
      'is a kustomization, no Kubernetes object; check what it makes: kubectl kustomize . | podproof check -',
    ],
    [
      'a component without apiVersion, from a pipe',
      '-',
      'kind: Component\npatches: []\n',
      'is a kustomization, no Kubernetes object; check what it makes: kubectl kustomize DIR | podproof check -',
    ],
    [
      'a chart',
      'charts/shop/Chart.yaml',
      'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
      'is the description of a Helm chart, no Kubernetes object; check what it makes: helm template charts/shop | podproof check -',
    ],
    [
      'values',
      'charts/shop/values-prod.yaml',
      'replicaCount: 2\n',
      'is a file of Helm values, no Kubernetes object; check what it makes: helm template charts/shop -f charts/shop/values-prod.yaml | podproof check -',
    ],
    [
      'a Compose file',
      'docker-compose.yml',
      'services:\n  web: {image: nginx}\n  api: {build: .}\n',
      'is a Compose file, no Kubernetes object; check what it makes: kompose convert --stdout -f docker-compose.yml | podproof check -',
    ],
  ])('%s is told what it is and how to check what it makes', (_, file, text, expected) => {
    expect(told(file, text)).toEqual([`${file}:1:1: ${expected}`]);
    expect(readManifest(text, file, { listed: true })).toMatchObject({ foreign: true, problems: [] });
  });

  it('is none with an object in it, or with a version of its own', () => {
    const skippedIn = ({ problems, skipped }: Manifest) => ({ problems, kinds: skipped.map(({ kind }) => kind) });
    const kustomization = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';
    expect(skippedIn(readManifest(kustomization, 'kustomization.yaml'))).toEqual({
      problems: [],
      kinds: ['Kustomization of kustomize'],
    });
    const ofFlux = 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n';
    expect(skippedIn(readManifest(ofFlux, 'flux.yaml'))).toEqual({ problems: [], kinds: ['Kustomization'] });
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: a}]}\n';
    expect(readManifest(pod, 'values.yaml').problems).toEqual([]);
    expect(told('services.yaml', 'services: {web: {port: 80}}\n')).toEqual([
      'services.yaml:1:1: kind: is missing; add a line such as kind: Pod',
    ]);
  });
});

describe('a missing apiVersion', () => {
  it.each([
    ['Deployment', 'add apiVersion: apps/v1'],
    ['NetworkPolicy', 'add apiVersion: networking.k8s.io/v1'],
    ['Deploymnet', 'write kind: Deployment and add apiVersion: apps/v1'],
    ['Certificate', 'add the apiVersion that serves this kind: kubectl api-resources lists it'],
  ])('of kind %s is the one that serves it, or the nearest kind, or unknown', (kind, fix) => {
    expect(told('a.yaml', `kind: ${kind}\n`)).toEqual([`a.yaml:1:1: apiVersion: is missing; ${fix}`]);
  });
});
