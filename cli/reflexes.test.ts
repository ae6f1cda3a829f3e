import { describe, expect, it } from 'vitest';
import { podproof } from './testing/world.ts';

const fixFor = async (...args: readonly string[]): Promise<string> => {
  const { exit, out, err } = await podproof(args);
  expect({ exit, out }).toEqual({ exit: 2, out: '' });
  expect(err).toContain('podproof reads manifests, and a cluster by a pipe');
  return /fix: (.*)/.exec(err)?.[1] ?? '';
};

describe('what people type who come from kubectl', () => {
  it.each([
    [['check', '-k', 'deploy/base'], 'kubectl kustomize deploy/base | podproof check -'],
    [['check', '--kustomize=deploy'], 'kubectl kustomize deploy | podproof check -'],
    [['check', '-n', 'shop'], 'kubectl get deploy,sts,ds,jobs,cj,svc -n shop -o yaml | podproof check -'],
    [
      ['tune', '--context', 'prod', '-A'],
      'kubectl get deploy,sts,ds,jobs,cj,svc --context prod -A -o yaml | podproof tune -',
    ],
    [
      ['check', '-l', 'app=web,tier in (a)', '-n', 'shop'],
      "(kubectl get deploy,sts,ds,jobs,cj -l 'app=web,tier in (a)' -n shop -o yaml; echo ---; kubectl get svc -n shop -o yaml) | podproof check -",
    ],
    [
      ['explore', 'deploy/web', '-n', 'shop'],
      '(kubectl get deploy/web -n shop -o yaml; echo ---; kubectl get svc -n shop -o yaml) | podproof explore -',
    ],
    [
      ['check', 'deployment.apps/web'],
      '(kubectl get deployment.apps/web -o yaml; echo ---; kubectl get svc -o yaml) | podproof check -',
    ],
    [['check', '-n'], 'kubectl get deploy,sts,ds,jobs,cj,svc -n NAMESPACE -o yaml | podproof check -'],
  ])('%j is answered with the pipe to type', async (args, pipe) => {
    expect(await fixFor(...args)).toBe(pipe);
  });

  it('is told in the words of a plugin to who uses one', async () => {
    const { err } = await podproof(['check', '-n', 'shop'], { program: 'kubectl podproof' });
    expect(err).toContain('| kubectl podproof check -');
  });

  it('is not what a verb without manifests has, nor what stands behind two dashes', async () => {
    expect((await podproof(['facts', '-n', 'shop'])).err).toContain('unknown option');
    expect((await podproof(['check', '--', 'deploy/web'])).err).toContain('deploy/web: no such file or directory');
  });
});
