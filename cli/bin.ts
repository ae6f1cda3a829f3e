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
        process.stderr.write(`podproof: ${error instanceof Error ? error.stack : String(error)}\n`);
        process.exitCode = 2;
      },
    );
}
