/** Small things every object is written with. */
import type { ResourceList } from '../../../model/kubernetes/spec.ts';

type Fields = Readonly<Record<string, unknown>>;

const isEmpty = (value: unknown): boolean =>
  value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

/** Without what says nothing: absent fields, empty lists and empty objects. */
export const filled = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));

/** Quantities: the model counts CPU in thousandths. */
export const quantities = (list: ResourceList = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(list).map(([name, amount]) => [name, name === 'cpu' ? `${amount}m` : `${amount}`]));

/** Requests and limits. */
export const resourceFields = ({
  requests,
  limits,
}: {
  readonly requests?: ResourceList;
  readonly limits?: ResourceList;
}): Fields => filled({ requests: quantities(requests), limits: quantities(limits) });
