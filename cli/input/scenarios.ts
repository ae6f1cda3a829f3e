/** From files to slices: reads what the command line names, in the setting it asks for. */
import { nodeCountOf, type Setup, settingOf, versionOf } from '../../library/setup.ts';
import { type Places, placesIn, type Tasks, tasksIn } from '../../library/tasks.ts';
import type { Going } from '../going.ts';
import type { Io } from '../io.ts';
import { assumedByOptions } from './assumptions.ts';
import { configFor, configured } from './config.ts';
import { readManifests } from './manifests.ts';

/** The input of a check: which paths, and the nodes' own file if there is one. */
export const readPlaces = async (
  paths: readonly string[],
  recursive: boolean,
  options: Setup,
  input: Io['input'],
  way?: Going,
): Promise<Places> => {
  const said = await assumedByOptions(options);
  const config = await configFor(paths, options);
  const setup = configured(config, options);
  const nodeFiles = setup.nodes === undefined || nodeCountOf(setup) !== undefined ? [] : [setup.nodes];
  const stdin = options.stdinFilename === undefined ? {} : { stdinFilename: options.stdinFilename };
  const cluster = { ...versionOf(setup), ...stdin };
  const read = await readManifests([...paths, ...nodeFiles], recursive, input, cluster, way);
  const places = await placesIn(read, paths, settingOf(setup, said, config.entries), way);
  return { ...places, usual: config.usual };
};

/** The same, cut into slices. */
export const readTasks = async (...input: Parameters<typeof readPlaces>): Promise<Tasks> =>
  tasksIn(await readPlaces(...input), input[4]);
