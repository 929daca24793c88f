import {
  account,
  applyPlan,
  at,
  codeOf,
  formula,
  group,
  groupsOf,
  kindsOf,
  memory,
  ou,
  plan,
  planWithoutContainer,
  planningPolicy,
  record,
  request,
  rule,
} from '../../../support/planning.ts';
import type { DesiredInput } from '../../../../src/domain/plan/desired-state.ts';
import type { TerminationRule } from '../../../../src/domain/policy.ts';

const policy = planningPolicy();

describe('a person on leave', () => {
  const suspended = request({ event: 'leave', record: record({ status: 'S' }) });
  const manual = group('Manual');

  it('loses access first, then place and memberships, as the rule of the kind says', () => {
    const found = account({ groups: [...account().groups, manual] });
    const made = plan(policy, suspended, found);
    expect(kindsOf(made)).toEqual(['disable', 'move', 'removeFromGroups', 'removeFromGroups']);
    expect(made.operations[0]?.reason).toEqual({
      text: 'the person goes on leave: suspension',
      place: at('lifecycle.leave.suspension', 21),
    });
    expect(applyPlan(found, made)).toMatchObject({
      enabled: false,
      organizationalUnit: ou.suspended,
      groups: [],
    });
  });

  it('keeps everything when the kind says keep, groups that no rule gives any more included', () => {
    const choice = planningPolicy({
      groups: { default: ['All Staff'], rules: [rule('status = "A"', ['Sales'], 2)] },
    });
    const made = plan(choice, request({ event: 'leave', record: record({ status: 'L' }) }), account());
    expect(made.operations).toEqual([]);
  });

  it('is not enabled by a change of kind from a disabling to a keeping one', () => {
    const found = account({ enabled: false });
    const away = memory({ phase: 'leave', leaveKind: 'suspension' });
    const made = plan(
      policy,
      request({ event: 'leave', memory: away, record: record({ status: 'L' }) }),
      found,
    );
    expect(kindsOf(made)).not.toContain('enable');
  });

  it('gets back access, place and the groups held before, but not what the rules no longer give', () => {
    const before = {
      organizationalUnit: ou.sales,
      enabled: true,
      groupIds: ['id-All Staff', 'id-Sales', 'id-everyone', manual.id, 'id-lost'],
    };
    const away = memory({
      phase: 'leave',
      leaveKind: 'suspension',
      accounts: { activeDirectory: { id: 'id-anna', origin: 'created', before } },
    });
    const found = account({ enabled: false, organizationalUnit: ou.suspended, groups: [] });
    const input = request({ event: 'returnFromLeave', memory: away, record: record({ orgLevel1: 'IT' }) });
    const groups = new Map([...groupsOf('All Staff', 'Sales', 'everyone'), [`<GUID=${manual.id}>`, manual]]);
    const made = plan(policy, input, found, { groups });
    const after = applyPlan(found, made);
    expect(after).toMatchObject({ enabled: true, organizationalUnit: ou.staff });
    expect(after?.groups.map(({ name }) => name).toSorted()).toEqual(['All Staff', 'Manual', 'everyone']);
    expect(made.operations.at(-1)?.change.kind).toBe('enable');
    expect(made.warnings).toContainEqual({
      code: 'AD_GROUP_MISSING',
      message: 'a group held before the leave no longer exists (id-lost)',
    });
  });

  it('who was disabled before the leave is not enabled by coming back', () => {
    const before = { organizationalUnit: ou.sales, enabled: false, groupIds: [] };
    const away = memory({
      phase: 'leave',
      leaveKind: 'suspension',
      accounts: { activeDirectory: { id: 'id-anna', origin: 'created', before } },
    });
    const made = plan(
      policy,
      request({ event: 'returnFromLeave', memory: away }),
      account({ enabled: false }),
    );
    expect(kindsOf(made)).not.toContain('enable');
    expect(made.warnings.map(({ code }) => code)).toEqual(['AD_ACCOUNT_DISABLED']);
  });
});

