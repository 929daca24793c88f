import type { Operation } from '../../../../src/domain/plan/types.ts';
import { desiredState } from '../../../../src/domain/plan/desired-state.ts';
import {
  account,
  applyPlan,
  at,
  boss,
  codeOf,
  control,
  group,
  groupsOf,
  kindsOf,
  line,
  memory,
  ou,
  plan,
  planWithoutContainer,
  planningPolicy,
  record,
  request,
  rule,
  standardLines,
} from '../../../support/planning.ts';

function changeOf(operations: readonly Operation[], kind: string): unknown {
  return operations.find(({ change }) => change.kind === kind)?.change;
}

const policy = planningPolicy();
const newcomer = memory({ phase: 'expected', accounts: {} });

describe('an account that is as it should be', () => {
  it.each([
    'profileChange',
    'preboarding',
    'onboarding',
    'rehire',
    'returnFromLeave',
    'scheduledTermination',
  ] as const)('needs nothing at %s', (event) => {
    const made = plan(policy, request({ event }), account());
    expect(made.operations).toEqual([]);
    expect(made.warnings).toEqual([]);
  });

  it('needs nothing when only the spelling of names and the case of attribute names differ', () => {
    const { attributes, ...rest } = account();
    const { department, ...others } = attributes;
    const spelled = { ...others, Department: department ?? [] };
    const found = {
      ...rest,
      attributes: spelled,
      organizationalUnit: 'ou=sales, dc=CORP, dc=example',
      managerDn: 'cn=BOSS,ou=staff,dc=corp,dc=example',
    };
    expect(plan(policy, request(), found).operations).toEqual([]);
  });

  it('needs nothing after the termination was applied', () => {
    const leaver = request({ event: 'termination' });
    const after = applyPlan(account(), plan(policy, leaver, account()));
    expect(plan(policy, leaver, after).operations).toEqual([]);
  });
});

describe('a joiner', () => {
  const input = request({ event: 'preboarding', memory: newcomer });

  it('gets one operation that carries attributes, names, container, flags and manager', () => {
    const [creation] = plan(policy, input, undefined).operations;
    expect(creation).toEqual({
      id: 'activeDirectory/createAccount',
      directory: 'activeDirectory',
      step: 'createAccount',
      change: {
        kind: 'createAccount',
        commonName: 'Anna Schmidt',
        organizationalUnit: ou.sales,
        attributes: account().attributes,
        enabled: false,
        mustChangePassword: true,
        passwordNeverExpires: false,
        smartCardRequired: false,
        manager: boss,
      },
      reason: {
        text: 'the person has no account; placed by when orgLevel1 = "SALES"',
        place: at('lifecycle.hire.createDaysAhead', 10),
      },
    });
  });

  it('gets groups and lists in steps of their own, each with the rule behind it', () => {
    const [, security, lists] = plan(policy, input, undefined).operations;
    expect(security).toMatchObject({
      step: 'assignSecurityGroups',
      change: { kind: 'addToGroups', groups: [{ id: 'id-All Staff' }, { id: 'id-Sales' }] },
      reason: {
        text: 'All Staff: for everybody (tenure.yaml:40:5); Sales: when orgLevel1 = "SALES" (tenure.yaml:52:5)',
      },
    });
    expect(lists).toMatchObject({
      step: 'assignDistributionLists',
      change: { groups: [{ id: 'id-everyone' }] },
    });
  });

  it.each([
    ['preboarding', 'onStartDate', false],
    ['preboarding', 'onCreation', true],
    ['onboarding', 'onStartDate', true],
    ['rehire', 'onStartDate', true],
  ] as const)('at %s with accountControl.enabled %s is created enabled: %s', (event, enabled, expected) => {
    const choice = planningPolicy({ hire: { accountControl: { ...control, enabled } } });
    const made = plan(choice, request({ event, memory: newcomer }), undefined);
    expect(changeOf(made.operations, 'createAccount')).toMatchObject({ enabled: expected });
  });

  it('who begins on a leave that disables accounts is created disabled', () => {
    const away = request({ event: 'onboarding', memory: newcomer, record: record({ status: 'S' }) });
    expect(changeOf(plan(policy, away, undefined).operations, 'createAccount')).toMatchObject({
      enabled: false,
    });
  });

  it('carries attributes that are for creation and not those that are for updates', () => {
    const lines = [
      ...standardLines,
      line('description', 'new', { apply: 'onCreate' }),
      line('info', 'later', { apply: 'onUpdate' }),
    ];
    const choice = planningPolicy({
      lines,
      policy: { join: { attribute: 'employeeID', personKeyAttribute: 'extensionAttribute1' } },
    });
    expect(changeOf(plan(choice, input, undefined).operations, 'createAccount')).toMatchObject({
      attributes: { ...account().attributes, description: ['new'], extensionAttribute1: ['P1'] },
    });
  });

  it('is made without manager, and is warned, when the manager has no account yet', () => {
    const made = plan(policy, input, undefined, { manager: 'pending' });
    expect(changeOf(made.operations, 'createAccount')).not.toHaveProperty('manager');
    expect(made.warnings.map(({ code }) => code)).toEqual(['AD_MANAGER_MISSING']);
  });

  it.each([
    ['employeeNumber', 'employeeID'],
    ['firstName', 'givenName'],
    ['lastName', 'sn'],
  ])('without %s is refused, naming %s and its rule, and nobody else', (attribute, named) => {
    const faulty = request({ event: 'preboarding', memory: newcomer, record: record({ [attribute]: ' ' }) });
    expect(() => desiredState(policy, faulty)).toThrow(
      `P1: ${named}: is mandatory and has no value (tenure.yaml:30:5)`,
    );
    expect(codeOf(() => desiredState(policy, faulty))).toBe('PROFILE_INVALID');
  });

  it('is refused when the organizational unit does not exist, instead of landing elsewhere', () => {
    expect(() => planWithoutContainer(policy, input)).toThrow(/no container OU=Sales.*tenure\.yaml:51:5/);
  });

  it('is refused when a condition cannot say where the account belongs', () => {
    const choice = planningPolicy({ placement: { rules: [rule('VALUE(orgLevel1) > 1', ou.sales, 1, 1)] } });
    expect(codeOf(() => plan(choice, input, undefined))).toBe('FORMULA_FAULT');
  });
});

