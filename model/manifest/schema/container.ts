import type { Tables } from './types.ts';

const containerFields = `
  name string, image string, command []string, args []string, workingDir string, ports []ContainerPort,
  envFrom []EnvFromSource, env []EnvVar, resources ResourceRequirements, resizePolicy []ContainerResizePolicy,
  restartPolicy ContainerRestartPolicy, restartPolicyRules []ContainerRestartRule, volumeMounts []VolumeMount,
  volumeDevices []VolumeDevice, livenessProbe Probe, readinessProbe Probe, startupProbe Probe,
  lifecycle Lifecycle, terminationMessagePath string, terminationMessagePolicy TerminationMessagePolicy,
  imagePullPolicy PullPolicy, securityContext SecurityContext, stdin bool, stdinOnce bool, tty bool`;

/** Containers, their probes, hooks, environment and resources, from `core/v1`. */
export const containerTables: Tables = {
  Container: containerFields,
  EphemeralContainer: `${containerFields}, targetContainerName string`,
  ContainerPort: 'name string, hostPort int32, containerPort int32, protocol Protocol, hostIP string',
  EnvFromSource: 'prefix string, configMapRef ConfigMapEnvSource, secretRef SecretEnvSource',
  EnvVar: 'name string, value string, valueFrom EnvVarSource',
  EnvVarSource: `
    fieldRef ObjectFieldSelector, resourceFieldRef ResourceFieldSelector, configMapKeyRef ConfigMapKeySelector,
    secretKeyRef SecretKeySelector, fileKeyRef FileKeySelector`,
  ConfigMapEnvSource: 'name string, optional bool',
  SecretEnvSource: 'name string, optional bool',
  ObjectFieldSelector: 'apiVersion string, fieldPath string',
  ResourceFieldSelector: 'containerName string, resource string, divisor Quantity',
  ConfigMapKeySelector: 'name string, key string, optional bool',
  SecretKeySelector: 'name string, key string, optional bool',
  FileKeySelector: 'volumeName string, path string, key string, optional bool',
  ResourceRequirements: 'limits map[string]Quantity, requests map[string]Quantity, claims []ResourceClaim',
  ResourceClaim: 'name string, request string',
  ContainerResizePolicy: 'resourceName string, restartPolicy ResourceResizeRestartPolicy',
  ContainerRestartRule: 'action ContainerRestartRuleAction, exitCodes ContainerRestartRuleOnExitCodes',
  ContainerRestartRuleOnExitCodes: 'operator ContainerRestartRuleOnExitCodesOperator, values []int32',
  VolumeMount: `
    name string, readOnly bool, recursiveReadOnly RecursiveReadOnlyMode, mountPath string, subPath string,
    mountPropagation MountPropagationMode, subPathExpr string, bindMountOptions []BindMountOption`,
  VolumeDevice: 'name string, devicePath string',
  Probe: `
    exec ExecAction, httpGet HTTPGetAction, tcpSocket TCPSocketAction, grpc GRPCAction, initialDelaySeconds int32,
    timeoutSeconds int32, periodSeconds int32, successThreshold int32, failureThreshold int32,
    terminationGracePeriodSeconds int64`,
  Lifecycle: 'postStart LifecycleHandler, preStop LifecycleHandler, stopSignal Signal',
  LifecycleHandler: 'exec ExecAction, httpGet HTTPGetAction, tcpSocket TCPSocketAction, sleep SleepAction',
  ExecAction: 'command []string',
  HTTPGetAction:
    'path string, port IntOrString, host string, scheme URIScheme, httpHeaders []HTTPHeader, protocol HTTPProtocol',
  HTTPHeader: 'name string, value string',
  TCPSocketAction: 'port IntOrString, host string',
  GRPCAction: 'port int32, service string, mode GRPCMode',
  SleepAction: 'seconds int64',
  SecurityContext: `
    capabilities Capabilities, privileged bool, seLinuxOptions SELinuxOptions,
    windowsOptions WindowsSecurityContextOptions, runAsUser int64, runAsGroup int64, runAsNonRoot bool,
    readOnlyRootFilesystem bool, allowPrivilegeEscalation bool, procMount ProcMountType,
    seccompProfile SeccompProfile, appArmorProfile AppArmorProfile`,
  Capabilities: 'add []string, drop []string',
};
