/**
 * Small machines at random whose members are all alike: what rules say of one member they say of each. Members have a value, may point
 * at another member, and share a register and a token that one of them may hold.
 */

import fc from 'fast-check';
import type { Machine, Property } from '../machine.ts';
import { alike } from './alike.ts';

/** Whom and what there is. */
export interface Club {
  readonly members: Readonly<Record<string, { readonly value: number; readonly likes: string }>>;
  readonly shared: Readonly<Record<'register', { readonly value: number }>>;
  readonly token: Readonly<Record<'holder', { readonly is: string }>>;
}

/** A rule fires for one member, and one that it deals with. */
export interface Deal {
  readonly type: 'deal';
  readonly rule: number;
  readonly by: string;
  readonly to: string;
}

/** What must be so of a member, of the other, and of what is shared; and what becomes of it. Absent: whatever it is. */
export interface ClubRule {
  readonly own?: number | undefined;
  readonly other?: number | undefined;
  readonly shared?: number | undefined;
  readonly holds?: boolean | undefined;
  readonly becomes: number;
  readonly otherBecomes?: number | undefined;
  readonly sharedBecomes?: number | undefined;
  readonly passes: 'nothing' | 'to the other' | 'to itself' | 'to nobody';
  readonly likes: boolean;
}

/** What a club is made of. `first`: a member deals with the first who will do, not with any: then they are not alike. */
export interface ClubRecipe {
  readonly size: number;
  readonly fair: boolean;
  readonly rules: readonly ClubRule[];
  readonly first?: boolean;
}

const values = fc.nat(2);
const perhaps = fc.option(values, { nil: undefined, freq: 1 });

/** Recipes for clubs of two or three members. */
export const clubs: fc.Arbitrary<ClubRecipe> = fc.record({
  size: fc.constantFrom(2, 2, 3),
  fair: fc.boolean(),
  rules: fc.array(
    fc.record({
      own: fc.option(values, { nil: undefined }),
      other: perhaps,
      shared: perhaps,
      holds: fc.option(fc.boolean(), { nil: undefined, freq: 1 }),
      becomes: values,
      otherBecomes: perhaps,
      sharedBecomes: fc.option(fc.nat(1), { nil: undefined, freq: 1 }),
      passes: fc.constantFrom('nothing', 'to the other', 'to itself', 'to nobody'),
      likes: fc.constantFrom(false, false, false, true),
    }),
    { minLength: 2, maxLength: 5 },
  ),
});

const namesOf = (size: number): string[] => ['ann', 'bob', 'cid'].slice(0, size);
const fits = <T>(wanted: T | undefined, is: T): boolean => wanted === undefined || wanted === is;

/** The club of a recipe, with the permutations of its members as symmetries. */
export function clubOf({ size, fair, rules, first = false }: ClubRecipe): Machine<Club, Deal> {
  const names = namesOf(size);
  const deals = (club: Club, by: string): Deal[] => {
    const others = names.filter((name) => name !== by);
    return rules.flatMap((rule, i) => {
      const found = others
        .filter((to) => applies(club, rule, by, to))
        .map((to): Deal => ({ type: 'deal', rule: i, by, to }));
      return first ? found.slice(0, 1) : found;
    });
  };
  const machine: Machine<Club, Deal> = {
    initial: {
      members: Object.fromEntries(names.map((name) => [name, { value: 0, likes: '' }])),
      shared: { register: { value: 0 } },
      token: { holder: { is: '' } },
    },
    components: names.map((name) => ({ name, fair, enabled: (club) => deals(club, name) })),
    reduce: (club, { rule, by, to }) => after(club, rules[rule] as ClubRule, by, to),
  };
  return alike(machine, names);
}

function applies(club: Club, { own, other, shared, holds }: ClubRule, by: string, to: string): boolean {
  return (
    fits(own, club.members[by]?.value) &&
    fits(other, club.members[to]?.value) &&
    fits(shared, club.shared.register.value) &&
    (holds === undefined || holds === (club.token.holder.is === by))
  );
}

function after(club: Club, rule: ClubRule, by: string, to: string): Club {
  const holder = { nothing: club.token.holder.is, 'to the other': to, 'to itself': by, 'to nobody': '' }[rule.passes];
  const member = (name: string) => club.members[name] as Club['members'][string];
  const likes = rule.likes ? to : member(by).likes;
  return {
    members: {
      ...club.members,
      [by]: { value: rule.becomes, likes },
      [to]: { ...member(to), value: rule.otherBecomes ?? member(to).value },
    },
    shared: { register: { value: rule.sharedBecomes ?? club.shared.register.value } },
    token: { holder: { is: holder } },
  };
}

/** Promises about each member, and one about the club. */
export const clubProperties = (size: number): Property<Club, Deal>[] => [
  ...namesOf(size).flatMap((name): Property<Club, Deal>[] => [
    {
      id: `${name} holds nothing at 2`,
      about: { family: 'holds nothing at 2', subject: name },
      kind: 'state',
      judge: ({ members, token }) => {
        if (members[name]?.value !== 2) return 'silent';
        return token.holder.is === name ? 'broken' : 'kept';
      },
    },
    {
      id: `${name} goes up when it deals`,
      about: { family: 'goes up', subject: name },
      kind: 'step',
      concerns: ({ by }) => by === name,
      judge: (before, _, { members }) =>
        (members[name]?.value ?? 0) >= (before.members[name]?.value ?? 0) ? 'kept' : 'broken',
    },
    {
      id: `${name} comes from 1 to 2`,
      about: { family: 'from 1 to 2', subject: name },
      kind: 'leads-to',
      from: ({ members }) => members[name]?.value === 1,
      to: ({ members }) => members[name]?.value === 2,
    },
  ]),
  {
    id: 'who likes is not at 0',
    kind: 'state',
    judge: ({ members }) => {
      const likers = Object.values(members).filter(({ likes }) => likes !== '');
      if (likers.length === 0) return 'silent';
      return likers.every(({ value }) => value > 0) ? 'kept' : 'broken';
    },
  },
];
