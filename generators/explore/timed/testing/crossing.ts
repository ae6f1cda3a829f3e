/**
 * The level crossing of Berthomieu and Vernadat (TACAS 2003): trains approach, a controller counts them, the first has
 * the gate lowered and the last has it raised.
 */

import type { Machine, StateProperty } from '../../machine.ts';
import { type Fire, type Marking, netMachine } from './net.ts';

/** The net for so many trains. `lowering` is how long the gate takes to close. */
export function levelCrossing(trains: number, { lowering = '[1,2]' } = {}): Machine<Marking, Fire> {
  const others = trains > 1 ? `far*${trains - 1}` : '';
  const train = (i: number) => [
    `tr AppFirst${i} [0,w[ far${i} far*${trains} -> close${i} ${others} in coming`,
    `tr AppNext${i} [0,w[ far${i} far in -> close${i} in*2`,
    `tr In${i} [3,5] close${i} -> on${i}`,
    `tr Ex${i} [2,4] on${i} -> left${i}`,
    `tr ExitLast${i} [0,0] left${i} ${others} in -> far${i} far*${trains} leaving`,
    `tr ExitNext${i} [0,0] left${i} in*2 -> far${i} in far`,
    `pl far${i} (1)`,
  ];
  const gate = [
    'tr Down [0,0] coming open -> lowering',
    'tr DownAgain [0,0] coming raising -> lowering',
    `tr Lower ${lowering} lowering -> closed`,
    'tr Up [0,0] leaving closed -> raising',
    'tr Raise [1,2] raising -> open',
    `pl far (${trains})`,
    'pl open (1)',
  ];
  return netMachine([...Array.from({ length: trains }, (_, i) => train(i + 1)).flat(), ...gate].join('\n'));
}

/** While a train is on the crossing the gate is closed. */
export function neverOpenForTrains(trains: number): StateProperty<Marking> {
  const crossing = Array.from({ length: trains }, (_, i) => `on${i + 1}`);
  return {
    id: 'the gate is closed while a train is on the crossing',
    kind: 'state',
    judge: ({ places }) => {
      if (!crossing.some((place) => places[place]?.tokens === 1)) return 'silent';
      return places['closed']?.tokens === 1 ? 'kept' : 'broken';
    },
  };
}
