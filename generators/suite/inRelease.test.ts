import { expect, it } from 'vitest';
import { switchesOf } from '../../model/switches.ts';
import { inRelease, situations } from './situations.ts';

it('a situation has the gates and switches of the release it is put into, and keeps its own', () => {
  const [first] = situations;
  if (first === undefined) throw new Error('there are no situations');
  const own = { ...first, featureGates: { ...first.featureGates, ContainerStopSignals: true } };
  const moved = inRelease(own, '1.36.2');
  expect(moved.kubernetesVersion).toBe('1.36.2');
  expect(moved.switches).toEqual(switchesOf('1.36.2'));
  expect(moved.featureGates).toMatchObject({ ContainerStopSignals: true, RestartAllContainersOnContainerExits: true });
  expect(inRelease(first, '1.37').featureGates).toMatchObject({ MaxUnavailableStatefulSet: true });
  expect(() => inRelease(first, '1.20')).toThrow("unknown Kubernetes version '1.20'");
});
