import * as fc from 'fast-check';
import type { AccountState, ResolvedGroup } from '../../../../src/domain/directory/types.ts';
import { processOf } from '../../../../src/domain/lifecycle/processes/index.ts';
import { lifecycleEvents, type LifecycleEvent, type Phase } from '../../../../src/domain/lifecycle/types.ts';
import { desiredState } from '../../../../src/domain/plan/desired-state.ts';
import { planDigest } from '../../../../src/domain/plan/digest.ts';
import { createsAccount, leaveRule } from '../../../../src/domain/plan/stance.ts';
import { planChanges } from '../../../../src/domain/plan/plan-changes.ts';
import { reversePlan } from '../../../../src/domain/plan/reverse.ts';
import type { Operation } from '../../../../src/domain/plan/types.ts';
import type { Policy } from '../../../../src/domain/policy.ts';
import {
  account,
  actualFor,
  allGroups,
  applyPlan,
  boss,
  group,
  line,
  memory,
  ou,
  planningPolicy,
  record,
  request,
  standardLines,
  unordered,
  type Drawn,
} from '../../../support/planning.ts';

const phaseOf: Readonly<Record<LifecycleEvent, Phase>> = {
  preboarding: 'expected',
  onboarding: 'preboarding',
  profileChange: 'active',
  leave: 'active',
  returnFromLeave: 'leave',
  scheduledTermination: 'active',
  termination: 'leaving',
  rehire: 'terminated',
  rescission: 'preboarding',
  accountDeletion: 'terminated',
};

const policies = fc.record({
  change: fc.record({ groups: fc.constantFrom('managed', 'addOnly', 'exact') }),
  onNameChange: fc.constantFrom('keep', 'renameWithAlias'),
  groups: fc.constantFrom('keep', 'removeManaged', 'removeAll'),
  distributionLists: fc.constantFrom('keep', 'removeManaged', 'removeAll'),
  clearManager: fc.boolean(),
  disable: fc.boolean(),
  mappedNames: fc.boolean(),
});

function policyFrom(choice: Drawn<typeof policies>): Policy {
  const { change, onNameChange, mappedNames, ...termination } = choice;
  const extra = mappedNames
    ? [
        line('mail', '=firstName & "@x.example"'),
        line('cn', '=lastName'),
        line('proxyAddresses', '="SMTP:" & lastName & "@x.example"'),
      ]
    : [];
  return planningPolicy({
    change,
    termination,
    lines: [...standardLines, ...extra],
    names: { onNameChange },
  });
}

const words = fc.constantFrom('Anna', 'Åsa', 'Zoë', 'Müller', "O'Brien", 'Li', 'Schmidt-Rottluff');
const records = fc
  .record({
    firstName: words,
    lastName: words,
    orgLevel1: fc.constantFrom('SALES', 'IT', ''),
    jobTitle: fc.constantFrom('Clerk', null),
    status: fc.constantFrom('A', 'L', 'S'),
    supervisorKey: fc.constantFrom('M1', null),
  })
  .map((attributes) => record(attributes));

const pool: readonly ResolvedGroup[] = [...allGroups.values(), group('Manual'), group('manual-list')];

const found = fc
  .record({
    commonName: words,
    organizationalUnit: fc.constantFrom(ou.staff, ou.sales, ou.leavers),
    enabled: fc.boolean(),
    groups: fc.subarray([...pool]),
    managerDn: fc.constantFrom(boss.dn, 'CN=Other,OU=Staff,DC=corp,DC=example'),
    given: words,
    surname: words,
    mail: fc.constantFrom('old@corp.example', 'Anna@x.example'),
    proxies: fc.subarray(['SMTP:old@corp.example', 'smtp:older@corp.example', 'X500:/o=x']),
  })
  .map(({ given, surname, mail, proxies, ...rest }): AccountState =>
    account({
      ...rest,
      attributes: {
        ...account().attributes,
        givenName: [given],
        sn: [surname],
        mail: [mail],
        ...(proxies.length === 0 ? {} : { proxyAddresses: proxies }),
      },
    }),
  );

const situations = fc.record({
  policy: policies.map(policyFrom),
  event: fc.constantFrom(...lifecycleEvents),
  record: records,
  found: fc.option(found, { nil: undefined }),
});

/** Deletion refuses enabled accounts, and a person who works without account is a question: neither has a plan. */
function hasPlan(event: LifecycleEvent, state: AccountState | undefined): boolean {
  if (event === 'accountDeletion') return state === undefined;
  return (
    state !== undefined || createsAccount(event) || !['profileChange', 'returnFromLeave'].includes(event)
  );
}

