/** Looks for changes of manifests that mend what a check found in them, makes them, and checks again what they may concern. */
import { type Answered, type Folded, type Found, fold, type Solved } from '../../generators/findings/index.ts';
import { type Guarantee, guarantees } from '../../model/guarantees/index.ts';
import { solving } from '../findings.ts';
import type { Input } from '../tasks.ts';
import type { SearchWay } from '../way.ts';
import { type Answering, answering } from './answers.ts';
import { plannedEdits, sidecarEdits } from './edits.ts';
import { heldIn, idsOf, isChange, keyOf, placeOf, stuckIn, violated, waysOut } from './findings.ts';
import { applied, type Plan, type PlannedEdit } from './plan.ts';
import type { ReadAgain, Reading } from './reading.ts';

/** What is asked of a fix. */
export interface Wish {
  /** Only this workload, by its name in reports. */
  readonly object?: string;
  /** Containers that only serve the others of their pod. */
  readonly sidecars: readonly string[];
}

/** A finding that was mended, and how. */
export interface Mended {
  readonly object: string;
  readonly folded: Solved;
  readonly edits: readonly PlannedEdit[];
  readonly number?: Found;
  /** The guarantees of the finding that hold with the change; only the leading one, if what is left of it is something else. */
  readonly ids: ReadonlySet<string>;
}

/** A finding that a manifest's owner could change and that was not mended, with the reason. */
export interface Unmended {
  readonly folded: Solved;
  readonly why: string;
  /** What to do instead, if that is known. */
  readonly fix?: string;
  readonly undecided?: boolean;
}

/** Everything that came of it. */
export interface Fixing {
  readonly mended: readonly Mended[];
  readonly unmended: readonly Unmended[];
  /** The texts with all changes. */
  readonly texts: ReadonlyMap<string, string>;
  readonly given: Sight;
  readonly changed: Sight;
}

/** What a check makes of manifests. */
export interface Sight {
  readonly reading: Reading;
  readonly answers: readonly Answered[];
  readonly findings: readonly Solved[];
}

/** So many findings of one workload are mended at most; each takes a reading. */
const mostRounds = 12;

const everything = (): readonly Guarantee[] => guarantees;

/** A finding that is being mended. */
interface Attempt extends Mended {
  readonly key: string;
}

/** Mends what can be mended, one finding of each workload after another. */
export class Fixer {
  private readonly inputs: readonly Input[];
  private readonly again: ReadAgain;
  private readonly way: SearchWay;
  private readonly wish: Wish;
  private readonly answers: Answering;
  private readonly solved: ReturnType<typeof solving>;
  private mended: readonly Attempt[] = [];
  private readonly gaveUp = new Map<string, Unmended>();

  constructor(inputs: readonly Input[], again: ReadAgain, way: SearchWay, wish: Wish) {
    this.inputs = inputs;
    this.again = again;
    this.way = way;
    this.wish = wish;
    this.answers = answering(way);
    this.solved = solving(way);
  }

  async fix(reading: Reading): Promise<Fixing> {
    const given = await this.sight(reading);
    let changed: Sight = given;
    for (let round = 0; round < mostRounds; round++) {
      const attempts = this.attempts(changed);
      if (attempts.length === 0 || this.way.signal.aborted) break;
      changed = await this.tried(attempts, changed);
    }
    changed = await this.withoutHarm(given, changed);
    const left = changed.findings.filter((folded) => this.isWanted(folded) && isChange(folded));
    return {
      mended: this.mended,
      unmended: left.map(
        (folded) => this.gaveUp.get(keyOf(folded)) ?? { folded, why: 'there was no time for it', undecided: true },
      ),
      texts: applied(this.inputs, this.plan()).texts,
      given,
      changed,
    };
  }

  /** Everything that a check of these manifests finds. */
  private async sight(reading: Reading): Promise<Sight> {
    const answers = await this.answers(reading.tasks.tasks, everything);
    const findings: Solved[] = [];
    for (const folded of fold(answers)) {
      const place = placeOf(reading, folded.object);
      if (place !== undefined) findings.push({ ...folded, ...(await this.solved(folded, place)) });
    }
    return { reading, answers, findings };
  }

  private isWanted({ object }: Folded): boolean {
    return this.wish.object === undefined || this.wish.object === object;
  }

  /** The changes of everything that is mended, and of what is tried. */
  private plan(more: readonly Mended[] = []): Plan {
    const plan = new Map<string, readonly PlannedEdit[]>();
    for (const { object, edits } of [...this.mended, ...more])
      plan.set(object, [...(plan.get(object) ?? []), ...edits]);
    return plan;
  }

  private giveUp(folded: Solved, why: Omit<Unmended, 'folded'>): void {
    this.gaveUp.set(keyOf(folded), { folded, ...why });
  }

  /** One finding of each workload, with what is to be done about it. */
  private attempts({ reading, findings }: Sight): readonly Attempt[] {
    const picked = new Map<string, Solved>();
    for (const folded of findings) {
      const key = keyOf(folded);
      const isNew = !this.gaveUp.has(key) && !this.mended.some((one) => one.key === key);
      const canChange = isChange(folded) || this.sidecarOf(folded) !== undefined;
      if (this.isWanted(folded) && isNew && canChange && !picked.has(folded.object)) picked.set(folded.object, folded);
    }
    const attempts: Attempt[] = [];
    for (const folded of picked.values()) {
      const attempt = this.attempt(folded, reading);
      if ('edits' in attempt) attempts.push({ ...attempt, key: keyOf(folded) });
      else this.giveUp(folded, attempt);
    }
    return attempts;
  }

