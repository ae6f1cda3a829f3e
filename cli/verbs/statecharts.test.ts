import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { type AnyStateMachine, createMachine, getNextSnapshot } from 'xstate';
import { configs } from '../../generators/statecharts/machines.ts';
import { podproof } from '../testing/world.ts';

// Below node_modules a module finds xstate as it would in a project of its own.
const directory = mkdtempSync(fileURLToPath(new URL('../../node_modules/.podproof-', import.meta.url)));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Where each event leads from each state, as the machine itself says. */
const transitionsOf = (machine: AnyStateMachine) =>
  Object.fromEntries(
    Object.keys(machine.states).map((state) => [
      state,
      {
        on: Object.fromEntries(
          machine.events.flatMap((type) => {
            const from = machine.resolveState({ value: state, context: {} });
            const { value } = getNextSnapshot(machine, from, { type }) as { readonly value: string };
            return value === state ? [] : [[type, value]];
          }),
        ),
      },
    ]),
  );

const names = Object.keys(configs);

describe('podproof statecharts', () => {
  it('tells which lifecycles there are, and each of them', async () => {
    const { exit, out } = await podproof(['statecharts']);
    expect(exit).toBe(0);
    for (const name of names) expect(out).toMatch(new RegExp(`^${name} +\\d+ states, \\d+ transitions$`, 'm'));
    expect((await podproof(['statecharts', 'phase'])).out).toContain('Pending\n  apiserver/podRemoved → absent\n');
  });

  it('writes a module whose machines have the very transitions of the charts', async () => {
    const file = join(directory, 'all.mjs');
    writeFileSync(file, (await podproof(['statecharts', '-o', 'xstate'])).out);
    const machines = Object.values((await import(pathToFileURL(file).href)) as Record<string, AnyStateMachine>);
    expect(machines.map(({ id }) => id).sort()).toEqual([...names].sort());
    for (const machine of machines) expect(transitionsOf(machine)).toEqual(configs[machine.id]?.states);
  });

  it.each(names)('writes JSON that createMachine takes as it is: %s', async (name) => {
    const { out } = await podproof(['statecharts', name, '-o', 'json']);
    const machine = createMachine(JSON.parse(out) as Parameters<typeof createMachine>[0]);
    expect(machine.config).toEqual(configs[name]);
    expect(transitionsOf(machine)).toEqual(configs[name]?.states);
  });

  it('draws Mermaid', async () => {
    const { out } = await podproof(['statecharts', 'endpoint', '-o', 'mermaid']);
    expect(out).toContain('stateDiagram-v2\n');
    expect(out).toContain('  absent --> ready : endpointslice/sliceWritten\n');
  });

  it('are those of a version', async () => {
    const { exit, out } = await podproof(['statecharts', '--kubernetes-version', '1.34']);
    expect([exit, out.endsWith('\nKubernetes 1.34\n')]).toEqual([0, true]);
    const wrong = await podproof(['statecharts', '--kubernetes-version', '1.33']);
    expect([wrong.exit, wrong.err.includes("unknown Kubernetes version '1.33'")]).toEqual([2, true]);
  });

  it('are searched where a switch is set', async () => {
    const { exit, out } = await podproof([
      'statecharts',
      'phase',
      '--switch',
      'execProbesSurviveTermination=on',
      '-o',
      'json',
    ]);
    expect([exit, JSON.parse(out)]).toEqual([0, configs['phase']]);
  });

  it('knows no other name', async () => {
    const { exit, err } = await podproof(['statecharts', 'pizza']);
    expect([exit, err.includes('Allowed choices are deletion')]).toEqual([2, true]);
  });
});
