/** What a slice with Services says of those that kube-proxy never sends from. */
import type { ServiceSpec } from '../kubernetes/spec.ts';

const sentences: Readonly<Record<NonNullable<ServiceSpec['unproxied']>, (names: string) => string>> = {
  headless: (names) =>
    `headless Services (${names}): kube-proxy has no rules for them; clients look up names, and DNS, with what its clients keep of it, is not modelled, so nothing is asked about their connections`,
  'no such port': (names) =>
    `Services whose targetPort is a name that no container declares (${names}): their endpoints lack the port, so kube-proxy sends nothing there`,
};

/** A sentence for each reason. */
export const unproxiedSentences = (services: Readonly<Record<string, ServiceSpec>>): readonly string[] =>
  (['headless', 'no such port'] as const).flatMap((reason) => {
    const names = Object.keys(services).filter((name) => services[name]?.unproxied === reason);
    return names.length === 0 ? [] : [sentences[reason](names.join(', '))];
  });
