#!/usr/bin/env node
// Only syntax that old Node versions can parse, and no static import: this line of help has to reach them.
const version = process.versions.node.split('.').map(Number);
const major = Number(version[0]);
const minor = Number(version[1]);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`podproof needs Node 20.19 or newer, this is ${process.versions.node}.\n`);
  process.exitCode = 2;
} else {
  import('./main.ts')
    .then(({ main }) => main(process.argv.slice(2)))
    .then(
      (code) => {
        process.exitCode = code;
      },
      (error: unknown) => {
        const debug = process.env['PODPROOF_DEBUG'] === '1';
        const words = error instanceof Error ? (debug ? error.stack : error.message) : String(error);
        process.stderr.write(
          `podproof: cannot start: ${words}\n  fix: install it again; please report it if that does not help\n`,
        );
        process.exitCode = 2;
      },
    );
}
