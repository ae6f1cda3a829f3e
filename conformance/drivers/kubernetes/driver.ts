/** A driver of a Kubernetes cluster: one case at a time, in a namespace of its own. */
import { setTimeout } from 'node:timers/promises';
import { visibleOn } from '../../../generators/observe/observations.ts';
import type { Case, Observation, Stimulus } from '../../../generators/suite/case.ts';
import type { Uid } from '../../../model/scenario.ts';
import type { Capabilities, Driver, Moment, Seen } from '../../driver.ts';
import { Queue } from '../queue.ts';
import { Listener } from './lines.ts';
import { caseLabel, podToCreate, type Setting, surroundingKinds, surroundingsOf, uidAnnotation } from './manifest.ts';
import { type StoredNode, stageOf } from './nodes.ts';
import type { Room } from './room.ts';
import { orderToEat, orderToExit, probeAnswer } from './script.ts';
import { PodSight, SliceSight } from './watch.ts';

const attempts = 3;

/** The kubelet gives nobody less than this (kubernetes 1.35, pkg/kubelet/kuberuntime, minimumGracePeriodInSeconds). */
const leastGrace = 2;

const gracesIn = ({ manifest, stimuli }: Case): readonly number[] => [
  leastGrace,
  ...Object.values(manifest.scenario.instances).map(({ spec }) => spec.terminationGracePeriodSeconds),
  ...stimuli.flatMap(({ do: stimulus }) =>
    stimulus.do === 'delete' && stimulus.grace !== null ? [stimulus.grace] : [],
  ),
];

/** Everything of one case. */
interface Act {
  readonly one: Case;
  readonly setting: Setting;
  readonly tell: (seen: Seen) => void;
  readonly pods: PodSight;
  readonly slices: SliceSight;
  readonly lines: Listener;
  /** When the case began, by our clock. */
  readonly began: number;
}

/** A cluster as a target. */
export class KubernetesDriver implements Driver {
  readonly capabilities: Capabilities;
  readonly observations = new Queue<Seen>();
  readonly #room: Room;
  readonly #nodes: readonly StoredNode[];
  #number = 0;
  #act: Act | undefined;

