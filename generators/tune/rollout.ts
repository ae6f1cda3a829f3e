/** The only Pod of a Deployment: what is true of its deletion alone need not be true of a rollout. */
import type { Whole } from '../../model/slices/index.ts';

const othersReady = ({ pods, servicesFor }: Whole): boolean => {
  const [pod] = pods;
  const services = pod === undefined ? {} : servicesFor([pod.name]);
  return Object.values(services).some(({ otherReadyEndpoints }) => otherReadyEndpoints > 0);
};

/**
 * The same workload in a rollout that deletes a Pod only after the new one is ready, if that is how it rolls; undefined where it does not
 * differ. The new Pod stands for one more ready endpoint, as if the slices and rules had it already. They may still lack it when the old
 * Pod is deleted, but its Ready was written before that, so they have it within the same delay as the withdrawal, both counted from writes
 * to the API; until then the rules lead to the old Pod, ready or as the last one that serves, and it sleeps longer than that delay.
 * So the least sleep is the same.
 */
export const inRollout = (whole: Whole): Whole | undefined => {
  const { surge = 0 } = whole;
  if (surge === 0 || othersReady(whole)) return undefined;
  return {
    ...whole,
    servicesFor: (pods) =>
      Object.fromEntries(
        Object.entries(whole.servicesFor(pods)).map(([name, service]) => [
          name,
          { ...service, otherReadyEndpoints: service.otherReadyEndpoints + surge },
        ]),
      ),
  };
};
