/** What a check has to say about its input, for a SARIF log. Apart from the notes themselves: their types go to users, who have no SARIF types. */
import type { Notification } from 'sarif';
import { type InputNotes, listed, type NotModelled } from './inputNotes.ts';

/** The notes as notifications of a SARIF log. `placed` makes a location of a file and a line. */
export const inputNotifications = (
  { notes, notAsked, notModelled, passedOver, notBegun, unsearched = [] }: InputNotes,
  placed: (place: Pick<NotModelled, 'file' | 'line' | 'column'>) => Pick<Notification, 'locations'>,
): readonly Notification[] => [
  ...notBegun.map((name): Notification => ({ level: 'warning', message: { text: `${name} was not begun` } })),
  ...notAsked.map(
    ({ id, reason }): Notification => ({ level: 'warning', message: { text: `${id} was not asked: ${reason}` } }),
  ),
  ...notes.map(
    ({ object, field, text, ...place }): Notification => ({
      level: 'note',
      message: { text: [object, `${field}:`.replace(/^:$/, ''), text].filter((part) => part !== '').join(' ') },
      ...placed(place),
    }),
  ),
  ...unsearched.map(
    ({ slice, objects, why }): Notification => ({
      level: 'note',
      message: { text: `slice ${slice} of ${listed(objects, false)} was not searched: ${why}` },
    }),
  ),
  ...notModelled.map(
    ({ object, field, why, ...place }): Notification => ({
      level: 'note',
      message: { text: `${object} ${field} is not modelled: ${why}` },
      ...placed(place),
    }),
  ),
  ...passedOver.map(
    ({ file, why }): Notification => ({
      level: 'note',
      message: { text: `${file} was passed over: ${why}` },
      ...placed({ file, line: 1, column: 1 }),
    }),
  ),
];
