/**
 * Citations as machines read them. A source is a list of clauses with semicolons between:
 *
 *     pkg/kubelet/kubelet.go SyncPod, HandlePodUpdates, pkg/kubelet/pod_workers.go, 1.36.2, 1.37.2; KEP-753; derived from D71
 *
 * A clause of code names files (or directories) of kubernetes/kubernetes, each with the functions, types or values that were read, or none
 * for all of it; then the releases they were read in. Clauses without releases have those of the next one that names some.
 */

/** What a clause points at. */
export type Citation =
  | CodeCitation
  /** Something people read: an issue, a KEP, documentation, another project's code. */
  | { readonly is: 'reference'; readonly text: string }
  /** Other facts it follows from. */
  | { readonly is: 'derived'; readonly facts: readonly string[] };

/** A place in the source of Kubernetes, as the Go module that publishes it has it. */
export interface CodeCitation {
  readonly is: 'code';
  /** `k8s.io/kubernetes`, or the module a staging directory is published as. */
  readonly module: string;
  /** Within the module. */
  readonly path: string;
  /** The declarations that were read; none: all of the file or directory. */
  readonly names: readonly string[];
  /** The releases of Kubernetes it was read in, as `1.36.2`. */
  readonly releases: readonly string[];
}

type Place = Omit<CodeCitation, 'releases' | 'is'>;

const references = [
  /^KEP-\d+(, KEP-\d+)*$/,
  /^issues? \d+(, \d+)*$/,
  /^pull request \d+$/,
  /^kubernetes(\/kubernetes)?#\d+(, kubernetes#\d+)*$/,
  /^CHANGELOG-1\.\d+$/,
  /^documentation of [\w -]+$/,
  /^signal\(7\)$/,
  /^CRI api\.proto \w+$/,
  /^containerd (v\d+\.\d+\.\d+ )?internal\/\S+\.go( \w+)*(, (main|\S+\.go( \w+)?))*$/,
  /^gate \w+$/,
];

const placeOf = (path: string): Place => {
  const [, repository, rest] = /^staging\/src\/(k8s\.io\/[\w-]+)\/(\S+)$/.exec(path) ?? [];
  if (repository === undefined || rest === undefined) return { module: 'k8s.io/kubernetes', path, names: [] };
  return { module: repository, path: rest, names: [] };
};

const codeIn = (clause: string): { readonly places: readonly Place[]; readonly releases: readonly string[] } => {
  const [places, releases]: [Place[], string[]] = [[], []];
  for (const word of clause.split(/,?\s+(?:and\s+)?/)) {
    const place = places.at(-1);
    if (/^(pkg|plugin|cmd|staging)\/[\w./-]+$/.test(word)) places.push(placeOf(word));
    else if (/^1\.\d+\.\d+$/.test(word)) releases.push(word);
    else if (/^[A-Za-z_]\w*$/.test(word) && place !== undefined && releases.length === 0) {
      places[places.length - 1] = { ...place, names: [...place.names, word] };
    } else throw new Error(`cannot read '${word}' of the citation '${clause}'`);
  }
  return { places, releases };
};

const factIds = /\b[CDEV]\d+[a-z]?\b/g;

/** Reads a source. Throws where a clause is none of those above, or code has no release. */
export const citationsOf = (source: string): readonly Citation[] => {
  const found: Citation[] = [];
  let pending: readonly Place[] = [];
  for (const clause of source.split(/;\s*/)) {
    if (references.some((pattern) => pattern.test(clause))) found.push({ is: 'reference', text: clause });
    else if (/^derived from [CDEV]\d/.test(clause)) found.push({ is: 'derived', facts: clause.match(factIds) ?? [] });
    else {
      const { places, releases } = codeIn(clause);
      pending = [...pending, ...places];
      if (releases.length === 0) continue;
      found.push(...pending.map((place): Citation => ({ is: 'code', ...place, releases })));
      pending = [];
    }
  }
  const [left] = pending;
  if (left !== undefined) throw new Error(`no release is named for ${left.path} in '${source}'`);
  return found;
};

/** The version of a module that belongs to a release of Kubernetes: staging modules count from 0. */
export const moduleVersion = (module: string, release: string): string =>
  module === 'k8s.io/kubernetes' ? `v${release}` : `v0${release.slice(1)}`;
