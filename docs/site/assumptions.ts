/** The page of `podproof assumptions`: every delay, its default, where that comes from and how to measure it. */
import { assumptionReports } from '../../reports/catalogue/assumptions.ts';
import { block, heading, page, plain } from './markdown.ts';

const defaultText = (text: string): string => (text === '>=0s' ? 'any time' : text.replace(/^=/, ''));

/** Everything that is assumed of delays. */
export const assumptionsText = (): string =>
  page(
    heading(1, 'Assumptions'),
    'How long things take decides whether *your* numbers are enough. Where nobody says otherwise these are assumed. [Configuration](/configuration) tells where to say otherwise.',
    ...assumptionReports.flatMap(({ name, default: usual, measures, because, howToMeasure }) => [
      heading(2, name),
      plain(measures),
      `Default: **${plain(defaultText(usual))}** – ${plain(because)}.`,
      `To measure it: ${plain(howToMeasure.how)}`,
      block(howToMeasure.command),
    ]),
  );
