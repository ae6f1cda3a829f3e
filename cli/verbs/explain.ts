import { Argument, type Command } from 'commander';
import { exhibitsOf } from '../../generators/museum/index.ts';
import { guaranteesNamed } from '../../library/guarantees.ts';
import { catalogue } from '../../model/facts/index.ts';
import { themes } from '../../model/guarantees/index.ts';
import { guaranteeData, guaranteeLines, guaranteeList } from '../../reports/catalogue/explain.ts';
import { exits } from '../exit.ts';
import type { Io } from '../io.ts';
import type { Outcome } from '../program.ts';
import { outputOption, print, printJson, verb } from '../verb.ts';

/** `podproof explain [ID]`: what is promised, on what grounds, why it breaks where it breaks. */
export const addExplain = (program: Command, io: Io, outcome: Outcome): void => {
  verb(program, io, 'explain', 'explain the guarantees: all by theme, or one in full', [
    ['podproof explain', 'every guarantee and how it stands'],
    ['podproof explain sandbox-before-containers', 'one of them, with facts and sources'],
    ['podproof explain -o json', 'the same for machines'],
  ])
    .addArgument(new Argument('[id]', 'a guarantee'))
    .addOption(outputOption())
    .action((id: string | undefined, { output }: { readonly output: 'text' | 'json' }) => {
      const wanted = guaranteesNamed(id === undefined ? undefined : [id], io.program);
      if (output === 'json') {
        const data = Object.entries(themes).flatMap(([theme, ones]) =>
          ones
            .filter((one) => wanted.includes(one))
            .map((one) => guaranteeData(theme, one, catalogue, exhibitsOf(one.id))),
        );
        printJson(io, data);
      } else if (id === undefined) print(io, guaranteeList(themes, io.style));
      else
        print(
          io,
          wanted.flatMap((one) => guaranteeLines(one, catalogue, io.style, exhibitsOf(one.id))),
        );
      outcome.exit = exits.holds;
    });
};
