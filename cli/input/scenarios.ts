/** From files to slices: reads what the command line names, in the setting it asks for. */
import type { ReadAgain, Reading } from '../../library/fix/index.ts';
import { nodeCountOf, type Setup, saidIn, settingOf, versionOf } from '../../library/setup.ts';
import { type Manifests, type Places, placesIn, type Tasks, tasksIn } from '../../library/tasks.ts';
import { joinManifests, type Manifest, readManifest } from '../../model/manifest/index.ts';
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

/** What was read, and a way to read it again with other texts in the place of some, and with further assumptions. */
export interface Rereadable {
  readonly reading: Reading;
  readonly again: ReadAgain;
}

/** The input of a command that changes it. */
export const readToChange = async (
  paths: readonly string[],
  recursive: boolean,
  options: Setup,
  input: Io['input'],
  way: Going,
): Promise<Rereadable> => {
  const said = await assumedByOptions(options);
  const config = await configFor(paths, options);
  const setup = configured(config, options);
  const nodeFiles = setup.nodes === undefined || nodeCountOf(setup) !== undefined ? [] : [setup.nodes];
  const cluster = versionOf(setup);
  const read = await readManifests([...paths, ...nodeFiles], recursive, input, cluster, way);
  const readingOf = async (manifests: Manifests, more: readonly string[]): Promise<Reading> => {
    const setting = settingOf(setup, said === undefined ? undefined : [...said, ...saidIn(more)], config.entries);
    const places = await placesIn(manifests, paths, setting, way);
    return { places, tasks: await tasksIn(places, way) };
  };
  const passedOver = new Set(read.passedOver.map(({ file }) => file));
  const known = new Map<string, Manifest>();
  const manifestOf = (file: string, text: string, listed: boolean): Manifest =>
    readManifest(text, file, { ...cluster, listed });
  const again: ReadAgain = async (texts, assuming) => {
    const inputs = read.inputs.map((one) => ({ ...one, text: texts.get(one.file) ?? one.text }));
    const manifests: Manifest[] = [];
    for (const { file, text, listed } of inputs) {
      if (passedOver.has(file)) continue;
      await way.goOn('the changes were read');
      const manifest = (texts.has(file) ? undefined : known.get(file)) ?? manifestOf(file, text, listed);
      if (!texts.has(file)) known.set(file, manifest);
      manifests.push(manifest);
    }
    return readingOf({ ...read, inputs, manifest: joinManifests(manifests) }, assuming);
  };
  return { reading: await readingOf(read, []), again };
};
