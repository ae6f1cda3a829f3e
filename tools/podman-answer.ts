/**
 * Holds what CI heard of podman against what is known of podman 4.3.1: the generated suite must find by itself that a completed init container is
 * started again under restart policy Always. Run as `tsx tools/podman-answer.ts podman.json`.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

interface Label {
  readonly see?: string;
  readonly uid?: string;
  readonly container?: string;
  readonly exitCode?: number;
}

interface Answered {
  readonly id: string;
  readonly verdict: string;
  readonly because: string;
  readonly manifests: readonly {
    readonly metadata: { readonly name: string };
    readonly spec?: {
      readonly restartPolicy?: string;
      readonly initContainers?: readonly { readonly name: string; readonly restartPolicy?: string }[];
    };
  }[];
  readonly trace: readonly { readonly label: Label }[];
  readonly divergence: { readonly explained: number; readonly unexplained: Label | null } | null;
}

/** What of a conformance report is looked at. */
export interface Answer {
  readonly cases: readonly Answered[];
}

/** A completed init container of a Pod with restart policy Always is started again, and that is what nothing explains. */
const startsAgain = ({ verdict, manifests, trace, divergence }: Answered): boolean => {
  const again = divergence?.unexplained;
  if (verdict !== 'fail' || again?.see !== 'container started') return false;
  const isItsInit = manifests.some(
    ({ metadata, spec }) =>
      again.uid?.split('#')[0] === metadata.name &&
      (spec?.restartPolicy ?? 'Always') === 'Always' &&
      spec?.initContainers?.some((one) => one.name === again.container && one.restartPolicy === undefined) === true,
  );
  const completed = trace
    .slice(0, divergence?.explained)
    .some(
      ({ label }) => label.see === 'container exited' && label.container === again.container && label.exitCode === 0,
    );
  return isItsInit && completed;
};

/** Everything about this answer that cannot be; empty if it is as expected. */
export const wrongWith = ({ cases }: Answer): readonly string[] => {
  const broken = cases.filter(({ because }) => because.startsWith('the driver failed'));
  return [
    ...(cases.length === 0 ? ['no case was run'] : []),
    ...broken.map(({ id, because }) => `${id}: ${because}`),
    ...(cases.some(({ verdict }) => verdict === 'pass') ? [] : ['no case passes']),
    ...(cases.some(startsAgain)
      ? []
      : ['no case fails because a completed init container is started again under restart policy Always']),
  ];
};

const [, script = '', file] = process.argv;
if (import.meta.url === pathToFileURL(script).href && file !== undefined) {
  const wrong = wrongWith(JSON.parse(readFileSync(file, 'utf8')) as Answer);
  for (const line of wrong) process.stderr.write(`${line}\n`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
