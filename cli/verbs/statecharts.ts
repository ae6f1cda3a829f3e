import { Argument, type Command, Option } from 'commander';
import { charts } from '../../generators/statecharts/charts.ts';
import type { ChartConfig } from '../../generators/statecharts/machines.ts';
import { versionOf } from '../../library/setup.ts';
import type { Switches } from '../../model/switches.ts';
import { exits } from '../exit.ts';
import { type Going, going, unlessOver } from '../going.ts';
import { switchOption, versionOption } from '../input/setup.ts';
import type { Io } from '../io.ts';
import { situationLine } from '../output/situationLine.ts';
import type { Outcome } from '../program.ts';
import { print, printJson, verb } from '../verb.ts';

interface ChartOptions {
  readonly output: 'text' | 'json' | 'xstate' | 'mermaid';
  readonly kubernetesVersion?: string;
  readonly switch?: Partial<Switches>;
}

/** `podproof statecharts [NAME]`: the lifecycles of the model as machines that other tools open. */
export const addStatecharts = (program: Command, io: Io, outcome: Outcome): void => {
  verb(program, io, 'statecharts', 'print the lifecycles as state machines, for XState, Stately and Mermaid', [
    ['podproof statecharts', 'which there are'],
    ['podproof statecharts container -o xstate > container.js', 'a module with createMachine, as Stately imports it'],
    ['podproof statecharts container -o json > container.json', 'the configuration alone, for createMachine'],
    ['podproof statecharts phase -o mermaid > phase.mmd', 'a state diagram'],
    ['podproof statecharts --kubernetes-version 1.34', 'the same of another version'],
  ])
    .addArgument(new Argument('[name]', 'one lifecycle (default: all)').choices(charts.map(({ id }) => id)))
    .addOption(
      new Option('-o, --output <format>', 'output format')
        .choices(['text', 'json', 'xstate', 'mermaid'])
        .default('text'),
    )
    .addOption(versionOption())
    .addOption(switchOption())
    .addHelpText('after', '\nWith --switch the lifecycles are searched anew, which takes a quarter of a minute.')
    .action(async (name: string | undefined, options: ChartOptions) => {
      const release = releaseOf(options);
      const way = going(io, undefined);
      const found = await configsIn(release, options.switch, io, way);
      if (found !== undefined) await show(found, name, options.output, release, io);
      outcome.exit = way.interrupted() ?? exits.holds;
    });
};

const releaseOf = ({ kubernetesVersion }: ChartOptions): string =>
  versionOf(kubernetesVersion === undefined ? {} : { kubernetesVersion }).kubernetesVersion;

/**
 * The lifecycles in a release: those that are written down, which a test holds against every release; with switches, what a search finds,
 * undefined if it was interrupted.
 */
const configsIn = async (
  release: string,
  switches: Partial<Switches> | undefined,
  io: Io,
  way: Going,
): Promise<readonly ChartConfig[] | undefined> => {
  // XState takes longer to load than most commands.
  const { configs, configsOf } = await import('../../generators/statecharts/machines.ts');
  if (switches === undefined) return Object.values(configs);
  const [{ togetherSteps }, { chartScenarios }, { inRelease }] = await Promise.all([
    import('../../generators/statecharts/quotient.ts'),
    import('../../generators/statecharts/scenarios.ts'),
    import('../../generators/suite/situations.ts'),
  ]);
  const progress = situationLine(io);
  const scenarios = chartScenarios.map((one) => inRelease(one, release, { switches }));
  const found = await unlessOver(togetherSteps(scenarios, charts, progress.tell), way.signal, way.breathe);
  progress.clear();
  return found === undefined ? undefined : configsOf(found);
};

const show = async (
  all: readonly ChartConfig[],
  name: string | undefined,
  output: ChartOptions['output'],
  release: string,
  io: Io,
): Promise<void> => {
  const [{ mermaidOf }, { chartLines, chartList, machineModule }] = await Promise.all([
    import('../../generators/statecharts/mermaid.ts'),
    import('../../reports/catalogue/statecharts.ts'),
  ]);
  const wanted = all.filter(({ id }) => name === undefined || id === name);
  const [only] = wanted;
  if (output === 'json') printJson(io, name === undefined ? wanted : only);
  else if (output === 'xstate') io.out(machineModule(wanted));
  else if (output === 'mermaid') io.out(wanted.map(mermaidOf).join('\n'));
  else if (name === undefined || only === undefined)
    print(io, [...chartList(wanted, io.style), '', `Kubernetes ${release}`]);
  else print(io, chartLines(only, io.style));
};
