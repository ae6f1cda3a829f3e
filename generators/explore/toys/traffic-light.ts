/** Two traffic lights at a crossing. The careful controller switches one to red before the other to green. */

import type { Machine, StateProperty, StepProperty } from '../machine.ts';

interface Light {
  readonly colour: 'red' | 'green' | 'yellow';
}

/** The crossing: one light per road. */
export interface Crossing {
  readonly lights: Readonly<Record<'north' | 'east', Light>>;
}

/** A light turns another colour. */
export interface Turn {
  readonly type: 'green' | 'yellow' | 'red';
  readonly light: 'north' | 'east';
}

/** The crossing; `careful: false` lets a light turn green whatever the other one shows. */
export function crossing({ careful = true } = {}): Machine<Crossing, Turn> {
  const controller = (light: Turn['light'], other: Turn['light']) => ({
    name: light,
    fair: true,
    enabled: ({ lights }: Crossing): Turn[] => {
      switch (lights[light].colour) {
        case 'red':
          return careful && lights[other].colour !== 'red' ? [] : [{ type: 'green', light }];
        case 'green':
          return [{ type: 'yellow', light }];
        case 'yellow':
          return [{ type: 'red', light }];
      }
    },
  });
  return {
    initial: { lights: { north: { colour: 'red' }, east: { colour: 'red' } } },
    components: [controller('north', 'east'), controller('east', 'north')],
    reduce: (state, { type, light }) => ({ ...state, lights: { ...state.lights, [light]: { colour: type } } }),
  };
}

/** Never do both roads have green. */
export const neverBothGreen: StateProperty<Crossing> = {
  id: 'never both green',
  kind: 'state',
  judge: ({ lights }) => (lights.north.colour === 'green' && lights.east.colour === 'green' ? 'broken' : 'kept'),
};

/** A light that turns red showed yellow before. */
export const yellowBeforeRed: StepProperty<Crossing, Turn> = {
  id: 'yellow before red',
  kind: 'step',
  concerns: (event) => event.type === 'red',
  judge: (before, { light }) => (before.lights[light].colour === 'yellow' ? 'kept' : 'broken'),
};
