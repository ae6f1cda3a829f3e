import { describe, expect, it } from 'vitest';
import { problemText, readManifest } from '../manifest/index.ts';
import { unknownAnnotations } from './unknownAnnotations.ts';

const told = (yaml: string) => unknownAnnotations(readManifest(yaml, 'a.yaml')).map(problemText);

const pod = (annotations: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  annotations: ${annotations}\nspec: {containers: [{name: a, image: a}]}\n`;

describe('annotations with the name of podproof that it does not read', () => {
  it.each([
    ['asume.podproof.dev/shutdown', 'did you mean assume.podproof.dev/shutdown?'],
    ['ignored.podproof.dev/bind-once', 'did you mean ignore.podproof.dev/bind-once?'],
    ['podproof.dev/ignore', 'write assume.podproof.dev/NAME or ignore.podproof.dev/GUARANTEE'],
    ['x.PodProof.dev/y', 'write assume.podproof.dev/NAME or ignore.podproof.dev/GUARANTEE'],
  ])('%s is refused with its line and what is meant', (key, fix) => {
    expect(told(pod(`{${key}: "1s"}`))).toEqual([
      `a.yaml:5:17: metadata.annotations[${key}]: podproof reads no such annotation; ${fix}`,
    ]);
  });

  it('are looked for in pod templates, and in objects that make no Pods', () => {
    const template = `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec:\n  schedule: "* * * * *"\n  jobTemplate:\n    spec:\n      template:\n        metadata: {annotations: {asume.podproof.dev/shutdown: 1s}}\n        spec: {restartPolicy: Never, containers: [{name: a, image: a}]}\n`;
    expect(told(template)).toEqual([expect.stringMatching(/^a.yaml:9:34: .*did you mean assume/)]);
    const service =
      'apiVersion: v1\nkind: Service\nmetadata: {name: a, annotations: {podproof.dev/x: z}}\nspec: {ports: [{port: 1}]}\n';
    expect(told(service)).toHaveLength(1);
  });

  it('are none of what others write', () => {
    const theirs =
      '{ignore.pod.dev/x: y, notpodproof.dev/x: y, podproof.dev.example.com/x: y, plain: y, assume.podproof.dev/shutdown: 1s}';
    expect(told(pod(theirs))).toEqual([]);
  });
});
