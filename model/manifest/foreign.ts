/** Documents that are no Kubernetes objects and belong to tools that make some: what they are, and how to get at what they make. */
import type { Cursor } from './cursor.ts';
import type { Problem } from './problem.ts';

const render = (command: string): string => `check what it makes: ${command} | podproof check -`;

const baseName = (file: string): string => file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);

/** `overlays/prod` of `overlays/prod/kustomization.yaml`; what is read from a pipe is in no directory. */
const directoryOf = (file: string): string => {
  const name = baseName(file);
  if (name === file) return file === '-' ? 'DIR' : '.';
  return file.slice(0, -name.length - 1) || '/';
};

/** True if nothing here makes an object, not even a key in other letters. */
export const isNoObject = ({ keys }: Cursor): boolean => !keys.some((key) => /^(apiVersion|kind)$/i.test(key));

/** Both fields may be missing: kustomize fills them in (types/kustomization.go, FixKustomization, sigs.k8s.io/kustomize/api v0.20.1). */
const isKustomization = (document: Cursor, file: string): boolean => {
  if (document.at('apiVersion').exists) return false;
  const kind = document.at('kind').text;
  if (kind === 'Kustomization' || kind === 'Component') return true;
  return isNoObject(document) && /^kustomization(\.ya?ml)?$/i.test(baseName(file));
};

/** What Chart.yaml of a Helm chart holds: an apiVersion of its own, and a version and a name where objects have metadata. */
const isChart = (document: Cursor): boolean =>
  /^v[12]$/.test(document.at('apiVersion').text ?? '') &&
  document.at('name').exists &&
  document.at('version').exists &&
  !document.keys.some((key) => /^(kind|metadata|spec)$/i.test(key));

/** Values have no form of their own; by convention their files are called so. */
const isValues = (document: Cursor, file: string): boolean =>
  isNoObject(document) && /(^|[._-])values([._-].*)?\.(ya?ml|json)$/i.test(baseName(file));

/** The one key of the Compose specification that every such file has; what it holds is run from an image or built. */
const isCompose = (document: Cursor): boolean => {
  const services = document.at('services');
  return (
    isNoObject(document) &&
    services.keys.length > 0 &&
    services.keys.every((name) =>
      services.at(name).keys.some((key) => key === 'image' || key === 'build' || key === 'extends'),
    )
  );
};

/** What is wrong with such a document where Kubernetes objects are expected; undefined if no tool is known that it belongs to. */
export const foreignProblem = (document: Cursor): Problem | undefined => {
  const { file } = document.source;
  const directory = directoryOf(file);
  const noObject = (what: string, fix: string): Problem => document.problem(`is ${what}, no Kubernetes object`, fix);
  if (isKustomization(document, file)) return noObject('a kustomization', render(`kubectl kustomize ${directory}`));
  if (isChart(document)) return noObject('the description of a Helm chart', render(`helm template ${directory}`));
  if (isCompose(document))
    return noObject('a Compose file', render(`kompose convert --stdout -f ${file === '-' ? 'FILE' : file}`));
  if (isValues(document, file))
    return noObject('a file of Helm values', render(`helm template ${directory} -f ${file}`));
  return undefined;
};
