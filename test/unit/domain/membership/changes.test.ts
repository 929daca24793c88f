import * as fc from 'fast-check';
import type { ResolvedGroup } from '../../../../src/domain/directory/types.ts';
import {
  type MembershipChanges,
  type MembershipMode,
  type MembershipSituation,
  membershipChanges,
} from '../../../../src/domain/membership/changes.ts';
import { desiredMemberships, groupNames, managedNames } from '../../../../src/domain/membership/desired.ts';
import type { ExclusiveSet, MembershipRules } from '../../../../src/domain/policy.ts';
import { type Drawn, at, group, memberships, rule } from '../../../support/planning.ts';

const today = '2026-06-15';

function situation(
  rules: MembershipRules,
  actual: readonly ResolvedGroup[],
  more: Partial<MembershipSituation> & { readonly department?: string } = {},
): MembershipSituation {
  const { department = 'SALES', ...rest } = more;
  return {
    section: 'securityGroups',
    rules,
    desired: desiredMemberships(rules, { values: { orgLevel1: department }, today }),
    mode: 'managed',
    actual,
    groups: new Map(groupNames(rules).map((name) => [name, group(name)])),
    restored: [],
    other: { named: new Set(), wanted: new Set() },
    ...rest,
  };
}

function namesOf({ add, remove }: MembershipChanges): { add: string[]; remove: string[] } {
  return {
    add: add.map((change) => change.group.name),
    remove: remove.map((change) => change.group.name),
  };
}

function groups(...names: readonly string[]): readonly ResolvedGroup[] {
  return names.map((name) => group(name));
}

function guarded(name: string): ResolvedGroup {
  return group(name, { protectedBy: 'built-in group' });
}

function licences(onConflict: ExclusiveSet['onConflict'], given: readonly string[]): MembershipRules {
  const set = { name: 'licence', groups: ['E5', 'E3', 'F3'], onConflict, place: at('exclusive[0]', 45) };
  return memberships({ rules: [rule('TRUE', given, 1)], exclusive: [set] });
}

function countOf(after: ReadonlySet<string>, set: ExclusiveSet): number {
  return set.groups.filter((name) => after.has(name)).length;
}

const rules = memberships({
  default: ['All'],
  rules: [rule('orgLevel1 = "SALES"', ['Sales', 'Crm'], 1), rule('orgLevel1 = "IT"', ['Admins', 'Crm'], 2)],
});

describe('group rules', () => {
  it('give the default and the groups of every rule that holds, each once, with the first rule as reason', () => {
    const both = memberships({
      default: ['All'],
      rules: [rule('TRUE', ['Sales', 'ALL'], 1), rule('TRUE', ['sales'], 2), rule('FALSE', ['Other'], 3)],
    });
    expect(desiredMemberships(both, { values: {}, today }).wanted).toEqual([
      { name: 'All', reason: { text: 'for everybody', place: at('securityGroups', 40) } },
      { name: 'Sales', reason: { text: 'when TRUE', place: at('rules[1]', 51) } },
    ]);
    expect(managedNames(both)).toEqual(['All', 'Sales', 'ALL', 'sales', 'Other']);
  });

  it('give only the default to somebody whom no rule matches', () => {
    expect(namesOf(membershipChanges(situation(rules, [], { department: 'HR' })))).toEqual({
      add: ['All'],
      remove: [],
    });
  });

  it('neither give nor take the groups of a rule whose condition cannot be judged', () => {
    const faulty = memberships({ rules: [rule('VALUE(orgLevel1) > 1', ['Numbers', 'Sales'], 1)] });
    const changes = membershipChanges(situation(faulty, groups('Numbers')));
    expect(namesOf(changes)).toEqual({ add: [], remove: [] });
    const desired = desiredMemberships(faulty, { values: { orgLevel1: 'SALES' }, today });
    expect(desired.faults).toEqual([
      { place: at('rules[1]', 51), message: expect.stringContaining('tenure.yaml:51:5') },
    ]);
  });
});

