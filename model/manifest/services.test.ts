import { describe, expect, it } from 'vitest';
import { companionsOf } from './companions.ts';
import { readManifest } from './parse.ts';
import { complaints } from './testing/yaml.ts';
import { podTemplates } from './workload.ts';

const pod = (containers: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}\nspec:\n${containers}`;

/** The Service of a pod with these containers. */
const serviceOf = (containers: string, spec: string) => {
  const service = `---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ${spec}}\n`;
  const manifest = readManifest(pod(containers) + service, 'test.yaml');
  expect(complaints(manifest)).toEqual([]);
  const workloads = podTemplates(manifest);
  const [workload] = workloads;
  if (workload === undefined) throw new Error('no workload');
  return companionsOf(manifest, workloads, workload).services.web;
};

const siteAndExporter = `  containers:
    - {name: site, image: a, ports: [{name: http, containerPort: 8080}]}
    - {name: exporter, image: b, ports: [{name: metrics, containerPort: 9113}]}
`;
const silentAndExporter = `  containers:
    - {name: site, image: a}
    - {name: exporter, image: b, ports: [{name: metrics, containerPort: 9113}]}
`;
const proxied = `  initContainers:
    - {name: prepare, image: a, ports: [{name: https, containerPort: 1}]}
    - {name: proxy, image: a, restartPolicy: Always, ports: [{name: https, containerPort: 8443}]}
  containers:
    - {name: site, image: a, ports: [{name: http, containerPort: 8080}]}
`;

describe('the containers that a Service reaches', () => {
  it.each([
    ['the one that names the port', siteAndExporter, 'ports: [{port: 80, targetPort: http}]', ['site']],
    ['the one that declares the number', siteAndExporter, 'ports: [{port: 80, targetPort: 8080}]', ['site']],
    ['without targetPort the Service’s own number', siteAndExporter, 'ports: [{port: 9113}]', ['exporter']],
    [
      'one for each of several ports',
      siteAndExporter,
      'ports: [{name: a, port: 80, targetPort: http}, {name: b, port: 81, targetPort: metrics}]',
      ['site', 'exporter'],
    ],
    [
      'an unknown number is served by who declares nothing',
      silentAndExporter,
      'ports: [{port: 80, targetPort: 3000}]',
      ['site'],
    ],
    ['or perhaps by anybody', siteAndExporter, 'ports: [{port: 80, targetPort: 3000}]', ['site', 'exporter']],
    ['a sidecar, by name', proxied, 'ports: [{port: 443, targetPort: https}]', ['proxy']],
    ['a sidecar, by number', proxied, 'ports: [{port: 443, targetPort: 8443}]', ['proxy']],
    ['only what has the same protocol', siteAndExporter, 'ports: [{port: 8080, protocol: UDP}]', ['site', 'exporter']],
    [
      'the ports that have somewhere to go',
      siteAndExporter,
      'ports: [{name: a, port: 80, targetPort: htttp}, {name: b, port: 81, targetPort: metrics}]',
      ['exporter'],
    ],
  ])('%s', (_, containers, spec, expected) => {
    const service = serviceOf(containers, spec);
    expect(service?.containers).toEqual(expected);
    expect(service?.unproxied).toBeUndefined();
  });

  it('none, if nobody declares the name', () => {
    expect(serviceOf(siteAndExporter, 'ports: [{port: 80, targetPort: htttp}]')?.unproxied).toBe('no such port');
    // An init container is gone by then.
    expect(
      serviceOf(proxied.replace('restartPolicy: Always, ', ''), 'ports: [{port: 443, targetPort: https}]'),
    ).toMatchObject({ unproxied: 'no such port' });
  });

  it('none by kube-proxy, if it is headless', () => {
    expect(serviceOf(siteAndExporter, 'clusterIP: None, ports: [{port: 80, targetPort: http}]')?.unproxied).toBe(
      'headless',
    );
    expect(serviceOf(siteAndExporter, 'clusterIP: None')?.unproxied).toBe('headless');
  });
});
