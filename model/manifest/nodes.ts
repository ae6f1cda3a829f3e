import type { NodeSpec, PodSpec } from '../kubernetes/spec.ts';
import type { NodeName } from '../scenario.ts';
import { assumedNodes, equalNodes, missingNode, roomy } from './assumedNodes.ts';
import { resourcesOf } from './defaults/container.ts';
import { taintsOf } from './defaults/scheduling.ts';
import type { Manifest } from './parse.ts';

/** The nodes around a workload. */
export interface NodesAround {
  readonly nodes: Readonly<Record<NodeName, NodeSpec>>;
  /** They come from the input: their size and labels are meant. */
  readonly given: boolean;
  /** Some of them are assumed to have what the Pods ask for, which ordinary ones do not. */
  readonly fitted: boolean;
  /** What is assumed of nodes, one sentence each. */
  readonly assumed: readonly string[];
}

const nodesIn = (manifest: Manifest): Readonly<Record<NodeName, NodeSpec>> =>
  Object.fromEntries(
    manifest.objects
      .filter(({ kind, valid }) => kind === 'Node' && valid)
      .map(({ name, root }) => {
        const capacity = resourcesOf(root.at('status', 'capacity'));
        const allocatable = resourcesOf(root.at('status', 'allocatable'));
        const spec: NodeSpec = {
          labels: { 'kubernetes.io/hostname': name, ...root.at('metadata', 'labels').texts },
          taints: taintsOf(root.at('spec')),
          unschedulable: root.at('spec', 'unschedulable').isTrue,
          allocatable: { ...roomy, ...capacity, ...allocatable },
        };
        return [name, spec];
      }),
  );

const askedText = (asked: readonly string[]): string =>
  `ordinary but for what this Pod asks of its node: ${asked.join(', ')}`;

/** A name is one node's; everything else two of them have. */
const whichOf = (asked: readonly string[]): string =>
  asked.filter((one) => one.startsWith('the name ')).length === 1 ? 'one of them is' : 'two of them are';

const assumedSentences = (asked: readonly string[], count: number | undefined): readonly string[] => {
  if (asked.length > 0) {
    return count === undefined
      ? [`no Node in the input: three are assumed; ${whichOf(asked)} ${askedText(asked)}`]
      : [`the assumed nodes are ${askedText(asked)}`];
  }
  return count === undefined ? ['no Node in the input: three ordinary ones are assumed'] : [];
};

/**
 * The nodes of the input as they are; without any, assumed ones that take such a Pod, or `count` of them where somebody says how many. A
 * node that `nodeName` asks for is assumed in any case: the API server takes the Pod whether there is one or not, and a Pod that
 * somebody looks at has one.
 */
export function nodesAround(manifest: Manifest, pod: PodSpec, count?: number): NodesAround {
  const given = nodesIn(manifest);
  if (count !== undefined || Object.keys(given).length === 0) {
    const { nodes, asked } = count === undefined ? assumedNodes(pod) : equalNodes(pod, count);
    return { nodes, given: false, fitted: asked.length > 0, assumed: assumedSentences(asked, count) };
  }
  const missing = missingNode(pod, given);
  if (missing === undefined) return { nodes: given, given: true, fitted: false, assumed: [] };
  return {
    nodes: { ...given, ...missing.nodes },
    given: true,
    fitted: true,
    assumed: [`no Node ${pod.nodeName} in the input: it is assumed, ${askedText(missing.asked)}`],
  };
}
