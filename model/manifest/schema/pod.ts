import type { Tables } from './types.ts';

/** The Pod and its spec, from `core/v1`. */
export const podTables: Tables = {
  Pod: 'kind string, apiVersion string, metadata ObjectMeta, spec PodSpec, status any',
  PodSpec: `
    volumes []Volume, initContainers []Container, containers []Container, ephemeralContainers []EphemeralContainer,
    restartPolicy RestartPolicy, terminationGracePeriodSeconds int64, activeDeadlineSeconds int64,
    dnsPolicy DNSPolicy, nodeSelector map[string]string, serviceAccountName string, serviceAccount string,
    automountServiceAccountToken bool, nodeName string, hostNetwork bool, hostPID bool, hostIPC bool,
    shareProcessNamespace bool, securityContext PodSecurityContext, imagePullSecrets []LocalObjectReference,
    hostname string, subdomain string, affinity Affinity, schedulerName string, tolerations []Toleration,
    hostAliases []HostAlias, priorityClassName string, priority int32, dnsConfig PodDNSConfig,
    readinessGates []PodReadinessGate, runtimeClassName string, enableServiceLinks bool,
    preemptionPolicy PreemptionPolicy, overhead map[string]Quantity,
    topologySpreadConstraints []TopologySpreadConstraint, setHostnameAsFQDN bool, os PodOS, hostUsers bool,
    schedulingGates []PodSchedulingGate, resourceClaims []PodResourceClaim, resources ResourceRequirements,
    hostnameOverride string, schedulingGroup PodSchedulingGroup, workloadRef any,
    evictionResponders []EvictionResponder`,
  PodSecurityContext: `
    seLinuxOptions SELinuxOptions, windowsOptions WindowsSecurityContextOptions, runAsUser int64, runAsGroup int64,
    runAsNonRoot bool, supplementalGroups []int64, supplementalGroupsPolicy SupplementalGroupsPolicy, fsGroup int64,
    sysctls []Sysctl, fsGroupChangePolicy PodFSGroupChangePolicy, seccompProfile SeccompProfile,
    appArmorProfile AppArmorProfile, seLinuxChangePolicy PodSELinuxChangePolicy`,
  Sysctl: 'name string, value string',
  HostAlias: 'ip string, hostnames []string',
  PodDNSConfig: 'nameservers []string, searches []string, options []PodDNSConfigOption',
  PodDNSConfigOption: 'name string, value string',
  PodReadinessGate: 'conditionType string',
  PodOS: 'name OSName',
  PodSchedulingGate: 'name string',
  PodResourceClaim: 'name string, resourceClaimName string, resourceClaimTemplateName string',
  PodSchedulingGroup: 'podGroupName string',
  EvictionResponder: 'name string, priority int32',
  SELinuxOptions: 'user string, role string, type string, level string',
  WindowsSecurityContextOptions:
    'gmsaCredentialSpecName string, gmsaCredentialSpec string, runAsUserName string, hostProcess bool',
  SeccompProfile: 'type SeccompProfileType, localhostProfile string',
  AppArmorProfile: 'type AppArmorProfileType, localhostProfile string',
};
