/** A driver that somebody wrote as a JavaScript module. */
import { type ProfileName, profileNames } from '../../../generators/suite/case.ts';
import { type Driver, type Target, Unusable } from '../../driver.ts';

/** What a driver is made for. */
export interface DriverRequest {
  readonly profile: ProfileName;
  readonly kubernetesVersion: string;
}

/** What a module exports as `default` or as `driver`: makes one driver; called once for each case that runs side by side. */
export type DriverFactory = (request: DriverRequest) => Driver | Promise<Driver>;

const methods = ['reset', 'stimulate', 'pass', 'close'] as const;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isAmount = (value: unknown): value is number => typeof value === 'number' && value >= 0;

/** What is wrong with what a factory made; undefined if it looks like a driver. */
const misfit = (made: unknown): string | undefined => {
  if (!isRecord(made)) return 'is no object';
  const missing = methods.find((name) => typeof made[name] !== 'function');
  if (missing !== undefined) return `has no method ${missing}`;
  const { observations, capabilities } = made;
  if (!isRecord(observations) || !(Symbol.asyncIterator in observations)) return 'has no async iterable observations';
  if (!isRecord(capabilities)) return 'has no capabilities';
  const { target, profile, skew, lateness, haste } = capabilities;
  if (typeof target !== 'string' || target === '') return 'has no name in capabilities.target';
  if (!profileNames.some((name) => name === profile)) {
    return `has no profile in capabilities.profile: one of ${profileNames.join(', ')}`;
  }
  const numbers = { skew, lateness, haste };
  const odd = Object.entries(numbers).find(([, value]) => !isAmount(value))?.[0];
  return odd === undefined ? undefined : `has no number in capabilities.${odd}`;
};

/** What a driver module is called by its path says, or why it is none. */
const factoryIn = (path: string, module: Readonly<Record<string, unknown>>): DriverFactory => {
  const factory = module['driver'] ?? module['default'];
  if (typeof factory === 'function') return factory as DriverFactory;
  throw new Unusable(
    `${path} exports ${factory === undefined ? 'neither default nor driver' : 'something else than a function as its driver'}`,
    'export default (request) => driver; podproof/conformance has the types',
  );
};

/** A module as a target: its first driver is made at once. Throws `Unusable` if it is none. */
export const moduleTarget = async (
  path: string,
  module: Readonly<Record<string, unknown>>,
  request: DriverRequest,
): Promise<Target> => {
  const factory = factoryIn(path, module);
  const opened: Driver[] = [];
  const made = async (): Promise<Driver> => {
    const driver: unknown = await factory(request);
    const wrong = misfit(driver);
    if (wrong !== undefined) {
      throw new Unusable(`what ${path} makes ${wrong}`, 'podproof/conformance says what a Driver is');
    }
    opened.push(driver as Driver);
    return driver as Driver;
  };
  const first = await made();
  const waiting = [first];
  const { attempts } = module;
  return {
    name: first.capabilities.target,
    profile: first.capabilities.profile,
    attempts: typeof attempts === 'number' && attempts >= 1 ? Math.floor(attempts) : 1,
    open: async () => waiting.pop() ?? made(),
    close: async () => {
      await Promise.all(opened.map((driver) => driver.close()));
    },
  };
};
