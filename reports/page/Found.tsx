/** One answer of the report: what was found, and, opened, its story with its run. */
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { knownText } from '../check/answer.ts';
import type { FindingReport } from '../check/findings.ts';
import type { GuaranteeReport } from '../check/report.ts';
import { counted } from '../run/names.ts';
import { textbookOf } from './About.tsx';
import { Diagram } from './Diagram.tsx';
import { remarksOf } from './ending.ts';
import { type Entry, isKnownBefore } from './entries.ts';
import { walked } from './run.ts';
import { signs } from './signs.ts';
import type { Store } from './store.ts';

interface FoundProps {
  readonly entry: Entry;
  /** It is open from the beginning. */
  readonly first: boolean;
  readonly store: Store;
}

/** Who a finding is for. */
const badge = ({ kind, who }: FindingReport): string => {
  if (kind !== 'known') return kind === 'change' ? 'to change' : kind;
  return who === 'nobody' ? 'good to know' : `for ${who === 'program' ? 'your program' : 'people'}`;
};

/** The answer. */
export const Found = ({ entry, first, store }: FoundProps) => {
  const { scene, verdict, answer, finding, leads } = entry;
  const { found, runs } = verdict;
  const asked = finding?.kind === 'question' && leads;
  const open = useSignal(first && answer === 'violated');
  return (
    <article
      class={`found ${asked ? 'asked' : answer} ${finding !== undefined && !leads ? 'folded' : ''} ${isKnownBefore(finding) ? 'known' : ''}`}
    >
      <div class="headline">
        <span class={`verdict ${asked ? 'undecided' : answer}`}>
          <b>{asked ? '? question' : signs[answer]}</b>
        </span>
        {finding === undefined || asked ? null : <span class="badge">{leads ? badge(finding) : 'same cause'}</span>}
        {isKnownBefore(finding) ? <span class="badge">known before</span> : null}
        <code>{found.id}</code>
        <small>{scene.report.name}</small>
        <span class="runs">
          {runs.map((run) => (
            <button type="button" key={run.kind} onClick={() => store.openRun(scene.report.name, run)}>
              {run.kind === 'violation' ? 'step through' : 'a witness'}
            </button>
          ))}
        </span>
      </div>
      <p>{finding !== undefined && leads ? finding.title : found.sentence}</p>
      {finding?.baselineReason === undefined ? null : <p>Accepted: {finding.baselineReason}</p>}
      {finding !== undefined && leads ? <Happens finding={finding} /> : null}
      {answer === 'violated' ? (
        <details open={open.value} onToggle={(event) => (open.value = event.currentTarget.open)}>
          <summary>Why, and the run</summary>
          {open.value ? <Story entry={entry} /> : null}
        </details>
      ) : null}
    </article>
  );
};

const Happens = ({ finding: { happens, fix } }: { readonly finding: FindingReport }) => (
  <>
    {happens.map((line) => (
      <p key={line} class="empty">
        {line}
      </p>
    ))}
    {fix === undefined ? null : (
      <p>
        <b>Fix</b> {fix.text}
      </p>
    )}
  </>
);

const Story = ({ entry: { scene, verdict } }: { readonly entry: Entry }) => {
  const { found, runs } = verdict;
  const run = runs.find(({ kind }) => kind === 'violation');
  const steps = useMemo(() => (run === undefined ? [] : walked(scene.model(), run.schedule).steps), [scene, run]);
  const hidden = found.setting?.steps ?? 0;
  return (
    <div class="violation">
      <p>
        {found.sentence} {found.subject === undefined ? null : <small>({found.subject})</small>}
      </p>
      <Place found={found} />
      {steps.length === 0 ? null : (
        <Diagram
          steps={steps}
          from={hidden}
          folded={`${hidden} steps set the stage: ${found.setting?.says ?? ''}`}
          remarks={remarksOf(found, steps.length)}
          {...(found.ends === 'broken' ? { culprit: steps.length } : {})}
        />
      )}
      <Reasons found={found} />
    </div>
  );
};

const Reasons = ({ found }: { readonly found: GuaranteeReport }) => {
  const textbook = textbookOf(found.id);
  return (
    <dl class="grounds">
      <dt>Why</dt>
      <dd>{found.why}</dd>
      <dt>Change</dt>
      <dd>{found.advice}</dd>
      {textbook === undefined ? null : (
        <>
          <dt>Textbook</dt>
          <dd>
            Some texts say: <q>{textbook}</q> That is an error; compare it with this run.
          </dd>
        </>
      )}
      <dt>Known</dt>
      <dd>{knownText(found)}</dd>
      <dt>Replay</dt>
      <dd>
        <code>{found.replay}</code>
      </dd>
      {found.shortest === undefined ? null : (
        <>
          <dt>Shortest: {counted(found.shortest.steps, 'step')}</dt>
          <dd>
            <code>{found.shortest.replay}</code>
          </dd>
        </>
      )}
    </dl>
  );
};

const Place = ({ found: { location } }: { readonly found: GuaranteeReport }) =>
  location === undefined ? null : (
    <div class="place">
      <code>
        {location.file}:{location.line}:{location.column}
      </code>{' '}
      {location.field}
      {location.written ? '' : ' (not set)'}
      <pre>{location.text}</pre>
    </div>
  );
