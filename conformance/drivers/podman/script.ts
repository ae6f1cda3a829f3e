/** The program in every container: it tells what happens to it and does as it is told. */
import type { Program } from '../../../generators/suite/case.ts';

/** Where the directory of a case is mounted. */
export const mountPath = '/podproof';

/** The file that is there while the liveness probe of the container with this FIFO succeeds. */
export const livenessFile = (fifo: string): string => `${fifo}.liveness`;

/**
 * Arguments: name, what to do at SIGTERM, its FIFO. Lines: seconds since boot, the name, what happened; a start adds when the process was
 * born (field 22 of its stat, in hundredths of a second since boot). The FIFO is opened for reading and writing so that opening never
 * waits; `read` ends when a signal comes, and the trap runs. Who ignores SIGTERM says from then on that it lives: so much is sure of
 * when it was killed. A new process begins with a probe that succeeds.
 */
const text = `say() { read -r now _ </proc/uptime; echo "$now $name $*" >>${mountPath}/lines; }
name=$1 heed=$2 patience=3600
exec 3<>${mountPath}/$3
trap 'say SIGTERM; if [ $heed != ignore ]; then say exits $heed; exit $heed; fi; patience=0.1' TERM
: >${mountPath}/${livenessFile('$3')}
read -r _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ born _ </proc/$$/stat
say started $born
while :; do
  if read -t $patience -r order code <&3 && [ "$order" = exit ]; then say exits $code; exit $code; fi
  if [ $patience != 3600 ]; then say lives; fi
done
`;

/** The command of a container. */
export const commandOf = (name: string, { onSigterm }: Program, fifo: string): readonly string[] =>
  ['/bin/sh', '-c', text, 'podproof', name].concat(String(onSigterm), fifo);

/** What is written into the FIFO for the program to exit. */
export const orderToExit = (exitCode: number): string => `exit ${exitCode}\n`;

const said = ['started', 'SIGTERM', 'lives', 'exits'] as const;

/** One line a program wrote. */
export interface Line {
  /** Milliseconds since boot. */
  readonly uptime: number;
  /** `<uid>/<container>`. */
  readonly name: string;
  readonly what: (typeof said)[number];
  /** When the process was born, in milliseconds since boot, where it says so; else when it wrote the line. */
  readonly born: number;
}

const isSaid = (word: string): word is Line['what'] => said.some((one) => one === word);

/** Reads whole lines; what no program of ours writes is passed over. */
export const linesIn = (written: string): readonly Line[] =>
  written.split('\n').flatMap((line) => {
    const [time = '', name = '', what = '', more = ''] = line.split(' ');
    if (!isSaid(what)) return [];
    const uptime = Math.round(Number(time) * 1000);
    return [{ uptime, name, what, born: what === 'started' ? Number(more) * 10 : uptime }];
  });
