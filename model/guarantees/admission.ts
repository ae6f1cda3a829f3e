/** What the API server promises about the way of an object into storage. */
import { cell, requestStages } from '../cluster.ts';
import { anyScenario, everywhere, step, stepOf, subjects } from './build.ts';
import type { Guarantee } from './guarantee.ts';
import { byNobody } from './remedies.ts';

const stored = ['stored', 'conflict'];

/** C2: storage is the last station of a create request. */
const admissionBeforeStorage: Guarantee = {
  id: 'admission-before-storage',
  sentence:
    'A Pod is written to etcd only after authentication, authorization and both admission phases have let it pass.',
  broken: 'a Pod is stored before admission has let it pass',
  facts: ['C1', 'C2'],
  standing: 'always',
  textbook: 'The API server writes the Pod to etcd and then runs admission.',
  slices: ['pod', 'deadline'],
  applies: anyScenario,
  why: 'The create handler runs decoding, mutating admission, validation and validating admission before it calls the store.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
  mutant: 'store-before-admission',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['apiserver/podStored'], (before, { uid }) => cell(before, 'requests', uid).stage === 'storage'),
    ),
};

/** C3: nobody sees what failed a stage. */
const admissionBeforeVisibility: Guarantee = {
  id: 'admission-before-visibility',
  sentence: 'No scheduler, kubelet or controller sees a Pod whose create request has not passed every stage.',
  broken: 'components see a Pod that admission has not let pass',
  facts: ['C1', 'C2', 'C3'],
  standing: 'always',
  slices: ['pod', 'deadline', 'endpoints'],
  applies: anyScenario,
  why: 'Watchers are fed from etcd alone, and etcd is written last.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
  mutant: 'watch-before-storage',
  promises: (scenario) =>
    subjects(scenario).map(({ uid, name, label }) =>
      everywhere(label, (cluster) => {
        const seen =
          cell(cluster, 'kubeletPods', uid).state === 'seen' || cell(cluster, 'schedulerPods', name).uid === uid;
        return seen ? stored.includes(cell(cluster, 'requests', uid).stage) : undefined;
      }),
    ),
};

/** C1, C2: no stage is skipped or taken twice. */
const stagesInOrder: Guarantee = {
  id: 'request-stages-in-order',
  sentence:
    'A create request passes the stages of the handler chain one after the other, none skipped, none after a rejection.',
  broken: 'a create request skips a stage of the API server',
  facts: ['C1', 'C2'],
  standing: 'always',
  textbook: 'Validation comes first, then admission.',
  slices: ['pod', 'deadline'],
  applies: anyScenario,
  why: 'The handlers are nested; object validation stands between mutating and validating admission.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
  mutant: 'validation-before-mutation',
  promises: (scenario) =>
    subjects(scenario).map((subject) =>
      stepOf(subject, ['apiserver/stagePassed', 'apiserver/podStored'], (before, event, after) => {
        const { uid } = event;
        if (event.type === 'apiserver/podStored') return cell(before, 'requests', uid).stage === 'storage';
        const { stage } = event;
        const next = requestStages[requestStages.indexOf(stage) + 1];
        return cell(before, 'requests', uid).stage === stage && cell(after, 'requests', uid).stage === next;
      }),
    ),
};

/** C13, C14, P20: the key in etcd is unique. */
const oneObjectPerName: Guarantee = {
  id: 'one-object-per-name',
  sentence: 'A Pod is stored only while no other Pod of its name is stored.',
  broken: 'a Pod is stored beside another of its name',
  facts: ['C13', 'C14'],
  standing: 'always',
  slices: ['pod', 'deadline', 'identity'],
  applies: anyScenario,
  why: 'A create is a compare-and-put against revision 0; an existing key answers 409 AlreadyExists.',
  advice: 'Nothing to change: no manifest can break this.',
  remedy: byNobody,
  mutant: 'create-overwrites',
  promises: (scenario) =>
    subjects(scenario).map(({ uid, name, label }) =>
      step(
        label,
        ['apiserver/podStored'],
        (before) => cell(before, 'pods', name).uid === '',
        (event) => event.uid === uid,
      ),
    ),
};

/** The guarantees about admission and storage. */
export const admissionGuarantees: readonly Guarantee[] = [
  admissionBeforeStorage,
  admissionBeforeVisibility,
  stagesInOrder,
  oneObjectPerName,
];
