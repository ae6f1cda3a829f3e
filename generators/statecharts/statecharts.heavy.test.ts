/** The charts are the same in every release whose behaviour differs, and with each switch set the other way. */
import { describe, expect, it } from 'vitest';
import { switchesOf, switchNames } from '../../model/switches.ts';
import { defaultKubernetesVersion, kubernetesVersions, releasesRead } from '../../model/versions.ts';
import { drained } from '../explore/steps.ts';
import { inRelease } from '../suite/situations.ts';
import { charts } from './charts.ts';
import { configs, configsOf } from './machines.ts';
import { togetherSteps } from './quotient.ts';
import { chartScenarios } from './scenarios.ts';

/** One release for each way the switches are set in those that were read. */
const releases = [
  ...new Map(
    kubernetesVersions
      .flatMap((version) => [...releasesRead[version], version])
      .map((release) => [JSON.stringify([release.split('.')[1], switchesOf(release)]), release]),
  ).values(),
];

describe.runIf(process.env['PODPROOF_HEAVY'])('the charts that are written down', () => {
  it.each(releases)('are those of Kubernetes %s', { timeout: 3_600_000 }, (release) => {
    const found = drained(
      togetherSteps(
        chartScenarios.map((one) => inRelease(one, release)),
        charts,
      ),
    );
    expect(configsOf(found)).toEqual(Object.values(configs));
  });

  it.each(switchNames)('do not change with the switch %s', { timeout: 3_600_000 }, (name) => {
    const release = defaultKubernetesVersion;
    const switches = { [name]: !switchesOf(release)[name] };
    const found = drained(
      togetherSteps(
        chartScenarios.map((one) => inRelease(one, release, { switches })),
        charts,
      ),
    );
    expect(configsOf(found)).toEqual(Object.values(configs));
  });
});
