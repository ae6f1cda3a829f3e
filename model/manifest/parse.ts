import { defaultKubernetesVersion, resolveGates } from '../gates.ts';
import { readRelease } from '../versions.ts';
import { Cursor, follow } from './cursor.ts';
import { fieldProblems } from './fields.ts';
import { identityOf, type ManifestObject, type Recognised, recognise } from './objects.ts';
import { type Position, type Problem, shortened } from './problem.ts';
import { Source } from './source.ts';
import { sectionsOf } from './split.ts';
import { type UnmodelledField, unmodelledIn } from './treatment/index.ts';
import { silentlyDropped, validationProblems } from './validate.ts';
import { readSection } from './yaml.ts';

/** What one file (or several, joined) says. */
export interface Manifest {
  readonly objects: readonly ManifestObject[];
  /** What Kubernetes would refuse; in the order of the file. */
  readonly problems: readonly Problem[];
  /** Fields a cluster with these gates would drop or change without a word. */
  readonly dropped: readonly Problem[];
  /** Fields of valid objects that ask for something the model does not know. */
  readonly notModelled: readonly ObjectField[];
  /** Kinds that are not read, and how many objects of each there were. */
  readonly skipped: readonly { readonly kind: string; readonly count: number }[];
  readonly featureGates: Readonly<Record<string, boolean>>;
  /** What `kubectl version` said of a cluster, where that is among the input. */
  readonly clusterReleases?: readonly Cursor[];
  /** Nothing here is a Kubernetes object, and nobody said it was: a file of a directory. */
  readonly foreign: boolean;
}

/** A field and the object it belongs to, as `Deployment/web`. */
export interface ObjectField extends UnmodelledField {
  readonly object: string;
}

/** Limits and the cluster to read for. */
export interface ReadOptions {
  /** The version to read for; the default one if not given. */
  readonly kubernetesVersion?: string;
  /** Resolved gates; without them those of the default version. */
  readonly featureGates?: Readonly<Record<string, boolean>>;
  /** Longest file accepted, in characters; 16 MiB if not given. One MiB takes about a second. */
  readonly maxLength?: number;
  /** The file was found in a directory: if it holds no Kubernetes object at all, nothing is wrong with it. */
  readonly listed?: boolean;
}

/** Longest text of one file that is read unless another limit is given, in characters. */
export const longestText = 16 * 2 ** 20;
const mostObjects = 10_000;
const mostProblems = 200;

/** Gates as they are when nobody says anything. */
export function defaultGates(): Readonly<Record<string, boolean>> {
  const resolved = resolveGates(defaultKubernetesVersion);
  return resolved.ok ? resolved.featureGates : {};
}

/** Reads a manifest file. Never throws for bad input: whatever is wrong is in `problems`, and does not hide the rest. */
export function readManifest(text: string, file: string, options: ReadOptions = {}): Manifest {
  const reader = new Reader(
    options.featureGates ?? defaultGates(),
    readRelease(options.kubernetesVersion ?? '')?.version ?? defaultKubernetesVersion,
  );
  const source = new Source(file, text.length > (options.maxLength ?? longestText) ? '' : text);
  const refused = refusal(source, text, options.maxLength ?? longestText);
  if (refused !== undefined) reader.problems.push(refused);
  else reader.readAll(source);
  return reader.manifest(options.listed === true);
}

/** The documents of a text that can be read, whatever they are, and why others cannot. */
export function readDocuments(
  text: string,
  file: string,
): { readonly documents: readonly Cursor[]; readonly problems: readonly Problem[] } {
  const source = new Source(file, text);
  const read = [...sectionsOf(source)].map((section) => readSection(source, section));
  return {
    documents: read.flatMap(({ roots }) => roots.map((root) => new Cursor(source, root))),
    problems: read.flatMap(({ problems }) => problems),
  };
}

/** Those that can be read. */
export const documentsIn = (text: string, file: string): readonly Cursor[] => readDocuments(text, file).documents;

/** Where a field of an object stands; an absent field is where its nearest parent is. Names may stand for indexes. */
export const locate = (object: ManifestObject, path: string): Position => follow(object.root, path).position;

function refusal(source: Source, text: string, maxLength: number): Problem | undefined {
  if (text.length > maxLength) {
    const mebibytes = (length: number) => (length / 2 ** 20).toFixed(1);
    const message = `is ${mebibytes(text.length)} MiB long; at most ${mebibytes(maxLength)} MiB are read`;
    return source.problem(0, '', message, 'split the file, or leave out what is not a workload');
  }
  if (/\r(?!\n)/.test(source.text) && !source.text.includes('\n')) {
    const message = 'ends its lines with CR alone, which kubectl and editors do not agree on';
    return source.problem(0, '', message, 'save it with LF (or CR LF) at the ends of lines');
  }
  const nul = source.text.indexOf('\0');
  if (nul === -1) return undefined;
  return source.problem(nul, '', 'holds NUL bytes: this is a binary file or UTF-16', 'save it as UTF-8 text');
}

