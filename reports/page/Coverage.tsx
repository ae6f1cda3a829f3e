/** Which lifecycle paths were seen: shares as a table, every lifecycle as a map with what was and was not covered. */
import { useMemo } from 'preact/hooks';
import { type LifecycleMap, mapsOf, type Way } from '../coverage/maps.ts';
import { kindNames, shareText } from '../coverage/names.ts';
import { type CoverageReport, sharesOf } from '../coverage/report.ts';
import { drawingOf, type PlacedState, type PlacedWay } from './layout.ts';
import { useNarrow } from './narrow.ts';

/** The view of a coverage. */
export const Coverage = ({ coverage }: { readonly coverage: CoverageReport }) => (
  <main class="report coverage">
    <h2>Lifecycle paths covered</h2>
    <Shares coverage={coverage} />
    {mapsOf(coverage).map((map) => (
      <LifecycleSection key={map.chart} map={map} />
    ))}
    <Missing coverage={coverage} />
  </main>
);

const Shares = ({ coverage }: { readonly coverage: CoverageReport }) => {
  const together = sharesOf(coverage);
  return (
    <div class="map">
      <table class="shares">
        <thead>
          <tr>
            <th scope="col">Seen by</th>
            {together.map(({ kind }) => (
              <th scope="col" key={kind}>
                {kindNames[kind]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" class="source">
              all together
            </th>
            {together.map(({ kind, covered, all }) => (
              <td key={kind}>
                <meter min={0} max={all} value={covered} aria-label={kindNames[kind]} />
                <br />
                {shareText(covered, all).replace(' %', '\u00a0%')}
              </td>
            ))}
          </tr>
          {coverage.sources.map(({ name, kind }, index) => (
            <tr key={`${index} ${name}`}>
              <th scope="row" class="source">
                {name} <small>{kind}</small>
              </th>
              {sharesOf(coverage, index).map((share) => (
                <td key={share.kind}>{share.covered}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const seen = ({ events }: Way): number => events.filter(({ covered }) => covered).length;

const LifecycleSection = ({ map }: { readonly map: LifecycleMap }) => {
  const direction = useNarrow() ? 'TB' : 'LR';
  const drawing = useMemo(() => drawingOf(map, direction), [map, direction]);
  return (
    <section class="scenario">
      <h2>{map.chart}</h2>
      <div class="map">
        <svg
          width={drawing.width}
          height={drawing.height}
          viewBox={`0 0 ${drawing.width} ${drawing.height}`}
          role="img"
          aria-label={`The lifecycle ${map.chart}; the table below says the same in words`}
        >
          <defs>
            <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
              <path class="tip" d="M0 0L8 4L0 8z" />
            </marker>
          </defs>
          {drawing.ways.map((way) => (
            <WayLine key={`${way.from}→${way.to}`} way={way} />
          ))}
          {drawing.states.map((state) => (
            <StateBox key={state.name} state={state} />
          ))}
        </svg>
      </div>
      <p class="legend">Solid: covered. Dashed: not covered. 2/3: two of three events that lead this way were seen.</p>
      <details>
        <summary>Every transition</summary>
        <table class="answers">
          <tbody>
            {map.ways.flatMap(({ from, to, events }) =>
              events.map(({ label, covered }) => (
                <tr key={`${from} ${label} ${to}`}>
                  <td>{covered ? '✓ covered' : '✗ not covered'}</td>
                  <td>
                    {from} → {to}
                  </td>
                  <td>{label}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </details>
    </section>
  );
};

const WayLine = ({ way }: { readonly way: PlacedWay }) => {
  const [first, ...rest] = way.points;
  if (first === undefined) return null;
  const path = `M${first.x} ${first.y}${rest.map(({ x, y }) => `L${x} ${y}`).join('')}`;
  return (
    <g class={seen(way) > 0 ? 'way' : 'way unseen'}>
      <path d={path} marker-end="url(#tip)" />
      <text x={way.x} y={way.y + 4}>
        {seen(way)}/{way.events.length}
      </text>
    </g>
  );
};

const StateBox = ({ state: { name, covered, x, y, width, height } }: { readonly state: PlacedState }) => (
  <g class={covered ? 'state' : 'state unseen'}>
    <rect x={x - width / 2} y={y - height / 2} width={width} height={height} rx={7} />
    <text x={x} y={y + 4}>
      {name}
    </text>
  </g>
);

const Missing = ({ coverage: { goals } }: { readonly coverage: CoverageReport }) => {
  const missing = goals.filter(({ by, kind }) => by.length === 0 && kind !== 'transition' && kind !== 'state');
  if (missing.length === 0) return null;
  return (
    <details class="scenario">
      <summary>
        Not covered besides: {missing.length} <small>events, situations, facts</small>
      </summary>
      <ul class="missing">
        {missing.map(({ id }) => (
          <li key={id}>{id}</li>
        ))}
      </ul>
    </details>
  );
};
