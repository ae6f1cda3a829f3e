import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Cursor } from '../cursor.ts';
import { documentsIn } from '../parse.ts';
import { type Kind, kinds, structs } from '../schema/index.ts';
import { app, containerYaml, podYaml } from '../testing/yaml.ts';
import { treatmentOf, treatments, unmodelledIn } from './index.ts';

const root = join(import.meta.dirname, '../../..');
const manifest = join(root, 'model/manifest');
const readers = [
  ...readdirSync(manifest),
  ...readdirSync(join(manifest, 'defaults')).map((file) => `defaults/${file}`),
].filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
/** Where a field is only the way to others. */
const lookedInto = ['model/manifest/fields.ts', 'model/manifest/objects.ts'];
/**
 * Not modelled although the name is read: of another struct, or into a spec whose reader is still to come, or (of rollouts) only for how
 * many Pods there are at once.
 */
const namesakes = [
  'StatefulSetSpec.updateStrategy',
  'DaemonSetSpec.updateStrategy',
  'DeploymentStrategy.rollingUpdate',
  'StatefulSetUpdateStrategy.rollingUpdate',
  'DaemonSetUpdateStrategy.rollingUpdate',
  'RollingUpdateDeployment.maxUnavailable',
  'RollingUpdateStatefulSetStrategy.maxUnavailable',
  'RollingUpdateDaemonSet.maxUnavailable',
  'JobSpec.activeDeadlineSeconds',
  'PodSpec.ephemeralContainers',
  'PodSpec.schedulingGroup',
  'PodSpec.shareProcessNamespace',
  'FileKeySelector.volumeName',
  'Toleration.tolerationSeconds',
  'ClientIPConfig.timeoutSeconds',
  'PersistentVolumeSpec.nodeAffinity',
  'VolumeProjection.configMap',
  'ClusterTrustBundleProjection.labelSelector',
];
const rows = Object.entries(treatments).flatMap(([struct, listed]) =>
  listed.flatMap(([fields, treatment]) => fields.split(' ').map((field) => ({ struct, field, treatment }))),
);
const schema = [...structs].flatMap(([struct, { fields }]) => [...fields.keys()].map((field) => `${struct}.${field}`));

const notes = (text: string, kind: Kind = 'Pod') => {
  const [document] = documentsIn(text, 'f.yaml');
  if (!(document instanceof Cursor)) throw new Error('no document');
  return unmodelledIn(document, kind);
};
const fieldsOf = (text: string, kind: Kind = 'Pod') => notes(text, kind).map(({ field }) => field);

describe('the table of what becomes of fields', () => {
  it('has every field of the schema, once, and no other', () => {
    expect(rows.map(({ struct, field }) => `${struct}.${field}`).sort()).toEqual(schema.sort());
    expect(schema.length).toBeGreaterThan(800);
  });

  it('names files that exist where a field is modelled', () => {
    const places = rows.flatMap(({ treatment }) => (treatment.is === 'modelled' ? [treatment.where] : []));
    expect([...new Set(places)].filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('calls nothing modelled that nothing reads', () => {
    const read = readers.map((file) => readFileSync(join(manifest, file), 'utf8')).join('\n');
    const claimed = rows.filter(
      ({ treatment }) => treatment.is === 'modelled' && !lookedInto.includes(treatment.where),
    );
    expect(claimed.filter(({ field }) => !read.includes(`'${field}'`))).toEqual([]);
    expect(claimed.length).toBeGreaterThan(100);
  });

  it('calls nothing unmodelled that is read, as far as a name tells', () => {
    const read = readers.map((file) => readFileSync(join(manifest, file), 'utf8')).join('\n');
    const denied = rows.filter(({ treatment, field }) => treatment.is === 'unmodelled' && field.length > 8);
    const claimed = denied.filter(
      ({ struct, field }) => read.includes(`'${field}'`) && !namesakes.includes(`${struct}.${field}`),
    );
    expect(claimed.filter(({ struct }) => struct !== 'EphemeralContainer')).toEqual([]);
  });

  it('gives a reason where it is not', () => {
    const reasons = rows.flatMap(({ treatment }) => (treatment.is === 'modelled' ? [] : [treatment.why]));
    expect(reasons.filter((why) => why.length < 15 || why.endsWith('.'))).toEqual([]);
  });

  it('describes every kind', () => {
    expect(Object.keys(kinds).filter((kind) => treatmentOf(kind, 'kind') === undefined)).toEqual([]);
  });
});

describe('what an object asks for and does not get', () => {
  it('is told by field and place', () => {
    expect(
      notes(podYaml(`${app}runtimeClassName: gvisor\nhostPID: true`)).map(({ field, line }) => [field, line]),
    ).toEqual([
      ['spec.runtimeClassName', 7],
      ['spec.hostPID', 8],
    ]);
    expect(
      fieldsOf(
        containerYaml('env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: k}}}, {name: B, value: b}]\ntty: true'),
      ),
    ).toEqual(['spec.containers[0].env[0].valueFrom.secretKeyRef.key']);
  });

  it('is nothing for what is off, empty or as it would be anyway', () => {
    expect(fieldsOf(podYaml(`${app}runtimeClassName: ""\nhostPID: false\nresourceClaims: []\nhostUsers:`))).toEqual([]);
    const service = (spec: string) =>
      fieldsOf(`apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {${spec}}`, 'Service');
    expect(service('sessionAffinity: None, type: ClusterIP, ipFamilyPolicy: SingleStack')).toEqual([]);
    expect(service('sessionAffinity: ClientIP, type: LoadBalancer, ipFamilyPolicy: PreferDualStack')).toEqual([
      'spec.sessionAffinity',
      'spec.ipFamilyPolicy',
    ]);
  });

  it('is what a controller would do', () => {
    const deployment =
      'spec: {replicas: 2, strategy: {type: Recreate}, minReadySeconds: 5, progressDeadlineSeconds: 9}';
    expect(fieldsOf(deployment, 'Deployment')).toEqual(['spec.strategy', 'spec.minReadySeconds']);
    expect(fieldsOf('spec: {backoffLimit: 0, completions: 2, ttlSecondsAfterFinished: 0}', 'Job')).toEqual([
      'spec.backoffLimit',
      'spec.ttlSecondsAfterFinished',
    ]);
  });
});
