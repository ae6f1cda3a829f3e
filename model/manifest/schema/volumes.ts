import type { Tables } from './types.ts';

/** What volumes can be made of, from `core/v1`. */
export const volumesTables: Tables = {
  Volume: `
    name string, hostPath HostPathVolumeSource, emptyDir EmptyDirVolumeSource,
    gcePersistentDisk GCEPersistentDiskVolumeSource, awsElasticBlockStore AWSElasticBlockStoreVolumeSource,
    gitRepo GitRepoVolumeSource, secret SecretVolumeSource, nfs NFSVolumeSource, iscsi ISCSIVolumeSource,
    glusterfs GlusterfsVolumeSource, persistentVolumeClaim PersistentVolumeClaimVolumeSource, rbd RBDVolumeSource,
    flexVolume FlexVolumeSource, cinder CinderVolumeSource, cephfs CephFSVolumeSource, flocker FlockerVolumeSource,
    downwardAPI DownwardAPIVolumeSource, fc FCVolumeSource, azureFile AzureFileVolumeSource,
    configMap ConfigMapVolumeSource, vsphereVolume VsphereVirtualDiskVolumeSource, quobyte QuobyteVolumeSource,
    azureDisk AzureDiskVolumeSource, photonPersistentDisk PhotonPersistentDiskVolumeSource,
    projected ProjectedVolumeSource, portworxVolume PortworxVolumeSource, scaleIO ScaleIOVolumeSource,
    storageos StorageOSVolumeSource, csi CSIVolumeSource, ephemeral EphemeralVolumeSource, image ImageVolumeSource`,
  GCEPersistentDiskVolumeSource: 'pdName string, fsType string, partition int32, readOnly bool',
  AWSElasticBlockStoreVolumeSource: 'volumeID string, fsType string, partition int32, readOnly bool',
  HostPathVolumeSource: 'path string, type HostPathType',
  GlusterfsPersistentVolumeSource: 'endpoints string, path string, readOnly bool, endpointsNamespace string',
  NFSVolumeSource: 'server string, path string, readOnly bool',
  RBDPersistentVolumeSource: `
    monitors []string, image string, fsType string, pool string, user string, keyring string,
    secretRef SecretReference, readOnly bool`,
  ISCSIPersistentVolumeSource: `
    targetPortal string, iqn string, lun int32, iscsiInterface string, fsType string, readOnly bool,
    portals []string, chapAuthDiscovery bool, chapAuthSession bool, secretRef SecretReference, initiatorName string`,
  CinderPersistentVolumeSource: 'volumeID string, fsType string, readOnly bool, secretRef SecretReference',
  CephFSPersistentVolumeSource:
    'monitors []string, path string, user string, secretFile string, secretRef SecretReference, readOnly bool',
  FCVolumeSource: 'targetWWNs []string, lun int32, fsType string, readOnly bool, wwids []string',
  FlockerVolumeSource: 'datasetName string, datasetUUID string',
  FlexPersistentVolumeSource:
    'driver string, fsType string, secretRef SecretReference, readOnly bool, options map[string]string',
  AzureFilePersistentVolumeSource: 'secretName string, shareName string, readOnly bool, secretNamespace string',
  VsphereVirtualDiskVolumeSource: 'volumePath string, fsType string, storagePolicyName string, storagePolicyID string',
  QuobyteVolumeSource: 'registry string, volume string, readOnly bool, user string, group string, tenant string',
  AzureDiskVolumeSource: `
    diskName string, diskURI string, cachingMode AzureDataDiskCachingMode, fsType string, readOnly bool,
    kind AzureDataDiskKind`,
  PhotonPersistentDiskVolumeSource: 'pdID string, fsType string',
  PortworxVolumeSource: 'volumeID string, fsType string, readOnly bool',
  ScaleIOPersistentVolumeSource: `
    gateway string, system string, secretRef SecretReference, sslEnabled bool, protectionDomain string,
    storagePool string, storageMode string, volumeName string, fsType string, readOnly bool`,
  LocalVolumeSource: 'path string, fsType string',
  StorageOSPersistentVolumeSource:
    'volumeName string, volumeNamespace string, fsType string, readOnly bool, secretRef ObjectReference',
  CSIPersistentVolumeSource: `
    driver string, volumeHandle string, readOnly bool, fsType string, volumeAttributes map[string]string,
    controllerPublishSecretRef SecretReference, nodeStageSecretRef SecretReference,
    nodePublishSecretRef SecretReference, controllerExpandSecretRef SecretReference,
    nodeExpandSecretRef SecretReference`,
  EmptyDirVolumeSource: 'medium string, sizeLimit Quantity, mode int32',
  GitRepoVolumeSource: 'repository string, revision string, directory string',
  SecretVolumeSource: 'secretName string, items []KeyToPath, defaultMode int32, optional bool, defaultUser int64',
  ISCSIVolumeSource: `
    targetPortal string, iqn string, lun int32, iscsiInterface string, fsType string, readOnly bool,
    portals []string, chapAuthDiscovery bool, chapAuthSession bool, secretRef LocalObjectReference,
    initiatorName string`,
  GlusterfsVolumeSource: 'endpoints string, path string, readOnly bool',
  PersistentVolumeClaimVolumeSource: 'claimName string, readOnly bool',
  RBDVolumeSource: `
    monitors []string, image string, fsType string, pool string, user string, keyring string,
    secretRef LocalObjectReference, readOnly bool`,
  FlexVolumeSource:
    'driver string, fsType string, secretRef LocalObjectReference, readOnly bool, options map[string]string',
  CinderVolumeSource: 'volumeID string, fsType string, readOnly bool, secretRef LocalObjectReference',
  CephFSVolumeSource: `
    monitors []string, path string, user string, secretFile string, secretRef LocalObjectReference, readOnly bool`,
  DownwardAPIVolumeSource: 'items []DownwardAPIVolumeFile, defaultMode int32, defaultUser int64',
  AzureFileVolumeSource: 'secretName string, shareName string, readOnly bool',
  ConfigMapVolumeSource: 'name string, items []KeyToPath, defaultMode int32, optional bool, defaultUser int64',
  ProjectedVolumeSource: 'sources []VolumeProjection, defaultMode int32, defaultUser int64',
  ScaleIOVolumeSource: `
    gateway string, system string, secretRef LocalObjectReference, sslEnabled bool, protectionDomain string,
    storagePool string, storageMode string, volumeName string, fsType string, readOnly bool`,
  StorageOSVolumeSource:
    'volumeName string, volumeNamespace string, fsType string, readOnly bool, secretRef LocalObjectReference',
  CSIVolumeSource: `
    driver string, readOnly bool, fsType string, volumeAttributes map[string]string,
    nodePublishSecretRef LocalObjectReference`,
  EphemeralVolumeSource: 'volumeClaimTemplate PersistentVolumeClaimTemplate',
  ImageVolumeSource: 'reference string, pullPolicy PullPolicy',
  KeyToPath: 'key string, path string, mode int32, user int64',
  DownwardAPIVolumeFile:
    'path string, fieldRef ObjectFieldSelector, resourceFieldRef ResourceFieldSelector, mode int32, user int64',
  VolumeProjection: `
    secret SecretProjection, downwardAPI DownwardAPIProjection, configMap ConfigMapProjection,
    serviceAccountToken ServiceAccountTokenProjection, clusterTrustBundle ClusterTrustBundleProjection,
    podCertificate PodCertificateProjection`,
  PersistentVolumeClaimTemplate: 'metadata ObjectMeta, spec PersistentVolumeClaimSpec',
  SecretProjection: 'name string, items []KeyToPath, optional bool',
  DownwardAPIProjection: 'items []DownwardAPIVolumeFile',
  ConfigMapProjection: 'name string, items []KeyToPath, optional bool',
  ServiceAccountTokenProjection: 'audience string, expirationSeconds int64, path string, user int64',
  ClusterTrustBundleProjection:
    'name string, signerName string, labelSelector LabelSelector, optional bool, path string, user int64',
  PodCertificateProjection: `
    signerName string, keyType string, maxExpirationSeconds int32, credentialBundlePath string, keyPath string,
    certificateChainPath string, userAnnotations map[string]string, user int64`,
};
