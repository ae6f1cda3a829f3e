import { createRequire } from 'node:module';

const usage = `usage: podproof --version | --help
`;

/** The command line without `node` and the script's name; answers the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--version')) {
    const { version } = createRequire(import.meta.url)('podproof/package.json') as { version: string };
    process.stdout.write(`podproof ${version}\n`);
    return 0;
  }
  if (args.includes('--help')) {
    process.stdout.write(usage);
    return 0;
  }
  process.stderr.write(usage);
  return 2;
}