function planFor(situation: Drawn<typeof situations>, state: AccountState | undefined) {
  const { policy, event } = situation;
  const desired = desiredState(
    policy,
    request({ event, record: situation.record, memory: memory({ phase: phaseOf[event] }) }),
  );
  return planChanges(policy, desired, actualFor(policy, desired, state));
}

function stepsOf(situation: Drawn<typeof situations>): readonly string[] {
  const { policy, event } = situation;
  const status = situation.record.attributes['status'];
  const kind = status === 'S' ? 'suspension' : status === 'L' ? 'medical' : undefined;
  const leave = kind === undefined ? {} : { leave: { kind, rule: leaveRule(policy, kind) } };
  return processOf(event, policy, leave).stages.flatMap(({ steps }) => steps.map(({ activity }) => activity));
}

describe('change plans', () => {
  it('leave nothing to do once they are applied', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        fc.pre(hasPlan(situation.event, situation.found));
        const after = applyPlan(situation.found, planFor(situation, situation.found));
        fc.pre(after !== undefined);
        expect(planFor(situation, after).operations).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('are undone by their reverse', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        fc.pre(hasPlan(situation.event, situation.found));
        const made = planFor(situation, situation.found);
        const managers = ['CN=Other,OU=Staff,DC=corp,DC=example', boss.dn];
        const managerIds = new Map(managers.map((dn) => [dn, `id-of-${dn}`]));
        const { plan: back, irreversible } = reversePlan(made, {
          createdAccountId: 'id-created',
          managerIds,
        });
        expect(irreversible).toEqual([]);
        const restored = applyPlan(applyPlan(situation.found, made), back);
        expect(unordered(restored)).toEqual(unordered(situation.found));
      }),
      { numRuns: 400 },
    );
  });

  it('hold only operations that the process of the event has a step for, in the order of its steps', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        fc.pre(hasPlan(situation.event, situation.found));
        const steps = stepsOf(situation);
        const positions = planFor(situation, situation.found).operations.map(({ step }) =>
          steps.indexOf(step),
        );
        expect(positions).not.toContain(-1);
        expect(positions).toEqual(positions.toSorted((a, b) => a - b));
      }),
      { numRuns: 400 },
    );
  });

  it('have operation ids that are unique, and reasons that name a rule', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        fc.pre(hasPlan(situation.event, situation.found));
        const { operations } = planFor(situation, situation.found);
        expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
        for (const { reason } of operations) expect(reason).toMatchObject({ place: { file: 'tenure.yaml' } });
      }),
    );
  });

  it('never name a protected group', () => {
    const guarded = pool.map((one) => Object.assign({}, one, { protectedBy: 'guarded' }));
    const groups = new Map(guarded.map((one) => [one.name, one]));
    fc.assert(
      fc.property(situations, (situation) => {
        fc.pre(hasPlan(situation.event, situation.found));
        const { policy, event, found: state } = situation;
        const desired = desiredState(
          policy,
          request({ event, record: situation.record, memory: memory({ phase: phaseOf[event] }) }),
        );
        const held = state === undefined ? undefined : { ...state, groups: guarded };
        const made = planChanges(policy, desired, actualFor(policy, desired, held, { groups }));
        expect(made.operations.filter(({ change }) => 'groups' in change)).toEqual([]);
      }),
    );
  });
});

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, shuffled(member)]),
  );
}

describe('the digest of a plan', () => {
  it('does not depend on the order of maps and groups, on names of groups, nor on reasons', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        fc.pre(hasPlan(situation.event, situation.found));
        const made = planFor(situation, situation.found);
        const retold = made.operations.map((operation) => {
          const again: Operation = JSON.parse(JSON.stringify(shuffled(operation)));
          const reason = { text: 'another reason' };
          if (again.change.kind !== 'addToGroups' && again.change.kind !== 'removeFromGroups')
            return { ...again, reason };
          const groups = again.change.groups
            .toReversed()
            .map((one) => Object.assign({}, one, { name: 'renamed' }));
          return { ...again, reason, change: { ...again.change, groups } };
        });
        expect(planDigest(made.personKey, retold)).toBe(made.digest);
      }),
    );
  });

  const base = planFor(
    { policy: planningPolicy(), event: 'preboarding', record: record(), found: undefined },
    undefined,
  );

  it.each([
    ['person', () => planDigest('P2', base.operations)],
    [
      'value',
      () =>
        planFor(
          {
            policy: planningPolicy(),
            event: 'preboarding',
            record: record({ jobTitle: 'Clerk' }),
            found: undefined,
          },
          undefined,
        ).digest,
    ],
    ['group', () => planDigest('P1', base.operations.slice(0, -1))],
    ['order', () => planDigest('P1', base.operations.toReversed())],
  ])('changes with the %s', (_, digest) => {
    expect(digest()).toMatch(/^[0-9a-f]{64}$/);
    expect(digest()).not.toBe(base.digest);
  });
});
