/** What a slice with Services takes for those that kube-proxy never sends from. */
import type { ServiceSpec } from '../kubernetes/spec.ts';
import type { Taken } from './shortcuts.ts';

const reasons = { headless: 'headless-services', 'no such port': 'services-without-port' } as const;

/** A shortcut for each reason, with the names of the Services. */
export const unproxied = (services: Readonly<Record<string, ServiceSpec>>): readonly Taken[] =>
  (['headless', 'no such port'] as const).flatMap((reason): readonly Taken[] => {
    const names = Object.keys(services).filter((name) => services[name]?.unproxied === reason);
    return names.length === 0 ? [] : [[reasons[reason], names.join(', ')]];
  });
