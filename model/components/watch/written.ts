/** What of the API an event has written, as far as somebody watches it. */
import type { Event } from '../../event.ts';
import type { Scenario } from '../../scenario.ts';
import { traitsOf } from '../../traits/index.ts';
import { nothingWritten, type Written } from '../../traits/trait.ts';

/** What watches may have to tell after an event: what it wrote, or what had to wait for it. */
export const newsAfter = (scenario: Scenario, event: Event): Written => {
  const { releases } = traitsOf(event);
  return releases === 'nothing' ? writtenBy(scenario, event) : releases(event, scenario);
};

/** The Pods and Nodes an event writes to the API; most events write none. */
export const writtenBy = (scenario: Scenario, event: Event): Written => {
  const { shows } = traitsOf(event);
  return shows === 'nothing' ? nothingWritten : shows(event, scenario);
};
