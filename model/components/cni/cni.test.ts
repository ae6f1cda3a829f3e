import { describe, expect, it } from 'vitest';
import { cell, patch, put } from '../../cluster.ts';
import { admittedPod, sandboxSteps, uid } from '../../testing/passes.ts';
import { offered, play } from '../../testing/play.ts';
import { runningPod } from '../../testing/running.ts';
import { podSpec, scenario } from '../../testing/scenario.ts';
import { freeAddress, nodeAddress } from './addresses.ts';

const two = scenario({
  instances: { [uid]: { name: 'web', spec: podSpec() }, 'db#1': { name: 'db', spec: podSpec() } },
});

describe('the network of a sandbox', () => {
  it('namespace and CNI ADD come before the pause process, and only both make the sandbox ready (C95)', () => {
    const begun = play(admittedPod({}), 'kubelet/syncStarted');
    expect(offered(begun, 'runtime/sandboxReady')).toEqual([]);
    const added = play(begun, 'cni/networkAdded');
    expect(cell(added, 'sandboxes', uid)).toMatchObject({ state: 'network', podIP: '10.244.0.1' });
    expect(cell(play(added, 'runtime/sandboxReady'), 'sandboxes', uid).state).toBe('ready');
  });

  it('with hostNetwork no plugin is called (C95)', () => {
    const begun = play(admittedPod({ hostNetwork: true }), 'kubelet/syncStarted');
    expect(offered(begun, 'cni/networkAdded')).toEqual([]);
    const up = play(begun, 'runtime/sandboxReady');
    expect(cell(up, 'sandboxes', uid)).toEqual({ state: 'ready', podIP: '', again: false });
    const died = patch(patch(up, 'sandboxes', uid, { state: 'notReady' }), 'workers', uid, {
      step: 'idle',
      starting: [],
    });
    const replaced = play(
      died,
      'kubelet/syncStarted',
      'runtime/sandboxStopped',
      'kubelet/containersStopped',
      'runtime/sandboxReady',
    );
    expect(cell(replaced, 'sandboxes', uid)).toEqual({ state: 'ready', podIP: '', again: true });
  });

  it('an address belongs to one pod at a time and is the next one used once released (D63)', () => {
    const taken = runningPod(two);
    expect(freeAddress(taken)).toBe('10.244.0.2');
    expect(freeAddress(put(taken, 'addresses', '10.244.0.1', { uid: '' }))).toBe('10.244.0.1');
    expect(freeAddress(put(taken, 'addresses', '10.244.0.2', { uid: 'db#1' }))).toBeUndefined();
  });

  it('DEL comes after the sandbox was stopped and frees the address (D50)', () => {
    const stopping = patch(runningPod(two), 'sandboxes', uid, { state: 'stopping' });
    const removed = play(stopping, 'cni/networkRemoved');
    expect(cell(removed, 'sandboxes', uid)).toMatchObject({ state: 'stopped', podIP: '' });
    expect(cell(removed, 'addresses', '10.244.0.1').uid).toBe('');
    expect(offered(runningPod(two), 'cni/networkRemoved')).toEqual([]);
  });

  it('a sandbox left half made by a kubelet that restarted loses its network before the next one gets its own (C97)', () => {
    const half = patch(play(admittedPod({}), 'kubelet/syncStarted', 'cni/networkAdded'), 'workers', uid, {
      step: 'idle',
    });
    const again = play(half, 'kubelet/syncStarted');
    expect(offered(again, 'cni/networkAdded')).toEqual([]);
    const up = play(again, 'cni/networkRemoved', ...sandboxSteps.slice(1));
    expect(cell(up, 'sandboxes', uid)).toEqual({ state: 'ready', podIP: '10.244.0.1', again: true });
  });

  it('every node has an address of its own', () => {
    expect([nodeAddress(two, 'n1'), nodeAddress(two, '')]).toEqual(['192.168.0.1', '']);
  });
});
