/** The cluster's state in the model's own cells: first what the step changed, then every component's. */
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { type CellView, componentsOf, type FieldView } from './cells.ts';
import { groups } from './glossary.ts';
import type { Store } from './store.ts';

/** The cells beside the run. */
export const Cells = ({ store }: { readonly store: Store }) => {
  const whole = useSignal(false);
  const [before, now, { model }] = [store.before.value, store.cluster.value, store.run.value];
  const components = useMemo(() => componentsOf(model.initial, before, now), [model, before, now]);
  const changed = components.flatMap(({ cells }) => cells.filter((cell) => cell.changed));
  const shown = components
    .map(({ component, cells }) => ({
      component,
      cells: cells.filter((cell) => whole.value || !cell.untouched || cell.changed),
    }))
    .filter(({ cells }) => cells.length > 0);
  return (
    <>
      {changed.length === 0 ? null : (
        <div class="changes">
          <h3>Changed by step {store.at.value}</h3>
          {changed.map((cell) => (
            <Cell key={cell.name} cell={cell} fields={cell.fields.filter((field) => field.before !== undefined)} />
          ))}
        </div>
      )}
      <label class="toggle">
        <input
          type="checkbox"
          checked={whole.value}
          onChange={(event) => (whole.value = event.currentTarget.checked)}
        />{' '}
        also what is as in the beginning
      </label>
      {shown.map(({ component, cells }) => (
        <div key={component}>
          <h3>{component}</h3>
          {cells.map((cell) => (
            <Cell key={cell.name} cell={cell} fields={cell.fields} />
          ))}
        </div>
      ))}
    </>
  );
};

const Cell = ({ cell, fields }: { readonly cell: CellView; readonly fields: readonly FieldView[] }) => (
  <div class={cell.changed ? 'cell changed' : 'cell'}>
    <h4 title={groups[cell.group]}>
      {cell.changed ? '● ' : ''}
      {cell.name}
    </h4>
    <dl>
      {fields.map(({ name, value, before }) => (
        <div key={name} class={before === undefined ? undefined : 'changed'}>
          <dt>{name}</dt>
          <dd>
            {before === undefined ? null : (
              <>
                <del>{before}</del> →{' '}
              </>
            )}
            {before === undefined ? value : <ins>{value}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  </div>
);
