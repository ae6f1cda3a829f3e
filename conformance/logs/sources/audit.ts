/** The API server's audit log, one event a line (audit.k8s.io/v1). Of level Metadata it says who did what and when, but no version of anything. */
import type { Fact, Source, Within } from '../fact.ts';
import { type Fields, fieldsOf, podIn, sliceIn, textOf } from '../objects.ts';

const writes = ['create', 'update', 'patch', 'delete'];

/** The request was received before the write, and answered after it. */
const momentOf = (event: Fields): Within | undefined => {
  const earliest = Date.parse(textOf(event['requestReceivedTimestamp']));
  const latest = Date.parse(textOf(event['stageTimestamp']));
  // Timestamps have microseconds, of which Date keeps whole milliseconds.
  return Number.isNaN(earliest) || Number.isNaN(latest) ? undefined : { earliest, latest: latest + 1 };
};

const versionIn = (event: Fields, at: Within): readonly Fact[] => {
  const pod = podIn(event['responseObject']);
  const by = textOf(fieldsOf(event['user'])['username']);
  if (pod !== undefined) return [{ fact: 'pod', told: 'SEEN', version: pod, by, at }];
  const slice = sliceIn(event['responseObject']);
  return slice === undefined ? [] : [{ fact: 'slice', told: 'SEEN', version: slice, at }];
};

/** What a write of a Pod or an EndpointSlice tells; every other request tells nothing. The answer to a Binding has no version. */
const told = (event: Fields): readonly Fact[] => {
  const { resource } = fieldsOf(event['objectRef']);
  const code = fieldsOf(event['responseStatus'])['code'];
  const isWrite = writes.includes(textOf(event['verb'])) && event['stage'] === 'ResponseComplete';
  if (!isWrite || (resource !== 'pods' && resource !== 'endpointslices')) return [];
  const at = momentOf(event);
  if (at === undefined || typeof code !== 'number' || code >= 300) return [];
  return versionIn(event, at);
};

/** Audit events. */
export const audit: Source = {
  name: 'audit log',
  read: (record) => {
    const event = fieldsOf(record);
    return event['kind'] === 'Event' && textOf(event['apiVersion']).startsWith('audit.k8s.io/')
      ? told(event)
      : undefined;
  },
};
