/** Runs every check, also after one has failed, so that one run shows all there is to mend. */

import { spawnSync } from 'node:child_process';

const checks = ['types', 'format', 'code', 'floors', 'tidy', 'dead', 'lock'];
const failed = checks.filter((check) => {
  const started = performance.now();
  const { status } = spawnSync('npm', ['run', '--silent', `lint:${check}`], { stdio: 'inherit' });
  console.log(
    `${status === 0 ? 'ok    ' : 'FAILED'}  lint:${check}  ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
  return status !== 0;
});
process.exitCode = failed.length > 0 ? 1 : 0;
