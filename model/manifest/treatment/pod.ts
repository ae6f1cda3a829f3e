import { identity, irrelevant, looked, modelled, modelledBut, recorded, type Treatments, unmodelled } from './types.ts';

const names = irrelevant('decides what names and addresses the processes see, not when anything happens');
const rights = irrelevant('decides what a process may do; programs are arbitrary here, and may fail for any reason');
const refusing = unmodelled(
  'a kubelet that does not allow it, or an image that does not fit it, keeps the container from starting; here it starts',
);
const others = unmodelled(
  'processes of one container may signal those of another; here a process ends by itself, by a signal of the kubelet or by a fault',
);
const scheduling = modelled('model/components/scheduler/filters/index.ts');
const gang = unmodelled('Pods that are scheduled as a group are scheduled one by one here');

const responders = irrelevant('in 1.37 only the API exists: nobody asks the responders before a Pod is evicted');

/** The Pod and its spec. */
export const podTreatments: Treatments = {
  Pod: [
    ['kind apiVersion', identity],
    ['metadata spec', looked],
    ['status', recorded],
  ],
  PodSpec: [
    ['volumes', modelled('model/components/kubelet/sync/volumes.ts')],
    ['initContainers containers', looked],
    ['ephemeralContainers', unmodelled('ephemeral containers are not modelled')],
    ['restartPolicy', modelled('model/components/kubelet/sync/restart-policy.ts')],
    ['terminationGracePeriodSeconds', modelled('model/components/kubelet/termination/grace.ts')],
    ['activeDeadlineSeconds', modelled('model/slices/deadline.ts')],
    ['nodeSelector affinity tolerations nodeName topologySpreadConstraints', scheduling],
    ['schedulerName', modelled('model/components/scheduler/index.ts')],
    ['priorityClassName priority preemptionPolicy', modelled('model/components/scheduler/preemption.ts')],
    ['schedulingGates', modelled('model/components/apiserver/create.ts')],
    ['readinessGates', modelled('model/components/kubelet/sync/status.ts')],
    ['hostNetwork', modelled('model/components/cni/index.ts')],
    ['overhead', modelled('model/kubernetes/requests.ts')],
    ['resources', modelled('model/kubernetes/requests.ts')],
    ['dnsPolicy dnsConfig hostname subdomain hostAliases setHostnameAsFQDN hostnameOverride enableServiceLinks', names],
    ['serviceAccountName serviceAccount automountServiceAccountToken', modelled('model/manifest/defaults/token.ts')],
    ['hostPID shareProcessNamespace', others],
    ['hostIPC hostUsers', rights],
    ['securityContext', looked],
    ['imagePullSecrets', irrelevant('whether a pull succeeds is up to the fault image-pull-failure')],
    [
      'runtimeClassName',
      unmodelled(
        'the RuntimeClass of the cluster may add overhead, a node selector and tolerations; nothing is added here',
      ),
    ],
    ['os', looked],
    ['resourceClaims', unmodelled('devices of resource claims are not allocated here: no Pod waits for one')],
    ['schedulingGroup workloadRef', gang],
    ['evictionResponders', responders],
  ],
  PodSecurityContext: [
    ['seLinuxOptions windowsOptions runAsUser runAsGroup supplementalGroups supplementalGroupsPolicy', rights],
    [
      'fsGroup fsGroupChangePolicy seLinuxChangePolicy',
      irrelevant('makes a mount take longer; a mount may take any time'),
    ],
    ['sysctls runAsNonRoot', refusing],
    ['seccompProfile appArmorProfile', looked],
  ],
  Sysctl: [['name value', refusing]],
  HostAlias: [['ip hostnames', names]],
  PodDNSConfig: [['nameservers searches options', names]],
  PodDNSConfigOption: [['name value', names]],
  PodReadinessGate: [['conditionType', modelled('model/components/kubelet/sync/status.ts')]],
  PodOS: [
    [
      'name',
      modelledBut(
        'model/manifest/validate/hooks.ts',
        ['windows'],
        'what differs on Windows is not modelled, nor that a node of another system refuses the Pod',
      ),
    ],
  ],
  PodSchedulingGate: [['name', modelled('model/components/apiserver/create.ts')]],
  PodResourceClaim: [
    ['name resourceClaimName resourceClaimTemplateName', unmodelled('devices are not allocated here')],
  ],
  EvictionResponder: [['name priority', responders]],
  PodSchedulingGroup: [['podGroupName', gang]],
  SELinuxOptions: [['user role type level', rights]],
  WindowsSecurityContextOptions: [['gmsaCredentialSpecName gmsaCredentialSpec runAsUserName hostProcess', rights]],
  SeccompProfile: [
    ['type', irrelevant('a profile of the runtime is always there')],
    ['localhostProfile', refusing],
  ],
  AppArmorProfile: [
    ['type', irrelevant('a profile of the runtime is always there')],
    ['localhostProfile', refusing],
  ],
};
