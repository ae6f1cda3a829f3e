import { describe, expect, it } from 'vitest';
import type { CheckReport } from '../../reports/check/report.ts';
import { podproof, webYaml } from '../testing/world.ts';

const about = async (yaml: string, asked = 'traffic-only-to-serving') => {
  const { out } = await podproof(['check', '-', '-o', 'json', '--guarantee', asked], { text: yaml });
  const report = JSON.parse(out) as CheckReport;
  const finding = report.findings.find(({ guarantee }) => guarantee === asked);
  const answer = report.scenarios
    .find(({ name }) => name === finding?.scenario)
    ?.guarantees.find(({ id }) => id === finding?.guarantee);
  return { finding, answer };
};

const alone = webYaml
  .replace('replicas: 2', 'replicas: 1')
  .replace(/(image: .*)/, '$1\n          lifecycle: { preStop: { sleep: { seconds: 10 } } }');

describe('what is to be changed', () => {
  it('is where the finding points: the number of replicas, not the hook that waits long enough', async () => {
    const { finding, answer } = await about(alone);
    expect(finding?.fix?.text).toBe('spec.replicas: 2');
    expect(finding?.location).toMatchObject({ field: 'spec.replicas', written: true, text: '  replicas: 1' });
    expect(answer?.location).toEqual(finding?.location);
    expect(answer?.advice).toMatch(/^Run more than one replica/);
  });

  it('is where the finding points in a Service, too', async () => {
    const published = webYaml.replace(
      'spec:\n  selector:\n    app',
      'spec:\n  publishNotReadyAddresses: true\n  selector:\n    app',
    );
    const { finding } = await about(published, 'terminating-endpoint-is-not-ready');
    expect(finding?.location).toMatchObject({
      field: 'spec.publishNotReadyAddresses',
      line: 24,
      text: '  publishNotReadyAddresses: true',
    });
  });
});

describe('advice in a story', () => {
  it.each([
    ['is replaced by Recreate', alone.replace('replicas: 1', 'strategy: { type: Recreate }')],
    [
      'is no replica of others',
      alone.replace('kind: Deployment', 'kind: StatefulSet').replace('replicas: 1', 'serviceName: web'),
    ],
  ])('of a workload whose only Pod %s does not ask for another one', async (_, yaml) => {
    const { finding, answer } = await about(yaml);
    expect(finding).toMatchObject({ kind: 'known', who: 'people' });
    expect(answer?.advice).toMatch(/^Nothing in this manifest changes it/);
    expect(answer?.advice).not.toContain('more than one replica');
  });
});

describe('a liveness probe', () => {
  const watched = (fields: string): string => webYaml.replace(/(image: .*)/, `$1\n          ${fields}`);
  const notesOf = async (yaml: string, ...args: readonly string[]) => {
    const { out } = await podproof(['check', '-', '-o', 'json', '--guarantee', 'bind-once', ...args], { text: yaml });
    return (JSON.parse(out) as CheckReport).notes.filter(({ field }) => field.endsWith('livenessProbe'));
  };
  const probe = '{ tcpSocket: { port: 80 }, initialDelaySeconds: 5, failureThreshold: 2 }';

  it('that may kill a program before it serves asks how long that takes, with the second', async () => {
    expect(await notesOf(watched(`livenessProbe: ${probe}`))).toMatchObject([
      {
        line: 18,
        object: 'Deployment/web',
        text: expect.stringMatching(/^may kill it 15 s after its start.*process-start/),
      },
    ]);
  });

  it('asks nothing behind a startup probe, where it is known, or without time', async () => {
    expect(await notesOf(watched(`livenessProbe: ${probe}\n          startupProbe: ${probe}`))).toEqual([]);
    expect(await notesOf(watched(`livenessProbe: ${probe}`), '--assume', 'process-start<=2s')).toEqual([]);
    expect(await notesOf(watched(`livenessProbe: ${probe}`), '--untimed')).toEqual([]);
  });
});