  /** The container of a finding that somebody has called a sidecar, where it keeps a pod from its end. */
  private sidecarOf({ object, remedy, lead: { guarantee } }: Solved): string | undefined {
    if (guarantee.id !== 'finished-pod-ends' || remedy.who !== 'program') return undefined;
    const done = this.mended.filter((one) => one.object === object).length;
    return this.wish.sidecars[done];
  }

  private attempt(folded: Solved, reading: Reading): Mended | Omit<Unmended, 'folded'> {
    const { lead, object, remedy, found } = folded;
    const place = placeOf(reading, object);
    if (place === undefined) return { why: 'it is not read again' };
    const stuck = stuckIn(reading, object);
    if (stuck !== undefined) return { why: stuck, fix: waysOut };
    const sidecar = this.sidecarOf(folded);
    if (sidecar !== undefined) {
      const edits = sidecarEdits(place, sidecar);
      return edits === undefined
        ? { why: `there is no container ${sidecar}` }
        : { object, folded, ids: idsOf(folded), edits };
    }
    if (remedy.who !== 'manifest' || !('edits' in remedy)) return { why: 'no field of the manifest changes it' };
    if (remedy.tunes !== undefined && found === undefined)
      return { why: 'a limit was reached before a number was found', undecided: true };
    const edits = plannedEdits(remedy.edits, lead, place, reading.places.manifest, found?.value);
    if (edits === undefined) return { why: 'the field is not written where it could be changed' };
    return { object, folded, ids: idsOf(folded), edits, ...(found === undefined ? {} : { number: found }) };
  }

  /** Makes the changes and keeps those that help. */
  private async tried(attempts: readonly Attempt[], before: Sight): Promise<Sight> {
    const reading = await this.readable(attempts);
    const tasks = reading.tasks.tasks;
    const concerned = new Map(attempts.map(({ object, folded }) => [object, idsOf(folded)]));
    // First what the changes are for: most of what does not help is known by then.
    const first = await this.answers(tasks, ({ object }) =>
      guarantees.filter(({ id }) => concerned.get(object)?.has(id) === true),
    );
    const kept = attempts.filter((attempt) => !this.gaveUp.has(attempt.key) && this.helps(attempt, first, reading));
    this.mended = [...this.mended, ...kept.map((one) => ({ ...one, ids: heldIn(first, one.folded) }))];
    if (kept.length === 0) return before;
    const now =
      kept.length === attempts.length ? reading : await this.again(applied(this.inputs, this.plan()).texts, []);
    return this.sight(now);
  }

  /** The input with those changes that can be made in the texts and that Kubernetes takes. */
  private async readable(attempts: readonly Attempt[]): Promise<Reading> {
    let trying = attempts;
    for (;;) {
      const { texts, hindered } = applied(this.inputs, this.plan(trying));
      const reading = await this.again(texts, []);
      const refused = trying.filter(({ object }) => hindered.has(object) || placeOf(reading, object) === undefined);
      if (refused.length === 0) return reading;
      for (const { object, folded } of refused) {
        const hindrance = hindered.get(object);
        const problem = reading.places.problems.find(({ file }) => texts.has(file));
        this.giveUp(folded, {
          why:
            hindrance === undefined
              ? `with the change Kubernetes would refuse it: ${problem?.message ?? ''}`
              : `${hindrance.file}:${hindrance.line}: ${hindrance.message}`,
          ...(hindrance === undefined ? {} : { fix: hindrance.fix }),
        });
      }
      trying = trying.filter((attempt) => !refused.includes(attempt));
    }
  }

  /** True if the finding is gone with the change: what is asked instead, or what nobody can change, is another one. */
  private helps({ object, folded, key }: Attempt, answers: readonly Answered[], reading: Reading): boolean {
    const own = answers.filter((one) => one.object === object);
    const open = own.flatMap(({ result }) => result.results).filter(({ verdict }) => verdict === 'undecided');
    if (open.length > 0) {
      this.giveUp(folded, { why: 'a limit was reached before the change was proved', undecided: true });
      return false;
    }
    const still = fold(own).some((one) => keyOf(one) === key);
    const stuck = stuckIn(reading, object);
    if (still) this.giveUp(folded, { why: 'the change that should mend it was searched, and does not' });
    else if (stuck !== undefined) this.giveUp(folded, { why: `with the change ${stuck}` });
    return !still && stuck === undefined;
  }

  /** Takes back all changes of a workload in which they lead to something else that its owner would have to change. */
  private async withoutHarm(given: Sight, changed: Sight): Promise<Sight> {
    const known = new Set(given.findings.filter(isChange).flatMap(violated));
    const harm = new Map<string, Solved>();
    for (const folded of changed.findings) {
      const isNews = isChange(folded) && violated(folded).some((one) => !known.has(one));
      if (isNews && this.mended.some(({ object }) => object === folded.object)) harm.set(folded.object, folded);
    }
    if (harm.size === 0) return changed;
    for (const { object, folded } of this.mended) {
      const instead = harm.get(object)?.lead.guarantee.broken;
      if (instead !== undefined)
        this.giveUp(folded, { why: `what would mend it leads to another finding: ${instead}` });
    }
    this.mended = this.mended.filter(({ object }) => !harm.has(object));
    const reading = await this.again(applied(this.inputs, this.plan()).texts, []);
    return this.sight(reading);
  }
}
