/** The programs on the cluster: one in every container that tells what happens to it, and one, the ear, that all of them tell it to. */
import type { Program } from '../../../generators/suite/case.ts';

/** Where the scripts are mounted. */
export const mountPath = '/podproof';
/** Where a pod keeps what outlives its containers. */
export const statePath = '/podproof-pod';
/** Where the ear listens. */
export const earPort = 7000;

const own = '/tmp/podproof';

/**
 * The first argument is what kubelet wants: the program itself, a hook or a probe. A line that is said has arrived when `say` comes back.
 * The lifeline is a connection that the kernel closes when the program ends, however it ends. `read` ends when a signal comes, and the
 * trap runs. Who is about to be killed for the memory it takes says so. A container that is started anew begins with probes that succeed, and
 * with a postStart hook that ends.
 */
export const programText = `#!/bin/sh
say() { echo "$PODPROOF_NAME $*" | nc "$PODPROOF_EAR" ${earPort}; }
case $1 in
run)
  mkdir -p ${own}
  mkfifo ${own}/orders
  exec 3<>${own}/orders
  trap 'say SIGTERM; if [ $PODPROOF_SIGTERM != ignore ]; then say exits $PODPROOF_SIGTERM; exit $PODPROOF_SIGTERM; fi' TERM
  say started
  (echo "$PODPROOF_NAME lifeline"; exec sleep 999999) | nc "$PODPROOF_EAR" ${earPort} &
  while :; do
    read -r order code <&3 || continue
    case $order in
    exit) say exits $code; exit $code ;;
    eat) say exits 137; eaten=$(yes) ;;
    esac
  done
  ;;
postStart)
  if [ $PODPROOF_POSTSTART = fails ] && mkdir ${statePath}/$PODPROOF_CONTAINER; then say postStart ended; exit 1; fi
  say postStart ended
  ;;
preStop)
  say preStop started
  if [ $PODPROOF_PRESTOP = hangs ]; then exec sleep 999999; fi
  say preStop ended
  ;;
*) [ ! -e ${own}/$1 ] ;;
esac
`;

/** The ear writes every line it is told, and that a lifeline is gone. It ticks, so that its clock is known. */
export const earText = `#!/bin/sh
case $1 in
listen)
  trap 'exit 0' TERM
  nc -ll -p ${earPort} -e ${mountPath}/ear hear &
  while :; do echo tick; sleep 1; done
  ;;
hear)
  name=
  while read -r line; do
    case $line in
    *' lifeline') name=\${line% lifeline} ;;
    esac
    echo "$line" >/proc/1/fd/1
  done
  if [ -n "$name" ]; then echo "$name gone" >/proc/1/fd/1; fi
  ;;
esac
`;

/** What the program of a container must know, as environment variables. */
export const environmentOf = (
  name: string,
  container: string,
  ear: string,
  { onSigterm, preStop, postStart }: Program,
): Readonly<Record<string, string>> => ({
  PODPROOF_NAME: name,
  PODPROOF_CONTAINER: container,
  PODPROOF_EAR: ear,
  PODPROOF_SIGTERM: String(onSigterm),
  PODPROOF_PRESTOP: preStop,
  PODPROOF_POSTSTART: postStart,
});

/** What is run in the container for its program to exit. */
export const orderToExit = (exitCode: number): string => `echo exit ${exitCode} >${own}/orders`;
/** What is run in the container for its program to take memory until it is killed. */
export const orderToEat = `echo eat >${own}/orders`;
/** What is run in the container for its probes of this kind to succeed, or fail. */
export const probeAnswer = (probe: string, succeeds: boolean): string =>
  succeeds ? `rm -f ${own}/${probe}` : `touch ${own}/${probe}`;
