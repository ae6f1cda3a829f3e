import type { ClaimSpec, PodSpec } from '../kubernetes/spec.ts';
import type { Cursor } from './cursor.ts';
import { word } from './defaults/word.ts';
import type { Manifest } from './parse.ts';
import type { Workload } from './workload.ts';

/** A claim the input does not hold is taken to be there, bound to a volume like most dynamically provisioned ones. */
const assumedClaim: ClaimSpec = {
  accessModes: ['ReadWriteOnce'],
  volumeBindingMode: 'WaitForFirstConsumer',
  reclaimPolicy: 'Delete',
  bound: true,
};

/** The claims these pods use, by name, and which of them the input does not hold. */
export function claimsOf(
  manifest: Manifest,
  workload: Workload,
  specs: readonly PodSpec[],
): { readonly claims: Readonly<Record<string, ClaimSpec>>; readonly assumed: readonly string[] } {
  const names = specs.flatMap(({ volumes }) =>
    volumes.flatMap((volume) => (volume.kind === 'persistentVolumeClaim' ? [volume.claim] : [])),
  );
  const known = [...new Set(names)].map((name) => ({ name, cursor: claimNamed(manifest, workload, name) }));
  return {
    claims: Object.fromEntries(
      known.map(({ name, cursor }) => [name, cursor === undefined ? assumedClaim : claimOf(manifest, cursor)]),
    ),
    assumed: known.flatMap(({ name, cursor }) => (cursor === undefined ? [`PersistentVolumeClaim/${name}`] : [])),
  };
}

/** The claim object of that name, or the volumeClaimTemplate the StatefulSet makes it from. */
function claimNamed({ objects }: Manifest, { namespace, origin }: Workload, name: string): Cursor | undefined {
  const object = objects.find(
    (one) => one.kind === 'PersistentVolumeClaim' && one.valid && one.namespace === namespace && one.name === name,
  );
  if (object !== undefined) return object.root;
  return origin.root.at('spec', 'volumeClaimTemplates').items.find((template) => {
    const prefix = `${template.at('metadata', 'name').text}-${origin.name}-`;
    return name.startsWith(prefix) && /^[0-9]+$/.test(name.slice(prefix.length));
  });
}

function claimOf({ objects }: Manifest, claim: Cursor): ClaimSpec {
  const named = (kind: string, name: string | undefined) =>
    objects.find((one) => one.kind === kind && one.name === name && one.valid)?.root;
  const spec = claim.at('spec');
  const storageClass = named('StorageClass', spec.at('storageClassName').text) ?? defaultClass(objects, spec);
  const volume = named('PersistentVolume', spec.at('volumeName').text);
  const policy = volume?.at('spec', 'persistentVolumeReclaimPolicy') ?? storageClass?.at('reclaimPolicy');
  const fallback = volume === undefined ? 'Delete' : 'Retain';
  return {
    accessModes: spec.at('accessModes').items.flatMap((mode) => mode.text ?? []),
    volumeBindingMode: bindingModeOf(spec, storageClass),
    reclaimPolicy: policy === undefined ? fallback : word(policy, ['Delete', 'Retain'], fallback),
    bound: claim.at('status', 'phase').text === 'Bound',
  };
}

/** The class marked as the cluster's default, for claims that name none; an empty name asks for no class at all. */
const defaultClass = (objects: Manifest['objects'], spec: Cursor): Cursor | undefined =>
  spec.at('storageClassName').exists
    ? undefined
    : objects.find(
        ({ kind, root }) =>
          kind === 'StorageClass' &&
          root.at('metadata', 'annotations', 'storageclass.kubernetes.io/is-default-class').text === 'true',
      )?.root;

/** A StorageClass binds at once unless it says otherwise; an unknown one is taken to wait, as most of today's do. */
function bindingModeOf(spec: Cursor, storageClass: Cursor | undefined): ClaimSpec['volumeBindingMode'] {
  if (storageClass !== undefined) {
    return word(storageClass.at('volumeBindingMode'), ['Immediate', 'WaitForFirstConsumer'], 'Immediate');
  }
  const asksForNone = spec.at('storageClassName').text === '';
  return asksForNone || spec.at('volumeName').exists ? 'Immediate' : 'WaitForFirstConsumer';
}