describe('a leaver', () => {
  it('is disabled before anything else happens', () => {
    const choice = planningPolicy({ termination: { resetPassword: true } });
    const made = plan(choice, request({ event: 'termination' }), account());
    expect(kindsOf(made)).toEqual([
      'disable',
      'resetPassword',
      'removeFromGroups',
      'removeFromGroups',
      'move',
      'setManager',
    ]);
    expect(applyPlan(account(), made)).toMatchObject({
      enabled: false,
      organizationalUnit: ou.leavers,
      groups: [],
    });
  });

  it('is told apart by what a human said', () => {
    const made = plan(policy, request({ event: 'termination', terminationReason: 'ticket 4711' }), account());
    expect(made.operations[0]?.reason.text).toBe('the employment ends: ticket 4711');
  });

  it('loses access although the profile is faulty and the leavers container is missing', () => {
    const faulty = request({
      event: 'termination',
      record: record({ lastName: null, employeeNumber: null }),
    });
    const made = planWithoutContainer(policy, faulty, account());
    expect(made.operations[0]?.change.kind).toBe('disable');
    expect(kindsOf(made)).not.toContain('move');
    expect(made.warnings.map(({ code }) => code)).toEqual([
      'PROFILE_INVALID',
      'PROFILE_INVALID',
      'AD_CONTAINER_MISSING',
    ]);
  });

  it.each([
    ['keep', ['All Staff', 'Sales', 'Manual', 'everyone']],
    ['removeManaged', ['Manual', 'everyone']],
    ['removeAll', ['everyone']],
  ] as const)('with termination.groups %s is left with %j', (groups, left) => {
    const choice = planningPolicy({ termination: { groups, distributionLists: 'keep' } });
    const found = account({
      groups: [group('All Staff'), group('Sales'), group('Manual'), group('everyone')],
    });
    const after = applyPlan(found, plan(choice, request({ event: 'termination' }), found));
    expect(after?.groups.map(({ name }) => name)).toEqual(left);
  });

  it.each(['termination', 'rescission', 'leave', 'accountDeletion'] as const)(
    'without account needs nothing at %s',
    (event) => {
      expect(plan(policy, request({ event }), undefined).operations).toEqual([]);
    },
  );

  it('who never started is disabled even where leavers are not', () => {
    const choice = planningPolicy({ termination: { disable: false } });
    expect(kindsOf(plan(choice, request({ event: 'termination' }), account()))).not.toContain('disable');
    expect(kindsOf(plan(choice, request({ event: 'rescission' }), account()))[0]).toBe('disable');
  });

  it('is deleted when retention is over, unless somebody has enabled the account again', () => {
    const gone = request({ event: 'accountDeletion', memory: memory({ phase: 'terminated' }) });
    const found = account({ enabled: false });
    expect(plan(policy, gone, found).operations.map(({ change }) => change)).toEqual([
      { kind: 'deleteAccount', dn: found.dn },
    ]);
    expect(codeOf(() => plan(policy, gone, account({ enabled: true })))).toBe('AD_ACCOUNT_ENABLED');
  });
});

function retentionOver(terminationReason: string): DesiredInput {
  const gone = memory({ phase: 'terminated' });
  return request({ event: 'accountDeletion', memory: gone, record: record({ terminationReason }) });
}

describe('a leaver with a reason', () => {
  const general = planningPolicy().lifecycle.termination;
  const reasonPlace = at('lifecycle.termination.reasons.retirement', 27);

  function withReason(overrides: Partial<TerminationRule>, when = 'terminationReason = "202"') {
    const own: TerminationRule = { ...general, name: 'retirement', place: reasonPlace, ...overrides };
    return planningPolicy({ termination: { reasons: [{ when: formula(when), rule: own }] } });
  }

  const retired = request({ event: 'termination', record: record({ terminationReason: '202' }) });
  const other = request({ event: 'termination', record: record({ terminationReason: '999' }) });

  it('is treated by the rule of the reason, which is named with its place', () => {
    const choice = withReason({
      groups: 'keep',
      distributionLists: 'keep',
      organizationalUnit: ou.suspended,
    });
    const made = plan(choice, retired, account());
    expect(kindsOf(made)).toEqual(['disable', 'move', 'setManager']);
    expect(made.operations.map(({ reason }) => reason)).toEqual(
      Array.from({ length: 3 }, () => ({
        text: 'the employment ends (termination as retirement)',
        place: reasonPlace,
      })),
    );
    expect(applyPlan(account(), made)?.organizationalUnit).toBe(ou.suspended);
  });

  it('that does not hold is treated by the general rule', () => {
    const choice = withReason({ groups: 'keep', distributionLists: 'keep', disable: false });
    expect(plan(choice, other, account())).toEqual({
      ...plan(planningPolicy(), other, account()),
      policyVersion: choice.version,
    });
  });

  it.each<[Partial<TerminationRule>, readonly string[]]>([
    [{ disable: false, clearManager: false }, ['removeFromGroups', 'removeFromGroups', 'move']],
    [
      { resetPassword: true, groups: 'keep' },
      ['disable', 'resetPassword', 'removeFromGroups', 'move', 'setManager'],
    ],
    [{ groups: 'keep', distributionLists: 'keep' }, ['disable', 'move', 'setManager']],
  ])('with %j is changed by %j', (overrides, kinds) => {
    expect(kindsOf(plan(withReason(overrides), retired, account()))).toEqual(kinds);
  });

  it('that cannot be judged loses access by the general rule, and the plan says so', () => {
    const choice = withReason({ disable: false }, 'VALUE(terminationReason) > 1');
    const input = request({ event: 'termination', record: record({ terminationReason: 'x' }) });
    const made = plan(choice, input, account());
    expect(kindsOf(made)[0]).toBe('disable');
    expect(made.warnings).toContainEqual({
      code: 'FORMULA_FAULT',
      message: expect.stringMatching(
        /tenure\.yaml:27:5 cannot be judged.*the general rule for leavers is used$/u,
      ),
    });
  });

  it('whose rule leaves accounts usable is deleted enabled, other leavers are not', () => {
    const choice = withReason({ disable: false });
    const made = plan(choice, retentionOver('202'), account());
    expect(made.operations).toMatchObject([
      {
        change: { kind: 'deleteAccount' },
        reason: { text: 'the retention period is over (termination as retirement)', place: reasonPlace },
      },
    ]);
    expect(codeOf(() => plan(choice, retentionOver('999'), account()))).toBe('AD_ACCOUNT_ENABLED');
  });
});
