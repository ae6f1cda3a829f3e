/** Options that say what is checked: the cluster around the manifests, what users may do, what may fail. */
import { type Command, Option } from 'commander';
import { defaultKubernetesVersion, kubernetesVersions } from '../../model/gates.ts';
import { faultKinds, userActions } from '../../model/scenario.ts';
import { budgetsIn, gatesIn, switchesIn } from './amounts.ts';

/** Not split at commas: values such as 2s..20s have none, and file names may. */
const oneMore = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

/** `--switch name=on`, again or with commas for more. */
export const switchOption = (): Option =>
  new Option(
    '--switch <name=on|off>',
    "behaviour that no gate decides, separated by commas; 'podproof switches' lists it",
  ).argParser(switchesIn);

/** `--kubernetes-version`, wherever a version matters. */
export const versionOption = (): Option =>
  new Option(
    '--kubernetes-version <version>',
    `one of ${kubernetesVersions.join(', ')}, or a patch release (default: ${defaultKubernetesVersion})`,
  );

/** Adds the options to a verb. */
export const addSetup = (command: Command): Command =>
  command
    .option('--nodes <n|file>', 'assume this many equal nodes, or read Node manifests from a file')
    .addOption(
      new Option(
        '--user <action=n>',
        `how often the user may do something, separated by commas: ${userActions.join(', ')}`,
      ).argParser(budgetsIn(userActions)),
    )
    .addOption(
      new Option(
        '--faults <fault=n>',
        `how often something may fail, separated by commas: ${faultKinds.join(', ')}`,
      ).argParser(budgetsIn(faultKinds)),
    )
    .addOption(versionOption())
    .addOption(
      new Option(
        '--feature-gates <Gate=bool>',
        'feature gates, as Kubernetes components take them, separated by commas',
      ).argParser(gatesIn),
    )
    .addOption(switchOption())
    .addOption(
      new Option(
        '--assume <delay|@file>',
        `how long something takes, such as 'endpoint-propagation<=5s' or shutdown=2s..20s; may be repeated. It overrides the workload's annotation assume.podproof.dev/NAME, which overrides .podproof.yaml, which overrides the default`,
      ).argParser(oneMore),
    )
    .option('--untimed', 'ask only what does not depend on how long things take')
    .option(
      '--config <file>',
      'the configuration to read (default: .podproof.yaml beside the input or in a directory above it)',
    )
    .option('--no-config', 'read no configuration');
