/** Searches in threads give the answers that searches here give, in the same order, whatever becomes of one of them. */
import { describe, expect, it } from 'vitest';
import { checkScenario, type Errand, errandsOf, packed } from '../../generators/check/index.ts';
import type { ScenarioResult } from '../../generators/check/result.ts';
import { onePod } from '../../generators/check/testing/scenarios.ts';
import { decide } from '../../generators/findings/index.ts';
import { answersAbout } from '../../library/checking.ts';
import { settingFor } from '../../library/options.ts';
import { manifestsIn } from '../../library/reading.ts';
import { type Question, searchAll } from '../../library/searches.ts';
import { placesIn, tasksIn } from '../../library/tasks.ts';
import type { SearchWay, Threads } from '../../library/way.ts';
import { guarantees } from '../../model/guarantees/index.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Limits } from '../bounds.ts';
import { commissioned, jobsFor, pays, threadsFor } from './threads.ts';

const questionAbout = (name: string, scenario: Scenario): Question => ({
  task: { slice: 'pod', scenario: { ...scenario, name }, leftOut: [] } as unknown as Question['task'],
  asked: guarantees.filter(({ applies }) => applies(scenario)),
});

/** Of five questions two have one shape. */
const questions = [1, 2, 3, 2, 4].map((grace, index) =>
  questionAbout(`question ${index}`, onePod({ terminationGracePeriodSeconds: grace }, { user: { delete: 1 } })),
);

interface Heard {
  readonly broken: string[];
  readonly begun: string[];
}

const wayWith = (
  more: Partial<SearchWay> = {},
  limits: Partial<Limits> = {},
): { way: SearchWay; heard: Heard; limits: Limits } => {
  const heard: Heard = { broken: [], begun: [] };
  const { signal } = new AbortController();
  const all: Limits = { maxMemoryBytes: 2 ** 30, signal, onProgress: () => undefined, ...limits };
  const way: SearchWay = {
    signal: all.signal,
    late: signal,
    breathe: async () => undefined,
    goOn: async () => undefined,
    limits: all,
    begun: (name) => heard.begun.push(name),
    ended: () => undefined,
    broken: (name) => heard.broken.push(name),
    ...more,
  };
  return { way, heard, limits: all };
};

const told = (_question: Question, { seconds: _seconds, results, ...rest }: ScenarioResult): unknown => ({
  ...rest,
  results: results.map((one) => ({ ...one })),
});

const silently = (): void => undefined;

/** Threads that are taken at once, however little there is to do. */
const eager = (threads: Threads): Threads => ({ ...threads, pay: () => true });

/** Threads that are none. */
const pretended = (search: Threads['search']): Threads => ({
  jobs: 2,
  pay: () => true,
  begin: async () => true,
  search,
  decide: () => Promise.reject(new Error('is not asked')),
  end: async () => undefined,
});

const firstErrand = (): Errand => {
  const [errand] = errandsOf(questions);
  if (errand === undefined) throw new Error('there are questions');
  return errand;
};

const answersHere = () => searchAll(questions, wayWith().way, told);

