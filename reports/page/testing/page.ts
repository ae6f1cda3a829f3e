/** Data of a page with a counterexample in it, found by a search. */
import { checkScenario } from '../../../generators/check/index.ts';
import { guarantees } from '../../../model/guarantees/index.ts';
import { checkReport } from '../../check/report.ts';
import { sampleScenario } from '../../testing/run.ts';
import { type PageData, type PageRun, withoutTraces } from '../data.ts';

/** The sample scenario, and a run of it in which a container gets SIGTERM while its endpoint is ready. */
export const exploreSample = async (): Promise<{ readonly data: PageData; readonly run: PageRun }> => {
  const guarantee = 'endpoint-not-ready-before-sigterm';
  const asked = guarantees.filter(({ id }) => id === guarantee);
  const result = await checkScenario({ slice: 'endpoints', scenario: sampleScenario, leftOut: [] }, asked);
  const schedule = result.results[0]?.schedule;
  if (schedule === undefined) throw new Error('the sample has no counterexample');
  const run: PageRun = { guarantee, kind: 'violation', schedule };
  const checked = { result, object: 'Pod/web', slice: 'endpoints', replay: () => 'podproof replay' };
  const report = checkReport('0.1.0', [checked], { problems: [], dropped: [], skipped: [] });
  return {
    run,
    data: {
      title: 'web.yaml',
      opens: 'explorer',
      report: withoutTraces(report),
      scenarios: [{ runs: [run] }],
    },
  };
};
