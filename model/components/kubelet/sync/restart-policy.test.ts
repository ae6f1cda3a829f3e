import { describe, expect, it } from 'vitest';
import { records } from '../../../testing/passes.ts';
import { container, podSpec } from '../../../testing/scenario.ts';
import { containerShouldRestart, shouldBeRestarted } from './restart-policy.ts';

const off = { containerRestartRules: false, restartAllContainers: false };
const on = { containerRestartRules: true, restartAllContainers: false };
const restarts = (policy: 'Always' | 'OnFailure' | 'Never', code: number, fields = {}, gates = on) =>
  containerShouldRestart(podSpec({ restartPolicy: policy }), container('app', fields), code, gates);

describe('whether an exited container runs again', () => {
  it.each([
    ['Always', 0, true],
    ['Always', 1, true],
    ['OnFailure', 0, false],
    ['OnFailure', 1, true],
    ['Never', 0, false],
    ['Never', 1, false],
  ] as const)('under %s, after exit code %i: %s (C111)', (policy, code, expected) => {
    expect(restarts(policy, code)).toBe(expected);
    expect(restarts(policy, code, {}, off)).toBe(expected);
  });

  it('the container’s own policy comes before the pod’s, with the gate ContainerRestartRules (C111)', () => {
    expect(restarts('Always', 1, { restartPolicy: 'Never' })).toBe(false);
    expect(restarts('Never', 0, { restartPolicy: 'Always' })).toBe(true);
    expect(restarts('Never', 0, { restartPolicy: 'OnFailure' })).toBe(false);
    expect(restarts('Always', 1, { restartPolicy: 'Never' }, off)).toBe(true);
  });

  it('the first matching rule comes before the container’s policy, and only if it has one (C111)', () => {
    const rules = [
      { action: 'Restart', operator: 'In', values: [42] },
      { action: 'Restart', operator: 'NotIn', values: [0, 1, 42] },
    ] as const;
    const fields = { restartPolicy: 'Never', restartPolicyRules: rules };
    expect([42, 7, 1, 0].map((code) => restarts('Never', code, fields))).toEqual([true, true, false, false]);
    expect(restarts('Never', 42, { restartPolicyRules: rules })).toBe(false);
  });

  it('a rule that restarts all containers counts only with its own gate (C112)', () => {
    const rules = [{ action: 'RestartAllContainers', operator: 'In', values: [1] }] as const;
    const fields = { restartPolicy: 'Never', restartPolicyRules: rules };
    expect(restarts('Never', 1, fields)).toBe(false);
    expect(restarts('Never', 1, fields, { ...on, restartAllContainers: true })).toBe(true);
  });

  it('one that never ran, or was only created, starts under any policy; a running one does not (C111)', () => {
    const spec = podSpec({ restartPolicy: 'Never' });
    const again = (name: keyof typeof records) => shouldBeRestarted(spec, container('app'), records[name], on);
    expect([again('none'), again('created'), again('running'), again('ok')]).toEqual([true, true, false, false]);
  });
});
