/** How a finding comes about, in at most two lines drawn from its counterexample; of a question, what there is room for. */
import type { Found, Solved, Violation } from '../../generators/findings/index.ts';
import { type AssumptionName, delayOf, endpointPropagation } from '../../model/assumptions.ts';
import type { Event } from '../../model/event.ts';
import { isOpenEnded } from '../../model/kubernetes/sleeping.ts';
import { allContainers } from '../../model/kubernetes/spec.ts';
import type { Scenario } from '../../model/scenario.ts';
import { second } from '../../model/timing/interval.ts';
import { momentReport, momentText } from '../run/moments.ts';
import { says } from '../run/says.ts';

/** What somebody does and what becomes of processes; everything between is machinery. */
const telling: readonly Event['type'][] = [
  'user/podDeleted',
  'user/podForceDeleted',
  'user/nodeCordoned',
  'user/nodeTainted',
  'user/nodeRelabelled',
  'user/claimDeleted',
  'fault/kubeletRestarted',
  'fault/containerCrashed',
  'fault/sandboxDied',
  'runtime/containerStarted',
  'runtime/sigtermSent',
  'runtime/sigkillSent',
  'process/exited',
  'process/stoppedServing',
];

const maxSteps = 3;

/** The last steps worth telling, the very last among them, each with the moment from which it is possible. */
const storyLine = ({ found: { trace } }: Violation): string | undefined => {
  if (trace === undefined) return undefined;
  const { initial, steps } = trace;
  const told = steps
    .map((step, index) => ({ ...step, before: steps[index - 1]?.state ?? initial, last: index === steps.length - 1 }))
    .filter(({ event, last }) => last || telling.includes(event.type))
    .slice(-maxSteps)
    .map(({ event, before, state, at }) => {
      const sentence = says(event, before, state);
      return at === undefined ? sentence : `${momentText(momentReport(at))} ${sentence}`;
    });
  return told.length === 0 ? undefined : told.join(' · ');
};

/** Until when nodes, and balancers of which a bound is known, may still send connections, counted from the delete; only of what a wait in preStop would mend. */
const untilLine = ({ scenario: { assumptions, services }, remedy }: Violation): string | undefined => {
  if (remedy.who !== 'manifest' || !('tunes' in remedy) || remedy.tunes !== 'preStop.sleep') return undefined;
  const nodes = assumptions === undefined ? undefined : delayOf(assumptions, endpointPropagation)?.latest;
  if (assumptions === undefined || nodes === undefined || !Number.isFinite(nodes)) return undefined;
  const balancers = assumptions['endpoint-slice-write'].latest + assumptions['load-balancer-withdrawal'].latest;
  const isBalanced = Object.values(services).some(({ balanced }) => balanced === true) && balancers > nodes;
  return isBalanced
    ? `the balancer may send new connections until ${balancers / second} s after the delete is seen`
    : `nodes may send new connections until ${nodes / second} s after the delete is seen`;
};

const stuckLine = ({ guarantee, scenario, end, found: { trace } }: Violation): string | undefined => {
  const cause = end === undefined || trace?.loopsTo !== undefined ? undefined : guarantee.cause?.(scenario, end);
  return cause === undefined ? undefined : `and so it stays: ${cause.waits}`;
};

/** Grace, and what hooks take of it, as far as that is known. */
const roomOf = ({ instances, assumptions }: Scenario): { readonly grace: number; readonly slept: number } => {
  const specs = Object.values(instances).map(({ spec }) => spec);
  const open = (assumptions?.['pre-stop-hook'].latest ?? Number.POSITIVE_INFINITY) / second;
  const slept = specs.flatMap(allContainers).map(({ preStop }) => {
    const certain = preStop?.seconds ?? preStop?.sleeping?.seconds ?? 0;
    return isOpenEnded(preStop) && Number.isFinite(open) ? Math.max(certain, open) : certain;
  });
  return {
    grace: Math.min(...specs.map(({ terminationGracePeriodSeconds }) => terminationGracePeriodSeconds)),
    slept: Math.max(0, ...slept),
  };
};

const shutdownLine = (scenario: Scenario, found: Found | undefined): string => {
  const { grace, slept } = roomOf(scenario);
  const room = `${grace} s of grace${slept === 0 ? '' : ` less ${slept} s preStop`}`;
  const left = found === undefined ? 'are for the process' : `leave ${found.value} s to the process`;
  return `${room} ${left}: how long does it take to stop?`;
};

const hookLine = (scenario: Scenario, found: Found | undefined): string => {
  const { grace } = roomOf(scenario);
  if (found?.seek === 'least')
    return `the hook has to hold SIGTERM back for ${found.value} s, until every node knows that the Pod is leaving: does it?`;
  const asked = `${grace} s of grace are for the preStop hook and the process`;
  if (found === undefined) return `${asked} together: how long do they take?`;
  const given = (found.assuming ?? []).map((one) => ` if ${one}`).join('');
  return `${asked}: the hook may take ${found.value} s${given}. How long do they take?`;
};

const questionLines: Partial<
  Readonly<Record<AssumptionName, (scenario: Scenario, found: Found | undefined) => string>>
> = {
  shutdown: shutdownLine,
  'pre-stop-hook': hookLine,
  'process-start': (_, found) =>
    found === undefined
      ? 'how long does the program take until it serves?'
      : `the probes leave the program ${found.value} s until it has to serve: how long does it take?`,
};

/** How it comes about, or what is asked. */
export const happens = ({ lead, remedy, found }: Solved): readonly string[] => {
  const { scenario } = lead;
  if (remedy.who === 'manifest' && 'question' in remedy) {
    const line = questionLines[remedy.question]?.(scenario, found);
    return line === undefined ? [] : [line];
  }
  return [storyLine(lead), stuckLine(lead) ?? untilLine(lead)].filter((line) => line !== undefined);
};
