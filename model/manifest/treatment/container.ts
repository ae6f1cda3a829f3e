import { irrelevant, looked, modelled, type Row, type Treatments, unmodelled } from './types.ts';

const program = irrelevant('decides what a program does; programs are arbitrary here');
const rights = irrelevant('decides what a process may do; programs are arbitrary here, and may fail for any reason');
const debugging = unmodelled('ephemeral containers are not modelled');
const refusing = unmodelled(
  'a kubelet that does not allow it, or an image that does not fit it, keeps the container from starting; here it starts',
);
const request = irrelevant('decides what a probe or hook asks; the answer may be any');
const probing = modelled('model/components/prober/index.ts');
const references = modelled('model/components/kubelet/sync/starting.ts');
const keys = unmodelled('that the ConfigMap or Secret has this key is assumed');
const rules = modelled('model/components/kubelet/sync/restart-policy.ts');
const hooks = modelled('model/components/kubelet/sync/starting.ts');
const device = unmodelled('devices of resource claims are not allocated here: no Pod waits for one');

const containerRows: readonly Row[] = [
  ['name', modelled('model/manifest/defaults/container.ts')],
  ['image imagePullPolicy', modelled('model/components/kubelet/sync/starting.ts')],
  ['command args workingDir', program],
  ['stdin stdinOnce tty', program],
  ['ports', modelled('model/kubernetes/ports.ts')],
  ['envFrom env', references],
  ['resources', modelled('model/kubernetes/requests.ts')],
  ['resizePolicy', irrelevant('nobody resizes a running Pod here')],
  ['restartPolicy restartPolicyRules', rules],
  ['volumeMounts volumeDevices', modelled('model/components/kubelet/sync/volumes.ts')],
  ['livenessProbe readinessProbe startupProbe', probing],
  ['lifecycle', hooks],
  ['terminationMessagePath terminationMessagePolicy', irrelevant('decides what the status quotes')],
  ['securityContext', looked],
];

const allFields = containerRows.map(([fields]) => fields).join(' ');

/** Containers, their probes, hooks, environment and resources. */
export const containerTreatments: Treatments = {
  Container: containerRows,
  EphemeralContainer: [[`${allFields} targetContainerName`, debugging]],
  ContainerPort: [
    ['hostPort containerPort protocol hostIP', modelled('model/kubernetes/ports.ts')],
    ['name', modelled('model/manifest/services.ts')],
  ],
  EnvFromSource: [
    ['prefix', program],
    ['configMapRef secretRef', references],
  ],
  EnvVar: [
    ['name value', program],
    ['valueFrom', references],
  ],
  EnvVarSource: [
    ['fieldRef resourceFieldRef', program],
    ['configMapKeyRef secretKeyRef', references],
    ['fileKeyRef', unmodelled('that the file with the variables is there is assumed')],
  ],
  ConfigMapEnvSource: [['name optional', references]],
  SecretEnvSource: [['name optional', references]],
  ObjectFieldSelector: [['apiVersion fieldPath', program]],
  ResourceFieldSelector: [['containerName resource divisor', program]],
  ConfigMapKeySelector: [
    ['name optional', references],
    ['key', keys],
  ],
  SecretKeySelector: [
    ['name optional', references],
    ['key', keys],
  ],
  FileKeySelector: [
    ['volumeName path key optional', unmodelled('that the file with the variables is there is assumed')],
  ],
  ResourceRequirements: [
    ['requests', modelled('model/kubernetes/requests.ts')],
    ['limits', modelled('model/manifest/defaults/container.ts')],
    ['claims', device],
  ],
  ResourceClaim: [['name request', device]],
  ContainerResizePolicy: [['resourceName restartPolicy', irrelevant('nobody resizes a running Pod here')]],
  ContainerRestartRule: [['action exitCodes', rules]],
  ContainerRestartRuleOnExitCodes: [['operator values', rules]],
  VolumeMount: [
    ['name', modelled('model/components/kubelet/sync/volumes.ts')],
    ['readOnly recursiveReadOnly mountPath mountPropagation bindMountOptions', program],
    ['subPath subPathExpr', unmodelled('that the kubelet can make this path in the volume is assumed')],
  ],
  VolumeDevice: [
    ['name', modelled('model/components/kubelet/sync/volumes.ts')],
    ['devicePath', program],
  ],
  Probe: [
    ['exec httpGet tcpSocket grpc', probing],
    ['successThreshold failureThreshold', modelled('model/components/prober/result.ts')],
    ['initialDelaySeconds timeoutSeconds periodSeconds', modelled('model/timing/kubelet.ts')],
    ['terminationGracePeriodSeconds', modelled('model/components/kubelet/termination/grace.ts')],
  ],
  Lifecycle: [
    ['postStart preStop', hooks],
    ['stopSignal', modelled('model/components/runtime/stop/index.ts')],
  ],
  LifecycleHandler: [['exec httpGet tcpSocket sleep', hooks]],
  ExecAction: [['command', modelled('model/kubernetes/sleeping.ts')]],
  HTTPGetAction: [['path port host scheme httpHeaders protocol', request]],
  HTTPHeader: [['name value', request]],
  TCPSocketAction: [['port host', request]],
  GRPCAction: [['port service mode', request]],
  SleepAction: [['seconds', modelled('model/timing/kubelet.ts')]],
  SecurityContext: [
    ['capabilities privileged seLinuxOptions windowsOptions runAsUser runAsGroup readOnlyRootFilesystem', rights],
    ['allowPrivilegeEscalation procMount', rights],
    ['runAsNonRoot', refusing],
    ['seccompProfile appArmorProfile', looked],
  ],
  Capabilities: [['add drop', rights]],
};
