/** Bugs between readiness, EndpointSlices and kube-proxies. */
import { type Cluster, cell } from '../../model/cluster.ts';
import { subjects } from '../../model/guarantees/build.ts';
import { anyTime } from '../../model/timing/interval.ts';
import type { Exhibit } from './exhibit.ts';
import { container, delays, kubernetes, podsOf, probe, scene, serviceOf } from './scene.ts';
import { terminalStaysListed } from './switches/identity.ts';

const deleted = { type: 'user/podDeleted', pod: 'web', grace: null } as const;
const sigterm = { type: 'runtime/sigtermSent', uid: 'web#1', container: 'app' } as const;
const restarted = { type: 'fault/kubeletRestarted' } as const;
const patched = { type: 'kubelet/statusPatched', uid: 'web#1' } as const;
const isReady = (cluster: Cluster): boolean => cell(cluster, 'statuses', 'web').ready;

const sleeping = (seconds: number) =>
  podsOf({ 'web#1': { containers: [container('app', { preStop: { handler: 'sleep', seconds } })] } });
const oneOfTwo = { services: { web: serviceOf(['web'], { otherReadyEndpoints: 1 }) } } as const;
const unbounded = delays({ 'endpoint-slice-write': anyTime, 'kube-proxy-programming': anyTime });

const trafficToTheDead: Exhibit = {
  id: 'kubernetes-website-37223',
  title: 'Traffic to a Pod that has already stopped',
  links: [
    'kubernetes/website#37223',
    'kubernetes-sigs/aws-load-balancer-controller#1719',
    'kubernetes-sigs/aws-load-balancer-controller#814',
    'kubernetes-sigs/aws-load-balancer-controller#1124',
    'kubernetes/kubernetes#85643',
    'kubernetes/kubernetes#97238',
  ],
  versions: 'all versions: nothing in Kubernetes promises it',
  grade: 'A',
  story:
    'Errors during a roll-out, for a second or two. A delete goes to two places that do not wait for each other. The kubelet ' +
    'sends SIGTERM and the app exits; EndpointSlices and kube-proxies follow when they come to it, and send connections to an address where ' +
    'nobody listens meanwhile. A preStop sleep longer than that way takes helps, if something bounds how long it takes.',
  scenario: scene(
    'a Service of two Pods, one of them deleted',
    { 'web#1': {} },
    { delete: 1 },
    {
      ...oneOfTwo,
      ...delays(),
      begins: 'running',
      reportedStatus: 'all',
      serving: 'until-sigterm',
    },
  ),
  asked: { guarantee: 'traffic-only-to-running' },
  switch: 'drain-delay',
  off: { says: 'No preStop hook.' },
  on: {
    says: 'A preStop sleep of 4 s, where slices and rules follow within 3 s and the watch within 1 s.',
    scenario: sleeping(4),
  },
  further: [
    {
      says: 'The same sleep where nothing bounds slices and rules: no number of seconds is enough.',
      scenario: { ...sleeping(4), ...unbounded },
      expected: 'violated',
    },
    {
      says: 'The same sleep with a single Pod: the last serving endpoint stays in use while it terminates.',
      scenario: { ...sleeping(4), services: { web: serviceOf(['web']) } },
      expected: 'violated',
    },
  ],
  run: [
    { says: 'the Pod is deleted', event: deleted },
    { says: 'the kubelet sees it and sends SIGTERM', event: sigterm },
    {
      says: 'the container exits; kube-proxy still lists it',
      event: { type: 'process/exited', uid: 'web#1' },
      when: (before) => cell(before, 'proxies', 'node-1/web').targets.length > 0,
    },
  ],
};

