import { basename } from 'node:path';
import { exits } from './exit.ts';
import { type Io, inertIo, processIo } from './io.ts';
import { pluginCompletion } from './pluginCompletion.ts';

/** The command line without `node` and the script's name, run in the real world; answers the exit code. */
export const main = (args: readonly string[]): Promise<number> => {
  const asked = basename(process.argv[1] ?? '').startsWith(pluginCompletion) ? ['complete', '--', ...args] : args;
  return run(asked, processIo());
};

/** The same in any world. Whatever is printed goes through one filter. The verbs are loaded only for what needs them: the version does not. */
export async function run(args: readonly string[], world: Io): Promise<number> {
  const io = inertIo(world);
  if (isVersionQuestion(args)) return tellVersion(args, io);
  const { runVerb } = await import('./command.ts');
  return runVerb(args, io);
}

const isVersionQuestion = ([first]: readonly string[]): boolean => first === '--version';

async function tellVersion(args: readonly string[], io: Io): Promise<number> {
  const json = /^(-o|--output)(=|,)?json$/.test(args.slice(1).join(','));
  if (json) (await import('./verb.ts')).printJson(io, { podproof: io.version, node: process.versions.node });
  else io.out(`podproof ${io.version}\n`);
  return exits.holds;
}
