/** The part of the generated tests that judges: plain JavaScript, no import. A test holds it against our own judge. */

import { visibleOn } from '../../observe/observations.ts';
import type { Suite } from '../case.ts';
import { observationMeanings } from './meanings.ts';

const knownIn = ({ profile }: Suite): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(observationMeanings).map(([name, { fields }]) => [
        name,
        {
          fields: fields.map((field) => field.split(':')[0]),
          visible: (visibleOn[profile] as readonly string[]).includes(name),
        },
      ]),
    ),
    null,
    2,
  );

const walking = `/** Fields in any order are the same label. */
const word = (label) => JSON.stringify(Object.entries(label).sort(([a], [b]) => (a < b ? -1 : 1)));

const follow = (oracle, state, label) => {
  const letter = oracle.alphabet.findIndex((other) => word(other) === word(label));
  return oracle.states[state].next.find(([index]) => index === letter)?.[1];
};

const right = (oracle, state) =>
  oracle.states[state].next.map(([index]) => oracle.alphabet[index]).filter((label) => 'see' in label);

const due = (step, seen) =>
  step !== undefined && (step.when === null || (seen.get(word(step.when.observation)) ?? 0) >= step.when.times);
`;

const showing = `/** Complains of what is no observation at all, which would look like a failure of the implementation. */
export function isShown(observation) {
  const kind = known[observation?.see];
  if (kind === undefined) {
    throw new Error(\`adapter.mjs showed \${JSON.stringify(observation)}; there is only: \${Object.keys(known).join(', ')}\`);
  }
  const fields = Object.keys(observation).filter((field) => field !== 'see');
  if ([...fields].sort().join() !== [...kind.fields].sort().join()) {
    throw new Error(\`adapter.mjs showed \${JSON.stringify(observation)}; it has exactly: \${['see', ...kind.fields].join(', ')}\`);
  }
  return kind.visible;
}
`;

const judging = `/** Runs a case in a session: { verdict, trace, right }, \`right\` being what would have been right; \`silent\` if nothing came. */
export async function judge(test, session) {
  const { oracle, stimuli, timeoutSeconds } = test;
  const seen = new Map();
  const trace = [];
  let state = 0;
  let done = 0;
  for (;;) {
    while (due(stimuli[done], seen)) {
      const stimulus = stimuli[done++].do;
      trace.push(stimulus);
      const after = follow(oracle, state, stimulus);
      if (after === undefined) return { verdict: 'inconclusive', trace, right: right(oracle, state) };
      state = after;
      await session.stimulate(stimulus);
    }
    const observation = await session.next(timeoutSeconds);
    if (observation === undefined) {
      if (!oracle.states[state].rest) return { verdict: 'fail', silent: true, trace, right: right(oracle, state) };
      return { verdict: done === stimuli.length ? 'pass' : 'inconclusive', trace, right: [] };
    }
    if (!oracle.observes.includes(observation.see)) continue;
    trace.push(observation);
    const after = follow(oracle, state, observation);
    if (after === undefined) return { verdict: 'fail', trace, right: right(oracle, state) };
    state = after;
    seen.set(word(observation), (seen.get(word(observation)) ?? 0) + 1);
  }
}
`;

const telling = `/** What is done or shown, in words. */
export const say = ({ do: what, see, ...about }) =>
  [what === undefined ? see : \`→ \${what}\`, ...Object.entries(about).map(([field, value]) => \`\${field} \${value}\`)].join('  ');

const lines = (labels, indent) => labels.map((label) => indent + say(label)).join('\\n');

/** What the programs of a case do beside what every program does. */
const programsOf = ({ manifest: { programs } }) =>
  Object.entries(programs).map(([container, { onSigterm, preStop, postStart }]) =>
    [
      \`\${container}: onSigterm \${onSigterm}\`,
      ...(preStop === 'ends' ? [] : [\`preStop \${preStop}\`]),
      ...(postStart === 'ends' ? [] : [\`postStart \${postStart}\`]),
    ].join(', '));

/** Cases that differ in nothing but their programs have titles that differ. */
export const titleOf = (test) => {
  const programs = programsOf(test);
  return \`\${test.id}: \${test.title}\${programs.length === 0 ? '' : \` (\${programs.join('; ')})\`}\`;
};

/** A failure in words: what was right, what was not, what would have been. */
export function explained(test, { trace, right: legal, silent }) {
  const before = silent ? trace : trace.slice(0, -1);
  const wrong = silent ? \`nothing for \${test.timeoutSeconds} seconds\` : say(trace.at(-1));
  const instead = legal.length === 0 ? '    nothing more is shown' : lines(legal, '    ');
  return [
    \`\${test.id}: \${silent ? 'nothing comes where something must' : 'this may not come here'}\`,
    '',
    '  as Kubernetes may do it (→ is what the case did):',
    lines(before, '    '),
    '  then, as it may not:',
    \`    \${wrong}\`,
    '  what may come there:',
    instead,
    '  what the programs do:',
    programsOf(test).map((line) => '    ' + line).join('\\n') || '    they run until they are told to exit',
    '  what was applied:',
    ...Object.values(test.manifest.pods).map((pod) => '    ' + JSON.stringify(pod)),
    '',
  ].join('\\n');
}
`;

/** The file that walks the oracle of a case. */
export const judgeText = (suite: Suite): string =>
  [
    `// Made by podproof. Walks the oracle of a case.

/** Everything there is to see, and what of it counts on the profile ${suite.profile}. */
const known = ${knownIn(suite)};
`,
    walking,
    showing,
    judging,
    telling,
  ].join('\n');
