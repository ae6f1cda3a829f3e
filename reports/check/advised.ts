/** What a guarantee advises, as it can be followed in one workload. */
import type { Finding, FindingReport } from './findings.ts';
import type { GuaranteeReport, ScenarioReport } from './report.ts';

/** Advice and place of the answers for which a search found another remedy than their guarantee has, as `scenario guarantee`. */
const fitted = (
  findings: readonly Finding[],
  told: readonly FindingReport[],
): ReadonlyMap<string, Pick<GuaranteeReport, 'advice' | 'location'>> =>
  new Map(
    findings.flatMap(({ solved: { lead, also, remedy, object } }) => {
      if (remedy.says === undefined || remedy.says === lead.remedy.says) return [];
      const report = told.find(
        (one) =>
          one.object === object &&
          one.guarantee === lead.guarantee.id &&
          one.scenario === lead.answered.result.scenario.name,
      );
      const fit = {
        advice: remedy.says,
        ...(report?.kind === 'change' && report.location !== undefined ? { location: report.location } : {}),
      };
      return [lead, ...also].map(({ guarantee, scenario }): [string, typeof fit] => [
        `${scenario.name} ${guarantee.id}`,
        fit,
      ]);
    }),
  );

/** The scenarios with the advice that the findings came to: a story must not say what the first screen rules out. */
export const withAdvice = (
  scenarios: readonly ScenarioReport[],
  findings: readonly Finding[],
  told: readonly FindingReport[],
): readonly ScenarioReport[] => {
  const fits = fitted(findings, told);
  if (fits.size === 0) return scenarios;
  return scenarios.map((scenario) => ({
    ...scenario,
    guarantees: scenario.guarantees.map((found) =>
      found.verdict === 'violated' ? { ...found, ...fits.get(`${scenario.name} ${found.id}`) } : found,
    ),
  }));
};
