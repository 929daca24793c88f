import { valuesOf } from '../../../../src/domain/directory/ensure.ts';
import { TenureError } from '../../../../src/domain/errors.ts';
import { desiredState } from '../../../../src/domain/plan/desired-state.ts';
import { lookupsFor } from '../../../../src/domain/plan/lookups.ts';
import { planChanges } from '../../../../src/domain/plan/plan-changes.ts';
import {
  account,
  actualFor,
  applyPlan,
  kindsOf,
  line,
  plan,
  planningPolicy,
  record,
  request,
  standardLines,
} from '../../../support/planning.ts';

const renaming = planningPolicy({ names: { onNameChange: 'renameWithAlias' } });
const married = request({ record: record({ lastName: 'Weber' }) });

describe('a change of name', () => {
  it('by default changes the profile and keeps logon name, address and common name', () => {
    const after = applyPlan(account(), plan(planningPolicy(), married, account()));
    expect(after).toMatchObject({
      commonName: 'Anna Schmidt',
      attributes: {
        sn: ['Weber'],
        displayName: ['Anna Weber'],
        userPrincipalName: ['ASchmidt@corp.example'],
        mail: ['ASchmidt@corp.example'],
      },
    });
  });

  it('with renameWithAlias gives new names in one write and keeps the old address as alias', () => {
    const made = plan(renaming, married, account());
    expect(kindsOf(made)).toEqual(['rename', 'updateProfile']);
    expect(applyPlan(account(), made)).toMatchObject({
      commonName: 'Anna Weber',
      attributes: {
        sn: ['Weber'],
        sAMAccountName: ['ASchmidt'],
        userPrincipalName: ['AWeber@corp.example'],
        mail: ['AWeber@corp.example'],
        proxyAddresses: ['SMTP:AWeber@corp.example', 'smtp:ASchmidt@corp.example'],
      },
    });
  });

  it('that was interrupted after the rename is finished by the next plan', () => {
    const made = plan(renaming, married, account());
    const half = applyPlan(account(), { ...made, operations: made.operations.slice(0, 1) });
    expect(applyPlan(half, plan(renaming, married, half))).toEqual(applyPlan(account(), made));
  });

  it('leaves an ending alone that made the common name unique', () => {
    const policy = planningPolicy({
      lines: [...standardLines, line('cn', '=givenName & " " & sn', { sees: ['givenName', 'sn'] })],
    });
    const found = account({ commonName: 'Anna Schmidt (ASchmidt)' });
    expect(plan(policy, request(), found).operations).toEqual([]);
    expect(kindsOf(plan(policy, request(), account({ commonName: 'Schmidt, Anna' })))).toEqual(['rename']);
  });

  it('asks for names before it is planned, and refuses to be planned without', () => {
    const desired = desiredState(renaming, married);
    expect(lookupsFor(renaming, desired, account()).names).toBe(true);
    const { names: _names, ...actual } = actualFor(renaming, desired, account());
    expect(() => planChanges(renaming, desired, actual)).toThrow(TenureError);
  });

  it('does not touch names of leavers', () => {
    const made = plan(renaming, request({ ...married, event: 'termination' }), account());
    const after = applyPlan(account(), made);
    expect(after?.commonName).toBe('Anna Schmidt');
    expect(valuesOf(after?.attributes ?? {}, 'mail')).toEqual(['ASchmidt@corp.example']);
  });
});

describe('an address that the profile map fixes', () => {
  const policy = planningPolicy({
    lines: [...standardLines, line('mail', '=emailAddress', { whenEmpty: 'clear' })],
    names: { onNameChange: 'renameWithAlias' },
  });

  it('replaces the present one and keeps it as alias', () => {
    const made = plan(policy, request({ record: record({ emailAddress: 'anna@x.example' }) }), account());
    expect(applyPlan(account(), made)?.attributes).toMatchObject({
      mail: ['anna@x.example'],
      proxyAddresses: ['SMTP:anna@x.example', 'smtp:ASchmidt@corp.example'],
    });
  });

  it('is cleared when it is empty and the rule says clear', () => {
    const after = applyPlan(account(), plan(policy, request(), account()));
    expect(after?.attributes).not.toHaveProperty('mail');
  });
});
