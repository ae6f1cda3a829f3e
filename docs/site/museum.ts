/** A page for each exhibit of the museum of real bugs, and one that lists them. */
import type { Asked, Exhibit } from '../../generators/museum/exhibit.ts';
import { exhibits, missing } from '../../generators/museum/index.ts';
import { guaranteeOf } from '../../model/guarantees/index.ts';
import { block, code, heading, list, type Page, page, plain, prose, table } from './markdown.ts';

const promise = (asked: Asked): string => {
  if (!('guarantee' in asked)) return prose(asked.sentence);
  return `[${asked.guarantee}](/guarantees/${asked.guarantee}): ${prose(guaranteeOf(asked.guarantee)?.sentence ?? '')}`;
};

const thread = (link: string): string => {
  const [repository = '', number = ''] = link.split('#');
  return `[${plain(link)}](https://github.com/${repository}/issues/${number})`;
};

const exhibitText = (exhibit: Exhibit): string =>
  page(
    heading(1, plain(exhibit.title)),
    prose(exhibit.story),
    list([
      `versions: ${prose(exhibit.versions)}`,
      `what should hold: ${promise(exhibit.asked)}`,
      `the difference: ${code(exhibit.switch)}`,
      `with the bug: ${prose(exhibit.off.says)}`,
      `without it: ${prose(exhibit.on.says)}`,
    ]),
    heading(2, 'What was reported'),
    list(exhibit.run.map(({ says }) => prose(says))),
    'The same run in the model, and the proof that it cannot happen without the bug:',
    block(`podproof museum ${exhibit.id}`, 'sh'),
    heading(2, 'Threads'),
    list(exhibit.links.map(thread)),
  );

const indexText = (): string =>
  page(
    heading(1, 'The exhibits of the museum'),
    '[The museum](/bugs) shows bugs of Kubernetes and its surroundings that people reported, each with the bug in place and without it.',
    table(
      ['exhibit', 'what happened'],
      exhibits.map(({ id, title }) => [`[${id}](/museum/${id})`, plain(title)]),
    ),
    heading(2, 'Not on show yet'),
    table(
      ['bug', 'what happened', 'what the model lacks'],
      missing.map(({ id, title, needs }) => [code(id), plain(title), prose(needs)]),
    ),
  );

/** All of these pages. */
export const museumPages = (): readonly Page[] => [
  { params: { id: 'index' }, content: indexText() },
  ...exhibits.map((one) => ({ params: { id: one.id }, content: exhibitText(one) })),
];
