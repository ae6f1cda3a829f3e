import type { Finding, LeadsToProperty } from './machine.ts';
import type { Memo } from './memo.ts';
import type { Stepper } from './stepper.ts';
import type { Store } from './store.ts';
import type { Tracer } from './trace.ts';

export interface Circumstances {
  readonly expanded: number;
  readonly complete: boolean;
  readonly room: number;
  readonly interrupted: () => boolean;
}

export class Liveness<S, E> {
  constructor(_memo: Memo<S, E>, _store: Store, _stepper: Stepper<S, E>, _tracer: Tracer<S, E>) {}
  settle(property: LeadsToProperty<S>, _circumstances: Circumstances): Finding<S, E> {
    return { id: property.id, verdict: 'undecided', reached: 0 };
  }
}
