/** What to do about a finding, in one line: the fields to set, or the question to answer and where to answer it. */
import type { Found } from '../../generators/findings/index.ts';
import { waysText } from '../../model/assumptionSources.ts';
import { type AssumptionName, assumptionKinds } from '../../model/assumptions.ts';
import type { FieldEdit, SpecPath } from '../../model/guarantees/index.ts';
import type { Json } from '../../model/manifest/index.ts';
import type { ParameterName } from '../../model/parameters.ts';
import { anyTime, type Interval, second } from '../../model/timing/interval.ts';

/** An edit with the name of the container it is about, where there are several to take it for. */
export interface NamedEdit extends FieldEdit {
  readonly container?: string;
}

/** `lifecycle.preStop.sleep.seconds`: within the only container the container itself goes without saying. */
const fieldName = ({ root, path, container }: NamedEdit): string => {
  const own = path[0] === 'containers' || path[0] === 'initContainers' ? path.slice(2) : path;
  const short = dotted(own.length === 0 ? path : own);
  const name = container === undefined ? short : `${path[0]}[${container}].${short}`;
  return root === 'pod' || root === 'workload' ? name : `${name} of ${root}`;
};

const dotted = (path: SpecPath): string =>
  path.reduce<string>((field, part) => {
    if (typeof part === 'number') return `${field}[${part}]`;
    return field === '' ? part : `${field}.${part}`;
  }, '');

const inYaml = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

const editText = (edit: NamedEdit): string => {
  const name = fieldName(edit);
  if (edit.from !== undefined) return `${name} like ${dotted(edit.from.slice(-1))}`;
  if (edit.value === undefined) return `no ${name}`;
  return edit.value === null ? `${name}, longer than now` : `${name}: ${inYaml(edit.value)}`;
};

const proofText = ({ value, beside, assuming = [] }: Found): string => {
  const given = assuming.length === 0 ? '' : ` if ${assuming.join(' and ')}`;
  return beside === undefined ? '' : ` (with ${value} s it holds${given}, with ${beside} s it does not)`;
};

/** The fields to change, and what was searched for the number among them. */
export const fixText = (edits: readonly NamedEdit[], tunes: ParameterName | undefined, found: Found | undefined) => {
  const texts = [...new Set(edits.map(editText))].join(', ');
  if (found !== undefined) return `${texts}${proofText(found)}`;
  return tunes === undefined ? texts : `${texts} (podproof tune --for ${tunes})`;
};

const questions: Partial<Readonly<Record<AssumptionName, string>>> = {
  shutdown: 'is there time to shut down?',
  'pre-stop-hook': 'how long does the preStop hook take?',
  'process-start': 'is there time to start?',
};

/** What is asked of somebody who knows how long things take. */
export const questionTitle = (name: AssumptionName, found: Found | undefined): string =>
  found?.seek === 'least' && name === 'pre-stop-hook'
    ? 'does the preStop hook last long enough?'
    : (questions[name] ?? `how long does it take: ${assumptionKinds[name].measures}?`);

const inSeconds = (milliseconds: number): string => `${milliseconds / second}s`;

/** An answer that would do, and says no less than is known already. Of what is asked alone a round number is enough of an example. */
const example = ({ seek, value, assuming }: Found, known: Interval | undefined): string => {
  const { earliest, latest } = known ?? anyTime;
  if (seek === 'least')
    return Number.isFinite(latest) ? `=${value}s..${inSeconds(Math.max(latest, value * second))}` : `>=${value}s`;
  const most = assuming === undefined ? Math.max(Math.min(10, value), Math.ceil(earliest / second)) : value;
  return earliest === 0 ? `<=${most}s` : `=${inSeconds(earliest)}..${most}s`;
};

/** Where to answer it, with an answer that would do; together with what that answer depends on. */
export const questionText = (name: AssumptionName, found: Found | undefined, known: Interval | undefined): string => {
  const said = waysText(name, found === undefined ? '<=10s' : example(found, known));
  const given = (found?.assuming ?? []).map((text) => {
    const at = text.search(/[<=>]/);
    return `; and ${waysText(text.slice(0, at), text.slice(at))}`;
  });
  return `say it once: ${said}${given.join('')}`;
};
