import { identity, irrelevant, looked, modelled, recorded, type Treatments, unmodelled } from './types.ts';

const services = modelled('model/manifest/services.ts');
const address = irrelevant('decides at which address a Service is reached, not which Pods it reaches');
const ports = irrelevant('the model says which Pod a new connection goes to, not on which port');
const balancer = unmodelled(
  'load balancers in front of the nodes are not modelled: nothing is said of when they stop using a node',
);
const connection = irrelevant('decides which connections come in, not which Pod one goes to');
const contents = irrelevant('what an object holds, not whether it is there');
const claims = modelled('model/manifest/claims.ts');
const source = irrelevant('what a volume is made of; binding and mounting may take any time');
const topology = unmodelled('a volume is taken to be reachable from every node');
const newConnections = 'a client that stays with its Pod is not modelled: every connection is new';
const affinity = unmodelled(newConnections);

/** Services, configuration and storage. */
export const clusterTreatments: Treatments = {
  Service: [
    ['kind apiVersion', identity],
    ['metadata spec', looked],
    ['status', recorded],
  ],
  ServiceSpec: [
    ['ports', looked],
    ['selector publishNotReadyAddresses', services],
    ['externalTrafficPolicy internalTrafficPolicy', services],
    ['type', modelled('model/manifest/balancers.ts')],
    ['clusterIP', services],
    ['clusterIPs externalName loadBalancerIP allocateLoadBalancerNodePorts', address],
    ['externalIPs', services],
    ['sessionAffinity', unmodelled(newConnections, ['None'])],
    ['sessionAffinityConfig', affinity],
    ['loadBalancerSourceRanges', irrelevant('decides which clients may come')],
    ['healthCheckNodePort loadBalancerClass', balancer],
    ['ipFamilies', irrelevant('decides at which address a Service is reached, not which Pods it reaches')],
    ['ipFamilyPolicy', unmodelled('a Service with two address families has one slice here', ['SingleStack'])],
    ['trafficDistribution', unmodelled('which of the ready Pods a node prefers is left open: any of them')],
  ],
  ServicePort: [
    ['protocol port targetPort', services],
    ['name appProtocol nodePort', ports],
  ],
  SessionAffinityConfig: [['clientIP', affinity]],
  ClientIPConfig: [['timeoutSeconds', affinity]],
  Ingress: [
    ['kind apiVersion', identity],
    ['metadata spec', looked],
    ['status', recorded],
  ],
  IngressSpec: [
    ['defaultBackend rules', looked],
    ['ingressClassName', irrelevant('decides which controller follows it; none is modelled by name')],
    ['tls', connection],
  ],
  IngressTLS: [['hosts secretName', connection]],
  IngressRule: [
    ['http', looked],
    ['host', connection],
  ],
  HTTPIngressRuleValue: [['paths', looked]],
  HTTPIngressPath: [
    ['backend', looked],
    ['path pathType', connection],
  ],
  IngressBackend: [
    ['service', looked],
    ['resource', irrelevant('a backend that is no Service has no Pods')],
  ],
  IngressServiceBackend: [
    ['name', modelled('model/manifest/balancers.ts')],
    ['port', ports],
  ],
  ServiceBackendPort: [['name number', ports]],
  ConfigMap: [
    ['kind apiVersion', identity],
    ['metadata', looked],
    ['immutable data binaryData', contents],
  ],
  Secret: [
    ['kind apiVersion', identity],
    ['metadata', looked],
    ['immutable data stringData type', contents],
  ],
  ServiceAccount: [
    ['kind apiVersion', identity],
    ['metadata', looked],
    ['automountServiceAccountToken', modelled('model/manifest/defaults/token.ts')],
    ['secrets', irrelevant('decides which Secrets a Pod may mount')],
    ['imagePullSecrets', irrelevant('whether a pull succeeds is up to the fault image-pull-failure')],
  ],
  PersistentVolumeClaim: [
    ['kind apiVersion', identity],
    ['metadata spec status', looked],
  ],
  PersistentVolumeClaimSpec: [
    ['accessModes volumeName storageClassName', claims],
    ['selector', unmodelled('a claim is taken to find or get a volume that fits')],
    ['resources volumeMode', irrelevant('a claim is taken to find or get a volume that fits')],
    ['dataSource dataSourceRef volumeAttributesClassName', source],
  ],
  VolumeResourceRequirements: [['limits requests', irrelevant('a claim is taken to find or get a volume that fits')]],
  PersistentVolume: [
    ['kind apiVersion', identity],
    ['metadata spec', looked],
    ['status', recorded],
  ],
  VolumeNodeAffinity: [['required', topology]],
  StorageClass: [
    ['kind apiVersion', identity],
    ['metadata', looked],
    ['reclaimPolicy volumeBindingMode', claims],
    ['provisioner parameters mountOptions allowVolumeExpansion', source],
    ['allowedTopologies', topology],
  ],
  TopologySelectorTerm: [['matchLabelExpressions', topology]],
  TopologySelectorLabelRequirement: [['key values', topology]],
  PersistentVolumeSpec: [
    ['persistentVolumeReclaimPolicy', claims],
    ['claimRef', unmodelled('which claim a volume is kept for is not modelled')],
    ['nodeAffinity', topology],
    ['capacity accessModes storageClassName mountOptions volumeMode volumeAttributesClassName', source],
    [
      'gcePersistentDisk awsElasticBlockStore hostPath glusterfs nfs rbd iscsi cinder cephfs fc flocker flexVolume',
      source,
    ],
    [
      'azureFile vsphereVolume quobyte azureDisk photonPersistentDisk portworxVolume scaleIO local storageos csi',
      source,
    ],
  ],
  PersistentVolumeClaimStatus: [['phase', claims]],
};
