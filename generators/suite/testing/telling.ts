/** A run that tells a mistake from the model, made into a case. */
import type { Model } from '../../../model/reducer.ts';
import { labelKey } from '../../observe/label.ts';
import type { Case, Observation, ProfileName, Step } from '../case.ts';
import type { Telling } from '../difference.ts';
import { manifestOf } from '../manifest.ts';
import { oracleOf } from '../oracle.ts';

/** What a verdict needs: the stimuli of the run, each as soon as what came before it was seen, and everything the model shows then. */
export const caseTelling = (
  model: Model,
  profile: ProfileName,
  { labels, programs }: Telling,
): Pick<Case, 'stimuli' | 'manifest' | 'oracle'> => {
  const seen = new Map<string, number>();
  let last: Observation | undefined;
  const stimuli: Step[] = [];
  for (const label of labels) {
    if ('see' in label) {
      last = label;
      seen.set(labelKey(label), (seen.get(labelKey(label)) ?? 0) + 1);
    } else {
      const when = last === undefined ? null : { observation: last, times: seen.get(labelKey(last)) ?? 1 };
      stimuli.push({ when, do: label });
    }
  }
  const oracle = oracleOf(model, { profile, programs, stimuli }, { maxStates: 100_000, maxOracleStates: 10_000 });
  if (oracle === undefined) throw new Error('the case has too many runs');
  return { stimuli, manifest: manifestOf(model.initial.scenario, programs), oracle };
};
