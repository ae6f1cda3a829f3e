import { describe, expect, it } from 'vitest';
import { initialCluster } from '../../model/initial.ts';
import { exampleEvents } from '../testing/events.ts';
import { sampleScenario, sampleTrace } from '../testing/run.ts';
import { flowOf, ownerOfGroup } from './flow.ts';

const flows = () => {
  const { initial, steps } = sampleTrace();
  return steps.map(({ by, event, state }, index) => {
    const { from, to } = flowOf(by, event, steps[index - 1]?.state ?? initial, state);
    return `${event.type}: ${from} -> ${to}`;
  });
};

describe('the arrow of a step', () => {
  it('leads from who acts to whose cells were written', () => {
    expect(flows()).toEqual(
      expect.arrayContaining([
        'scheduler/podBound: kube-scheduler -> kube-apiserver',
        'kubelet/statusPatched: kubelet -> kube-apiserver',
        'endpointslice/sliceWritten: EndpointSlice controller -> kube-apiserver',
        'user/podDeleted: user -> kube-apiserver',
        'runtime/sigtermSent: container runtime -> process',
      ]),
    );
  });

  it('begins at the API server for what a watch delivers', () => {
    expect(flows()).toContain('watch/kubeletSawPod: kube-apiserver -> kubelet');
    expect(flows()).toContain('kube-proxy/rulesProgrammed: kube-apiserver -> kube-proxy');
  });

  it('begins at the caller for what the container runtime and a CNI plugin do on request', () => {
    expect(flows()).toContain('runtime/containerStarted: kubelet -> container runtime');
    const cluster = initialCluster(sampleScenario);
    expect(flowOf('CNI', exampleEvents['cni/networkAdded'], cluster, cluster)).toEqual({
      from: 'container runtime',
      to: 'CNI',
    });
  });

  it('stays where it is for what concerns nobody else', () => {
    expect(flows()).toContain('kubelet/podAdmitted: kubelet -> kubelet');
  });

  it('knows whose each group of cells is', () => {
    const { scenario: _scenario, ...groups } = initialCluster(sampleScenario);
    expect(Object.keys(ownerOfGroup).sort()).toEqual(Object.keys(groups).sort());
  });
});
