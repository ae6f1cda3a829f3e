import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../cluster.ts';
import type { ServiceSpec } from '../../kubernetes/spec.ts';
import { targetsOf } from './targets.ts';

const endpoint: fc.Arbitrary<Endpoint> = fc.record({
  listed: fc.boolean(),
  podIP: fc.constantFrom('10.244.0.1', '10.244.0.2', '10.244.0.3'),
  nodeName: fc.constantFrom('n1', 'n2'),
  ready: fc.boolean(),
  serving: fc.boolean(),
  terminating: fc.boolean(),
});
const service: fc.Arbitrary<ServiceSpec> = fc.record({
  pods: fc.constant([]),
  publishNotReadyAddresses: fc.constant(false),
  internalTrafficPolicy: fc.constantFrom('Cluster' as const, 'Local' as const),
  otherReadyEndpoints: fc.constantFrom(0, 1),
});
const prefersLive = fc.boolean();
const endpoints = fc.array(endpoint, { maxLength: 4 });
const seeded = { seed: 42 };

describe('the targets of a node', () => {
  it('are addresses of listed endpoints that are ready, or serve while they terminate; under Local of this node only', () => {
    fc.assert(
      fc.property(endpoints, service, prefersLive, (all, web, release) => {
        const usable = all.filter(
          (one) =>
            one.listed &&
            (one.ready || (one.serving && one.terminating)) &&
            (web.internalTrafficPolicy === 'Cluster' || one.nodeName === 'n1'),
        );
        const allowed = usable.map((one) => one.podIP);
        for (const address of targetsOf(all, 'n1', web, release)) expect(allowed).toContain(address);
      }),
      seeded,
    );
  });

  it('with two policies are what either would allow, and those of Cluster besides wherever there is an outside', () => {
    const policy = fc.constantFrom('Cluster' as const, 'Local' as const);
    fc.assert(
      fc.property(endpoints, service, policy, prefersLive, (all, web, external, release) => {
        const under = (one: 'Cluster' | 'Local') =>
          targetsOf(all, 'n1', { ...web, internalTrafficPolicy: one }, release);
        const local = web.internalTrafficPolicy === 'Local' || external === 'Local' ? under('Local') : [];
        expect(targetsOf(all, 'n1', { ...web, externalTrafficPolicy: external }, release)).toEqual(
          [...new Set([...under('Cluster'), ...local])].sort(),
        );
      }),
      seeded,
    );
  });

  it('do not depend on entries that are not listed', () => {
    fc.assert(
      fc.property(endpoints, service, prefersLive, (all, web, release) => {
        const listed = all.filter((one) => one.listed);
        expect(targetsOf(all, 'n1', web, release)).toEqual(targetsOf(listed, 'n1', web, release));
      }),
      seeded,
    );
  });

  it('never mix ready endpoints with the fallback', () => {
    const distinct = fc.uniqueArray(endpoint, { maxLength: 3, selector: (one) => one.podIP });
    fc.assert(
      fc.property(distinct, service, prefersLive, (all, web, release) => {
        const targets = targetsOf(all, 'n1', web, release);
        const chosen = all.filter((one) => targets.includes(one.podIP));
        expect(chosen.every((one) => one.ready) || chosen.every((one) => !one.ready)).toBe(true);
      }),
      seeded,
    );
  });

  it('with every address in one entry only, are the same on every node under Cluster and in every version', () => {
    const distinct = fc.uniqueArray(endpoint, { maxLength: 3, selector: (one) => one.podIP });
    fc.assert(
      fc.property(distinct, prefersLive, prefersLive, (all, release, other) => {
        const web: ServiceSpec = {
          pods: [],
          publishNotReadyAddresses: false,
          internalTrafficPolicy: 'Cluster',
          otherReadyEndpoints: 0,
        };
        expect(targetsOf(all, 'n1', web, release)).toEqual(targetsOf(all, 'n2', web, other));
      }),
      seeded,
    );
  });
});
