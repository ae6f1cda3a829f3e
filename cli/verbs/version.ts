import type { Command } from 'commander';
import { defaultKubernetesVersion, kubernetesVersions } from '../../model/gates.ts';
import { releasesRead } from '../../model/versions.ts';
import { exits } from '../exit.ts';
import type { Io } from '../io.ts';
import type { Outcome } from '../program.ts';
import { outputOption, print, printJson, verb } from '../verb.ts';

/** `podproof version`: which podproof this is, and which versions of Kubernetes it knows. */
export const addVersion = (program: Command, io: Io, outcome: Outcome): void => {
  verb(program, io, 'version', 'print the version of podproof and the versions of Kubernetes it knows', [
    ['podproof version', 'for people'],
    ['podproof version -o json', 'podproof, node, kubernetes, defaultKubernetes, releasesRead'],
  ])
    .addOption(outputOption())
    .action(({ output }: { readonly output: 'text' | 'json' }) => {
      if (output === 'json') {
        printJson(io, {
          podproof: io.version,
          node: process.versions.node,
          kubernetes: kubernetesVersions,
          defaultKubernetes: defaultKubernetesVersion,
          releasesRead,
        });
      } else {
        const versions = kubernetesVersions.map((one) => (one === defaultKubernetesVersion ? `${one} (default)` : one));
        const read = kubernetesVersions.map((one) => releasesRead[one].at(-1) ?? one);
        print(io, [
          `podproof ${io.version}`,
          `Kubernetes ${versions.join(', ')}`,
          `as read in its releases up to ${read.join(', ')}`,
        ]);
      }
      outcome.exit = exits.holds;
    });
};
