/** Guarantees as the explorer takes them: one property for each promise, and the way back from findings to answers. */
import type { Cluster } from '../../model/cluster.ts';
import type { Event } from '../../model/event.ts';
import type { Guarantee, GuaranteePromise } from '../../model/guarantees/guarantee.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Finding, Property } from '../explore/index.ts';
import type { GuaranteeResult } from './result.ts';

/** A guarantee's promises in one scenario, each under the id its finding will carry. */
export interface Asked {
  readonly guarantee: Guarantee;
  readonly promises: readonly { readonly id: string; readonly subject: string }[];
}

const propertyOf = (id: string, promise: GuaranteePromise): Property<Cluster, Event> => {
  const { subject: _subject, ...property } = promise;
  return { ...property, id };
};

/** Every promise of every guarantee that applies, as properties, with the way back. */
export const propertiesOf = (
  scenario: Scenario,
  guarantees: readonly Guarantee[],
): { readonly asked: readonly Asked[]; readonly properties: readonly Property<Cluster, Event>[] } => {
  const pairs = guarantees
    .filter((guarantee) => guarantee.applies(scenario))
    .map((guarantee) => {
      const promises = guarantee
        .promises(scenario)
        .map((promise, index) => ({ id: `${guarantee.id} ${index}`, subject: promise.subject, promise }));
      return { guarantee, promises };
    });
  return {
    asked: pairs,
    properties: pairs.flatMap(({ promises }) => promises.map(({ id, promise }) => propertyOf(id, promise))),
  };
};

const rank = { violated: 0, undecided: 1, holds: 2 } as const;

/** Of several findings the one that counts: the worst verdict, then the shortest trace. */
const worst = (findings: readonly Finding<Cluster, Event>[]): Finding<Cluster, Event> | undefined =>
  [...findings].sort(
    (a, b) => rank[a.verdict] - rank[b.verdict] || (a.trace?.steps.length ?? 0) - (b.trace?.steps.length ?? 0),
  )[0];

type FindingsById = ReadonlyMap<string, Finding<Cluster, Event>>;

const decisiveAmong = ({ guarantee, promises }: Asked, findings: FindingsById): Finding<Cluster, Event> => {
  const decisive = worst(promises.flatMap(({ id }) => findings.get(id) ?? []));
  // A guarantee that promises nothing where it applies would hold for nothing.
  if (decisive === undefined) throw new Error(`${guarantee.id} applies and promises nothing`);
  return decisive;
};

const byIdOf = (findings: readonly Finding<Cluster, Event>[]): FindingsById =>
  new Map(findings.map((finding) => [finding.id, finding]));

/** For each guarantee the finding that is its answer. */
export const decisiveOf = (
  asked: readonly Asked[],
  findings: readonly Finding<Cluster, Event>[],
): readonly Finding<Cluster, Event>[] => {
  const byId = byIdOf(findings);
  return asked.map((one) => decisiveAmong(one, byId));
};

/** How a counterexample is told. */
export type Telling = Pick<GuaranteeResult, 'trace' | 'schedule' | 'shortest'>;

const asFound = ({ trace }: Finding<Cluster, Event>): Telling => (trace === undefined ? {} : { trace });

/** The answers to the guarantees, from the findings about their promises. */
export const answersOf = (
  asked: readonly Asked[],
  findings: readonly Finding<Cluster, Event>[],
  tell: (finding: Finding<Cluster, Event>) => Telling = asFound,
): readonly GuaranteeResult[] => {
  const byId = byIdOf(findings);
  return asked.map((one) => {
    const { guarantee, promises } = one;
    const own = promises.flatMap(({ id }) => byId.get(id) ?? []);
    const decisive = decisiveAmong(one, byId);
    const witness = own.map((finding) => finding.witness).find((trace) => trace !== undefined);
    const subject = promises.find(({ id }) => id === decisive.id)?.subject;
    return {
      guarantee,
      verdict: decisive.verdict,
      reached: own.reduce((sum, finding) => sum + finding.reached, 0),
      ...tell(decisive),
      ...(decisive.trace === undefined || subject === undefined ? {} : { subject }),
      ...(decisive.limit === undefined ? {} : { limit: decisive.limit }),
      ...(witness === undefined ? {} : { witness }),
    };
  });
};
