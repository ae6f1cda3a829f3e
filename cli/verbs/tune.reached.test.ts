import { describe, expect, it } from 'vitest';
import { schemaErrors } from '../../reports/testing/schema.ts';
import type { TuneReport } from '../../reports/tune/report.ts';
import { podproof, webYaml } from '../testing/world.ts';

describe('podproof tune', () => {
  describe('from a situation that is never reached no number follows', () => {
    const gpu = webYaml.replace(
      'image: registry.example/web:1.4.2',
      'image: registry.example/web:1.4.2\n          resources: {limits: {example.com/gpu: 1}}\n      nodeSelector: {disktype: ssd}\n      tolerations: [{key: example.com/gpu, operator: Exists}]',
    );
    const node = (rest: string) =>
      `---\napiVersion: v1\nkind: Node\nmetadata: {name: n1, labels: {disktype: hdd}}\n${rest}`;
    const grace = ['--for', 'terminationGracePeriodSeconds', '--assume', 'shutdown<=20s'];

    it('nodes that are assumed take the Pod, so there is one', async () => {
      for (const [args, value] of [
        [[], 4],
        [grace, 21],
      ] as const) {
        const { exit, out } = await podproof(['tune', '-', '-o', 'json', ...args], { text: gpu });
        const report = JSON.parse(out) as TuneReport;
        expect([exit, report.value]).toEqual([0, value]);
        expect(schemaErrors(report, 'tune-report')).toEqual([]);
        expect(report.notes.join()).toContain('label disktype=ssd, example.com/gpu: 1');
      }
      const told = await podproof(['tune', '-', ...grace], { text: gpu });
      expect(told.out).toMatch(/note +no Node in the input: three are assumed/);
    });

    it.each([
      ['a label that no Node has', gpu + node(''), [], 'NodeAffinity refuses n1'],
      ['and not for another number either', gpu + node(''), grace, 'NodeAffinity refuses n1'],
      [
        'a taint',
        webYaml + node('spec: {taints: [{key: a, effect: NoSchedule}]}'),
        grace,
        'TaintToleration refuses n1',
      ],
      [
        'too little room',
        webYaml.replace('1.4.2', '1.4.2\n          resources: {requests: {cpu: 9}}') +
          node('status: {allocatable: {cpu: 4}}'),
        [],
        'NodeResourcesFit refuses n1',
      ],
      ['a cordoned Node', webYaml + node('spec: {unschedulable: true}'), [], 'NodeUnschedulable refuses n1'],
      ['nobody who deletes', webYaml, [...grace, '--user', 'delete=0,delete-shorter=0'], 'does not come up'],
    ])('%s', async (_, text, args, why) => {
      for (const output of ['text', 'json', 'patch']) {
        const { exit, out, err } = await podproof(['tune', '-', '-o', output, ...args], { text });
        expect([exit, out]).toEqual([2, '']);
        expect(err).toContain(why);
      }
    });

    it('a Pod that the kubelet turns away is named so', async () => {
      const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {nodeName: n1, containers: [{name: app, image: a, resources: {requests: {cpu: 9}}}]}\n${node('status: {allocatable: {cpu: 4}}')}`;
      const { exit, err } = await podproof(['tune', '-', ...grace], { text });
      expect(exit).toBe(2);
      expect(err).toContain('Pod web never runs here, because the kubelet on n1 turns it away (OutOfcpu)');
    });

    it('the Pod of `kubectl get -o yaml` is looked at on a node of its nodeName', async () => {
      const text =
        'apiVersion: v1\nkind: Pod\nmetadata: {name: web-abcde, uid: 1f0e, resourceVersion: "123"}\nspec: {nodeName: worker-7, containers: [{name: app, image: a}]}\nstatus: {phase: Running, podIP: 10.0.0.1}\n';
      const { exit, out } = await podproof(['tune', '-', '-o', 'json', ...grace], { text });
      expect([exit, (JSON.parse(out) as TuneReport).value]).toEqual([0, 21]);
    });
  });
});
