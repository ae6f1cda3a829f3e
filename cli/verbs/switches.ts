import type { Command } from 'commander';
import { kubernetesVersions } from '../../model/gates.ts';
import { switches, switchNames } from '../../model/switches.ts';
import { switchLines } from '../../reports/catalogue/switches.ts';
import { exits } from '../exit.ts';
import type { Io } from '../io.ts';
import type { Outcome } from '../program.ts';
import { outputOption, print, printJson, verb } from '../verb.ts';

/** `podproof switches`: behaviour that differs between versions without a feature gate, and where each version stands. */
export const addSwitches = (program: Command, io: Io, outcome: Outcome): void => {
  verb(
    program,
    io,
    'switches',
    'list behaviour that no feature gate decides, and the Kubernetes versions that have it',
    [
      ['podproof switches', 'every switch: what it does, which versions do it, where that can be read'],
      ['podproof check web.yaml --switch createdCountsAsInitialized=off', 'the verdicts if it were otherwise'],
      ['podproof switches -o json', 'an array of name, versions, patches, effect, source'],
    ],
  )
    .addOption(outputOption())
    .action(({ output }: { readonly output: 'text' | 'json' }) => {
      const report = switchNames.map((name) => {
        const { stages, patches = [], effect, source } = switches[name];
        return { name, versions: stages, patches, effect, source };
      });
      if (output === 'json') printJson(io, report);
      else print(io, switchLines(switchNames, switches, kubernetesVersions, io.style));
      outcome.exit = exits.holds;
    });
};
