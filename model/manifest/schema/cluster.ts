import type { Tables } from './types.ts';

/** Services and Ingresses, configuration and storage, from `core/v1`, `networking/v1` and `storage/v1`. */
export const clusterTables: Tables = {
  Service: 'kind string, apiVersion string, metadata ObjectMeta, spec ServiceSpec, status any',
  ServiceSpec: `
    ports []ServicePort, selector map[string]string, clusterIP string, clusterIPs []string, type ServiceType,
    externalIPs []string, sessionAffinity ServiceAffinity, loadBalancerIP string, loadBalancerSourceRanges []string,
    externalName string, externalTrafficPolicy ServiceExternalTrafficPolicy, healthCheckNodePort int32,
    publishNotReadyAddresses bool, sessionAffinityConfig SessionAffinityConfig, ipFamilies []IPFamily,
    ipFamilyPolicy IPFamilyPolicy, allocateLoadBalancerNodePorts bool, loadBalancerClass string,
    internalTrafficPolicy ServiceInternalTrafficPolicy, trafficDistribution string`,
  ServicePort: 'name string, protocol Protocol, appProtocol string, port int32, targetPort IntOrString, nodePort int32',
  SessionAffinityConfig: 'clientIP ClientIPConfig',
  ClientIPConfig: 'timeoutSeconds int32',
  Ingress: 'kind string, apiVersion string, metadata ObjectMeta, spec IngressSpec, status any',
  IngressSpec: 'ingressClassName string, defaultBackend IngressBackend, tls []IngressTLS, rules []IngressRule',
  IngressTLS: 'hosts []string, secretName string',
  IngressRule: 'host string, http HTTPIngressRuleValue',
  HTTPIngressRuleValue: 'paths []HTTPIngressPath',
  HTTPIngressPath: 'path string, pathType PathType, backend IngressBackend',
  IngressBackend: 'service IngressServiceBackend, resource TypedLocalObjectReference',
  IngressServiceBackend: 'name string, port ServiceBackendPort',
  ServiceBackendPort: 'name string, number int32',
  ConfigMap: `
    kind string, apiVersion string, metadata ObjectMeta, immutable bool, data map[string]string,
    binaryData map[string]bytes`,
  Secret: `
    kind string, apiVersion string, metadata ObjectMeta, immutable bool, data map[string]bytes,
    stringData map[string]string, type string`,
  ServiceAccount: `
    kind string, apiVersion string, metadata ObjectMeta, secrets []ObjectReference,
    imagePullSecrets []LocalObjectReference, automountServiceAccountToken bool`,
  PersistentVolumeClaim: `
    kind string, apiVersion string, metadata ObjectMeta, spec PersistentVolumeClaimSpec,
    status PersistentVolumeClaimStatus`,
  PersistentVolumeClaimSpec: `
    accessModes []PersistentVolumeAccessMode, selector LabelSelector, resources VolumeResourceRequirements,
    volumeName string, storageClassName string, volumeMode PersistentVolumeMode,
    dataSource TypedLocalObjectReference, dataSourceRef TypedObjectReference, volumeAttributesClassName string`,
  VolumeResourceRequirements: 'limits map[string]Quantity, requests map[string]Quantity',
  PersistentVolume: 'kind string, apiVersion string, metadata ObjectMeta, spec PersistentVolumeSpec, status any',
  VolumeNodeAffinity: 'required NodeSelector',
  StorageClass: `
    kind string, apiVersion string, metadata ObjectMeta, provisioner string, parameters map[string]string,
    reclaimPolicy PersistentVolumeReclaimPolicy, mountOptions []string, allowVolumeExpansion bool,
    volumeBindingMode VolumeBindingMode, allowedTopologies []TopologySelectorTerm`,
  TopologySelectorTerm: 'matchLabelExpressions []TopologySelectorLabelRequirement',
  TopologySelectorLabelRequirement: 'key string, values []string',
  PersistentVolumeSpec: `
    capacity map[string]Quantity, gcePersistentDisk GCEPersistentDiskVolumeSource,
    awsElasticBlockStore AWSElasticBlockStoreVolumeSource, hostPath HostPathVolumeSource,
    glusterfs GlusterfsPersistentVolumeSource, nfs NFSVolumeSource, rbd RBDPersistentVolumeSource,
    iscsi ISCSIPersistentVolumeSource, cinder CinderPersistentVolumeSource, cephfs CephFSPersistentVolumeSource,
    fc FCVolumeSource, flocker FlockerVolumeSource, flexVolume FlexPersistentVolumeSource,
    azureFile AzureFilePersistentVolumeSource, vsphereVolume VsphereVirtualDiskVolumeSource,
    quobyte QuobyteVolumeSource, azureDisk AzureDiskVolumeSource,
    photonPersistentDisk PhotonPersistentDiskVolumeSource, portworxVolume PortworxVolumeSource,
    scaleIO ScaleIOPersistentVolumeSource, local LocalVolumeSource, storageos StorageOSPersistentVolumeSource,
    csi CSIPersistentVolumeSource, accessModes []PersistentVolumeAccessMode, claimRef ObjectReference,
    persistentVolumeReclaimPolicy PersistentVolumeReclaimPolicy, storageClassName string, mountOptions []string,
    volumeMode PersistentVolumeMode, nodeAffinity VolumeNodeAffinity, volumeAttributesClassName string`,
  PersistentVolumeClaimStatus: 'phase PersistentVolumeClaimPhase, ...',
};
