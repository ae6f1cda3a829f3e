import { irrelevant, looked, modelled, type Treatments, unmodelled } from './types.ts';

const waiting = modelled('model/components/kubelet/sync/volumes.ts');
const contents = irrelevant('what a volume holds; mounting it may take any time');
const config = modelled('model/components/kubelet/sync/volumes.ts');
const keys = unmodelled('that the ConfigMap or Secret has this key is assumed');
const projected = unmodelled('objects that a projected volume is made of are assumed to exist');

/** What volumes can be made of. All sources are mounted alike; what each is made of decides what is in it, and how long that takes. */
export const volumesTreatments: Treatments = {
  Volume: [
    ['name', waiting],
    ['secret configMap persistentVolumeClaim emptyDir', waiting],
    ['projected hostPath downwardAPI csi image', looked],
    ['nfs iscsi glusterfs rbd cinder cephfs flocker fc azureFile vsphereVolume quobyte azureDisk', contents],
    [
      'gcePersistentDisk awsElasticBlockStore flexVolume photonPersistentDisk portworxVolume scaleIO storageos',
      contents,
    ],
    ['gitRepo', unmodelled('kubelets refuse gitRepo volumes unless told otherwise; here it is mounted')],
    [
      'ephemeral',
      unmodelled('the claim of a generic ephemeral volume is taken to be bound; only the mount is waited for'),
    ],
  ],
  GCEPersistentDiskVolumeSource: [['pdName fsType partition readOnly', contents]],
  AWSElasticBlockStoreVolumeSource: [['volumeID fsType partition readOnly', contents]],
  HostPathVolumeSource: [
    ['path', contents],
    [
      'type',
      unmodelled('that the path of the node is what its type says is assumed', ['DirectoryOrCreate', 'FileOrCreate']),
    ],
  ],
  GlusterfsPersistentVolumeSource: [['endpoints path readOnly endpointsNamespace', contents]],
  NFSVolumeSource: [['server path readOnly', contents]],
  RBDPersistentVolumeSource: [['monitors image fsType pool user keyring secretRef readOnly', contents]],
  ISCSIPersistentVolumeSource: [
    ['targetPortal iqn lun iscsiInterface fsType readOnly portals', contents],
    ['chapAuthDiscovery chapAuthSession secretRef initiatorName', contents],
  ],
  CinderPersistentVolumeSource: [['volumeID fsType readOnly secretRef', contents]],
  CephFSPersistentVolumeSource: [['monitors path user secretFile secretRef readOnly', contents]],
  FCVolumeSource: [['targetWWNs lun fsType readOnly wwids', contents]],
  FlockerVolumeSource: [['datasetName datasetUUID', contents]],
  FlexPersistentVolumeSource: [['driver fsType secretRef readOnly options', contents]],
  AzureFilePersistentVolumeSource: [['secretName shareName readOnly secretNamespace', contents]],
  VsphereVirtualDiskVolumeSource: [['volumePath fsType storagePolicyName storagePolicyID', contents]],
  QuobyteVolumeSource: [['registry volume readOnly user group tenant', contents]],
  AzureDiskVolumeSource: [['diskName diskURI cachingMode fsType readOnly kind', contents]],
  PhotonPersistentDiskVolumeSource: [['pdID fsType', contents]],
  PortworxVolumeSource: [['volumeID fsType readOnly', contents]],
  ScaleIOPersistentVolumeSource: [
    [
      'gateway system secretRef sslEnabled protectionDomain storagePool storageMode volumeName fsType readOnly',
      contents,
    ],
  ],
  LocalVolumeSource: [['path fsType', contents]],
  StorageOSPersistentVolumeSource: [['volumeName volumeNamespace fsType readOnly secretRef', contents]],
  CSIPersistentVolumeSource: [
    ['driver volumeHandle readOnly fsType volumeAttributes controllerPublishSecretRef nodeStageSecretRef', contents],
    ['nodePublishSecretRef controllerExpandSecretRef nodeExpandSecretRef', contents],
  ],
  EmptyDirVolumeSource: [
    ['medium mode', contents],
    ['sizeLimit', unmodelled('no Pod is evicted for outgrowing its volume: eviction is not modelled')],
  ],
  GitRepoVolumeSource: [['repository revision directory', contents]],
  SecretVolumeSource: [
    ['secretName optional', config],
    ['items', looked],
    ['defaultMode defaultUser', contents],
  ],
  ISCSIVolumeSource: [
    ['targetPortal iqn lun iscsiInterface fsType readOnly portals', contents],
    ['chapAuthDiscovery chapAuthSession secretRef initiatorName', contents],
  ],
  GlusterfsVolumeSource: [['endpoints path readOnly', contents]],
  PersistentVolumeClaimVolumeSource: [
    ['claimName', modelled('model/manifest/claims.ts')],
    ['readOnly', contents],
  ],
  RBDVolumeSource: [['monitors image fsType pool user keyring secretRef readOnly', contents]],
  FlexVolumeSource: [['driver fsType secretRef readOnly options', contents]],
  CinderVolumeSource: [['volumeID fsType readOnly secretRef', contents]],
  CephFSVolumeSource: [['monitors path user secretFile secretRef readOnly', contents]],
  DownwardAPIVolumeSource: [['items defaultMode defaultUser', contents]],
  AzureFileVolumeSource: [['secretName shareName readOnly', contents]],
  ConfigMapVolumeSource: [
    ['name optional', config],
    ['items', looked],
    ['defaultMode defaultUser', contents],
  ],
  ProjectedVolumeSource: [
    ['sources', looked],
    ['defaultMode defaultUser', contents],
  ],
  ScaleIOVolumeSource: [
    [
      'gateway system secretRef sslEnabled protectionDomain storagePool storageMode volumeName fsType readOnly',
      contents,
    ],
  ],
  StorageOSVolumeSource: [['volumeName volumeNamespace fsType readOnly secretRef', contents]],
  CSIVolumeSource: [['driver readOnly fsType volumeAttributes nodePublishSecretRef', contents]],
  EphemeralVolumeSource: [['volumeClaimTemplate', contents]],
  ImageVolumeSource: [['reference pullPolicy', contents]],
  KeyToPath: [
    ['key', keys],
    ['path mode user', contents],
  ],
  DownwardAPIVolumeFile: [['path fieldRef resourceFieldRef mode user', contents]],
  VolumeProjection: [
    ['secret configMap clusterTrustBundle podCertificate', projected],
    ['downwardAPI serviceAccountToken', contents],
  ],
  PersistentVolumeClaimTemplate: [['metadata spec', contents]],
  SecretProjection: [['name items optional', projected]],
  DownwardAPIProjection: [['items', contents]],
  ConfigMapProjection: [['name items optional', projected]],
  ServiceAccountTokenProjection: [['audience expirationSeconds path user', contents]],
  ClusterTrustBundleProjection: [['name signerName labelSelector optional path user', projected]],
  PodCertificateProjection: [
    [
      'signerName keyType maxExpirationSeconds credentialBundlePath keyPath certificateChainPath userAnnotations user',
      projected,
    ],
  ],
};
