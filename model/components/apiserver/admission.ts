/** The admission plugins, in the one static order that serves both admission phases (C6). */

/** One admission plugin as kube-apiserver has it compiled in. */
export interface AdmissionPlugin {
  readonly name: string;
  /** Which phases it takes part in. */
  readonly phases: readonly ('mutating' | 'validating')[];
  /** Runs unless `--disable-admission-plugins` names it. */
  readonly onByDefault: boolean;
  /** Runs only with this feature gate. */
  readonly gate?: string;
  /** What it does to a new pod. */
  readonly effect: string;
}

const mutating = ['mutating'] as const;
const validating = ['validating'] as const;
const both = ['mutating', 'validating'] as const;

const plugin = (
  name: string,
  phases: AdmissionPlugin['phases'],
  effect: string,
  more: { readonly onByDefault?: boolean; readonly gate?: string } = {},
): AdmissionPlugin => ({ name, phases, effect, onByDefault: true, ...more });

const off = { onByDefault: false } as const;

/**
 * `AllOrderedPlugins` as far as a pod meets it, `pkg/kubeapiserver/options/plugins.go`, 1.34–1.36. What the default
 * ones do to the pods of a scenario is done while manifests are read.
 */
export const admissionPlugins: readonly AdmissionPlugin[] = [
  plugin('NamespaceLifecycle', mutating, 'refuses pods of a missing or terminating namespace'),
  plugin('LimitRanger', both, 'fills in default requests and limits, then holds them to minimum and maximum'),
  plugin('ServiceAccount', both, 'sets the service account default, refuses an unknown one, mounts its token'),
  plugin('NodeRestriction', mutating, 'lets a kubelet create nothing but its own mirror pods', off),
  plugin('AlwaysPullImages', both, 'turns every imagePullPolicy into Always', off),
  plugin('PodSecurity', validating, 'holds the pod to the Pod Security level of its namespace'),
  plugin('PodNodeSelector', both, 'merges the node selector of the namespace', off),
  plugin('Priority', both, 'resolves priorityClassName to a number and a preemption policy, refuses an unknown class'),
  plugin('DefaultTolerationSeconds', mutating, 'tolerates not-ready and unreachable nodes for 300 s'),
  plugin('PodTolerationRestriction', both, 'holds tolerations to the whitelist of the namespace', off),
  plugin('ExtendedResourceToleration', mutating, 'tolerates the taints of extended resources asked for', off),
  plugin('RuntimeClass', both, 'sets overhead, merges node selector and tolerations of the runtime class'),
  plugin('PodTopologyLabels', mutating, 'copies topology labels of the node when the pod is bound', {
    gate: 'PodTopologyLabelsAdmission',
  }),
  plugin('NodeDeclaredFeatureValidator', validating, 'refuses updates the node of the pod has no feature for', {
    gate: 'NodeDeclaredFeatures',
  }),
  plugin('MutatingAdmissionPolicy', mutating, 'applies the policies of the cluster', {
    gate: 'MutatingAdmissionPolicy',
  }),
  plugin('MutatingAdmissionWebhook', mutating, 'asks the mutating webhooks; a change may have the chain run once more'),
  plugin('ValidatingAdmissionPolicy', validating, 'applies the policies of the cluster'),
  plugin('ValidatingAdmissionWebhook', validating, 'asks the validating webhooks'),
  plugin('ResourceQuota', validating, 'charges the quota of the namespace, as the very last check'),
];

/** Names of the plugins that look at a new pod in this phase, in order, with these feature gates. */
export const pluginsOf = (
  phase: 'mutating' | 'validating',
  featureGates: Readonly<Record<string, boolean>>,
): readonly string[] =>
  admissionPlugins
    .filter(({ phases, onByDefault, gate }) => {
      const on = onByDefault && (gate === undefined || featureGates[gate] === true);
      return on && phases.includes(phase);
    })
    .map(({ name }) => name);
