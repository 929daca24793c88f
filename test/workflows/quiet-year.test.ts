import { employeeWorkflowId } from '../../src/contracts/ids.ts';
import { openCompany } from '../support/company.ts';
import { employeeRecord } from '../support/fake-hr.ts';
import type { Company } from '../support/company.ts';

describe('a year in which nothing happens', () => {
  let company: Company;
  const key = 'QUIET0000001';

  beforeAll(async () => {
    company = await openCompany({ startsAt: '2027-02-15T15:00:00Z' });
    company.hr.put(employeeRecord(key));
    await company.sync();
  });

  afterAll(async () => company.close());

  it('asks HR nothing and adds at most 40 events to the history, those of skipping time included', async () => {
    const handle = company.connection.client.workflow.getHandle(
      employeeWorkflowId(company.organization, key),
    );
    const { historyLength: before } = await handle.describe();
    company.hr.setReachable(false);
    await company.advanceTo('2028-02-15T15:00:00Z');
    const view = await company.view(key);
    expect(view).toMatchObject({ status: 'idle', phase: 'active', busy: false });
    expect(view.attention).toBeUndefined();
    expect(view.wakesAt).toBeGreaterThan(Date.parse('2028-02-15T15:00:00Z'));
    const { historyLength: after } = await handle.describe();
    expect(after - before).toBeLessThanOrEqual(40);
  });
});
