/** Asks Go: which releases there are, where a module lies once it is downloaded, and what stands in its source. */
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What the program beside this file is asked: declarations, struct fields or feature gates of a file or directory. */
export interface Question {
  readonly kind: 'declarations' | 'structs' | 'gates';
  readonly path: string;
}

/** What a gate is from a version on. */
export interface Stage {
  readonly version: string;
  readonly default: boolean;
  readonly stage: string;
  readonly locked: boolean;
}

/** The answer to one question; `absent` if there is no such file. */
export interface Answer {
  readonly absent: boolean;
  /** Name → hash of its code without comments. */
  readonly declarations?: Readonly<Record<string, string>>;
  /** Struct → JSON field → Go type. */
  readonly structs?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly gates?: Readonly<Record<string, readonly Stage[]>>;
}

// Outside of any module, so that none is changed.
const options = { cwd: tmpdir(), maxBuffer: 2 ** 28, env: { ...process.env, GO111MODULE: 'on', GOFLAGS: '-mod=mod' } };

/** Why Go cannot be asked: it is not there, or the module proxy is not; undefined if it can. */
export const whyNot = async (): Promise<string | undefined> => {
  try {
    await run('go', ['version'], options);
  } catch {
    return 'there is no go';
  }
  try {
    await run('go', ['list', '-m', 'k8s.io/api@v0.36.2'], { ...options, timeout: 30_000 });
    return undefined;
  } catch {
    return 'the module proxy does not answer';
  }
};

/** The published releases of Kubernetes, without candidates. */
export const publishedReleases = async (): Promise<readonly string[]> => {
  const { stdout } = await run('go', ['list', '-m', '-versions', 'k8s.io/kubernetes'], options);
  return stdout.split(/\s+/).flatMap((word) => /^v(1\.\d+\.\d+)$/.exec(word)?.[1] ?? []);
};

/** Where each `module@version` lies; downloads what is not there. One that is not published is left out. */
export const directoriesOf = async (modules: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>();
  for (const module of modules) {
    const { stdout } = await run('go', ['mod', 'download', '-json', module], options).catch((error: unknown) => ({
      stdout: String((error as { readonly stdout?: string }).stdout ?? ''),
    }));
    const { Dir } = JSON.parse(stdout === '' ? '{}' : stdout) as { readonly Dir?: string };
    if (Dir !== undefined) found.set(module, Dir);
  }
  return found;
};

/** The answers to the questions, in their order. */
export const answersTo = (questions: readonly Question[]): Promise<readonly Answer[]> =>
  new Promise((resolve, reject) => {
    const program = join(import.meta.dirname, 'read.go');
    const child = execFile('go', ['run', program], options, (error, stdout, stderr) => {
      if (error === null) resolve(JSON.parse(stdout) as readonly Answer[]);
      else reject(new Error(`${error.message}\n${stderr}`));
    });
    child.stdin?.end(JSON.stringify(questions));
  });
