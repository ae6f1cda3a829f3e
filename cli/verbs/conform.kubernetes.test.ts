import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProfileName } from '../../generators/suite/case.ts';
import { caseOf, initThenMain, suiteOf } from '../../generators/suite/testing/cases.ts';
import { podproof } from '../testing/world.ts';

const one = (profile: ProfileName) => ({ ...caseOf(initThenMain('Never'), profile), id: 'init-then-main' });
const text = (profile: ProfileName) => JSON.stringify(suiteOf(profile, [one(profile)]));
const conform = (profile: ProfileName, ...args: readonly string[]) =>
  podproof(['conform', '-', '--driver', 'kubernetes', ...args], { text: text(profile) });

let path = '';
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'podproof-kubectl-'));
  vi.stubEnv('PATH', path);
});
afterEach(() => rmSync(path, { recursive: true }));

/** A kubectl that writes down what it is asked, and answers with this. */
const kubectl = (script: string): (() => string) => {
  const asked = join(path, 'asked');
  const file = join(path, 'kubectl');
  writeFileSync(file, `#!/bin/sh\necho "$*" >>${asked}\n${script}\n`);
  chmodSync(file, 0o755);
  return () => readFileSync(asked, 'utf8');
};

describe('podproof conform --driver kubernetes', () => {
  it('says that kubectl is missing', async () => {
    const { exit, err } = await conform('kubernetes');
    expect(exit).toBe(2);
    expect(err).toContain('kubectl is not installed');
  });

  it('asks the cluster that is named, and says why it cannot be used', async () => {
    const asked = kubectl(
      'case "$*" in *--client*) ;; *) echo "no context exists with the name: kind" >&2; exit 1;; esac',
    );
    const { exit, err } = await conform('kubernetes', '--context', 'kind', '--kubeconfig', 'clusters.yaml');
    expect(exit).toBe(2);
    expect(err).toContain('no context exists with the name: kind');
    expect(err).toContain('--context NAME');
    expect(asked()).toContain('--kubeconfig clusters.yaml --context kind version -o json');
  });

  it('does not begin where it may not make a namespace', async () => {
    kubectl(`case "$*" in *auth*) echo no; exit 1;; *) echo '{"serverVersion": {"gitVersion": "v1.35.4"}}';; esac`);
    const { exit, err } = await conform('kubernetes');
    expect(exit).toBe(2);
    expect(err).toContain('namespaces may not be created there');
  });

  it('names the rights that are missing inside its namespace, at once, and leaves nothing', async () => {
    const asked = kubectl(`case "$*" in
      *"auth can-i create namespaces"*|*"can-i create pods") echo yes;;
      *can-i*) echo no; exit 1;;
      *version*) echo '{"serverVersion": {"gitVersion": "v1.35.4"}}';;
      *"get nodes"*) echo '{"items": []}';;
    esac`);
    const { exit, err } = await conform('kubernetes');
    expect(exit).toBe(2);
    expect(err).toContain('kubernetes v1.35.4 cannot be used');
    expect(err).toContain('create pods/exec');
    expect(err).not.toContain('create pods,');
    expect(err).not.toContain('bug in podproof');
    expect(asked()).toMatch(/delete namespace -l podproof\.dev\/run=/u);
  });

  it('takes no suite for podman', async () => {
    const { exit, err } = await conform('podman');
    expect(exit).toBe(2);
    expect(err).toContain('generate --profile kubernetes');
  });
});
