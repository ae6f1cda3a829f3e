/** What kubectl shows after a step: Pods, endpoints, and each Pod described; what the step changed is marked. */
import type { ApiObjects, PodObject } from '../run/kubectl/objects.ts';
import { describedPod, type Table, tablesOf } from '../run/kubectl/tables.ts';
import { columns } from './glossary.ts';
import type { Store } from './store.ts';

/** The API server's view beside the run. */
export const KubectlView = ({ store }: { readonly store: Store }) => {
  const at = store.at.value;
  const shown = store.shown.value;
  const now = shown[at] ?? nothing;
  const before = shown[Math.max(at - 1, 0)] ?? now;
  const old = tablesOf(before);
  return (
    <>
      {at > 0 && JSON.stringify(before) === JSON.stringify(now) ? (
        <p class="empty">Step {at} changes nothing that kubectl shows.</p>
      ) : null}
      {tablesOf(now).map((table, index) => (
        <Printed key={table.command} table={table} before={old[index]} />
      ))}
      {now.pods.map((pod) => (
        <Description
          key={pod.name}
          pod={pod}
          before={before.pods.find(({ name }) => name === pod.name)}
          alone={now.pods.length === 1}
        />
      ))}
      <p class="empty">
        Without a clock there is no AGE. Container statuses are those the kubelet has written with the last status.
      </p>
    </>
  );
};

const nothing: ApiObjects = { pods: [], endpoints: [], services: [] };

/** A value that is new where the step made it another one. */
const Value = ({ value, before }: { readonly value: string; readonly before: string | undefined }) =>
  before === undefined || before === value ? (
    <span>{value}</span>
  ) : (
    <ins class="fresh" title={`was ${before === '' ? 'empty' : before}`}>
      {value}
    </ins>
  );

interface PrintedProps {
  readonly table: Table;
  readonly before: Table | undefined;
}

/** More columns than these do not fit beside a run: such a table is turned, one column for each row. */
const widest = 6;

const Printed = (props: PrintedProps) => {
  const { command, columns: names, rows } = props.table;
  const wide = names.length > widest;
  return (
    <>
      <h3>
        <code>$ {command}</code>
      </h3>
      {rows.length === 0 ? <p class="empty">No resources found.</p> : null}
      {rows.length === 0 ? null : <table class="printed">{wide ? <Turned {...props} /> : <Plain {...props} />}</table>}
    </>
  );
};

const Plain = ({ table, before }: PrintedProps) => (
  <>
    <thead>
      <tr>
        {table.columns.map((column) => (
          <th key={column} scope="col" title={columns[column]}>
            {column}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {table.rows.map((row) => (
        <tr key={keyOf(table, row)}>
          {row.map((value, index) => (
            <td key={table.columns[index]}>
              <Value value={value} before={wasIn(table, before, row, index)} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </>
);

const Turned = ({ table, before }: PrintedProps) => (
  <tbody>
    {table.columns.map((column, index) => (
      <tr key={column}>
        <th scope="row" title={columns[column]}>
          {column}
        </th>
        {table.rows.map((row) => (
          <td key={keyOf(table, row)}>
            <Value value={row[index] ?? ''} before={wasIn(table, before, row, index)} />
          </td>
        ))}
      </tr>
    ))}
  </tbody>
);

/** What stood in that place before the step; nothing, if the row is new; undefined without a step. */
const wasIn = (table: Table, before: Table | undefined, row: readonly string[], index: number): string | undefined => {
  if (before === undefined) return undefined;
  const was = before.rows.find((one) => keyOf(table, one) === keyOf(table, row));
  return was?.[index] ?? '';
};

/** Pods are told apart by their names, endpoints by Pod and Service. */
const keyOf = ({ columns: names }: Table, row: readonly string[]): string =>
  names[1] === 'SERVICE' ? `${row[0]} ${row[1]}` : (row[0] ?? '');

interface DescriptionProps {
  readonly pod: PodObject;
  readonly before: PodObject | undefined;
  /** There is no other Pod. */
  readonly alone: boolean;
}

const Description = ({ pod, before, alone }: DescriptionProps) => {
  const keyed = keyedLines(pod);
  const old = new Map(before === undefined ? [] : keyedLines(before).map(({ key, value }) => [key, value]));
  return (
    <details open={alone}>
      <summary>
        <code>$ kubectl describe pod {pod.name}</code>
      </summary>
      <dl class="described">
        {keyed.map(({ key, depth, label, value }) => (
          <div key={key} style={{ '--depth': String(depth) }}>
            <dt title={columns[label]}>{label}:</dt>
            <dd>
              <Value value={value} before={before === undefined ? value : (old.get(key) ?? '')} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
};

/** The lines with the path of labels that leads to each: the same line is found again after a step. */
const keyedLines = (pod: PodObject) => {
  const path: string[] = [];
  return describedPod(pod).map((line) => {
    path.splice(line.depth, path.length, line.label);
    return { ...line, key: path.join('/') };
  });
};