/** Without these words a text that cannot be read was never meant to be a Kubernetes object. */
const objectWords = /apiVersion|kind/i;

class Reader {
  readonly problems: Problem[] = [];
  /** Documents that are no Kubernetes objects at all. Whether that is wrong depends on the rest of the file. */
  private readonly foreign: Problem[] = [];
  private readonly dropped: Problem[] = [];
  private readonly notModelled: ObjectField[] = [];
  private readonly objects: ManifestObject[] = [];
  private readonly releases: Cursor[] = [];
  private readonly skipped = new Map<string, number>();
  private readonly featureGates: Readonly<Record<string, boolean>>;
  private readonly version: string;
  private count = 0;

  constructor(featureGates: Readonly<Record<string, boolean>>, version: string) {
    this.featureGates = featureGates;
    this.version = version;
  }

  readAll(source: Source): void {
    for (const section of sectionsOf(source)) {
      const { roots, problems } = readSection(source, section);
      const text = source.text.slice(section.start, section.end);
      (problems.length > 0 && !objectWords.test(text) ? this.foreign : this.problems).push(...problems);
      for (const root of roots) {
        const document = new Cursor(source, root);
        if (!document.exists) continue;
        for (const found of recognise(document)) if (this.isWithinBounds(document)) this.take(found);
      }
      if (this.isFull()) return;
    }
  }

  private isWithinBounds(document: Cursor): boolean {
    if (this.isFull()) return false;
    this.count++;
    if (this.count > mostObjects) {
      this.problems.push(document.problem(`there are more than ${mostObjects} objects`, 'split the file'));
    }
    return this.count <= mostObjects;
  }

  private isFull(): boolean {
    return this.count > mostObjects || this.problems.length + this.foreign.length > mostProblems;
  }

  private take(found: Recognised): void {
    if (found.is === 'problem') this.problems.push(found.problem);
    else if (found.is === 'foreign') this.foreign.push(found.problem);
    else if (found.is === 'version') this.releases.push(found.release);
    else if (found.is === 'skipped') this.skip(shortened(found.kind));
    else this.takeObject(found);
  }

  private skip(kind: string): void {
    this.skipped.set(kind, (this.skipped.get(kind) ?? 0) + 1);
  }

  private takeObject({ kind, root }: Extract<Recognised, { is: 'object' }>): void {
    const { name, namespace, problem } = identityOf(kind, root);
    const wrong = [...(problem === undefined ? [] : [problem]), ...fieldProblems(root, kind, this.version)];
    // Rules that lean on well-formed fields would only repeat in other words what is already known.
    if (wrong.length === 0) wrong.push(...validationProblems(kind, root, this.featureGates));
    this.problems.push(...wrong);
    if (wrong.length === 0) {
      this.dropped.push(...silentlyDropped(kind, root, this.featureGates));
      this.notModelled.push(...unmodelledIn(root, kind).map((field) => ({ ...field, object: `${kind}/${name}` })));
    }
    this.objects.push({ file: root.source.file, kind, name, namespace, root, valid: wrong.length === 0 });
  }

  manifest(listed: boolean): Manifest {
    const isEmpty = this.objects.length === 0 && this.skipped.size === 0 && this.problems.length === 0;
    const foreign = listed && isEmpty && this.foreign.length > 0;
    if (!foreign) this.problems.push(...this.foreign);
    return {
      objects: this.objects,
      problems: limited(this.problems.toSorted((a, b) => a.line - b.line || a.column - b.column)),
      dropped: this.dropped,
      notModelled: this.notModelled,
      skipped: [...this.skipped].map(([kind, count]) => ({ kind, count })),
      featureGates: this.featureGates,
      clusterReleases: this.releases,
      foreign,
    };
  }
}

function limited(problems: readonly Problem[]): readonly Problem[] {
  const next = problems[mostProblems];
  if (next === undefined) return problems;
  const { file, line, column } = next;
  const rest = {
    file,
    line,
    column,
    field: '',
    message: 'there are more problems than are shown',
    fix: 'mend those above first',
  };
  return [...problems.slice(0, mostProblems), rest];
}

/** Several manifests as one; the gates are those of the first. */
export function joinManifests(manifests: readonly Manifest[]): Manifest {
  const counts = new Map<string, number>();
  for (const { kind, count } of manifests.flatMap(({ skipped }) => skipped)) {
    counts.set(kind, (counts.get(kind) ?? 0) + count);
  }
  return {
    objects: manifests.flatMap(({ objects }) => objects),
    problems: manifests.flatMap(({ problems }) => problems),
    dropped: manifests.flatMap(({ dropped }) => dropped),
    notModelled: manifests.flatMap(({ notModelled }) => notModelled),
    skipped: [...counts].map(([kind, count]) => ({ kind, count })),
    featureGates: manifests[0]?.featureGates ?? defaultGates(),
    clusterReleases: manifests.flatMap(({ clusterReleases = [] }) => clusterReleases),
    foreign: manifests.every(({ foreign }) => foreign),
  };
}