describe('retention modes', () => {
  it.each([
    ['managed', { add: ['All', 'Crm'], remove: ['Admins'] }],
    ['addOnly', { add: ['All', 'Crm'], remove: [] }],
    ['exact', { add: ['All', 'Crm'], remove: ['Admins', 'Manual'] }],
    ['keep', { add: [], remove: [] }],
    ['removeManaged', { add: [], remove: ['Sales', 'Admins'] }],
    ['removeAll', { add: [], remove: ['Sales', 'Admins', 'Manual'] }],
  ] as const)('%s', (mode, expected) => {
    const held = groups('Sales', 'Admins', 'Manual', 'some-list');
    expect(namesOf(membershipChanges(situation(rules, held, { mode })))).toEqual(expected);
  });

  it('take nothing away that the other section decides about', () => {
    const held = groups('Manual', 'Crosswise');
    const other = { named: new Set(['id-Crosswise']), wanted: new Set<string>() };
    expect(namesOf(membershipChanges(situation(rules, held, { mode: 'removeAll', other }))).remove).toEqual([
      'Manual',
    ]);
  });

  it('give a group that both sections name once', () => {
    const other = { named: new Set(['id-All']), wanted: new Set(['id-All']) };
    const options = { section: 'distributionLists', other } as const;
    expect(namesOf(membershipChanges(situation(memberships({ default: ['All'] }), [], options))).add).toEqual(
      [],
    );
  });
});

describe('groups that stand in the way', () => {
  it('are warnings with name and rule when the directory does not know them', () => {
    const changes = membershipChanges(situation(rules, [], { groups: new Map([['All', group('All')]]) }));
    expect(namesOf(changes).add).toEqual(['All']);
    expect(changes.warnings.map(({ code, message }) => [code, message])).toEqual([
      ['AD_GROUP_MISSING', 'securityGroups: the directory has no group "Sales" (tenure.yaml:51:5)'],
      ['AD_GROUP_MISSING', 'securityGroups: the directory has no group "Crm" (tenure.yaml:51:5)'],
    ]);
  });

  it('are never touched when they are protected', () => {
    const known = new Map([
      ...['All', 'Sales', 'Admins'].map((name): [string, ResolvedGroup] => [name, guarded(name)]),
      ['Crm', group('Crm')] as const,
    ]);
    const held = [group('Admins'), guarded('Manual')];
    const changes = membershipChanges(situation(rules, held, { mode: 'exact', groups: known }));
    expect(namesOf(changes)).toEqual({ add: ['Crm'], remove: [] });
    expect(changes.warnings.map(({ code, message }) => `${code} ${message}`).toSorted()).toEqual([
      'AD_PROTECTED securityGroups: not adding to protected group "All": built-in group',
      'AD_PROTECTED securityGroups: not adding to protected group "Sales": built-in group',
      'AD_PROTECTED securityGroups: not removing from protected group "Admins": built-in group',
      'AD_PROTECTED securityGroups: not removing from protected group "Manual": built-in group',
    ]);
  });
});

