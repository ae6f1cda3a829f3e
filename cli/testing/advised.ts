/** Manifests that each show something their owner can mend. */

const indented = (text: string, spaces: number): string =>
  text
    .trim()
    .split('\n')
    .map((line) => `${' '.repeat(spaces)}${line}\n`)
    .join('');

/** What is special about a Deployment; everything else of it is as plain as can be. */
export interface Special {
  readonly replicas?: number;
  readonly annotations?: string;
  readonly pod?: string;
  readonly container?: string;
  readonly service?: string;
}

/** A Deployment of one container behind a Service. */
export const shop = ({ replicas = 2, annotations = '{}', pod = '', container = '', service = '' }: Special = {}) =>
  `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  annotations: ${annotations}
spec:
  replicas: ${replicas}
  selector:
    matchLabels: {app: shop}
  template:
    metadata:
      labels: {app: shop}
    spec:
${indented(pod, 6)}      containers:
        - name: app
          image: nginx:1.27
          ports: [{containerPort: 80}]
${indented(container, 10)}---
apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
${indented(service, 2)}  selector: {app: shop}
  ports: [{port: 80}]
`;

/** A bare Pod of one container, with a claim. */
export const single = (spec: string, container = ''): string => `apiVersion: v1
kind: Pod
metadata:
  name: one
spec:
${indented(spec, 2)}  containers:
    - name: app
      image: nginx:1.27
${indented(container, 6)}`;

const probe = '{httpGet: {path: /, port: 80}, initialDelaySeconds: 10, periodSeconds: 5}';

/** A preStop hook that sleeps, whichever way. */
export const sleeping = (seconds: number, handler: 'sleep' | 'exec' = 'sleep'): string =>
  handler === 'sleep'
    ? `lifecycle: {preStop: {sleep: {seconds: ${seconds}}}}`
    : `lifecycle: {preStop: {exec: {command: [sleep, "${seconds}"]}}}`;

/** One manifest with the guarantee of a finding of kind change that it shows, and what the check is told beside it. */
export interface Advised {
  readonly guarantee: string;
  readonly manifest: string;
  readonly options?: readonly string[];
}

const startsWithin = '{assume.podproof.dev/process-start: "<=60s"}';

/** By what there is to mend. */
export const advised: Readonly<Record<string, Advised>> = {
  'no preStop': { guarantee: 'traffic-only-to-serving', manifest: shop() },
  'a preStop that is too short': { guarantee: 'traffic-only-to-serving', manifest: shop({ container: sleeping(1) }) },
  'a command that sleeps too short': {
    guarantee: 'traffic-only-to-serving',
    manifest: shop({ container: sleeping(2, 'exec') }),
  },
  'one replica': { guarantee: 'traffic-only-to-serving', manifest: shop({ replicas: 1 }) },
  'a grace period that no preStop fits into': {
    guarantee: 'traffic-only-to-serving',
    manifest: shop({ pod: 'terminationGracePeriodSeconds: 2' }),
  },
  'a preStop that outlasts the grace period': {
    guarantee: 'graceful-exit-within-grace',
    manifest: shop({ pod: 'terminationGracePeriodSeconds: 10', container: sleeping(15, 'exec') }),
  },
  'a process that outlasts the grace period': {
    guarantee: 'graceful-exit-within-grace',
    manifest: shop({ annotations: '{assume.podproof.dev/shutdown: "<=40s"}', container: sleeping(5) }),
  },
  'a start that outlasts the liveness probe': {
    guarantee: 'slow-starter-is-not-killed',
    manifest: shop({ annotations: startsWithin, container: `livenessProbe: ${probe}\n${sleeping(5)}` }),
  },
  'a start that outlasts the startup probe': {
    guarantee: 'slow-starter-is-not-killed',
    manifest: shop({ annotations: startsWithin, container: `startupProbe: ${probe}\n${sleeping(5)}` }),
  },
  'a Service that publishes everything': {
    guarantee: 'terminating-endpoint-is-not-ready',
    manifest: shop({
      container: `readinessProbe: ${probe}\n${sleeping(5)}`,
      service: 'publishNotReadyAddresses: true',
    }),
  },
  'a sidecar that nothing waits for': {
    guarantee: 'sidecar-ready-before-main-starts',
    manifest: shop({
      pod: `initContainers:
  - name: proxy
    image: envoy:1
    restartPolicy: Always
    readinessProbe: {httpGet: {path: /, port: 9000}, successThreshold: 2}`,
      container: sleeping(5),
    }),
  },
  'a grace period of 0': {
    guarantee: 'graceful-exit-within-grace',
    manifest: single(
      'terminationGracePeriodSeconds: 0',
      'livenessProbe: {tcpSocket: {port: 80}}\nlifecycle: {preStop: {exec: {command: [/drain]}}}',
    ),
  },
  'a Pod that names its node': {
    guarantee: 'claims-bound-before-binding',
    manifest: `${single('nodeName: node-1\nvolumes: [{name: data, persistentVolumeClaim: {claimName: data}}]')}---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 1Gi}}
`,
  },
  'a stop signal of SIGKILL': {
    guarantee: 'sigkill-not-before-grace',
    manifest: single('os: {name: linux}', 'lifecycle: {stopSignal: SIGKILL}'),
    options: ['--feature-gates', 'ContainerStopSignals=true'],
  },
};