describe('a mover', () => {
  it('is changed where they differ and nowhere else, with exact values and rules', () => {
    const moved = record({ orgLevel1: 'IT', jobTitle: 'Admin', supervisorKey: 'M2' });
    const newBoss = { id: 'id-boss-2', dn: 'CN=Boss 2,OU=Staff,DC=corp,DC=example' };
    const made = plan(policy, request({ record: moved }), account(), { manager: newBoss });
    expect(made.operations.map(({ step, change }) => [step, change])).toEqual([
      [
        'updateProfile',
        {
          kind: 'updateProfile',
          attributes: [
            { attribute: 'department', before: ['SALES'], after: ['IT'] },
            { attribute: 'title', before: ['Account Manager'], after: ['Admin'] },
          ],
        },
      ],
      ['assignOrganizationalUnit', { kind: 'move', before: ou.sales, after: ou.staff }],
      ['assignSecurityGroups', { kind: 'removeFromGroups', groups: [group('Sales')] }],
      ['setManager', { kind: 'setManager', before: boss.dn, after: newBoss }],
    ]);
    expect(
      made.operations.every(({ accountId, reason }) => accountId === 'id-anna' && reason.place !== undefined),
    ).toBe(true);
  });

  it('keeps attributes that HR left empty, except those whose rule says clear', () => {
    const emptied = record({ orgLevel1: 'SALES', jobTitle: null });
    expect(plan(policy, request({ record: emptied }), account()).operations).toEqual([]);
    const without = planningPolicy({ placement: { rules: [] }, groups: { rules: [] } });
    const found = account({ organizationalUnit: ou.staff, groups: [group('All Staff'), group('everyone')] });
    const made = plan(without, request({ record: record({ orgLevel1: '' }) }), found);
    expect(made.operations.map(({ change }) => change)).toEqual([
      { kind: 'updateProfile', attributes: [{ attribute: 'department', before: ['SALES'], after: [] }] },
    ]);
  });

  it('keeps an optional attribute whose value the directory would refuse, and says which', () => {
    const made = plan(policy, request({ record: record({ jobTitle: 'x'.repeat(129) }) }), account());
    expect(made.operations).toEqual([]);
    expect(made.warnings).toEqual([
      {
        code: 'AD_VALUE_REFUSED',
        message:
          'title: title has 129 characters, at most 128 are possible (tenure.yaml:30:5); the attribute stays as it is',
      },
    ]);
  });

  it('is never switched on or off; what does not fit is said', () => {
    const disabled = plan(policy, request(), account({ enabled: false }));
    expect(disabled.operations).toEqual([]);
    expect(disabled.warnings.map(({ code }) => code)).toEqual(['AD_ACCOUNT_DISABLED']);
    const suspended = account({ organizationalUnit: ou.suspended, groups: [] });
    const onLeave = request({ memory: memory({ phase: 'leave', leaveKind: 'suspension' }) });
    const enabled = plan(policy, onLeave, suspended);
    expect(enabled.operations).toEqual([]);
    expect(enabled.warnings.map(({ code }) => code)).toEqual(['AD_ACCOUNT_ENABLED']);
  });

  it.each([
    ['unknown', { manager: 'none' as const }, {}, 'AD_MANAGER_MISSING'],
    ['without account', { manager: 'pending' as const }, {}, 'AD_MANAGER_MISSING'],
    ['the person themselves in HR', {}, { supervisorKey: 'P1' }, 'PROFILE_INVALID'],
    ['the same account', { manager: { id: 'id-anna', dn: 'x' } }, {}, 'PROFILE_INVALID'],
  ])('keeps their manager and is warned when the new one is %s', (_, actual, attributes, code) => {
    const made = plan(policy, request({ record: record(attributes) }), account(), actual);
    expect(made.operations).toEqual([]);
    expect(made.warnings.map((warning) => warning.code)).toEqual([code]);
  });

  it('keeps their manager when HR names none', () => {
    const made = plan(policy, request({ record: record({ supervisorKey: null }) }), account());
    expect(made.operations).toEqual([]);
    expect(made.warnings).toEqual([]);
  });

  it('without account waits for a human', () => {
    expect(codeOf(() => plan(policy, request(), undefined))).toBe('AD_OBJECT_MISSING');
  });

  it('stays where they are, with a warning, when no condition can say where they belong', () => {
    const choice = planningPolicy({ placement: { rules: [rule('VALUE(orgLevel1) > 1', ou.staff, 1, 1)] } });
    const made = plan(choice, request(), account());
    expect(made.operations).toEqual([]);
    expect(made.warnings.map(({ code }) => code)).toEqual(['FORMULA_FAULT']);
  });

  it('is refused when the container is missing', () => {
    const input = request({ record: record({ orgLevel1: 'IT' }) });
    expect(codeOf(() => planWithoutContainer(policy, input, account()))).toBe('AD_CONTAINER_MISSING');
  });

  it('goes on when a group is missing, which is a warning with the rule', () => {
    const found = account({ groups: [group('everyone')] });
    const made = plan(policy, request(), found, { groups: groupsOf('All Staff', 'everyone') });
    expect(kindsOf(made)).toEqual(['addToGroups']);
    expect(made.warnings).toEqual([
      {
        code: 'AD_GROUP_MISSING',
        message: 'securityGroups: the directory has no group "Sales" (tenure.yaml:52:5)',
      },
    ]);
  });
});

