import { Argument, type Command, Option } from 'commander';
import { charts } from '../../generators/statecharts/charts.ts';
import { exits } from '../exit.ts';
import type { Io } from '../io.ts';
import type { Outcome } from '../program.ts';
import { print, printJson, verb } from '../verb.ts';

interface ChartOptions {
  readonly output: 'text' | 'json' | 'xstate' | 'mermaid';
}

/** `podproof statecharts [NAME]`: the lifecycles of the model as machines that other tools open. */
export const addStatecharts = (program: Command, io: Io, outcome: Outcome): void => {
  verb(program, io, 'statecharts', 'print the lifecycles as state machines, for XState, Stately and Mermaid', [
    ['podproof statecharts', 'which there are'],
    ['podproof statecharts container -o xstate > container.js', 'a module with createMachine, as Stately imports it'],
    ['podproof statecharts container -o json > container.json', 'the configuration alone, for createMachine'],
    ['podproof statecharts phase -o mermaid > phase.mmd', 'a state diagram'],
  ])
    .addArgument(new Argument('[name]', 'one lifecycle (default: all)').choices(charts.map(({ id }) => id)))
    .addOption(
      new Option('-o, --output <format>', 'output format')
        .choices(['text', 'json', 'xstate', 'mermaid'])
        .default('text'),
    )
    .action(async (name: string | undefined, { output }: ChartOptions) => {
      // XState takes longer to load than most commands.
      const [{ configs }, { mermaidOf }, { chartLines, chartList, machineModule }] = await Promise.all([
        import('../../generators/statecharts/machines.ts'),
        import('../../generators/statecharts/mermaid.ts'),
        import('../../reports/catalogue/statecharts.ts'),
      ]);
      const wanted = Object.values(configs).filter(({ id }) => name === undefined || id === name);
      const [only] = wanted;
      if (output === 'json') printJson(io, name === undefined ? wanted : only);
      else if (output === 'xstate') io.out(machineModule(wanted));
      else if (output === 'mermaid') io.out(wanted.map(mermaidOf).join('\n'));
      else
        print(io, name === undefined || only === undefined ? chartList(wanted, io.style) : chartLines(only, io.style));
      outcome.exit = exits.holds;
    });
};
