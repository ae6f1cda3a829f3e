import { countOf, parseQuantity } from '../../kubernetes/quantity.ts';
import { sleepingOf } from '../../kubernetes/sleeping.ts';
import type {
  ConfigReference,
  Container,
  ContainerPort,
  LifecycleHandler,
  Probe,
  ResourceList,
  RestartPolicy,
  RestartRule,
} from '../../kubernetes/spec.ts';
import type { Cursor } from '../cursor.ts';
import { quantityText } from '../fields.ts';
import { word } from './word.ts';

/** What defaulting needs to know besides the container itself. */
export interface ContainerSetting {
  readonly isInit: boolean;
  readonly hostNetwork: boolean;
  readonly featureGates: Readonly<Record<string, boolean>>;
}

/** A container as it reaches storage (`pkg/apis/core/v1/defaults.go`, 1.36; disabled fields are dropped as `pkg/api/pod/util.go` does). */
export function containerOf(cursor: Cursor, setting: ContainerSetting): Container {
  const limits = resourcesOf(cursor.at('resources', 'limits'));
  const postStart = handlerOf(cursor.at('lifecycle', 'postStart'));
  const preStop = handlerOf(cursor.at('lifecycle', 'preStop'));
  const stopSignal = setting.featureGates.ContainerStopSignals ? cursor.at('lifecycle', 'stopSignal').text : undefined;
  return {
    name: cursor.at('name').text ?? '',
    image: cursor.at('image').text ?? '',
    imagePullPolicy: pullPolicyOf(cursor),
    ...restartOf(cursor, setting),
    ...probesOf(cursor),
    ...(postStart === undefined ? {} : { postStart }),
    ...(preStop === undefined ? {} : { preStop }),
    ...(stopSignal === undefined ? {} : { stopSignal }),
    requests: { ...limits, ...resourcesOf(cursor.at('resources', 'requests')) },
    limits,
    ports: cursor.at('ports').items.map((port) => portOf(port, setting.hostNetwork)),
    volumeMounts: namesOf(cursor, 'volumeMounts', 'volumeDevices'),
    environment: environmentOf(cursor),
  };
}

/** A list of resources in the units of `ResourceList`. */
export function resourcesOf(cursor: Cursor): ResourceList {
  const pairs = cursor.keys.flatMap((name): [string, number][] => {
    const { tree } = cursor.at(name);
    const quantity = tree?.kind === 'scalar' ? parseQuantity(quantityText(tree) ?? '') : undefined;
    return quantity === undefined ? [] : [[name, countOf(name, quantity)]];
  });
  return Object.fromEntries(pairs);
}

/** Always for `latest` or no tag at all, else IfNotPresent; a digest without a tag counts as a tag. */
function pullPolicyOf(cursor: Cursor): Container['imagePullPolicy'] {
  const image = cursor.at('image').text ?? '';
  const [repository = '', digest] = image.split('@');
  const tag = /:([^/:]+)$/.exec(repository)?.[1];
  const isLatest = tag === 'latest' || (tag === undefined && digest === undefined);
  const fallback = isLatest ? 'Always' : 'IfNotPresent';
  return word(cursor.at('imagePullPolicy'), ['Always', 'IfNotPresent', 'Never'], fallback);
}

function restartOf(
  cursor: Cursor,
  { isInit, featureGates }: ContainerSetting,
): Pick<Container, 'restartPolicy' | 'restartPolicyRules'> {
  const written = cursor.at('restartPolicy');
  const policy = written.exists ? word<RestartPolicy>(written, ['Always', 'OnFailure', 'Never'], 'Always') : undefined;
  const isSidecar = isInit && policy === 'Always';
  if (policy === undefined || (!featureGates.ContainerRestartRules && !isSidecar)) return { restartPolicyRules: [] };
  const rules = featureGates.ContainerRestartRules ? cursor.at('restartPolicyRules').items.map(ruleOf) : [];
  return { restartPolicy: policy, restartPolicyRules: rules };
}

