/** Where targets differ from the model: the divergence matrix, and every difference with its smallest manifest and what was seen. */
import { useEffect, useState } from 'preact/hooks';
import { differenceOfCase, differenceOfGuarantee } from '../conform/lookup.ts';
import { type CellWord, cellMeanings, cellSigns } from '../conform/signs.ts';
import type { ConformView } from '../conform/view.ts';
import { Difference } from './Difference.tsx';
import type { Frame } from './frame.ts';

interface DivergencesProps {
  readonly frame: Frame;
  readonly conform: ConformView;
}

/** With more differences than this each has to be opened. */
const mostOpen = 12;

/** The view of conformance runs. */
export const Divergences = ({ frame, conform }: DivergencesProps) => {
  const { differences, inconclusive, skipped } = conform;
  const printing = usePrinting();
  return (
    <main class="report divergences">
      <h2>Where targets differ from the model</h2>
      <Sums conform={conform} />
      <MatrixTable conform={conform} />
      <ul class="legend">
        {cellMeanings.map(([word, meaning]) => (
          <li key={word}>
            <CellText word={word} />: {meaning}
          </li>
        ))}
      </ul>
      {differences.length === 0 ? <p>No case fails.</p> : null}
      {differences.map((difference, index) => (
        <Difference
          key={`${difference.target} ${difference.id}`}
          difference={difference}
          number={index + 1}
          open={differences.length <= mostOpen}
          printing={printing}
          current={frame.difference.value === index + 1}
        />
      ))}
      {inconclusive.length === 0 ? null : (
        <details class="scenario">
          <summary>Inconclusive: {inconclusive.length}</summary>
          <ul>
            {inconclusive.map(({ target, id, because }) => (
              <li key={`${target} ${id}`}>
                {target}: <code>{id}</code> {because}
              </li>
            ))}
          </ul>
        </details>
      )}
      {skipped.length === 0 ? null : (
        <details class="scenario">
          <summary>Not run, by reason</summary>
          <ul>
            {skipped.map(({ because, count }) => (
              <li key={because}>
                {count}: {because}
              </li>
            ))}
          </ul>
        </details>
      )}
    </main>
  );
};

/** True while somebody prints. */
const usePrinting = (): boolean => {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const [begin, end] = [() => setPrinting(true), () => setPrinting(false)];
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return printing;
};

/** With more targets than this their sums are folded away. */
const mostSums = 8;

const Sums = ({ conform }: { readonly conform: ConformView }) => {
  const { targets } = conform;
  if (targets.length <= mostSums) return <SumList conform={conform} />;
  return (
    <details>
      <summary>
        {targets.length} targets, {targets.filter(({ fail }) => fail > 0).length} with cases that fail
      </summary>
      <SumList conform={conform} />
    </details>
  );
};

const SumList = ({ conform: { targets } }: { readonly conform: ConformView }) => (
  <ul class="sums">
    {targets.map(({ target, pass, fail, inconclusive, seconds, interrupted }) => (
      <li key={target}>
        <b>{target}</b>: {pass} pass, {fail} fail, {inconclusive} inconclusive in {seconds.toFixed(0)} s
        {interrupted ? ', interrupted' : ''}
      </li>
    ))}
  </ul>
);

const CellText = ({ word }: { readonly word: CellWord }) => (
  <span class={`cellword ${word.replace(' ', '-')}`}>
    {cellSigns[word]} <span class="word">{word}</span>
  </span>
);

/** With more targets than this a cell has room for its sign only. */
const mostWords = 6;

interface Row {
  readonly id: string;
  readonly cells: readonly CellWord[];
}

const MatrixTable = ({ conform }: { readonly conform: ConformView }) => {
  const { guarantees, cases } = conform.matrix;
  return (
    <section class="matrices" aria-label="Divergence matrix">
      <Rows name="Guarantee" conform={conform} rows={guarantees} lookup={differenceOfGuarantee} />
      <Rows name="Case" conform={conform} rows={cases} lookup={differenceOfCase} />
    </section>
  );
};

interface RowsProps {
  readonly name: string;
  readonly conform: ConformView;
  readonly rows: readonly Row[];
  readonly lookup: (conform: ConformView, target: string, id: string) => number;
}

const Rows = ({ name, conform, rows, lookup }: RowsProps) => {
  const { targets } = conform.matrix;
  return (
    <div class="map">
      <table class={targets.length > mostWords ? 'matrix compact' : 'matrix'}>
        <thead>
          <tr>
            <th scope="col">{name}</th>
            {targets.map((target) => (
              <th scope="col" class="target" key={target}>
                <span class="turned">{target}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, cells }) => (
            <tr key={id}>
              <th scope="row">{id}</th>
              {cells.map((word, index) => {
                const target = targets[index] ?? '';
                const title = `${id} on ${target}: ${word}`;
                return <Cell key={target} word={word} number={lookup(conform, target, id)} title={title} />;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

interface CellProps {
  readonly word: CellWord;
  readonly number: number;
  readonly title: string;
}

const differs: readonly CellWord[] = ['broken', 'suspect', 'fail'];

const Cell = ({ word, number, title }: CellProps) => (
  <td title={title}>
    {number > 0 && differs.includes(word) ? (
      <a href={`#divergences?difference=${number}`}>
        <CellText word={word} />
      </a>
    ) : (
      <CellText word={word} />
    )}
  </td>
);
