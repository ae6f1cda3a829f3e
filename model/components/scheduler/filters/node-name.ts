import type { Filter } from './filter.ts';

/** The pod asks for no node by name, or for this one. `plugins/nodename/node_name.go`. */
export const nodeName: Filter = {
  plugin: 'NodeName',
  passes: (pod, { name }) => pod.nodeName === '' || pod.nodeName === name,
};