  constructor(room: Room, nodes: readonly StoredNode[], version: string) {
    this.#room = room;
    this.#nodes = nodes;
    const target = `kubernetes ${version}`;
    this.capabilities = { target, profile: 'kubernetes', skew: 100, lateness: 5000, haste: 0.75 };
    const watched = (source: string, seen: readonly Observation[], moment: Moment) => {
      for (const observation of seen) this.#act?.tell({ observation, source, ...moment });
    };
    room.hear({
      pod: (event, moment) => watched('watch of Pods', this.#act?.pods.event(event) ?? [], moment),
      slice: (event, moment) => watched('watch of EndpointSlices', this.#act?.slices.event(event) ?? [], moment),
      line: (line, time) => this.#act?.lines.line(line, time),
    });
  }

  async reset(next: Case): Promise<void> {
    await this.#clear();
    this.observations.clear();
    const began = Date.now();
    const stage = stageOf(next.manifest.scenario, this.#nodes);
    if (stage === undefined) throw new Error('the cluster has too few nodes on which anything runs');
    this.#number += 1;
    const number = this.#number;
    for (const object of surroundingsOf(next.manifest, number)) {
      await this.#room.kubectl(['create', '-f', '-'], JSON.stringify(object));
    }
    const tell = (seen: Seen): void => {
      if (visibleOn.kubernetes.includes(seen.observation.see)) this.observations.push(seen);
    };
    const pods = new PodSight(
      ({ metadata }) =>
        metadata.labels?.[caseLabel] === String(number) ? metadata.annotations?.[uidAnnotation] : undefined,
      stage.nodes,
    );
    const setting = { number, ear: this.#room.ear, stage };
    this.#act = {
      one: next,
      setting,
      tell,
      pods,
      slices: new SliceSight(number),
      lines: new Listener(number, gracesIn(next), tell),
      began,
    };
  }

  async stimulate(stimulus: Stimulus): Promise<Moment> {
    const act = this.#act;
    if (act === undefined) throw new Error('no case was begun');
    const earliest = Date.now();
    await this.#do(stimulus, act);
    return { earliest, latest: Date.now() };
  }

  async pass(seconds: number, signal: AbortSignal): Promise<void> {
    await setTimeout(seconds * 1000, undefined, { signal }).catch(() => undefined);
  }

  /**
   * Two things leave no verdict: news that were lost with a watch, and a SIGTERM that the program could not hear yet, of which nobody tells.
   */
  async review(): Promise<string> {
    if (this.#act === undefined) return '';
    const lost = await this.#room.lost(this.#act.began);
    if (lost !== '') throw new Error(lost);
    const { deaf } = this.#act.lines;
    if (deaf === '') return '';
    throw new Error(
      `${deaf} was killed a grace period after its start: SIGTERM may have come before its program could hear it`,
    );
  }

  async close(): Promise<void> {
    await this.#clear().catch(() => undefined);
    this.observations.end();
    await this.#room.close();
  }

  #do(stimulus: Stimulus, act: Act): Promise<unknown> {
    switch (stimulus.do) {
      case 'create':
        return this.#create(stimulus.uid, act);
      case 'delete':
        return this.#delete(stimulus.pod, stimulus.grace === null ? [] : [`--grace-period=${stimulus.grace}`]);
      case 'force delete':
        return this.#delete(stimulus.pod, ['--grace-period=0', '--force']);
      case 'remove scheduling gates':
        return this.#remove(stimulus.pod, '/spec/schedulingGates');
      case 'remove finalizers':
        return this.#remove(stimulus.pod, '/metadata/finalizers');
      case 'set readiness gates':
        return this.#setGates(stimulus.pod, stimulus.value, act);
      case 'process exits':
        return this.#order(stimulus.uid, stimulus.container, orderToExit(stimulus.exitCode), act);
      case 'process exceeds memory':
        return this.#order(stimulus.uid, stimulus.container, orderToEat, act);
      case 'probe answers':
        return this.#order(stimulus.uid, stimulus.container, probeAnswer(stimulus.probe, stimulus.succeeds), act);
      case 'image answers':
      case 'volumes answer':
      case 'cordon':
      case 'taint':
      case 'relabel':
      case 'delete claim':
      case 'restart kubelet':
      case 'sandbox dies':
        return Promise.reject(new Error('this cannot be done through the API, in a namespace'));
    }
  }

  /** What the API server turns away is an observation, too. */
  async #create(uid: Uid, { one, setting, tell }: Act): Promise<void> {
    const earliest = Date.now();
    try {
      await this.#room.create('/api/v1/namespaces/NAMESPACE/pods', podToCreate(uid, one.manifest, setting));
    } catch (error) {
      if (!String(error).includes('(AlreadyExists)')) throw error;
      const observation: Observation = { see: 'pod refused', uid };
      tell({ observation, source: 'answers of the API server', earliest, latest: Date.now() });
    }
  }

  /** Deleting what is gone does nothing, in the model as well. */
  async #delete(pod: string, how: readonly string[]): Promise<void> {
    await this.#room.kubectl(['delete', 'pod', pod, '--wait=false', '--ignore-not-found', ...how]);
  }

  async #remove(pod: string, path: string): Promise<void> {
    const patch = JSON.stringify([{ op: 'remove', path }]);
    await this.#room.kubectl(['patch', 'pod', pod, '--type=json', '-p', patch]);
  }

  async #setGates(pod: string, value: boolean, { one }: Act): Promise<void> {
    const { instances } = one.manifest.scenario;
    const gates = Object.values(instances).find(({ name }) => name === pod)?.spec.readinessGates ?? [];
    const conditions = gates.map((type) => ({ type, status: value ? 'True' : 'False' }));
    const patch = JSON.stringify({ status: { conditions } });
    await this.#room.kubectl(['patch', 'pod', pod, '--subresource=status', '--type=strategic', '-p', patch]);
  }

  /** A container that has just been started may not take orders yet. */
  async #order(uid: Uid, container: string, order: string, { one }: Act): Promise<void> {
    const pod = one.manifest.scenario.instances[uid]?.name ?? uid;
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#room.kubectl(['exec', pod, '-c', container, '--', 'sh', '-c', order]);
        return;
      } catch (error) {
        if (attempt === attempts) throw error;
      }
    }
  }

  /** Removes what the case before left. Its containers may live on for a while; nobody listens to them any more. */
  async #clear(): Promise<void> {
    const act = this.#act;
    this.#act = undefined;
    if (act === undefined) return;
    const selector = `${caseLabel}=${act.setting.number}`;
    const names = await this.#room.kubectl(['get', 'pods', '-l', selector, '-o', 'name']);
    const patch = JSON.stringify({ metadata: { finalizers: null } });
    for (const name of names.split('\n').filter((one) => one !== '')) {
      await this.#room.kubectl(['patch', name, '--type=merge', '-p', patch]).catch(() => undefined);
    }
    const all = [
      'delete',
      `pods,${surroundingKinds}`,
      '-l',
      selector,
      '--grace-period=0',
      '--force',
      '--ignore-not-found',
    ];
    await this.#room.kubectl([...all, '--timeout', '60s']);
  }
}
