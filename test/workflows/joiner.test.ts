import { openCompany } from '../support/company.ts';
import { employeeRecord } from '../support/fake-hr.ts';
import { baseDn } from '../support/policy.ts';
import type { Company } from '../support/company.ts';

describe('a joiner', () => {
  let company: Company;

  beforeAll(async () => {
    company = await openCompany({ startsAt: '2027-02-15T15:00:00Z' });
  });

  afterAll(async () => company.close());

  it('who started already gets a working account with groups, list, place and manager at once', async () => {
    company.hr.put(
      employeeRecord('BOSS00000001', { firstName: 'Ola', lastName: 'Reyes', department: 'SALES' }),
    );
    company.hr.put(employeeRecord('JOIN00000001', { department: 'SALES', supervisorKey: 'BOSS00000001' }));
    const outcome = await company.sync();
    expect(outcome).toMatchObject({ outcome: 'completed', counts: { fresh: 2 }, dispatched: { started: 2 } });

    const account = company.account('JOIN00000001');
    expect(account).toMatchObject({
      dn: `CN=Dana Park,OU=Sales,${baseDn}`,
      enabled: true,
      mustChangePassword: true,
      hasPassword: true,
      groups: ['All Staff', 'Sales Team', 'everyone'],
    });
    expect(account?.attributes).toMatchObject({
      sAMAccountName: ['DPark'],
      userPrincipalName: ['DPark@corp.example'],
      mail: ['DPark@corp.example'],
      title: ['Nurse'],
    });
    expect(company.mails.map(({ subject }) => subject).toSorted()).toEqual([
      'Dana Park has started',
      'Ola Reyes has started',
    ]);
  });

  it('has the manager set even when the manager came later', async () => {
    const manager = company.account('BOSS00000001');
    expect(company.account('JOIN00000001')?.managerDn).toBe(manager?.dn);
  });

  it('is left alone by a second synchronisation: nothing is written', async () => {
    const before = company.directory.counters().writes;
    const outcome = await company.sync();
    expect(outcome).toMatchObject({ counts: { unchanged: 2 }, dispatched: { started: 0, signalled: 0 } });
    expect(company.directory.counters().writes).toBe(before);
  });

  it('is prepared seven days ahead at six, disabled, and let in on the first day at eight', async () => {
    company.hr.put(
      employeeRecord('JOIN00000002', { firstName: 'Zoë', lastName: "O'Neil", startDate: '2027-03-15' }),
    );
    await company.sync();
    expect(company.account('JOIN00000002')).toBeUndefined();

    await company.advanceTo('2027-03-08T11:05:00Z');
    expect(company.account('JOIN00000002')).toMatchObject({
      enabled: false,
      dn: `CN=Zoë O'Neil,OU=Staff,${baseDn}`,
    });
    expect(await company.view('JOIN00000002')).toMatchObject({ phase: 'preboarding' });

    // Daylight saving time began on 14 March: eight o'clock in New York is twelve in UTC.
    await company.advanceTo('2027-03-15T11:55:00Z');
    expect(company.account('JOIN00000002')).toMatchObject({ enabled: false });
    await company.advanceTo('2027-03-15T12:05:00Z');
    expect(company.account('JOIN00000002')).toMatchObject({ enabled: true });
    expect(await company.view('JOIN00000002')).toMatchObject({ phase: 'active', status: 'idle' });
  });
});
