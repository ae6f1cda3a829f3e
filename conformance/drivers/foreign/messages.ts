/** What podproof and a driver in another process say to each other: JSON-RPC 2.0, one message a line. conformance/README.md has it in words. */
import type { Observation, ProfileName } from '../../../generators/suite/case.ts';

/** The version of the protocol that is spoken here. */
export const protocolVersion = 1;

/** What a driver answers to `hello`. */
export interface Hello {
  readonly protocol: number;
  /** Name and version of what is tested, as `toykubelet 0.1`. */
  readonly target: string;
  readonly profile: ProfileName;
  /** Whose clock tells when something was: the driver's own, or podproof's when a message arrives. */
  readonly clock: 'driver' | 'arrival';
  /** How many milliseconds one second of the target takes: 1000 if not given. */
  readonly second?: number;
  /** As in `Capabilities`: 0, 0 and 1 if not given. */
  readonly skew?: number;
  readonly lateness?: number;
  readonly haste?: number;
  /** How often a case is run at most: once if not given. */
  readonly attempts?: number;
  /** It understands `review`. */
  readonly reviews?: boolean;
}

/** When something was, by the driver's clock. */
export interface At {
  readonly earliest: number;
  readonly latest: number;
}

/** What a driver shows, without being asked. */
export interface Observed {
  readonly method: 'observed';
  readonly params: { readonly observation: Observation; readonly source?: string } & Partial<At>;
}

/** What a driver answers. */
export interface Answered {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** What podproof asks. */
export type Method = 'hello' | 'reset' | 'stimulate' | 'review' | 'close';

/** Says what is wrong with a message of a driver; undefined if nothing is. `schemas/driver.v1.schema.json` is what it has to know. */
export type Judge = (message: unknown) => string | undefined;

/** One line as a message; throws with what is wrong and where. */
export const messageIn = (line: string, number: number, judge: Judge): Answered | Observed => {
  const place = `line ${number} of the driver's output`;
  const shown = line.length > 80 ? `${line.slice(0, 80)}…` : line;
  let message: unknown;
  try {
    message = JSON.parse(line);
  } catch {
    throw new Error(`${place} is no JSON: ${shown}`);
  }
  const wrong = judge(message);
  if (wrong !== undefined) throw new Error(`${place}: ${wrong}: ${shown}`);
  return message as Answered | Observed;
};