describe('exclusive sets', () => {
  it.each([
    ['higherPriority', ['E3', 'E5'], [], 'managed', { add: ['E5'], remove: [] }],
    ['higherPriority', ['E3'], ['E5'], 'addOnly', { add: [], remove: [] }],
    ['higherPriority', ['E5'], ['E3'], 'addOnly', { add: ['E5'], remove: ['E3'] }],
    ['lowerPriority', ['E3', 'E5', 'F3'], ['E5'], 'managed', { add: ['F3'], remove: ['E5'] }],
    ['doNotChange', ['E3', 'E5'], [], 'managed', { add: [], remove: [] }],
    ['doNotChange', ['E3', 'E5'], ['F3'], 'managed', { add: [], remove: [] }],
    ['doNotChange', ['E3'], ['E5'], 'addOnly', { add: [], remove: [] }],
    ['doNotChange', ['E3'], [], 'managed', { add: ['E3'], remove: [] }],
    ['higherPriority', ['E5'], ['E3'], 'managed', { add: ['E5'], remove: ['E3'] }],
  ] as const)('%s: rules give %j, held %j, %s', (method, given, held, mode, expected) => {
    expect(namesOf(membershipChanges(situation(licences(method, given), groups(...held), { mode })))).toEqual(
      expected,
    );
  });

  it('left alone on conflict keep a group that no rule gives any more', () => {
    const base = licences('doNotChange', ['E3', 'E5']);
    const withLoser = { ...base, rules: [...base.rules, rule('FALSE', ['F3'], 2)] };
    expect(namesOf(membershipChanges(situation(withLoser, groups('F3'))))).toEqual({ add: [], remove: [] });
  });

  it('say which set took a group away', () => {
    const changes = membershipChanges(situation(licences('higherPriority', ['E5', 'E3']), groups('E3')));
    expect(changes.remove[0]?.reason).toEqual({
      text: 'exclusive set "licence" keeps another group (higherPriority)',
      place: at('exclusive[0]', 45),
    });
  });

  it('keep a protected group that is held, whatever the method prefers', () => {
    const held = [group('F3', { protectedBy: 'on the protected list (F3)' })];
    const set = licences('higherPriority', ['E5']);
    const known = new Map([
      ['E5', group('E5')],
      ['E3', group('E3')],
    ]);
    expect(
      namesOf(
        membershipChanges(situation({ ...set }, held, { groups: known.set('F3', held[0] ?? group('F3')) })),
      ),
    ).toEqual({ add: [], remove: [] });
  });
});

describe('memberships, whatever the rules', () => {
  const pool = ['A', 'B', 'C', 'D', 'E', 'F'];
  const place = at('exclusive', 45);
  const sets = fc.record({
    name: fc.constant('set'),
    groups: fc.shuffledSubarray(pool, { minLength: 2 }),
    onConflict: fc.constantFrom('higherPriority' as const, 'lowerPriority' as const, 'doNotChange' as const),
    place: fc.constant(place),
  });
  const cases = fc.record({
    given: fc.subarray(pool),
    notGiven: fc.subarray(pool),
    exclusive: fc.array(sets, { maxLength: 3 }),
    held: fc.subarray([...pool, 'Manual']),
    mode: fc.constantFrom<MembershipMode>('managed', 'addOnly', 'exact'),
  });

  function run({ given, notGiven, exclusive, held, mode }: Drawn<typeof cases>) {
    const made = memberships({ rules: [rule('TRUE', given, 1), rule('FALSE', notGiven, 2)], exclusive });
    const { add, remove } = namesOf(membershipChanges(situation(made, groups(...held), { mode })));
    const after = new Set([...held.filter((name) => !remove.includes(name)), ...add]);
    return { made, add, remove, after };
  }

  it('never hold two of an exclusive set that settles conflicts', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { after } = run(one);
        const settled = one.exclusive.filter(({ onConflict }) => onConflict !== 'doNotChange');
        for (const set of settled) expect(countOf(after, set)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 2000 },
    );
  });

  it('never hold more of a set that is left alone than before', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { after } = run(one);
        const leftAlone = one.exclusive.filter(({ onConflict }) => onConflict === 'doNotChange');
        for (const set of leftAlone) {
          expect(countOf(after, set)).toBeLessThanOrEqual(Math.max(1, countOf(new Set(one.held), set)));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('in managed mode lose no group that neither a rule nor a set names', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { made, remove } = run({ ...one, mode: 'managed' });
        const named = new Set(groupNames(made));
        expect(remove.filter((name) => !named.has(name))).toEqual([]);
      }),
    );
  });

  it('in managed mode without sets lose nothing that no rule names', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { remove } = run({ ...one, exclusive: [], mode: 'managed' });
        const named = new Set([...one.given, ...one.notGiven]);
        expect(remove.filter((name) => !named.has(name))).toEqual([]);
      }),
    );
  });

  it('need nothing more once the changes are made', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { after } = run(one);
        const again = run({ ...one, held: [...after] });
        expect([again.add, again.remove]).toEqual([[], []]);
      }),
      { numRuns: 2000 },
    );
  });
});
