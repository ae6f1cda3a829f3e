/** What kubectl prints of stored objects, as tables and as lines of `describe`, without the times that a model without a clock cannot know. */
import type {
  ApiObjects,
  ContainerState,
  ContainerStatus,
  EndpointObject,
  NamedContainer,
  PodObject,
} from './objects.ts';
import { type PodRow, podRow } from './printers.ts';

/** A table; the first cell of a row tells it from the others. */
export interface Table {
  /** What one types to see it. */
  readonly command: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

type Column = readonly [title: string, cell: (row: PodRow) => string];

const columns: readonly Column[] = [
  ['NAME', ({ name }) => name],
  ['READY', ({ ready }) => ready],
  ['STATUS', ({ status }) => status],
  ['RESTARTS', ({ restarts }) => restarts],
  ['IP', ({ ip }) => ip],
  ['NODE', ({ node }) => node],
];

/** These two are left out where no Pod has anything in them. */
const rare: readonly Column[] = [
  ['NOMINATED NODE', ({ nominatedNode }) => nominatedNode],
  ['READINESS GATES', ({ readinessGates }) => readinessGates],
];

const podTable = ({ pods }: ApiObjects): Table => {
  const rows = pods.map(podRow);
  const used = [...columns, ...rare.filter(([, cell]) => rows.some((row) => cell(row) !== '<none>'))];
  return {
    command: 'kubectl get pods -o wide',
    columns: used.map(([title]) => title),
    rows: rows.map((row) => used.map(([, cell]) => cell(row))),
  };
};

const endpointRow = (one: EndpointObject): readonly string[] => [
  one.pod,
  one.service,
  one.address,
  String(one.ready),
  String(one.serving),
  String(one.terminating),
  one.nodeName === '' ? '<unset>' : one.nodeName,
];

/** The endpoints with their conditions: `get` shows the addresses alone. A Service without endpoints has a row that says so. */
const endpointTable = ({ services, endpoints }: ApiObjects): Table => ({
  command: 'kubectl get endpointslices -o yaml',
  columns: ['TARGETREF', 'SERVICE', 'ADDRESS', 'READY', 'SERVING', 'TERMINATING', 'NODENAME'],
  rows: services.flatMap((service) => {
    const own = endpoints.filter((one) => one.service === service);
    return own.length === 0 ? [['<unset>', service, '', '', '', '', '']] : own.map(endpointRow);
  }),
});

/** The tables of what is stored: Pods, and endpoints where there are Services. */
export const tablesOf = (objects: ApiObjects): readonly Table[] => [
  podTable(objects),
  ...(objects.services.length === 0 ? [] : [endpointTable(objects)]),
];

/** A line of `kubectl describe`: how far it is indented, its label, its value. */
export interface Described {
  readonly depth: number;
  readonly label: string;
  readonly value: string;
}

const line = (depth: number, label: string, value = ''): Described => ({ depth, label, value });

const stateLines = (label: string, state: ContainerState): readonly Described[] => {
  if (state.is === 'running') return [line(2, label, 'Running')];
  const word = state.is === 'waiting' ? 'Waiting' : 'Terminated';
  return [
    line(2, label, word),
    ...(state.reason === '' ? [] : [line(3, 'Reason', state.reason)]),
    ...(state.is === 'terminated' ? [line(3, 'Exit Code', String(state.exitCode))] : []),
  ];
};

const containerLines = (
  title: string,
  containers: readonly NamedContainer[],
  statuses: readonly ContainerStatus[],
): readonly Described[] => {
  if (containers.length === 0) return [];
  const lines = containers.flatMap(({ name }) => {
    const status = statuses.find((one) => one.name === name);
    if (status === undefined) return [line(1, name)];
    return [
      line(1, name),
      ...stateLines('State', status.state),
      ...(status.last === undefined ? [] : stateLines('Last State', status.last)),
      line(2, 'Ready', status.ready ? 'True' : 'False'),
      line(2, 'Restart Count', String(status.restartCount)),
    ];
  });
  return [line(0, title), ...lines];
};

const conditionLines = (title: string, conditions: readonly (readonly [type: string, status: string])[]) =>
  conditions.length === 0 ? [] : [line(0, title), ...conditions.map(([type, status]) => line(1, type, status))];

/** What `kubectl describe pod` says of a Pod: describePod, k8s.io/kubectl pkg/describe/describe.go, 0.35.0. */
export const describedPod = (pod: PodObject): readonly Described[] => {
  const { phase, deletionGracePeriodSeconds: grace, conditions } = pod;
  const terminating = grace !== null && phase !== 'Failed' && phase !== 'Succeeded';
  const statusOf = (gate: string) => conditions.find(({ type }) => type === gate)?.status ?? '<none>';
  return [
    line(0, 'Name', pod.name),
    line(0, 'Node', pod.nodeName === '' ? '<none>' : pod.nodeName),
    line(0, 'Status', terminating ? 'Terminating' : phase),
    ...(terminating ? [line(0, 'Termination Grace Period', `${grace}s`)] : []),
    ...(pod.reason === '' ? [] : [line(0, 'Reason', pod.reason)]),
    line(0, 'IP', pod.podIP),
    ...(pod.nominatedNodeName === '' ? [] : [line(0, 'NominatedNodeName', pod.nominatedNodeName)]),
    ...containerLines('Init Containers', pod.initContainers, pod.initContainerStatuses),
    ...containerLines('Containers', pod.containers, pod.containerStatuses),
    ...conditionLines(
      'Readiness Gates',
      pod.readinessGates.map((gate) => [gate, statusOf(gate)]),
    ),
    ...conditionLines(
      'Conditions',
      conditions.map(({ type, status }) => [type, status]),
    ),
  ];
};
