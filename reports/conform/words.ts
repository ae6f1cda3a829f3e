/** What was seen and done, in words. */
import type { CaseResult, Divergence } from '../../conformance/verdict.ts';
import type { Label, Step } from '../../generators/suite/case.ts';
import { listed } from '../run/names.ts';

/** An observation or a stimulus in a few words; `web#1` is the first pod named web. */
export const labelWords = (label: Label): string => {
  if ('do' in label) return `tester: ${stimulusWords(label)}`;
  switch (label.see) {
    case 'container waiting':
      return `${label.uid}: container ${label.container} waits: ${label.reason}`;
    case 'container started':
      return `${label.uid}: container ${label.container} starts`;
    case 'container exited':
      return `${label.uid}: container ${label.container} exits with code ${label.exitCode}`;
    case 'signal received':
      return `${label.uid}: container ${label.container} receives ${label.signal}`;
    case 'postStart ended':
      return `${label.uid}: postStart of container ${label.container} ends`;
    case 'preStop started':
      return `${label.uid}: preStop of container ${label.container} starts`;
    case 'preStop ended':
      return `${label.uid}: preStop of container ${label.container} ends`;
    case 'pod scheduled':
      return `${label.uid}: scheduled to ${label.node}`;
    case 'pod deleting':
      return `${label.uid}: deletion begins, grace ${label.grace} s`;
    case 'pod phase':
      return `${label.uid}: phase ${label.phase}`;
    case 'pod ready':
      return `${label.uid}: ${label.ready ? 'ready' : 'not ready'}`;
    case 'endpoint':
      return `Service ${label.service}: endpoint of ${label.pod} is ${label.state}`;
    case 'pod stored':
    case 'pod refused':
    case 'pod removed':
    case 'sandbox ready':
    case 'sandbox stopped':
      return `${label.uid}: ${label.see}`;
  }
};

/** A stimulus in a few words. */
const stimulusWords = (stimulus: Extract<Label, { readonly do: string }>): string => {
  const { do: verb, ...about } = stimulus;
  if (stimulus.do === 'process exits') {
    return `process of ${stimulus.container} in ${stimulus.uid} is told to exit with code ${stimulus.exitCode}`;
  }
  if (stimulus.do === 'delete') {
    return `delete ${stimulus.pod}${stimulus.grace === null ? '' : ` with grace ${stimulus.grace} s`}`;
  }
  if (stimulus.do === 'process exceeds memory') {
    return `process of ${stimulus.container} in ${stimulus.uid} takes more memory than its limit`;
  }
  if (stimulus.do === 'probe answers') {
    const { uid, container, probe, succeeds } = stimulus;
    return `${probe} probe of ${container} in ${uid} ${succeeds ? 'succeeds' : 'fails'} from now on`;
  }
  if (stimulus.do === 'image answers') {
    return `image of ${stimulus.container} in ${stimulus.uid} can ${stimulus.succeeds ? '' : 'not '}be pulled from now on`;
  }
  if (stimulus.do === 'volumes answer') {
    return `volumes of ${stimulus.uid} can ${stimulus.succeeds ? '' : 'not '}be mounted from now on`;
  }
  if (stimulus.do === 'set readiness gates') {
    return `readiness gates of ${stimulus.pod} become ${stimulus.value ? 'True' : 'False'}`;
  }
  return [verb, ...Object.values(about).map(String)].join(' ');
};

/** When a stimulus is due, in words. */
const cueWords = ({ when }: Step): string => {
  if (when === null) return 'at once';
  const { observation, times } = when;
  return `after ${labelWords(observation)}${times > 1 ? ` (${times}.)` : ''}`;
};

/** A stimulus and when it is due, in words. */
export const stepWords = (step: Step): string => `${labelWords(step.do).replace('tester: ', '')} ${cueWords(step)}`;

/** Why a case is not a pass, with the stimulus that waited in vain and its cue. */
export const becauseWords = ({
  verdict,
  because,
  waiting,
}: Pick<CaseResult, 'verdict' | 'because' | 'waiting'>): string =>
  verdict === 'inconclusive' && waiting !== null ? `${because}: ${stepWords(waiting)}` : because;

const most = 4;

const some = (labels: readonly Label[]): string => {
  const words = labels.slice(0, most).map(labelWords);
  return labels.length > most ? `${words.join(', ')} …` : listed(words);
};

/** Which step of the model is in question, by whom. */
const eventWords = ({ component, event }: Divergence['guard']): string => `${component} (${event})`;

/** What keeps the model from what was observed, in one sentence. */
export const guardWords = ({ unexplained, guard, legal }: Divergence): string => {
  const { kind, label, after } = guard;
  const what = label === null ? 'this' : `“${labelWords(label)}”`;
  if (kind === 'unknown') return 'the model of this case is too large to ask why';
  if (kind === 'silence' && guard.event === '')
    return `the model does not stop here: ${what} comes with what was shown last`;
  if (kind === 'silence') return `the model does not stop here: ${eventWords(guard)} goes on to ${what}`;
  if (kind === 'never') {
    const instead = legal.length === 0 ? 'nothing more is shown' : `what may come is ${some(legal)}`;
    return `from there no run of the model comes to ${what}; ${instead}`;
  }
  if (after.length > 0) return `${what} is a step of ${eventWords(guard)}, only after ${some(after)}`;
  const unseen =
    guard.missing.length > 0 ? `only after ${guard.missing.slice(0, most).join(', ')}` : 'but not so often';
  return `${what} is a step of ${eventWords(guard)}, ${unexplained === null ? '' : unseen}`;
};
