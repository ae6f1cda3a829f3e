/**
 * The timer of liveness probes. podman asks systemd for one that runs `podman healthcheck run` at the container's start and again so long
 * after each run (libpod/healthcheck_linux.go of 4.3.1). Where there is no systemd there is none; where there is, it does not know a store
 * of its own, because the command it is given names no `--root`. So the driver runs that command at these times itself.
 */
import type { KubernetesObject } from '../../../generators/suite/case.ts';
import type { PodmanEvent } from './events.ts';
import { containersOf } from './manifest.ts';

/** What Kubernetes' API fills in (pkg/apis/core/v1/defaults.go, SetDefaults_Probe). */
const defaultPeriod = 10;

/** Seconds from one run of the liveness probe to the next, by the name of the container. */
export const periodsOf = (pod: KubernetesObject): ReadonlyMap<string, number> =>
  new Map(
    containersOf(pod).flatMap(({ name, livenessProbe }) =>
      livenessProbe === undefined ? [] : [[name, livenessProbe.periodSeconds ?? defaultPeriod] as const],
    ),
  );

/** Runs one check. What comes of it is podman's business. */
export type Check = (id: string) => Promise<unknown>;

/** The timers of one case. */
export class Timers {
  readonly #check: Check;
  /** By container id: what stops the timer. */
  readonly #running = new Map<string, AbortController>();

  constructor(check: Check) {
    this.#check = check;
  }

  /** A container with such a period starts or ends. */
  event({ status, id }: PodmanEvent, period: number | undefined): void {
    if (status === 'start' && period !== undefined) void this.#tick(id, period);
    if (status === 'died' || status === 'remove') this.#stop(id);
  }

  /** No timer goes on. */
  close(): void {
    for (const id of this.#running.keys()) this.#stop(id);
  }

  #stop(id: string): void {
    this.#running.get(id)?.abort();
    this.#running.delete(id);
  }

  async #tick(id: string, period: number): Promise<void> {
    this.#stop(id);
    const stop = new AbortController();
    const { signal } = stop;
    this.#running.set(id, stop);
    while (!signal.aborted) {
      await this.#check(id).catch(() => undefined);
      await pause(period, signal);
    }
  }
}

/** So many seconds, or fewer if the signal fires. */
const pause = (seconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, seconds * 1000);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
