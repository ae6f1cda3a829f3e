/** What a newcomer fills in, and what tells how: the adapter, its types, a page to read first. */

import { visibleOn } from '../../observe/observations.ts';
import type { Label, Observation, Stimulus, Suite } from '../case.ts';
import { observationMeanings, shapeOf, stimulusMeanings } from './meanings.ts';

const labelsOf = ({ cases }: Suite): readonly Label[] => cases.flatMap(({ oracle }) => oracle.alphabet);

const inOrder = <K extends string>(all: Readonly<Record<K, unknown>>, used: ReadonlySet<string>): readonly K[] =>
  (Object.keys(all) as K[]).filter((name) => used.has(name));

/** The kinds of stimuli the cases of a suite use. */
export const stimuliIn = (suite: Suite): readonly Stimulus['do'][] =>
  inOrder(stimulusMeanings, new Set(labelsOf(suite).flatMap((label) => ('do' in label ? [label.do] : []))));

/** The kinds of observations its oracles know. */
export const observationsIn = (suite: Suite): readonly Observation['see'][] =>
  inOrder(observationMeanings, new Set(labelsOf(suite).flatMap((label) => ('see' in label ? [label.see] : []))));

const union = (word: 'do' | 'see', names: readonly string[]): string =>
  names
    .map((name) => {
      const meaning =
        word === 'do' ? stimulusMeanings[name as Stimulus['do']] : observationMeanings[name as Observation['see']];
      return `  /** ${meaning.says} */\n  | ${shapeOf(word, name, meaning)}`;
    })
    .join('\n');

/** Types for editors; the tests themselves are plain JavaScript. */
export const typesText = (suite: Suite): string => `// Made by podproof.
/** What a case asks of your implementation: all this suite asks for. */
export type Stimulus =
${union('do', stimuliIn(suite))};

/** What your implementation can show on the profile ${suite.profile}. Everything else is passed over. */
export type Observation =
${union('see', visibleOn[suite.profile])};

/** What the main process of a container does by itself. It runs until it is told to exit. */
export interface Program {
  /** At SIGTERM it exits with this code, or goes on. */
  onSigterm: number | 'ignore';
  preStop: 'ends' | 'hangs';
  /** fails: the first time. */
  postStart: 'ends' | 'fails';
}

/** One test: an entry of \`cases\` in suite.json. */
export interface Case {
  id: string;
  title: string;
  manifest: {
    /** Pods by incarnation: \`web#1\` is the first Pod named web, \`web#2\` the second. */
    pods: Record<string, KubernetesObject>;
    /** What must be there before: Nodes, Services, claims, … */
    surroundings: KubernetesObject[];
    /** By \`<incarnation>/<container>\`, as \`web#1/app\`. */
    programs: Record<string, Program>;
  };
  timeoutSeconds: number;
}

export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; labels?: Record<string, string> };
  [field: string]: unknown;
}

/** One case under way. */
export interface Session {
  /** Does it; what comes of it is told by \`show\`. Rejects if it cannot be done. */
  stimulate(stimulus: Stimulus): Promise<void> | void;
  /** Removes everything that was made. */
  close(): Promise<void> | void;
}

/** Called for everything your implementation shows, in the order in which it happens. */
export type Show = (observation: Observation) => void;
`;

const branch = (name: Stimulus['do']): string => {
  const { fields, says } = stimulusMeanings[name];
  const read = fields.map((field) => field.split(':')[0]).join(', ');
  return `        case '${name}': // ${read}: ${says}`;
};

/** The file to fill in. It is written once and never over what somebody wrote. */
export const adapterText = (
  suite: Suite,
): string => `// How the cases reach your implementation: the only file to change. README.md says how.

/** How many milliseconds one second of your implementation takes: less than 1000 for a simulator. */
export const second = 1000;

/** Silence of this share of a case's time-out is long enough: less than 1 if your implementation is known to be quick. */
export const haste = 1;

/** Whether cases may run side by side. */
export const concurrent = true;

/** What is tested, and its version. */
export const target = 'my implementation';

/**
 * Begins a case: puts what is in \`test.manifest.surroundings\` there, and starts to watch.
 * @param {import('./types.d.ts').Case} test
 * @param {import('./types.d.ts').Show} show as in \`show({ see: 'container started', uid: 'web#1', container: 'app' })\`
 * @returns {Promise<import('./types.d.ts').Session>}
 */
export async function open(test, show) {
  return {
    async stimulate(stimulus) {
      switch (stimulus.do) {
${stimuliIn(suite).map(branch).join('\n')}
        default:
          throw new Error(\`adapter.mjs does not say yet how to \${stimulus.do}\`);
      }
    },
    async close() {},
  };
}
`;

