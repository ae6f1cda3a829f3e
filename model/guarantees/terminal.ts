/** What Succeeded and Failed promise about what is left of a Pod. */
import { type Cluster, cell } from '../cluster.ts';
import { anyScenario, everywhere, isStored, running, type Subject, stepOf, subjects } from './build.ts';
import type { Guarantee } from './guarantee.ts';
import { byPeople } from './remedies.ts';

/** The API shows this incarnation as Succeeded or Failed. */
export const isTerminal = (cluster: Cluster, subject: Subject): boolean =>
  isStored(cluster, subject) && ['Succeeded', 'Failed'].includes(cell(cluster, 'statuses', subject.name).phase);

/** D59, D60, P15. */
const terminalMeansStopped: Guarantee = {
  id: 'terminal-phase-means-nothing-runs',
  sentence: 'When the API shows Succeeded or Failed, no container of the Pod runs.',
  broken: 'containers run although the phase is terminal',
  facts: ['D59', 'D60'],
  standing: 'conditional',
  condition: 'the kubelet wrote the phase (not PodGC or another client), and did not restart in between',
  slices: ['pod', 'deadline'],
  applies: anyScenario,
  why: 'The status manager holds a terminal phase back while the worker may still have running containers.',
  advice: 'Let nobody but the kubelet write status.phase.',
  remedy: byPeople,
  mutant: 'terminal-phase-too-early',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      everywhere(subject.label, (cluster) =>
        isTerminal(cluster, subject) ? running(cluster, subject).length === 0 : undefined,
      ),
    ),
};

/** D60. */
const sandboxBeforeTerminal: Guarantee = {
  id: 'sandbox-stopped-before-terminal-phase',
  sentence: 'A Pod becomes Succeeded or Failed in the API only after its sandbox is stopped and its address released.',
  broken: 'the phase is terminal before the sandbox has stopped',
  facts: ['C81', 'C116', 'D50', 'D60', 'D63'],
  standing: 'conditional',
  condition:
    'only the kubelet writes the phase (PodGC and other controllers do not wait for it), and no restarted kubelet refuses the running Pod',
  slices: ['pod', 'deadline'],
  applies: anyScenario,
  why:
    'Containers exit, the sandbox stops, the kubelet confirms, and only then the phase is written. A running Pod refused after a restart is ' +
    'Failed at once in the kubelet’s memory, and nothing holds that back in the moment before housekeeping finds what runs.',
  advice: 'Drain a node before you relabel it.',
  remedy: byPeople,
  mutant: 'terminal-phase-too-early',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['kubelet/statusPatched'], (before, { uid }, after) => {
        const was = cell(before, 'statuses', subject.name).phase;
        const { phase } = cell(after, 'statuses', subject.name);
        if (was === phase || (phase !== 'Succeeded' && phase !== 'Failed')) return undefined;
        return ['none', 'stopped'].includes(cell(before, 'sandboxes', uid).state);
      }),
    ),
};

/** The guarantees about the terminal phase. */
export const terminalGuarantees: readonly Guarantee[] = [terminalMeansStopped, sandboxBeforeTerminal];
