import { describe, expect, it } from 'vitest';
import { sleepingOf } from './sleeping.ts';

const sh = (script: string) => sleepingOf(['sh', '-c', script]);

describe('how long a command sleeps for certain', () => {
  it.each([
    [['sleep', '20'], 20],
    [['/bin/sleep', '20s'], 20],
    [['/usr/bin/sleep', '1m', '30'], 90],
    [['sleep', '0.5'], 0.5],
    [['sh', '-c', 'sleep 20'], 20],
    [['/bin/sh', '-c', ' sleep 20 ; '], 20],
    [['bash', '-ec', 'sleep 5 && sleep 10'], 15],
    [['sh', '-c', 'exec sleep 7'], 7],
    [['sleep', 'infinity'], 30_000_000],
  ])('%j does nothing else', (command, seconds) => {
    expect(sleepingOf(command)).toEqual({ seconds, only: true });
  });

  it.each([
    ['sleep 20 && nginx -s quit', 20],
    ['sleep 20; nginx -s quit', 20],
    ['sleep 5; /bin/drain --all; sleep 10', 15],
    ['nginx -s quit; sleep 15', 15],
    ['sleep 3\n/drain\nsleep 4', 7],
    ['sleep 3 || sleep 4', 3],
    ['sleep 10; if test -f x; then sleep 50; fi', 10],
    ['sleep 10; kill -TERM 1; sleep 20', 10],
    ['sleep 10; echo "done"', 10],
    ['sleep 10; curl http://localhost/drain > /dev/null; sleep 9', 10],
    ['sleep 2; cat x | sleep 30', 2],
  ])('a script takes at least what it sleeps whatever else happens: %j', (script, seconds) => {
    expect(sh(script)).toEqual({ seconds, only: false });
  });

  it.each([
    'nginx -s quit && sleep 15',
    'test -f ready || sleep 15',
    'sleep 20 &',
    'sleep 20 & wait',
    'sleep $DELAY',
    'while true; do sleep 1; done',
    'echo sleep 20',
    'exit 0; sleep 20',
    'PATH=/opt; sleep 20',
    'exec /drain; sleep 20',
    'set -e; /drain; sleep 20',
    'trap x TERM; sleep 5',
    '/drain | sleep 20',
    '(sleep 20)',
    '"sleep 20"',
    '# sleep 20',
    'sleep',
    'sleep x',
    'sleep 0',
    'sleep -5',
  ])('%j says nothing', (script) => {
    expect(sh(script)).toBeUndefined();
  });

  it.each([
    [['sh', '-ec', '/drain; sleep 20']],
    [['sh', 'sleep.sh']],
    [['sh', '-c']],
    [['sh', '-c', 'sleep 20', 'name', 'argument']],
    [['timeout', '5', 'sleep', '20']],
    [['env', 'sleep', '20']],
    [['python', '-c', 'sleep 20']],
    [['sleeper', '20']],
    [[]],
  ])('%j says nothing', (command) => {
    expect(sleepingOf(command)).toBeUndefined();
  });
});
