import type { Volume } from '../../kubernetes/spec.ts';
import type { Cursor } from '../cursor.ts';

/** A volume of a pod, told apart by what it is made of. */
export function volumeOf(cursor: Cursor): Volume {
  const name = cursor.at('name').text ?? '';
  const type = cursor.keys.find((key) => key !== 'name' && cursor.at(key).exists) ?? 'emptyDir';
  const source = cursor.at(type);
  const optional = source.at('optional').isTrue;
  switch (type) {
    case 'emptyDir':
      return { kind: 'emptyDir', name };
    case 'configMap':
      return { kind: 'configMap', name, object: source.at('name').text ?? '', optional };
    case 'secret':
      return { kind: 'secret', name, object: source.at('secretName').text ?? '', optional };
    case 'persistentVolumeClaim':
      return { kind: 'persistentVolumeClaim', name, claim: source.at('claimName').text ?? '' };
    default:
      return { kind: 'other', name, type };
  }
}
