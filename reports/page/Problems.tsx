/** What is wrong with the manifests themselves, and what in them limits the answers. */
import type { CheckReport } from '../check/report.ts';

/** What was not asked, is worth a second look, or is not modelled: each as kind, place and words. */
const limitsOf = ({ notAsked, notes, notModelled }: CheckReport) => [
  ...notAsked.map(({ id, reason }) => ({ kind: 'not asked', place: id, says: reason })),
  ...notes.map(({ file, line, object, field, text }) => ({
    kind: 'note',
    place: `${file}:${line}`,
    says: [object, field, text].filter((part) => part !== '').join(' '),
  })),
  ...notModelled.map(({ file, line, object, field, why }) => ({
    kind: 'not modelled',
    place: `${file}:${line}`,
    says: `${object} ${field}: ${why}`,
  })),
];

/** Problems, fields that the cluster drops, and what limits the answers. */
export const Problems = ({ report }: { readonly report: CheckReport }) => {
  const all = [
    ...report.problems.map((problem) => ({ ...problem, kind: 'refused' })),
    ...report.dropped.map((problem) => ({ ...problem, kind: 'dropped' })),
    ...(report.baseline?.stale ?? []).map((problem) => ({ ...problem, kind: 'known before, and gone' })),
  ];
  const limits = limitsOf(report);
  if (all.length + report.notBegun.length + limits.length === 0) return null;
  return (
    <section class="problems">
      <h2>The manifests</h2>
      <ul>
        {all.map(({ kind, file, line, column, field, message, fix }) => (
          <li key={`${file}:${line}:${column}:${field}`}>
            <b>{kind}</b> <code>{`${file}:${line}:${column}`}</code> {field} {message}
            <br />
            fix: {fix}
          </li>
        ))}
        {limits.map(({ kind, place, says }) => (
          <li key={`${kind} ${place} ${says}`}>
            <b>{kind}</b> <code>{place}</code> {says}
          </li>
        ))}
        {report.notBegun.map((name) => (
          <li key={name}>
            <b>not begun</b> {name}: there was no time
          </li>
        ))}
      </ul>
    </section>
  );
};