const failedStaysEndpoint: Exhibit = {
  id: 'kubernetes-109414',
  title: 'A Pod that failed stays an endpoint, and its address goes to another',
  links: [
    'kubernetes/kubernetes#109414',
    'kubernetes/kubernetes#135593',
    'kubernetes/kubernetes#92697',
    'antrea-io/antrea#6507',
    'cloudnativelabs/kube-router#1056',
  ],
  versions: '1.22.7; the twin in kube-proxy by #135593',
  grade: 'A',
  story:
    'A Pod failed and its object was kept. Ready had not been cleared, so its endpoint stayed; but its sandbox was gone and its address free. ' +
    'The next Pod on the node, of quite another Service, was given that address, and answered for both.',
  scenario: scene(
    'a Pod that runs once, its Service, and another Pod',
    {
      'web#1': { restartPolicy: 'Never', nodeName: 'node-1' },
      'db#1': { nodeName: 'node-1' },
    },
    { 'watch-lag': 0 },
    { services: { web: serviceOf(['web']) }, reportedStatus: 'all' },
  ),
  asked: {
    sentence: 'The endpoint of a Pod that is over goes away.',
    promises: (scenario) =>
      subjects(scenario)
        .filter(({ name }) => name === 'web')
        .map(({ name, label }) => ({
          kind: 'leads-to',
          subject: label,
          from: (now) =>
            ['Succeeded', 'Failed'].includes(cell(now, 'statuses', name).phase) &&
            cell(now, 'endpoints', `web/${name}`).listed,
          to: (now) => !cell(now, 'endpoints', `web/${name}`).listed,
        })),
  },
  switch: 'terminal-is-no-endpoint',
  off: { says: 'A Pod that is over stays in its EndpointSlice.', mutations: [terminalStaysListed] },
  on: { says: 'A Pod that is Succeeded or Failed is no endpoint.' },
  run: [
    { says: 'web has its address', event: { type: 'cni/networkAdded', uid: 'web#1', podIP: '10.244.0.1' } },
    { says: 'web is an endpoint', event: { type: 'endpointslice/sliceWritten', service: 'web' } },
    { says: 'web ends', event: { type: 'process/exited', uid: 'web#1' } },
    { says: 'its address is free', event: { type: 'cni/networkRemoved', uid: 'web#1' } },
    { says: 'and goes to db', event: { type: 'cni/networkAdded', uid: 'db#1', podIP: '10.244.0.1' } },
    {
      says: 'web is over, its endpoint stays',
      event: patched,
      when: (_before, after) => cell(after, 'endpoints', 'web/web').listed,
    },
  ],
};

const probed = { 'web#1': { containers: [container('app', { readinessProbe: probe })] } };
const gate = 'ChangeContainerStatusOnKubeletRestart';

const readyLost: Exhibit = {
  id: 'kubernetes-100277',
  title: 'A kubelet restart takes ready Pods out of rotation',
  links: [
    'kubernetes/kubernetes#100277',
    'kubernetes/kubernetes#78733',
    'kubernetes/kubernetes#106689',
    'kubernetes/kubernetes#113646',
    'kubernetes/kubernetes#125397',
    'kubernetes/kubernetes#133770',
  ],
  versions: 'reports from 1.10 on; 1.35 has the cure: ChangeContainerStatusOnKubeletRestart is off',
  grade: 'A',
  story:
    'Nothing is wrong with any app; the kubelet is restarted, for an update perhaps. It has no probe results any more, calls what it has not ' +
    'probed yet unready, and all Pods of the node leave their Services at once, to come back probe by probe.',
  scenario: scene(
    'a readiness probe and a kubelet restart',
    probed,
    { 'kubelet-restart': 1 },
    // The app serves until SIGTERM, so that no probe fails on its account.
    { reportedStatus: 'all', serving: 'until-sigterm', ...kubernetes('1.35') },
  ),
  asked: { guarantee: 'readiness-survives-kubelet-restart' },
  switch: gate,
  off: {
    says: 'The gate is on: a kubelet that has just started changes what the API says.',
    scenario: kubernetes('1.35', { gates: { [gate]: true } }),
  },
  on: { says: 'The gate is off, as by default since 1.35.' },
  run: [
    { says: 'the Pod is ready', event: patched, when: (before, after) => !isReady(before) && isReady(after) },
    { says: 'the kubelet restarts', event: restarted },
    { says: 'and calls it unready', event: { type: 'kubelet/syncStarted', uid: 'web#1' } },
  ],
};

const readyUnprobed: Exhibit = {
  id: 'kubernetes-133770',
  title: 'A kubelet restart makes Pods ready that nobody has asked',
  links: ['kubernetes/kubernetes#133770', 'kubernetes/kubernetes#131303'],
  versions: 'up to 1.34; in 1.35 the gate ChangeContainerStatusOnKubeletRestart is off',
  grade: 'A',
  story:
    'The other direction of the same fault: before its probe workers exist a restarted kubelet finds no readiness probe registered, takes that ' +
    'for none to ask, and reports a Pod ready that has never passed one. Connections follow.',
  scenario: scene(
    'a readiness probe and a kubelet restart',
    probed,
    { 'kubelet-restart': 1 },
    { reportedStatus: 'all', ...kubernetes('1.35') },
  ),
  asked: { guarantee: 'ready-means-every-container-ready' },
  switch: gate,
  off: {
    says: 'The gate is on: a probe without a worker counts as none.',
    scenario: kubernetes('1.35', { gates: { [gate]: true } }),
  },
  on: { says: 'The gate is off, as by default since 1.35.' },
  run: [
    { says: 'the container runs', event: { type: 'runtime/containerStarted', uid: 'web#1', container: 'app' } },
    { says: 'the kubelet restarts', event: restarted, when: (before) => !isReady(before) },
    {
      says: 'a pass computes the status before the probe workers exist: ready',
      event: { type: 'kubelet/syncStarted', uid: 'web#1' },
    },
  ],
};

/** Bugs between readiness, EndpointSlices and kube-proxies. */
export const endpointExhibits: readonly Exhibit[] = [trafficToTheDead, failedStaysEndpoint, readyLost, readyUnprobed];
