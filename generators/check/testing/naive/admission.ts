/** Transcriptions: from the create request to the stored object. */
import { requestStages } from '../../../../model/cluster.ts';
import { also, always, type Facts, forget, remembering, type Step, type Transcription } from './transcription.ts';
import { at, pods, storedBy } from './words.ts';

/** How far each request is. A request sent again, for instance after an API server has died with it, is another request. */
const passed = (known: Facts, { event }: Step): Facts => {
  if (event.type === 'user/createRequested') return forget(known, `${event.uid} `);
  if (event.type === 'apiserver/stagePassed') return also(known, `${event.uid} passed ${event.stage}`);
  if (event.type === 'apiserver/stageRejected') return also(known, `${event.uid} rejected`);
  if (event.type === 'apiserver/podStored') return also(known, `${event.uid} stored`);
  return known;
};

/** Every stage but the last one, which is storage itself. */
const before = requestStages.filter((stage) => stage !== 'storage');

const complete = (known: Facts, uid: string): boolean =>
  before.every((stage) => known.has(`${uid} passed ${stage}`)) && known.has(`${uid} stored`);

/** The Pods that somebody who watches has come to see by this step. */
const seen = ({ after }: Step): readonly string[] =>
  pods(after)
    .filter(
      ({ uid, name }) =>
        at(after.schedulerPods, name).uid === uid ||
        at(after.kubeletPods, uid).state === 'seen' ||
        at(after.volumes, uid).attached,
    )
    .map(({ uid }) => uid);

/** The names somebody lists as endpoints. */
const listed = ({ after }: Step): readonly string[] =>
  pods(after)
    .map(({ name }) => name)
    .filter((name) =>
      Object.entries(after.endpoints).some(([key, endpoint]) => key.endsWith(`/${name}`) && endpoint.listed),
    );

/** What the sentences about admission say. */
export const admission = {
  'admission-before-storage': remembering(passed, (step, known) =>
    storedBy(step).some(({ uid }) =>
      ['authentication', 'authorization', 'mutatingAdmission', 'validatingAdmission'].some(
        (stage) => !known.has(`${uid} passed ${stage}`),
      ),
    ),
  ),
  'admission-before-visibility': remembering(passed, (step, known) => {
    const now = passed(known, step);
    return (
      seen(step).some((uid) => !complete(now, uid)) ||
      listed(step).some((name) => !pods(step.after).some((pod) => pod.name === name && complete(now, pod.uid)))
    );
  }),
  'request-stages-in-order': remembering(passed, ({ event }, known) => {
    if (event.type !== 'apiserver/stagePassed' && event.type !== 'apiserver/podStored') return false;
    const { uid } = event;
    const stage = event.type === 'apiserver/podStored' ? 'storage' : event.stage;
    const earlier = requestStages.slice(0, requestStages.indexOf(stage));
    const later = requestStages.slice(requestStages.indexOf(stage));
    return (
      known.has(`${uid} rejected`) ||
      earlier.some((one) => !known.has(`${uid} passed ${one}`)) ||
      later.some((one) => known.has(`${uid} passed ${one}`))
    );
  }),
  'one-object-per-name': always((step) => storedBy(step).some(({ name }) => at(step.before.pods, name).uid !== '')),
} satisfies Readonly<Record<string, Transcription>>;
