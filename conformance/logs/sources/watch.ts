/** `kubectl get --watch --output-watch-events -o json`, raw watch streams, and `kubectl get -o json` as a single look. */
import type { Fact, Source, Told } from '../fact.ts';
import { type Fields, fieldsOf, listOf, podIn, sliceIn, textOf } from '../objects.ts';

const changes: readonly Told[] = ['ADDED', 'MODIFIED', 'DELETED'];

/** What a watch says of one object. */
const changeOf = (told: Told, object: Fields): readonly Fact[] => {
  const kind = textOf(object['kind']);
  const pod = kind === 'Pod' ? podIn(object) : undefined;
  if (pod !== undefined) return [{ fact: 'pod', told, version: pod, by: '' }];
  const slice = kind === 'EndpointSlice' ? sliceIn(object) : undefined;
  return slice === undefined ? [] : [{ fact: 'slice', told, version: slice }];
};

/** A watch, of whatever kind of object. Bookmarks and errors tell nothing. */
export const watch: Source = {
  name: 'watch',
  read: (record) => {
    const { type, object } = fieldsOf(record);
    const told = changes.find((one) => one === type);
    if (told !== undefined && textOf(fieldsOf(object)['kind']) !== 'Event') return changeOf(told, fieldsOf(object));
    return type === 'BOOKMARK' || type === 'ERROR' ? [] : undefined;
  },
};

/** Objects as they are: one of them, or a list. */
export const look: Source = {
  name: 'objects',
  read: (record) => {
    const { kind, apiVersion, items } = fieldsOf(record);
    if (textOf(kind) === '' || textOf(apiVersion) === '' || textOf(apiVersion).startsWith('audit.k8s.io/'))
      return undefined;
    const objects = Array.isArray(items) ? listOf(items) : [fieldsOf(record)];
    return objects.some((object) => object['kind'] === 'Event')
      ? undefined
      : objects.flatMap((object) => changeOf('SEEN', object));
  },
};
