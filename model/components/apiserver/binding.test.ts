import { describe, expect, it } from 'vitest';
import { cell } from '../../cluster.ts';
import { noPod } from '../../initial.ts';
import { withPods } from '../../testing/api.ts';
import { podSpec, scenario } from '../../testing/scenario.ts';
import { bind, bindingRefusal } from './binding.ts';
import { compareAndSwap } from './etcd.ts';

const uid = 'web#1';
const fresh = { ...noPod, uid };

describe('a Binding', () => {
  it('is refused for a missing pod, another incarnation, a deletion, a node, or gates (C55)', () => {
    expect(bindingRefusal(fresh, uid)).toBe('');
    expect(bindingRefusal(noPod, uid)).toBe('NotFound');
    expect(bindingRefusal({ ...fresh, uid: 'web#2' }, uid)).toBe('Conflict');
    expect(bindingRefusal({ ...fresh, deletionGracePeriodSeconds: 0 }, uid)).toBe('Deleting');
    expect(bindingRefusal({ ...fresh, nodeName: 'n1' }, uid)).toBe('AlreadyAssigned');
    expect(bindingRefusal({ ...fresh, gated: true }, uid)).toBe('Gated');
  });

  it('sets nodeName and PodScheduled=True in one write (C56)', () => {
    const bound = bind(withPods(scenario(), uid), 'web', uid, 'n1');
    expect(cell(bound, 'pods', 'web').nodeName).toBe('n1');
    expect(cell(bound, 'statuses', 'web').podScheduled).toBe('True');
  });

  it('clears nominatedNodeName where that gate is on (C56)', () => {
    const nominatedAfter = (featureGates: Record<string, boolean>) => {
      const stored = withPods(scenario({ featureGates }), uid);
      const nominated = compareAndSwap(stored, 'web', { uid }, () => ({ nominatedNodeName: 'n1' }));
      return cell(bind(nominated, 'web', uid, 'n1'), 'pods', 'web').nominatedNodeName;
    };
    expect(nominatedAfter({ ClearingNominatedNodeNameAfterBinding: true })).toBe('');
    expect(nominatedAfter({})).toBe('n1');
  });

  it('does not ask whether the node exists or has room (C58)', () => {
    const spec = podSpec();
    const cluster = withPods(scenario({ instances: { [uid]: { name: 'web', spec } } }), uid);
    expect(bindingRefusal(cell(cluster, 'pods', 'web'), uid)).toBe('');
    expect(cell(bind(cluster, 'web', uid, 'no-such-node'), 'pods', 'web').nodeName).toBe('no-such-node');
  });
});

describe('compare-and-swap', () => {
  const stored = withPods(scenario(), uid);

  it('writes on the version it has read and changes nothing if the UID is another (C16)', () => {
    const swapped = compareAndSwap(stored, 'web', { uid }, ({ gated }) => ({ gated: !gated }));
    expect(cell(swapped, 'pods', 'web').gated).toBe(true);
    expect(compareAndSwap(stored, 'web', { uid: 'web#0' }, () => ({ gated: true }))).toEqual(stored);
  });

  it('without a precondition accepts whichever incarnation is stored, but not none (C16)', () => {
    expect(
      cell(
        compareAndSwap(stored, 'web', {}, () => ({ nodeName: 'n1' })),
        'pods',
        'web',
      ).nodeName,
    ).toBe('n1');
    const empty = { ...stored, pods: { web: noPod } };
    expect(compareAndSwap(empty, 'web', {}, () => ({ nodeName: 'n1' }))).toEqual(empty);
  });
});
