import { suggest } from '../kubernetes/suggest.ts';
import type { Cursor } from './cursor.ts';
import { foreignProblem, isNoObject } from './foreign.ts';
import { type Problem, shortened } from './problem.ts';
import { clusterScoped, isKind, type Kind, kinds, otherKinds } from './schema/index.ts';
import { describe } from './tree.ts';

/** One object of a manifest, with its fields where they were written. */
export interface ManifestObject {
  readonly file: string;
  readonly kind: Kind;
  readonly name: string;
  /** Empty for kinds without one. */
  readonly namespace: string;
  readonly root: Cursor;
  /** Kubernetes would accept it; an object that has problems is kept only so that others may refer to it. */
  readonly valid: boolean;
}

/** What a document turned out to be. */
export type Recognised =
  | { readonly is: 'object'; readonly kind: Kind; readonly root: Cursor }
  | { readonly is: 'skipped'; readonly kind: string }
  /** What `kubectl version` prints: the release of a cluster. */
  | { readonly is: 'version'; readonly release: Cursor }
  | { readonly is: 'problem'; readonly problem: Problem }
  /** No Kubernetes object at all, and not meant to be one as far as can be seen. */
  | { readonly is: 'foreign'; readonly problem: Problem };

const deepestList = 5;

/** The objects of one document: itself, or the items of a `List` (or `PodList` and the like). */
export function* recognise(
  document: Cursor,
  inherited?: { kind: string; apiVersion: string },
  depth = 0,
): Generator<Recognised> {
  const foreign = depth === 0 && document.tree?.kind === 'map' ? foreignProblem(document) : undefined;
  if (foreign !== undefined) {
    yield { is: 'foreign', problem: foreign };
    return;
  }
  if (document.tree?.kind !== 'map') {
    yield { is: depth === 0 ? 'foreign' : 'problem', problem: notAnObject(document) };
    return;
  }
  const kind = document.at('kind').text ?? inherited?.kind;
  const apiVersion = document.at('apiVersion').text ?? inherited?.apiVersion;
  const release = document.at('serverVersion', 'gitVersion');
  if (kind === undefined && release.text !== undefined) yield { is: 'version', release };
  else if (kind === undefined || kind === '') {
    const fix = document.keys.includes('Kind') ? 'write "kind" with a small k' : 'add a line such as kind: Pod';
    const isForeign = depth === 0 && isNoObject(document);
    yield { is: isForeign ? 'foreign' : 'problem', problem: document.at('kind').problem('is missing', fix) };
  } else if (apiVersion === undefined || apiVersion === '') {
    yield { is: 'problem', problem: document.at('apiVersion').problem('is missing', withApiVersion(kind)) };
  } else if (isList(document, kind)) {
    const ofItems = kind === 'List' ? undefined : { kind: kind.slice(0, -'List'.length), apiVersion };
    if (depth < deepestList) {
      for (const item of document.at('items').items) yield* recognise(item.asRoot, ofItems, depth + 1);
    } else yield { is: 'problem', problem: document.problem(`Lists nest deeper than ${deepestList}`, 'flatten them') };
  } else if (kind === 'List' && document.at('items').exists) {
    const items = document.at('items');
    const found = items.tree === undefined ? 'nothing' : describe(items.tree);
    yield { is: 'problem', problem: items.problem(`must be a list, not ${found}`, 'begin each item with a dash') };
  } else {
    yield single(document, kind, apiVersion);
  }
}

/** The version that serves a kind, the nearest kind there is, or that of a custom resource, which only its owner knows. */
const withApiVersion = (kind: string): string => {
  const versions = new Map<string, string>([
    ...Object.entries(otherKinds).flatMap(([version, names]) => names.map((name) => [name, version] as const)),
    ...Object.entries(kinds),
  ]);
  const meant = versions.has(kind) ? kind : suggest(kind, versions.keys());
  if (meant === undefined) return 'add the apiVersion that serves this kind: kubectl api-resources lists it';
  const added = `add apiVersion: ${versions.get(meant)}`;
  return meant === kind ? added : `write kind: ${meant} and ${added}`;
};

const isList = (document: Cursor, kind: string): boolean =>
  kind.endsWith('List') && document.at('items').tree?.kind === 'list';

function notAnObject(document: Cursor): Problem {
  const found = document.tree === undefined ? 'nothing' : describe(document.tree);
  return document.problem(
    `a manifest must be an object with apiVersion and kind, not ${found}`,
    'check that this is a Kubernetes manifest',
  );
}

function single(document: Cursor, kind: string, apiVersion: string): Recognised {
  if (isKind(kind)) {
    if (kinds[kind] === apiVersion) return { is: 'object', kind, root: document };
    if (!isBuiltIn(apiVersion)) return { is: 'skipped', kind };
    const message = `no kind ${kind} in version "${shortened(apiVersion)}"`;
    return { is: 'problem', problem: document.at('apiVersion').problem(message, `write apiVersion: ${kinds[kind]}`) };
  }
  if (apiVersion.startsWith('kustomize.config.k8s.io/')) return { is: 'skipped', kind: `${kind} of kustomize` };
  const siblings = Object.hasOwn(otherKinds, apiVersion) ? otherKinds[apiVersion] : undefined;
  if (siblings === undefined || siblings.includes(kind)) return { is: 'skipped', kind };
  const served = Object.entries(kinds).flatMap(([one, version]) => (version === apiVersion ? [one] : []));
  const meant = suggest(kind, [...served, ...siblings]);
  const fix = meant === undefined ? `write one of ${served.join(', ')}, or check apiVersion` : `did you mean ${meant}?`;
  const message = `no kind "${shortened(kind)}" in version "${apiVersion}"`;
  return { is: 'problem', problem: document.at('kind').problem(message, fix) };
}

/** Groups Kubernetes itself serves; a custom resource may bear any kind's name in a group of its own. */
const isBuiltIn = (apiVersion: string): boolean =>
  /^((apps|batch|extensions|storage\.k8s\.io|scheduling\.k8s\.io|networking\.k8s\.io)\/)?v\d+((alpha|beta)\d+)?$/.test(
    apiVersion,
  );

/** Namespace and name of an object, or what keeps it from having them. */
export function identityOf(
  kind: Kind,
  root: Cursor,
): { readonly name: string; readonly namespace: string; readonly problem?: Problem } {
  const metadata = root.at('metadata');
  const prefix = metadata.at('generateName').text;
  const name = metadata.at('name').text || (prefix ? `${prefix}1` : '');
  const namespace = clusterScoped.has(kind) ? '' : metadata.at('namespace').text || 'default';
  if (name !== '' || metadata.at('name').exists) return { name, namespace };
  const problem = metadata.at('name').problem('is missing', `give this ${kind} a name`);
  return { name, namespace, problem };
}
