/** The program in every container: it tells what happens to it and does as it is told. */
import type { Program } from '../../../generators/suite/case.ts';

/** Where the directory of a case is mounted. */
export const mountPath = '/podproof';

/**
 * Arguments: name, what to do at SIGTERM, its FIFO. Lines: seconds since boot, the name, what happened. The FIFO is opened for reading
 * and writing so that opening never waits; `read` ends when a signal comes, and the trap runs.
 */
const text = `say() { read -r now _ </proc/uptime; echo "$now $name $*" >>${mountPath}/lines; }
name=$1 heed=$2
exec 3<>${mountPath}/$3
trap 'say SIGTERM; if [ $heed != ignore ]; then say exits $heed; exit $heed; fi' TERM
say started
while :; do
  if read -r order code <&3 && [ "$order" = exit ]; then say exits $code; exit $code; fi
done
`;

/** The command of a container. */
export const commandOf = (name: string, { onSigterm }: Program, fifo: string): readonly string[] =>
  ['/bin/sh', '-c', text, 'podproof', name].concat(String(onSigterm), fifo);

/** What is written into the FIFO for the program to exit. */
export const orderToExit = (exitCode: number): string => `exit ${exitCode}\n`;

/** One line a program wrote. */
export interface Line {
  /** Milliseconds since boot. */
  readonly uptime: number;
  /** `<uid>/<container>`. */
  readonly name: string;
  readonly what: 'started' | 'SIGTERM' | 'exits';
}

/** Reads whole lines; what no program of ours writes is passed over. */
export const linesIn = (written: string): readonly Line[] =>
  written.split('\n').flatMap((line) => {
    const [uptime = '', name = '', what = ''] = line.split(' ');
    if (what !== 'started' && what !== 'SIGTERM' && what !== 'exits') return [];
    return [{ uptime: Math.round(Number(uptime) * 1000), name, what }];
  });
