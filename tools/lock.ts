/** One entry of package-lock.json's `packages`: as much of it as is read or written here. */
export interface LockEntry {
  readonly version?: string;
  /** The hash of what is installed: without it `npm ci` takes whatever it is given. */
  readonly integrity?: string;
  /** A folder of this project, not a package. */
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** The path of each installed package, such as `node_modules/a/node_modules/b`, and what is known of it. */
export type LockEntries = Readonly<Record<string, LockEntry>>;

/** A package for another platform that the lock file names as a dependency and then says nothing about. */
export interface Gap {
  readonly name: string;
  readonly wanted: string;
  readonly wantedBy: string;
}

/**
 * npm leaves out the packages for platforms that its registry does not offer (mirrors often keep one platform), and
 * `npm ci` then refuses the lock file it wrote.
 */
export const gapsIn = (entries: LockEntries): readonly Gap[] =>
  Object.entries(entries).flatMap(([wantedBy, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name, wanted]) => !suits(entryFor(entries, wantedBy, name)?.version, wanted))
      .map(([name, wanted]) => ({ name, wanted, wantedBy })),
  );

/** A package whose contents nothing vouches for. */
export interface Unhashed {
  readonly path: string;
  readonly name: string;
  readonly version: string;
}

/** Entries without a hash: npm writes none for what its registry did not offer, and `npm ci` asks for none. */
export const unhashedIn = (entries: LockEntries): readonly Unhashed[] =>
  Object.entries(entries).flatMap(([path, { integrity, link, version = '' }]) =>
    path === '' || link === true || integrity !== undefined
      ? []
      : [{ path, name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length), version }],
  );

/** The entries with what the registry knows of them. */
export const hashed = (entries: LockEntries, integrityOf: (unhashed: Unhashed) => string | undefined): LockEntries => {
  const filled: Record<string, LockEntry> = { ...entries };
  for (const unhashed of unhashedIn(entries)) {
    const { path, version } = unhashed;
    const integrity = integrityOf(unhashed);
    const { version: _version, ...rest } = filled[path] ?? {};
    if (integrity !== undefined) filled[path] = { version, integrity, ...rest };
  }
  return filled;
};

/** The entries with every gap filled from what its dependent pins and what its own name says of the platform. */
export function completed(entries: LockEntries): LockEntries {
  const filled: Record<string, LockEntry> = { ...entries };
  for (const { name, wanted, wantedBy } of gapsIn(entries)) {
    const top = `node_modules/${name}`;
    if (suits(filled[top]?.version, wanted)) continue;
    const path = filled[top] === undefined ? top : `${wantedBy}/${top}`;
    const dev = filled[wantedBy]?.dev === true;
    filled[path] = { version: exact(wanted), ...(dev && { dev }), optional: true, ...platformOf(name) };
  }
  return filled;
}

/** Node's rule: look beside the dependent, then one level further out, and so on. */
function entryFor(entries: LockEntries, from: string, name: string): LockEntry | undefined {
  const found = entries[from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`];
  if (found || from === '') return found;
  return entryFor(entries, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name);
}

const exact = (wanted: string): string => wanted.replace(/^[~^]/, '');

/** Whether a version is the wanted one or, where `~` allows it, a later patch of it. */
function suits(version: string | undefined, wanted: string): boolean {
  if (version === undefined || !wanted.startsWith('~')) return version === exact(wanted);
  const [have = [], least = []] = [version, exact(wanted)].map((text) => text.split('.').map(Number));
  return have[0] === least[0] && have[1] === least[1] && Number(have[2]) >= Number(least[2]);
}

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32'];

function platformOf(name: string): Pick<LockEntry, 'os' | 'cpu' | 'libc'> {
  const words = name.split(/[/-]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.some((w) => w.startsWith('gnu'))
      ? ['glibc']
      : [];
  if (os.length + cpu.length === 0) throw new Error(`no platform in the name of ${name}`);
  return {
    ...(os.length > 0 && { os }),
    ...(cpu.length > 0 && { cpu }),
    ...(libc.length > 0 && os.includes('linux') && { libc }),
  };
}
