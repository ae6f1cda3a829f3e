/** What `check` prints for people: the first screen, the story of one guarantee, or everything. */
import { inputText, pipeBefore } from '../../library/inputArguments.ts';
import type { Setup } from '../../library/setup.ts';
import { screenLines } from '../../reports/check/screen.ts';
import { checkLines, storyLines } from '../../reports/check/text.ts';
import type { Answers } from '../asking.ts';
import { Complaint } from '../complaint.ts';
import type { Io } from '../io.ts';

/** How much of the answers is printed. */
export interface TextOptions extends Setup {
  readonly recursive?: true;
  readonly all?: true;
  readonly explain?: string;
  readonly verbose?: true;
  readonly quiet?: true;
}

const notAskedHere = (id: string, { report }: Answers): Complaint => {
  const leading = [...new Set(report.findings.map(({ guarantee }) => guarantee))];
  const fix = leading.length === 0 ? 'nothing was found here' : `what was found here: ${leading.join(', ')}`;
  return new Complaint(`${id}: does not apply to anything in this input`, fix);
};

/** The lines. */
export const checkText = (answers: Answers, options: TextOptions, io: Io): readonly string[] => {
  const { report, paths } = answers;
  const { all, explain, verbose = false, quiet = false } = options;
  const wordiness = { verbose, quiet, program: io.program };
  if (explain !== undefined) {
    const story = storyLines(report, explain, io.style, wordiness);
    if (story.length === 0) throw notAskedHere(explain, answers);
    return story;
  }
  if (all === true) return checkLines(report, io.style, wordiness);
  return screenLines(report, io.style, {
    ...wordiness,
    input: inputText(paths, options),
    pipe: pipeBefore(paths),
  });
};
