/** Containers as they are applied. Image and command are a driver's business, and its script answers hooks and probes. */
import type {
  ConfigReference,
  Container,
  ContainerPort,
  LifecycleHandler,
  Probe,
} from '../../../model/kubernetes/spec.ts';
import { filled, resourceFields } from './fields.ts';

/** Where the script of a container keeps what it was told. */
const asks = (question: string) => ({ exec: { command: ['/podproof/script', question] } });

const probeObject = (kind: string, probe: Probe | undefined) =>
  probe === undefined
    ? undefined
    : {
        ...asks(kind),
        ...(probe.initialDelaySeconds === 0 ? {} : { initialDelaySeconds: probe.initialDelaySeconds }),
        periodSeconds: probe.periodSeconds,
        timeoutSeconds: probe.timeoutSeconds,
        failureThreshold: probe.failureThreshold,
        ...(kind === 'readiness' ? { successThreshold: probe.successThreshold } : {}),
        ...filled({ terminationGracePeriodSeconds: probe.terminationGracePeriodSeconds }),
      };

const hookObject = (name: string, hook: LifecycleHandler | undefined) => (hook === undefined ? undefined : asks(name));

const lifecycleOf = ({ postStart, preStop, stopSignal }: Container) =>
  filled({ postStart: hookObject('postStart', postStart), preStop: hookObject('preStop', preStop), stopSignal });

const portObject = ({ name, containerPort, hostPort, hostIP, protocol }: ContainerPort) => ({
  ...(name === undefined ? {} : { name }),
  containerPort,
  protocol,
  ...(hostPort === 0 ? {} : { hostPort }),
  ...(hostIP === '' ? {} : { hostIP }),
});

const sourceObject = ({ kind, name, optional }: ConfigReference) => ({
  [kind === 'ConfigMap' ? 'configMapRef' : 'secretRef']: optional ? { name, optional } : { name },
});

/** One container. */
export const containerObject = (container: Container): Readonly<Record<string, unknown>> =>
  filled({
    name: container.name,
    image: container.image,
    imagePullPolicy: container.imagePullPolicy,
    restartPolicy: container.restartPolicy,
    restartPolicyRules: container.restartPolicyRules.map(({ action, operator, values }) => ({
      action,
      exitCodes: { operator, values },
    })),
    ports: container.ports.map(portObject),
    envFrom: container.environment.map(sourceObject),
    resources: resourceFields(container),
    volumeMounts: container.volumeMounts.map((name) => ({ name, mountPath: `/volumes/${name}` })),
    startupProbe: probeObject('startup', container.startupProbe),
    livenessProbe: probeObject('liveness', container.livenessProbe),
    readinessProbe: probeObject('readiness', container.readinessProbe),
    lifecycle: lifecycleOf(container),
  });
