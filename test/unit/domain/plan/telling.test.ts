import { TenureError } from '../../../../src/domain/errors.ts';
import { rememberAccount } from '../../../../src/domain/plan/before.ts';
import { describePlan, planLines, planSummary } from '../../../../src/domain/plan/describe.ts';
import { desiredState } from '../../../../src/domain/plan/desired-state.ts';
import { lookupsFor } from '../../../../src/domain/plan/lookups.ts';
import { reversePlan } from '../../../../src/domain/plan/reverse.ts';
import {
  account,
  boss,
  group,
  kindsOf,
  memory,
  ou,
  plan,
  planningPolicy,
  record,
  request,
} from '../../../support/planning.ts';

const policy = planningPolicy();
const newcomer = memory({ phase: 'expected', accounts: {} });
const moved = plan(policy, request({ record: record({ orgLevel1: 'IT' }) }), account({ enabled: false }));

describe('a plan as text', () => {
  it('shows what, before, after, rule and reason, and the warnings', () => {
    expect(describePlan(moved)).toBe(
      [
        'P1: profileChange: update profile (1), move, remove from groups (1); 1 warning',
        'what                        before                       after                        rule              why',
        'set department              SALES                        IT                           tenure.yaml:30:5  department: profile map (tenure.yaml:30:5)',
        'move                        OU=Sales,DC=corp,DC=example  OU=Staff,DC=corp,DC=example  tenure.yaml:39:5  default organizational unit',
        'remove from security group  Sales                                                     tenure.yaml:40:5  Sales: no rule gives it any more (tenure.yaml:40:5)',
        'warning AD_ACCOUNT_DISABLED: the account is disabled, although the person works; it is left so',
      ].join('\n'),
    );
  });

  it('shows everything a new account carries', () => {
    const lines = planLines(plan(policy, request({ event: 'preboarding', memory: newcomer }), undefined));
    const shown = new Map(lines.map(({ what, after }) => [what.trim(), after]));
    expect(shown.get('create account')).toBe('Anna Schmidt');
    expect(shown.get('organizational unit')).toBe(ou.sales);
    expect(shown.get('account control')).toBe('disabled, must change password');
    expect(shown.get('sn')).toBe('Schmidt');
    expect(shown.get('manager')).toBe(boss.dn);
    expect(shown.get('add to distribution list')).toBe('everyone');
  });

  it('says so when there is nothing to change', () => {
    expect(describePlan(plan(policy, request(), account()))).toBe('P1: profileChange: nothing to change');
  });

  it('lets no control character of a directory value through', () => {
    const found = account({ attributes: { ...account().attributes, title: ['a\u001b[31mb'] } });
    expect(describePlan(plan(policy, request(), found))).toContain('a\\u001b[31mb');
  });

  it('has a summary without values', () => {
    const summary = planSummary(plan(policy, request({ event: 'termination' }), account()));
    expect(summary).toBe(
      'termination: disable, remove from groups (2), remove from groups (1), move, set manager',
    );
  });
});

describe('undoing a plan', () => {
  it('exchanges before and after, in opposite order', () => {
    const { plan: back } = reversePlan(moved);
    expect(back.operations.map(({ id, change }) => [id, change])).toEqual([
      ['activeDirectory/addToGroups/securityGroups', { kind: 'addToGroups', groups: [group('Sales')] }],
      ['activeDirectory/move', { kind: 'move', before: ou.staff, after: ou.sales }],
      [
        'activeDirectory/updateProfile',
        {
          kind: 'updateProfile',
          attributes: [{ attribute: 'department', before: ['IT'], after: ['SALES'] }],
        },
      ],
    ]);
    expect(back.digest).not.toBe(moved.digest);
  });

  it('deletes an account that was made, and needs to be told which it is', () => {
    const made = plan(policy, request({ event: 'preboarding', memory: newcomer }), undefined);
    const { plan: back } = reversePlan(made, { createdAccountId: 'id-created' });
    expect(back.operations.at(-1)).toMatchObject({
      accountId: 'id-created',
      step: 'deleteAccount',
      change: { kind: 'deleteAccount', dn: `CN=Anna Schmidt,${ou.sales}` },
    });
    expect(() => reversePlan(made)).toThrow(TenureError);
  });

  it('lists what no plan brings back', () => {
    const choice = planningPolicy({ termination: { resetPassword: true } });
    const leaver = plan(choice, request({ event: 'termination' }), account());
    const { plan: back, irreversible } = reversePlan(leaver);
    expect(irreversible.map(({ change }) => change.kind)).toEqual(['resetPassword', 'setManager']);
    expect(kindsOf(back)).toEqual(['move', 'addToGroups', 'addToGroups', 'enable']);
    const gone = plan(policy, request({ event: 'accountDeletion' }), account({ enabled: false }));
    expect(reversePlan(gone)).toMatchObject({
      plan: { operations: [] },
      irreversible: [{ change: { kind: 'deleteAccount' } }],
    });
  });
});

