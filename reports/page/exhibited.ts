/** Scenarios that are sides of exhibits: the model with a bug in it, or a cure, and the promise it is about. */
import type { Exhibit } from '../../generators/museum/exhibit.ts';
import { exhibits } from '../../generators/museum/index.ts';
import { modelOn, promisesOf, sentenceOf } from '../../generators/museum/sides.ts';
import type { Model } from '../../model/reducer.ts';
import type { Scenario } from '../../model/scenario.ts';
import { type Watched, watchedOf } from './breaches.ts';
import type { PageExhibit } from './data.ts';

const exhibitOf = ({ id }: PageExhibit): Exhibit => {
  const exhibit = exhibits.find((one) => one.id === id);
  if (exhibit === undefined) throw new Error(`this page knows no exhibit ${id}`);
  return exhibit;
};

/** The model of that side of the exhibit, with the scenario that stands in the page. */
export const exhibitedModel = (wanted: PageExhibit, scenario: Scenario): Model => {
  const side = exhibitOf(wanted)[wanted.side];
  return modelOn({ scenario }, { ...side, scenario: {} });
};

/** What is watched on it, under the id it has in the report. */
export const exhibitedPromises = (wanted: PageExhibit, scenario: Scenario): readonly Watched[] => {
  const { asked } = exhibitOf(wanted);
  const id = 'guarantee' in asked ? asked.guarantee : wanted.id;
  return watchedOf(id, sentenceOf(asked), promisesOf(asked, scenario));
};
