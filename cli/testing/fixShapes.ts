/** Manifests of many shapes, each with something to mend. */
import { parse } from 'yaml';
import { webYaml } from './world.ts';

/** The Service of the Deployment. */
export const service = webYaml.slice(webYaml.indexOf('---\n'));

/** A Deployment of two behind a Service, with this spec of its pods. */
export const web = (spec: string, fields = 'replicas: 2'): string => `# what customers see
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web   # by team a
spec:
  ${fields}
  selector:
    matchLabels: {app: web}
  template:
    metadata: {labels: {app: web}}
    spec:
${spec}${service}`;

/** A Job with a helper that runs for ever. */
export const job = `apiVersion: batch/v1
kind: Job
metadata:
  name: once
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: work
          image: work:1
        # ships the logs
        - name: log
          image: log:1   # pinned
`;

const toJson = (text: string): string =>
  JSON.stringify(
    { apiVersion: 'v1', kind: 'List', items: text.split('---\n').map((one) => parse(one) as unknown) },
    null,
    2,
  );

/** One manifest of each shape, with the lines its mended text has beyond it. */
export const shapes: Readonly<Record<string, readonly [text: string, added: readonly string[]]>> = {
  bare: [
    web('      containers:\n        - name: app # it\n          image: app:1\n'),
    ['          lifecycle:', '            preStop:', '              sleep:', '                seconds: 4'],
  ],
  'two containers in flow style': [
    web('      containers: [{name: app, image: app:1},\n        {name: b, image: b:1}] # both\n'),
    [
      '      containers: [{name: app, image: app:1, lifecycle: {preStop: {sleep: {seconds: 4}}}},',
      '        {name: b, image: b:1, lifecycle: {preStop: {sleep: {seconds: 4}}}}] # both',
    ],
  ],
  'a helper beside the container that serves': [
    web(
      '      containers:\n      - name: app\n        image: app:1\n        ports: [{containerPort: 80}]\n      - {name: log, image: log:1}\n',
    ),
    ['        lifecycle:', '          preStop:', '            sleep:', '              seconds: 4'],
  ],
  'too short a sleep': [
    web(
      '      containers:\n      - name: app\n        image: app:1\n        lifecycle: {preStop: {sleep: {seconds: 2}}} # hm\n',
    ),
    ['        lifecycle: {preStop: {sleep: {seconds: 4}}} # hm'],
  ],
  'CR LF and a byte order mark': [
    `\uFEFF${web('      containers:\n      - name: app\n        image: app:1\n')}`.replaceAll('\n', '\r\n'),
    ['        lifecycle:\r', '          preStop:\r', '            sleep:\r', '              seconds: 4\r'],
  ],
  'an anchor that both containers name': [
    web(
      '      containers:\n      - name: app\n        image: app:1\n        lifecycle: &hook {preStop: {sleep: {seconds: 2}}}\n      - name: b\n        image: b:1\n        lifecycle: *hook\n',
    ),
    ['        lifecycle: &hook {preStop: {sleep: {seconds: 4}}}'],
  ],
  'a List in JSON': [
    toJson(web('      containers: [{name: app, image: app:1}]\n')),
    [
      '                "image": "app:1",',
      '                "lifecycle": {',
      '                  "preStop": {',
      '                    "sleep": {',
      '                      "seconds": 4',
      '                    }',
      '                  }',
      '                }',
    ],
  ],
  'a grace period that a sleep does not fit into': [
    web('      terminationGracePeriodSeconds: 3 # quick\n      containers:\n      - name: app\n        image: app:1\n'),
    [
      '      terminationGracePeriodSeconds: 33 # quick',
      '        lifecycle:',
      '          preStop:',
      '            sleep:',
      '              seconds: 4',
    ],
  ],
  'a hook that takes longer than the grace period': [
    web(
      '      terminationGracePeriodSeconds: 10\n      containers:\n      - name: app\n        image: app:1\n        lifecycle:\n          preStop:\n            exec: {command: [sleep, "15"]}\n',
    ),
    ['      terminationGracePeriodSeconds: 46'],
  ],
  'one replica, which kube-proxy goes on sending to': [
    web('      containers:\n      - name: app\n        image: app:1\n', 'replicas: 1'),
    ['  replicas: 2', '        lifecycle:', '          preStop:', '            sleep:', '              seconds: 4'],
  ],
};