describe('searches in threads', () => {
  it('answer as searches here do, in the order of the questions', { timeout: 120_000 }, async () => {
    const { way, limits, heard } = wayWith();
    const threads = eager(threadsFor(2, limits, silently));
    const answers = await searchAll(questions, { ...way, threads }, told);
    await threads.end();
    expect(answers).toEqual(await answersHere());
    expect(heard).toEqual({ broken: [], begun: ['4 scenarios in 2 threads'] });
  });

  it('end with what is known when they have to, and do not begin any more', { timeout: 120_000 }, async () => {
    const ending = new AbortController();
    const { way, limits } = wayWith({}, { signal: ending.signal });
    ending.abort();
    const threads = threadsFor(2, limits, silently);
    const errand = firstErrand();
    expect(['interrupted', 'complete']).toContain((await threads.search(errand)).ending);
    await threads.end();
    const answers = await searchAll(questions, { ...way, threads: eager(threads) }, (_, { ending: why }) => why);
    expect(answers).toEqual(questions.map(() => 'interrupted'));
  });

  it('tell how they get on, all of them together', { timeout: 120_000 }, async () => {
    const searched: number[] = [];
    const { limits } = wayWith({}, { onProgress: ({ states }) => searched.push(states) });
    const threads = threadsFor(2, limits, silently);
    const results = await Promise.all(errandsOf(questions).map((errand) => threads.search(errand)));
    await threads.end();
    expect(searched.at(-1)).toBe(results.reduce((sum, { statistics }) => sum + statistics.states, 0));
  });

  it('get all of the memory, one after the other, where a part was not enough', async () => {
    let asked = 0;
    const threads = pretended(async ({ askers, scenario, asked: wanted }) => {
      asked += 1;
      const turn = asked;
      const result = packed(await checkScenario({ ...askers[0].question.task, scenario }, wanted));
      return turn % 2 === 0 ? { ...result, ending: 'max-memory', results: [] } : result;
    });
    const { way, heard } = wayWith({ threads });
    expect(await searchAll(questions, way, told)).toEqual(await answersHere());
    expect(heard.begun).toEqual(['4 scenarios in 2 threads', 'question 1', 'question 4']);
  });

  it('fail alone', { timeout: 120_000 }, async () => {
    const [first, second, third] = questions as [Question, Question, Question];
    const unknown = { ...second, asked: second.asked.map((one) => ({ ...one, id: `un${one.id}` })) };
    const { way, limits, heard } = wayWith();
    const threads = eager(threadsFor(2, limits, silently));
    const endings = await searchAll([first, unknown, third], { ...way, threads }, (_, { ending, failure }) => [
      ending,
      failure,
    ]);
    await threads.end();
    expect(endings).toEqual([
      ['complete', undefined],
      ['failed', expect.stringContaining('there is no guarantee un')],
      ['complete', undefined],
    ]);
    expect(heard.broken).toEqual(['question 1']);
  });

  it('are not missed where they do not come up', async () => {
    const threads = { ...pretended(() => Promise.reject(new Error('there are no threads'))), begin: async () => false };
    const { way, heard } = wayWith({ threads });
    expect(await searchAll(questions, way, told)).toEqual(await answersHere());
    expect(heard.broken).toEqual([]);
  });

  it('have as much memory together as one search here', () => {
    const limits = { maxMemoryBytes: 2 ** 30, maxStates: 7 };
    const { askers, asked: wanted } = firstErrand();
    expect(commissioned(askers[0].question.task, wanted, 4, limits)).toMatchObject({
      maxMemoryBytes: 2 ** 28,
      maxStates: 7,
    });
  });

  it('are no more than there is memory for', () => {
    expect(jobsFor(8, 2 ** 30)).toBe(8);
    expect(jobsFor(8, 2 ** 27)).toBe(2);
    expect(jobsFor(8, 2 ** 20)).toBe(1);
  });
});

describe('numbers that threads look for', () => {
  /** Two workloads that differ in more than names, with questions and a number to find. */
  const deployments = [30, 40].map(
    (grace) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web-${grace}}
spec:
  selector: {matchLabels: {app: web-${grace}}}
  template:
    metadata: {labels: {app: web-${grace}}}
    spec:
      terminationGracePeriodSeconds: ${grace}
      containers: [{name: app, image: app, ports: [{containerPort: 80}]}]
---
apiVersion: v1
kind: Service
metadata: {name: web-${grace}}
spec: {selector: {app: web-${grace}}, ports: [{port: 80}]}
`,
  );

  const reportWith = async (more: Partial<SearchWay>): Promise<string> => {
    const { way } = wayWith(more);
    const setting = settingFor({});
    const read = await manifestsIn([{ file: 'a.yaml', text: deployments.join('---\n'), listed: false }], setting, way);
    const found = await tasksIn(await placesIn(read, ['a.yaml'], setting, way), way);
    const asking = { slice: 'timed-endpoints' } as const;
    const { report } = await answersAbout(found, guarantees, asking, { program: 'podproof', version: '1' }, way);
    return JSON.stringify(report, (key, value: unknown) => (key === 'seconds' ? 0 : value));
  };

  it('are those that are found here', { timeout: 120_000 }, async () => {
    const { limits } = wayWith();
    const here = await reportWith({});
    expect(here).toContain('holds, with');
    let decided = 0;
    const threads = eager(threadsFor(2, limits, silently));
    const counting: Threads = {
      ...threads,
      decide: (...all) => {
        decided += 1;
        return threads.decide(...all);
      },
    };
    expect(await reportWith({ threads: counting })).toBe(here);
    expect(decided).toBeGreaterThan(2);
  });

  it('are looked for here with all of the memory where a part was not enough', async () => {
    const starved: Threads = {
      ...pretended(async ({ askers, scenario, asked: wanted }) =>
        packed(await checkScenario({ ...askers[0].question.task, scenario }, wanted)),
      ),
      decide: async (slice, wanted) => ({ ...(await decide(slice, wanted, { maxStates: 1 })), starved: true }),
    };
    expect(await reportWith({ threads: starved })).toBe(await reportWith({}));
  });
});

describe('threads are started', () => {
  const amounts = { searches: 100, made: 10, milliseconds: 1_000 };

  it('where there is much left', () => {
    expect(pays(amounts)).toBe(true);
  });

  it('not before something is known, for a second, or for the last search', () => {
    expect(pays({ ...amounts, made: 0 })).toBe(false);
    expect(pays({ ...amounts, milliseconds: 100 })).toBe(false);
    expect(pays({ ...amounts, searches: 15 })).toBe(false);
    expect(pays({ searches: 2, made: 1, milliseconds: 1e6 })).toBe(false);
  });
});
