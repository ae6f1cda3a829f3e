/**
 * Every field of the schema that holds text, and what Kubernetes asks of it: `pkg/apis/core/validation/validation.go`,
 * `pkg/apis/batch/validation/validation.go` and apimachinery `pkg/util/validation/validation.go`, 1.35.6. Texts that are among
 * a few words, references and metadata have rules of their own beside this file.
 */
import {
  absolute,
  address,
  annotationKeys,
  clusterAddress,
  descending,
  distribution,
  driver,
  elsewhere,
  free,
  header,
  host,
  indexes,
  key,
  keys,
  label,
  labelValue,
  lowerQualified,
  noBacksteps,
  percentage,
  podField,
  portName,
  prefixed,
  qualified,
  resource,
  schedule,
  search,
  shortSubdomain,
  subdomain,
  sysctl,
  type TextRule,
  trimmed,
  unreserved,
  variable,
  zone,
} from './textRule.ts';

/** Struct name → its fields with texts, those of one rule together. */
export type TextRules = Readonly<Record<string, readonly (readonly [fields: string, rule: TextRule])[]>>;

const typeMeta: TextRules[string] = [['kind apiVersion', elsewhere]];

/** Every text of every struct but the sources of volumes. */
export const textRules: TextRules = {
  ObjectMeta: [
    ['name generateName namespace labels finalizers', elsewhere],
    ['annotations', annotationKeys],
    ['selfLink uid resourceVersion creationTimestamp deletionTimestamp', free],
  ],
  OwnerReference: [['apiVersion kind name uid', free]],
  LabelSelector: [['matchLabels', elsewhere]],
  LabelSelectorRequirement: [
    ['key', qualified],
    ['values', labelValue],
  ],
  LocalObjectReference: [['name', free]],
  ObjectReference: [['kind namespace name uid apiVersion resourceVersion fieldPath', free]],
  SecretReference: [['name namespace', free]],
  TypedLocalObjectReference: [
    ['apiGroup', subdomain],
    ['kind name', free],
  ],
  TypedObjectReference: [
    ['apiGroup', subdomain],
    ['kind name', free],
    ['namespace', label],
  ],
  Deployment: typeMeta,
  StatefulSet: typeMeta,
  DaemonSet: typeMeta,
  ReplicaSet: typeMeta,
  ReplicationController: typeMeta,
  Job: typeMeta,
  CronJob: typeMeta,
  Pod: typeMeta,
  PriorityClass: [...typeMeta, ['description', free]],
  Node: typeMeta,
  Service: typeMeta,
  ServiceAccount: typeMeta,
  ConfigMap: [...typeMeta, ['data binaryData', keys]],
  Secret: [...typeMeta, ['data stringData', keys], ['type', free]],
  PersistentVolumeClaim: typeMeta,
  PersistentVolume: typeMeta,
  StorageClass: [...typeMeta, ['provisioner', lowerQualified], ['parameters mountOptions', free]],
  StatefulSetSpec: [['serviceName', free]],
  ReplicationControllerSpec: [['selector', elsewhere]],
  JobSpec: [['managedBy', qualified]],
  CronJobSpec: [
    ['schedule', schedule],
    ['timeZone', zone],
  ],
  RollingUpdateDeployment: [['maxUnavailable maxSurge', percentage]],
  RollingUpdateStatefulSetStrategy: [['maxUnavailable', percentage]],
  RollingUpdateDaemonSet: [['maxUnavailable maxSurge', percentage]],
  PodFailurePolicyOnExitCodesRequirement: [['containerName', free]],
  PodFailurePolicyOnPodConditionsPattern: [['type', qualified]],
  SuccessPolicyRule: [['succeededIndexes', indexes]],
  PodSpec: [
    ['nodeSelector', elsewhere],
    ['serviceAccountName nodeName priorityClassName runtimeClassName', subdomain],
    ['hostname subdomain', label],
    ['hostnameOverride', shortSubdomain],
    ['serviceAccount schedulerName', free],
  ],
  Sysctl: [
    ['name', sysctl],
    ['value', free],
  ],
  HostAlias: [
    ['ip', address],
    ['hostnames', subdomain],
  ],
  PodDNSConfig: [
    ['nameservers', address],
    ['searches', search],
  ],
  PodDNSConfigOption: [['name value', free]],
  PodReadinessGate: [['conditionType', elsewhere]],
  PodSchedulingGate: [['name', elsewhere]],
  PodResourceClaim: [
    ['name', label],
    ['resourceClaimName resourceClaimTemplateName', subdomain],
  ],
  PodSchedulingGroup: [['podGroupName', label]],
  EvictionResponder: [['name', elsewhere]],
  SELinuxOptions: [['user role type level', free]],
  WindowsSecurityContextOptions: [
    ['gmsaCredentialSpecName', subdomain],
    ['gmsaCredentialSpec runAsUserName', free],
  ],
  SeccompProfile: [['localhostProfile', descending]],
  AppArmorProfile: [['localhostProfile', trimmed]],
  Container: [
    ['name', elsewhere],
    ['image', trimmed],
    ['command args workingDir terminationMessagePath', free],
  ],
  EphemeralContainer: [
    ['name', label],
    ['image', trimmed],
    ['command args workingDir terminationMessagePath targetContainerName', free],
  ],
  ContainerPort: [
    ['name', portName],
    ['hostIP', free],
  ],
  EnvFromSource: [['prefix', variable]],
  EnvVar: [
    ['name', variable],
    ['value', free],
  ],
  ConfigMapEnvSource: [['name', prefixed]],
  SecretEnvSource: [['name', prefixed]],
  ObjectFieldSelector: [
    ['apiVersion', free],
    ['fieldPath', podField],
  ],
  ResourceFieldSelector: [
    ['containerName', free],
    ['resource', resource],
  ],
  ConfigMapKeySelector: [
    ['name', subdomain],
    ['key', key],
  ],
  SecretKeySelector: [
    ['name', subdomain],
    ['key', key],
  ],
  FileKeySelector: [
    ['volumeName', label],
    ['path', descending],
    ['key', variable],
  ],
  ResourceClaim: [
    ['name', free],
    ['request', label],
  ],
  ContainerResizePolicy: [['resourceName', free]],
  VolumeMount: [
    ['name', elsewhere],
    ['mountPath', free],
    ['subPath subPathExpr', descending],
  ],
  VolumeDevice: [
    ['name', elsewhere],
    ['devicePath', noBacksteps],
  ],
  ExecAction: [['command', free]],
  HTTPGetAction: [
    ['port', portName],
    ['path host', free],
  ],
  HTTPHeader: [
    ['name', header],
    ['value', free],
  ],
  TCPSocketAction: [
    ['port', portName],
    ['host', free],
  ],
  GRPCAction: [['service', free]],
  Capabilities: [['add drop', free]],
  NodeSelectorRequirement: [
    ['key', qualified],
    ['values', free],
  ],
  PodAffinityTerm: [
    ['namespaces', label],
    ['topologyKey matchLabelKeys mismatchLabelKeys', qualified],
  ],
  Toleration: [
    ['key', qualified],
    ['value', labelValue],
  ],
  TopologySpreadConstraint: [
    ['topologyKey', free],
    ['matchLabelKeys', qualified],
  ],
  Taint: [
    ['key', qualified],
    ['value', labelValue],
    ['timeAdded', free],
  ],
  NodeSpec: [['podCIDR podCIDRs providerID externalID', free]],
  NodePodPreemptionPolicy: [['disableResizePreemption', free]],
  ConfigMapNodeConfigSource: [['namespace name uid resourceVersion kubeletConfigKey', free]],
  ServiceSpec: [
    ['selector', elsewhere],
    ['clusterIP clusterIPs', clusterAddress],
    ['externalIPs', address],
    ['externalName', host],
    ['loadBalancerClass', qualified],
    ['trafficDistribution', distribution],
    ['loadBalancerIP loadBalancerSourceRanges', free],
  ],
  ServicePort: [
    ['name', label],
    ['appProtocol', qualified],
    ['targetPort', portName],
  ],
  PersistentVolumeClaimSpec: [
    ['storageClassName volumeAttributesClassName', subdomain],
    ['volumeName', free],
  ],
  TopologySelectorLabelRequirement: [
    ['key', qualified],
    ['values', labelValue],
  ],
  PersistentVolumeSpec: [
    ['storageClassName volumeAttributesClassName', subdomain],
    ['mountOptions', free],
  ],
  Volume: [['name', elsewhere]],
  HostPathVolumeSource: [['path', noBacksteps]],
  NFSVolumeSource: [
    ['server', free],
    ['path', absolute],
  ],
  LocalVolumeSource: [
    ['path', noBacksteps],
    ['fsType', free],
  ],
  CSIVolumeSource: [
    ['driver', driver],
    ['fsType volumeAttributes', free],
  ],
  CSIPersistentVolumeSource: [
    ['driver', driver],
    ['volumeHandle fsType volumeAttributes', free],
  ],
  GitRepoVolumeSource: [
    ['directory', descending],
    ['repository revision', free],
  ],
  KeyToPath: [
    ['key', free],
    ['path', unreserved],
  ],
  SecretProjection: [['name', free]],
  ConfigMapProjection: [['name', free]],
  DownwardAPIVolumeFile: [['path', unreserved]],
  ServiceAccountTokenProjection: [
    ['audience', free],
    ['path', unreserved],
  ],
  ClusterTrustBundleProjection: [
    ['name signerName', free],
    ['path', unreserved],
  ],
  PodCertificateProjection: [
    ['signerName keyType userAnnotations', free],
    ['credentialBundlePath keyPath certificateChainPath', unreserved],
  ],
};
