/** The table of switches in words. */
import type { KubernetesVersion } from '../../model/gates.ts';
import type { Switch, SwitchName } from '../../model/switches.ts';
import { entry, type Style, wrapped } from '../format/style.ts';

const note =
  'A version means its newest patch release. Set one with --switch name=on or name=off where a verb takes --feature-gates.';

/** Every switch with its state in each version, its effect and where it was read. */
export const switchLines = (
  names: readonly SwitchName[],
  table: Readonly<Record<SwitchName, Switch>>,
  versions: readonly KubernetesVersion[],
  style: Style,
): readonly string[] => [
  ...names.flatMap((name) => {
    const { stages, patches = [], effect, source } = table[name];
    const states = versions.map((version) => `${version} ${stages[version]}`);
    const exceptions = patches.map(({ from, to, stage }) => `${from} to ${to} ${stage}`);
    return [
      style.paint('bold', name),
      ...entry('versions', states.join(', '), style, 2, 10),
      ...(exceptions.length === 0 ? [] : entry('patches', exceptions.join(', '), style, 2, 10)),
      ...entry('when on', effect, style, 2, 10),
      ...entry('source', source, style, 2, 10),
      '',
    ];
  }),
  ...wrapped(note, style.width),
];
