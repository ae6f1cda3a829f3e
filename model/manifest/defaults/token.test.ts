import { describe, expect, it } from 'vitest';
import type { Event } from '../../event.ts';
import { initialCluster } from '../../initial.ts';
import { scenario } from '../../testing/scenario.ts';
import { search } from '../../testing/search.ts';
import { readManifest } from '../parse.ts';
import { complaints, podYaml } from '../testing/yaml.ts';
import { podTemplates } from '../workload.ts';

const account = (name: string, rest = '') =>
  `---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: ${name}}\n${rest}\n`;
const two = 'initContainers: [{name: init, image: a}]\ncontainers: [{name: app, image: a}]\n';

const specOf = (...texts: string[]) => {
  const manifest = readManifest(texts.join(''), 'test.yaml');
  expect(complaints(manifest)).toEqual([]);
  const [first] = podTemplates(manifest);
  if (first === undefined) throw new Error('no workload');
  return first.spec;
};

const mounts = (spec: ReturnType<typeof specOf>) => ({
  volumes: spec.volumes.map(({ name }) => name),
  mounted: [...spec.initContainers, ...spec.containers].map(({ volumeMounts }) => volumeMounts),
});

const token = 'kube-api-access-token';
const everywhere = { volumes: [token], mounted: [[token], [token]] };
const nowhere = { volumes: [], mounted: [[], []] };
const off = 'automountServiceAccountToken: false\n';

describe('the token of the service account', () => {
  it.each([
    ['nobody has said anything', [podYaml(two)], everywhere],
    ['the Pod does not want it', [podYaml(two + off)], nowhere],
    ['its ServiceAccount does not', [podYaml(`${two}serviceAccountName: quiet\n`), account('quiet', off)], nowhere],
    ['the default one does not', [podYaml(two), account('default', off)], nowhere],
    ['another one does not', [podYaml(two), account('quiet', off)], everywhere],
    [
      'the Pod wants it all the same',
      [podYaml(`${two}automountServiceAccountToken: true\n`), account('default', off)],
      everywhere,
    ],
    ['it is named in the old way', [podYaml(`${two}serviceAccount: quiet\n`), account('quiet', off)], nowhere],
  ])('%s', (_, texts, expected) => expect(mounts(specOf(...texts))).toEqual(expected));

  it('is in the place of nothing that somebody mounts there (C142)', () => {
    const own =
      'volumes: [{name: mine, emptyDir: {}}]\ncontainers: [{name: app, image: a, volumeMounts: [{name: mine, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}]}]\n';
    expect(mounts(specOf(podYaml(own)))).toEqual({ volumes: ['mine'], mounted: [['mine']] });
  });

  it('is not added to a Pod of `kubectl get -o yaml`, which has it already (C142)', () => {
    const live =
      'volumes: [{name: kube-api-access-x7b2k, projected: {sources: []}}]\ncontainers: [{name: app, image: a, volumeMounts: [{name: kube-api-access-x7b2k, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}]}]\n';
    expect(mounts(specOf(podYaml(live)))).toEqual({
      volumes: ['kube-api-access-x7b2k'],
      mounted: [['kube-api-access-x7b2k']],
    });
  });

  it('lets the most ordinary Pod be deleted while its kubelet waits for volumes (C142)', () => {
    const happens = (rest: string): boolean => {
      const spec = specOf(podYaml(`containers: [{name: app, image: a}]\n${rest}`));
      const one = scenario({
        instances: { 'pod#1': { name: 'pod', spec } },
        reportedStatus: 'phase',
        user: { delete: 1 },
        faults: { 'watch-lag': 0 },
      });
      const seen = new Set<Event['type']>();
      search(initialCluster(one), ({ event }) => seen.add(event.type));
      return seen.has('kubelet/volumeWaitCancelled');
    };
    expect([happens(''), happens(off)]).toEqual([true, false]);
  });
});