describe('an account that is not ours to change', () => {
  const guarded = account({ protectedBy: 'member of Domain Admins' });

  it.each(['termination', 'onboarding', 'accountDeletion'] as const)(
    'is refused, named by its id, at %s',
    (event) => {
      const input = request({ event, record: record({ jobTitle: 'Other' }) });
      const found = event === 'accountDeletion' ? { ...guarded, enabled: false } : guarded;
      expect(() => plan(policy, input, found)).toThrow(
        `P1: the account ${guarded.id} is protected (member of Domain Admins); nothing was changed`,
      );
      expect(codeOf(() => plan(policy, input, found))).toBe('AD_PROTECTED');
    },
  );

  it('is no problem while nothing would change', () => {
    expect(plan(policy, request(), guarded).operations).toEqual([]);
  });

  it('is refused when it carries the key of another person', () => {
    const choice = planningPolicy({
      policy: { join: { attribute: 'employeeID', personKeyAttribute: 'extensionAttribute1' } },
    });
    const found = account({ attributes: { ...account().attributes, extensionAttribute1: ['P2'] } });
    expect(codeOf(() => plan(choice, request(), found))).toBe('AD_AMBIGUOUS');
  });
});

describe('a password', () => {
  const template = {
    name: 'welcome',
    on: ['onboarding', 'rehire'] as const,
    to: [],
    cc: [],
    bcc: [],
    notifyManager: false,
    subject: 'Welcome',
    body: 'Your password is {{ password }}.',
    html: false,
    place: at('notifications.templates[0]', 60),
  };
  const mails = planningPolicy({
    policy: { notifications: { from: 'it@corp.example', templates: [template] } },
  });
  const adopted = memory({ accounts: { activeDirectory: { id: 'id-anna', origin: 'adopted' } } });

  it('is set anew before the account is enabled, when the mail tells it', () => {
    const made = plan(mails, request({ event: 'onboarding' }), account({ enabled: false }));
    expect(kindsOf(made)).toEqual(['resetPassword', 'enable']);
    expect(made.operations[0]?.reason.place).toEqual(template.place);
  });

  it.each([
    ['of an account that was only found', mails, 'onboarding', adopted],
    ['when no mail tells it', policy, 'onboarding', memory()],
    [
      'when the mail goes to others',
      planningPolicy({
        policy: {
          notifications: { from: 'it@corp.example', templates: [{ ...template, when: formulaFalse() }] },
        },
      }),
      'onboarding',
      memory(),
    ],
    [
      'when the mail only speaks of passwords',
      planningPolicy({
        policy: {
          notifications: {
            from: 'it@corp.example',
            templates: [{ ...template, body: 'Never share a password.' }],
          },
        },
      }),
      'onboarding',
      memory(),
    ],
    ['at a profile change', mails, 'profileChange', memory()],
  ] as const)('is left alone %s', (_, choice, event, known) => {
    expect(plan(choice, request({ event, memory: known }), account()).operations).toEqual([]);
  });

  it('is new for everybody who is employed again', () => {
    const made = plan(mails, request({ event: 'rehire', memory: adopted }), account({ enabled: false }));
    expect(kindsOf(made)).toEqual(['resetPassword', 'enable']);
  });
});

function formulaFalse() {
  return rule('country = "FRA"', '', 1).when;
}
