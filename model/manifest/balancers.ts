/** What stands in front of Services outside of kube-proxy: balancers that a cloud or an Ingress controller makes. */
import type { Cursor } from './cursor.ts';
import type { ManifestObject } from './objects.ts';
import type { Manifest } from './parse.ts';
import { servicesSelecting } from './services.ts';
import type { Workload } from './workload.ts';

/** One such balancer: which Service it sends to, which object asks for it, and where. */
export interface Balancer {
  readonly service: string;
  /** As in `Ingress/shop`, or `Service/web of type LoadBalancer`. */
  readonly called: string;
  readonly object: ManifestObject;
  readonly at: Cursor;
}

/** The backends of an Ingress that are Services: its default one and those of its paths. */
const backendsOf = ({ root }: ManifestObject): readonly Cursor[] =>
  [
    root.at('spec', 'defaultBackend'),
    ...root
      .at('spec', 'rules')
      .items.flatMap((rule) => rule.at('http', 'paths').items.map((path) => path.at('backend'))),
  ].map((backend) => backend.at('service', 'name'));

/** The balancers in front of a workload's Services, those of each Service once for each object that asks for one. */
export const balancersOf = (manifest: Manifest, workload: Workload): readonly Balancer[] => {
  const services = servicesSelecting(manifest, workload);
  const ingresses = manifest.objects.filter(
    ({ kind, valid, namespace }) => kind === 'Ingress' && valid && namespace === workload.namespace,
  );
  return services.flatMap((service): readonly Balancer[] => {
    const type = service.root.at('spec', 'type');
    const own = type.text === 'LoadBalancer' ? [{ object: service, at: type, of: ' of type LoadBalancer' }] : [];
    const before = ingresses.flatMap((object) => {
      const at = backendsOf(object).find(({ text }) => text === service.name);
      return at === undefined ? [] : [{ object, at, of: '' }];
    });
    return [...own, ...before].map(({ object, at, of }) => ({
      service: service.name,
      called: `${object.kind}/${object.name}${of}`,
      object,
      at,
    }));
  });
};
