import { describe, expect, it } from 'vitest';
import { exploreNaively } from '../explore/index.ts';
import { canonical } from '../explore/plain.ts';
import type { Exhibit, Moment } from './exhibit.ts';
import { followedBy, positionsOf } from './follow.ts';
import { exhibits } from './index.ts';
import { modelOn } from './sides.ts';
import { reportedRun } from './visit.ts';

const exhibitOf = (id: string): Exhibit => {
  const found = exhibits.find((exhibit) => exhibit.id === id);
  if (found === undefined) throw new Error(`there is no exhibit ${id}`);
  return found;
};

const twice = exhibitOf('podman-15631');
const reporting = (run: readonly Moment[]) => reportedRun({ ...twice, run });

describe('the monitor beside the model', () => {
  it('hinders nothing and adds nothing: the clusters are those of the model alone', () => {
    const model = modelOn(twice, twice.off);
    const both = exploreNaively(followedBy(model, twice.run)).found;
    const clusters = new Set(both.map(({ report: _report, ...cluster }) => canonical(cluster)));
    expect(clusters).toEqual(new Set(exploreNaively(model).found.map((cluster) => canonical(cluster))));
    expect(new Set(both.map(({ report }) => report.followed.steps))).toEqual(new Set([0, 1, 2]));
  });

  it('finds the steps of a report in their order only', () => {
    const network: Moment = { says: 'the network is there', event: { type: 'cni/networkAdded' } };
    const sandbox: Moment = { says: 'the sandbox is ready', event: { type: 'runtime/sandboxReady' } };
    expect(reporting([network, sandbox])?.positions).toHaveLength(2);
    expect(reporting([sandbox, network])).toBeUndefined();
    expect(reporting([...twice.run, { says: 'and is deleted', event: { type: 'user/podDeleted' } }])).toBeUndefined();
  });

  it('takes each step of the report at its first opportunity', () => {
    const run = reportedRun(twice);
    if (run === undefined) throw new Error('there is no run');
    const first = run.trace.steps.findIndex(({ event }) => event.type === 'process/exited') + 1;
    expect(positionsOf(twice.run, run.trace)[0]).toBe(first);
  });

  it('asks of a step what its event does not say', () => {
    const never = twice.run.map((moment) => ({ ...moment, when: () => false }));
    expect(reporting(never)).toBeUndefined();
  });
});