const table = (word: 'do' | 'see', names: readonly string[]): string =>
  [
    `| \`${word}\` | with | |`,
    '| --- | --- | --- |',
    ...names.map((name) => {
      const { fields, says } =
        word === 'do' ? stimulusMeanings[name as Stimulus['do']] : observationMeanings[name as Observation['see']];
      const cells = fields.map((field) => `\`${field.replaceAll('|', '\\|')}\``).join(', ');
      return `| \`${name}\` | ${cells} | ${says} |`;
    }),
  ].join('\n');

/** The page to read first. */
export const readmeText = (suite: Suite): string => `<!-- Made by podproof. -->
# Pod lifecycle, Kubernetes ${suite.kubernetesVersion}: ${suite.cases.length} cases for the profile ${suite.profile}

    npm install
    npm test

Every case creates Pods, does something to them at moments it says, and holds what is shown against everything Kubernetes may show there. Fill in
[\`adapter.mjs\`](adapter.mjs), and nothing else: it does what a case asks for and tells what your implementation shows. Types are in
[\`types.d.ts\`](types.d.ts). Begin with one case:

    npx vitest run -t '${suite.cases[0]?.id ?? ''}:'

## What an adapter does

\`open(test, show)\` begins a case. \`test.manifest\` holds the Pods by incarnation (\`web#1\`), what must be there before, and what the program in
each container does by itself: it runs until it is told to exit; at SIGTERM it exits with \`onSigterm\` or ignores it. Image and command in
the Pods stand for such a program; replace them. Hooks and probes ask it, too: \`/podproof/script preStop\` and its likes.

\`stimulate(stimulus)\` does one of these:

${table('do', stimuliIn(suite))}

\`show(observation)\` is called for each of these, in the order in which they happen. Report changes, not states. More there is not to see in the cases of
this suite; [\`types.d.ts\`](types.d.ts) has everything that counts on this profile.

${table('see', observationsIn(suite))}

\`close()\` removes everything. \`second\` says how many milliseconds a second of your implementation takes: a simulator may say 1. Nothing shown for
\`timeoutSeconds\` of a case counts as silence for ever, so a case takes at least so long; \`haste\` says what share of it is enough. Cases run side
by side unless \`concurrent\` is false.

An implementation that emits events may be told of in a few lines:

    export async function open(test, show) {
      const kubelet = new MyKubelet(test.manifest);
      kubelet.on('started', (uid, container) => show({ see: 'container started', uid, container }));
      return {
        async stimulate(stimulus) {
          if (stimulus.do === 'create') return kubelet.create(stimulus.uid);
          if (stimulus.do === 'delete') return kubelet.delete(stimulus.pod, stimulus.grace);
          throw new Error(\`adapter.mjs does not say yet how to \${stimulus.do}\`);
        },
        close: () => kubelet.stop(),
      };
    }

## What comes of a case

- **passed**: everything that was shown may come there, and it ended where it may end.
- **failed**: something was shown that no Kubernetes shows there, or nothing although something must come. The message has everything that was
  right, then what was not, then what would have been.
- **skipped**: nothing was wrong, but your implementation took another way than the case aims at; Kubernetes might, too. Run it again.

\`runs.json\` has all of it as data, for \`podproof report suite.json runs.json\`. What the cases went through, and whose mistake a failure
looks like, only \`podproof conform --driver\` says.
${skippedText(suite)}`;

/** What no case covers, by reason. */
const skippedText = ({ skipped, coverage }: Suite): string => {
  if (skipped.length === 0) return '';
  const ids = new Map<string, string[]>();
  for (const { id, because } of skipped) ids.set(because, [...(ids.get(because) ?? []), id]);
  const rows = [...ids].map(
    ([because, own]) => `| ${because.replaceAll('|', '\\|')} | ${own.length} | \`${own[0] ?? ''}\` |`,
  );
  return `
## What is not tested

The cases cover ${coverage.covered} of ${coverage.goals} goals.

${['| because | how many | such as |', '| --- | --- | --- |', ...rows].join('\n')}
`;
};
