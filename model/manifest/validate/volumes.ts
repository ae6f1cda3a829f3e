import { suggest } from '../../kubernetes/suggest.ts';
import type { Cursor } from '../cursor.ts';
import type { Problem } from '../problem.ts';
import { distinct, dnsLabel, required } from './rules.ts';

/** The volumes of a pod: named, distinct, each made of at most one thing. */
export function* volumes(spec: Cursor): Generator<Problem> {
  const all = spec.at('volumes').items;
  yield* distinct(all, 'name');
  for (const volume of all) {
    yield* required(volume.at('name'), 'give this volume a name');
    yield* dnsLabel(volume.at('name'));
    const [, second] = volume.keys.filter((key) => key !== 'name' && volume.at(key).tree?.kind === 'map');
    // A volume of nothing, `emptyDir:` with nothing after it included, is an emptyDir (`SetDefaults_Volume`, 1.35.6).
    if (second !== undefined) yield volume.at(second).problem('may not specify more than one volume type', 'keep one');
    yield* references(volume);
  }
}

function* references(volume: Cursor): Generator<Problem> {
  const names: readonly [string, string][] = [
    ['configMap', 'name'],
    ['secret', 'secretName'],
    ['persistentVolumeClaim', 'claimName'],
  ];
  for (const [type, field] of names) {
    if (volume.at(type).exists) yield* required(volume.at(type, field), `write the ${field} it is made of`);
  }
}

/** What a container mounts must be among the pod's volumes, at places of its own (`ValidateVolumeMounts`, 1.36). */
export function* mounts(container: Cursor, known: ReadonlySet<string>): Generator<Problem> {
  for (const mount of container.at('volumeMounts').items) {
    yield* required(mount.at('mountPath'), 'write where it is to be mounted');
    yield* isKnown(mount.at('name'), known);
  }
  for (const device of container.at('volumeDevices').items) {
    yield* required(device.at('devicePath'), 'write where the device is to appear');
    yield* isKnown(device.at('name'), known);
  }
  yield* distinct(container.at('volumeMounts').items, 'mountPath');
}

function* isKnown(name: Cursor, known: ReadonlySet<string>): Generator<Problem> {
  yield* required(name, 'write the name of a volume');
  if (!name.text || known.has(name.text)) return;
  const meant = suggest(name.text, known);
  const fix = meant === undefined ? 'add it to volumes of the pod' : `did you mean ${meant}?`;
  yield name.problem(`there is no volume "${name.text}"`, fix);
}

/** Names of the volumes a pod has, those a StatefulSet adds included. */
export const volumeNames = (spec: Cursor, claimTemplates: Cursor): ReadonlySet<string> =>
  new Set([
    ...spec.at('volumes').items.flatMap((volume) => volume.at('name').text ?? []),
    ...claimTemplates.items.flatMap((claim) => claim.at('metadata', 'name').text ?? []),
  ]);