describe('what is remembered of an account', () => {
  const before = {
    organizationalUnit: ou.sales,
    enabled: true,
    groupIds: ['id-All Staff', 'id-Sales', 'id-everyone'],
  };

  it('is that it was found, when Tenure did not make it', () => {
    const remembered = rememberAccount({
      recordHash: 'h2',
      event: 'onboarding',
      caseId: 'c1',
      memory: newcomer,
      account: account(),
    });
    expect(remembered).toEqual({ id: 'id-anna', origin: 'adopted' });
  });

  it.each(['leave', 'termination', 'rescission'] as const)('at %s is what it was like before', (event) => {
    expect(
      rememberAccount({ recordHash: 'h2', event, caseId: 'c1', memory: memory(), account: account() }),
    ).toEqual({
      id: 'id-anna',
      origin: 'created',
      before: { ...before, caseId: 'c1' },
    });
  });

  it('is not noted anew when a case that is half done plans again', () => {
    const noted = { id: 'id-anna', origin: 'created', before: { ...before, caseId: 'c1' } } as const;
    const half = account({ enabled: false, groups: [] });
    const known = memory({ accounts: { activeDirectory: noted } });
    expect(
      rememberAccount({ recordHash: 'h2', event: 'leave', caseId: 'c1', memory: known, account: half }),
    ).toEqual(noted);
  });

  it('is kept when one leave follows another, and noted anew at a leave after work', () => {
    const noted = { id: 'id-anna', origin: 'created', before: { ...before, caseId: 'c1' } } as const;
    const accounts = { activeDirectory: noted };
    const found = account({ enabled: false, groups: [] });
    const onLeave = memory({ phase: 'leave', accounts });
    expect(
      rememberAccount({ recordHash: 'h2', event: 'leave', caseId: 'c2', memory: onLeave, account: found }),
    ).toEqual(noted);
    const working = memory({ accounts });
    expect(
      rememberAccount({ recordHash: 'h2', event: 'leave', caseId: 'c2', memory: working, account: found })
        .before,
    ).toEqual({
      organizationalUnit: ou.sales,
      enabled: false,
      groupIds: [],
      caseId: 'c2',
    });
  });
});

describe('an account that onboarding left closed because of a leave', () => {
  const recent = [{ caseId: '1', event: 'onboarding', outcome: 'completed', at: 0, changes: 3 }] as const;
  const closed = account({ enabled: false });

  it.each([
    { applied: 'h2', opens: true, why: 'the leave was in the record that was onboarded' },
    { applied: 'h1', opens: false, why: 'somebody closed it between onboarding and leave' },
  ])('opens on return: $opens, when $why', ({ applied, opens }) => {
    const known = memory({ recent, applied: { recordHash: applied, policyVersion: 'p', at: 0 } });
    const planned = {
      event: 'leave',
      caseId: 'c2',
      memory: known,
      account: closed,
      recordHash: 'h2',
    } as const;
    expect(rememberAccount(planned).before?.enabled).toBe(opens);
  });
});

describe('what is asked of the directory', () => {
  it('is nothing that the plan will not use', () => {
    expect(lookupsFor(policy, desiredState(policy, request()), account())).toEqual({
      groups: ['All Staff', 'Sales', 'everyone'],
      managerKey: 'M1',
      names: false,
    });
    expect(lookupsFor(policy, desiredState(policy, request({ event: 'termination' })), undefined)).toEqual({
      groups: [],
      names: false,
    });
  });

  it('is the container to go to, names for a new account, and groups to give back', () => {
    const joiner = desiredState(policy, request({ event: 'preboarding', memory: newcomer }));
    expect(lookupsFor(policy, joiner, undefined)).toMatchObject({ container: ou.sales, names: true });
    const groupsBefore = { organizationalUnit: ou.sales, enabled: true, groupIds: ['g1'] };
    const away = memory({
      phase: 'leave',
      leaveKind: 'suspension',
      accounts: { activeDirectory: { id: 'id-anna', origin: 'created', before: groupsBefore } },
    });
    const back = desiredState(policy, request({ event: 'returnFromLeave', memory: away }));
    expect(lookupsFor(policy, back, account()).groups).toContain('<GUID=g1>');
  });
});