const ruleOf = (rule: Cursor): RestartRule => ({
  action: word(rule.at('action'), ['Restart', 'RestartAllContainers'], 'Restart'),
  operator: word(rule.at('exitCodes', 'operator'), ['In', 'NotIn'], 'In'),
  values: rule.at('exitCodes', 'values').items.flatMap((code) => code.whole ?? []),
});

function probesOf(cursor: Cursor): Pick<Container, 'startupProbe' | 'livenessProbe' | 'readinessProbe'> {
  const [startupProbe, livenessProbe, readinessProbe] = ['startupProbe', 'livenessProbe', 'readinessProbe'].map(
    (name) => probeOf(cursor.at(name)),
  );
  return {
    ...(startupProbe === undefined ? {} : { startupProbe }),
    ...(livenessProbe === undefined ? {} : { livenessProbe }),
    ...(readinessProbe === undefined ? {} : { readinessProbe }),
  };
}

/** Zero means unset: it is replaced by the default like an absent field. */
function probeOf(cursor: Cursor): Probe | undefined {
  if (!cursor.exists) return undefined;
  const number = (name: string, fallback: number) => cursor.at(name).whole || fallback;
  const grace = cursor.at('terminationGracePeriodSeconds').whole;
  return {
    handler: (['exec', 'httpGet', 'tcpSocket', 'grpc'] as const).find((kind) => cursor.at(kind).exists) ?? 'exec',
    initialDelaySeconds: number('initialDelaySeconds', 0),
    periodSeconds: number('periodSeconds', 10),
    timeoutSeconds: number('timeoutSeconds', 1),
    successThreshold: number('successThreshold', 1),
    failureThreshold: number('failureThreshold', 3),
    ...(grace === undefined ? {} : { terminationGracePeriodSeconds: grace }),
  };
}

function handlerOf(cursor: Cursor): LifecycleHandler | undefined {
  const handler = (['exec', 'httpGet', 'tcpSocket', 'sleep'] as const).find((kind) => cursor.at(kind).exists);
  if (handler === undefined) return undefined;
  if (handler === 'sleep') return { handler, seconds: cursor.at('sleep', 'seconds').whole ?? 0 };
  const command = handler === 'exec' ? cursor.at('exec', 'command').items.map(({ text = '' }) => text) : [];
  const sleeping = sleepingOf(command);
  return sleeping === undefined ? { handler } : { handler, sleeping };
}

function portOf(cursor: Cursor, hostNetwork: boolean): ContainerPort {
  const containerPort = cursor.at('containerPort').whole ?? 0;
  const name = cursor.at('name').text;
  return {
    ...(name ? { name } : {}),
    containerPort,
    hostPort: cursor.at('hostPort').whole || (hostNetwork ? containerPort : 0),
    hostIP: cursor.at('hostIP').text ?? '',
    protocol: word(cursor.at('protocol'), ['TCP', 'UDP', 'SCTP'], 'TCP'),
  };
}

const namesOf = (cursor: Cursor, ...lists: readonly string[]): readonly string[] => [
  ...new Set(lists.flatMap((list) => cursor.at(list).items.flatMap((item) => item.at('name').text ?? []))),
];

function environmentOf(cursor: Cursor): readonly ConfigReference[] {
  const whole = cursor
    .at('envFrom')
    .items.flatMap((from) => [
      reference(from.at('configMapRef'), 'ConfigMap'),
      reference(from.at('secretRef'), 'Secret'),
    ]);
  const single = cursor
    .at('env')
    .items.map((variable) => variable.at('valueFrom'))
    .flatMap((from) => [
      reference(from.at('configMapKeyRef'), 'ConfigMap'),
      reference(from.at('secretKeyRef'), 'Secret'),
    ]);
  return [...whole, ...single].flat();
}

function reference(cursor: Cursor, kind: ConfigReference['kind']): readonly ConfigReference[] {
  const name = cursor.at('name').text;
  return name === undefined ? [] : [{ kind, name, optional: cursor.at('optional').isTrue }];
}
