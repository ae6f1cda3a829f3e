/** What is wrong with the manifests themselves. */
import type { CheckReport } from '../check/report.ts';

/** Problems, and fields that the cluster drops. */
export const Problems = ({ report }: { readonly report: CheckReport }) => {
  const all = [
    ...report.problems.map((problem) => ({ ...problem, kind: 'refused' })),
    ...report.dropped.map((problem) => ({ ...problem, kind: 'dropped' })),
  ];
  if (all.length + report.notBegun.length === 0) return null;
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
        {report.notBegun.map((name) => (
          <li key={name}>
            <b>not begun</b> {name}: there was no time
          </li>
        ))}
      </ul>
    </section>
  );
};
