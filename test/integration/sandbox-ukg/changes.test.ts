import type { UkgSandbox } from '../../../src/sandbox/ukg/index.ts';
import { ask, happen, list, staff, start, type Row } from './caller.ts';

let sandbox: UkgSandbox;

beforeEach(async () => {
  sandbox = await start({ today: '2026-01-05T00:30:00' });
});
afterEach(() => sandbox.close());

function changed(startDate: string, endDate = '2026-12-31T00:00:00Z'): Promise<readonly Row[]> {
  const query = new URLSearchParams({ startDate, endDate, per_page: '200' });
  return list(sandbox, `/personnel/v1/employee-changes?${query.toString()}`);
}

function keysOf(rows: readonly Row[]): readonly unknown[] {
  return rows.map((row) => row['employeeId']);
}

describe('employee-changes', () => {
  it('shows a change after the next step of three hours, not before', async () => {
    const personKey = staff(sandbox);
    sandbox.clock.advanceTo('2026-01-05T04:10:00');
    await happen(sandbox, { kind: 'rename', personKey, lastName: 'Newname' });
    sandbox.clock.advanceTo('2026-01-05T05:59:59');
    expect(await changed('2026-01-05T00:00:00Z')).toEqual([]);
    sandbox.clock.advanceTo('2026-01-05T06:00:00');
    expect(await changed('2026-01-05T00:00:00Z')).toMatchObject([
      { employeeId: personKey, lastName: 'Newname' },
    ]);
  });

  it('shows changes at once with steps of 0 hours', async () => {
    const other = await start({ changesStepHours: 0 });
    try {
      const personKey = staff(other);
      other.clock.advanceTo('2026-01-05T04:10:00');
      await happen(other, { kind: 'rename', personKey, lastName: 'Newname' });
      const rows = await list(other, '/personnel/v1/employee-changes?startDate=2026-01-05');
      expect(keysOf(rows)).toEqual([personKey]);
    } finally {
      await other.close();
    }
  });

  it('shows a snapshot of the last step: two changes in one window merge, a later one waits', async () => {
    const personKey = staff(sandbox);
    sandbox.clock.advanceTo('2026-01-05T03:10:00');
    await happen(sandbox, { kind: 'rename', personKey, lastName: 'Once' });
    await happen(sandbox, { kind: 'rename', personKey, lastName: 'Twice' });
    sandbox.clock.advanceTo('2026-01-05T06:30:00');
    await happen(sandbox, { kind: 'rename', personKey, lastName: 'Thrice' });
    expect(await changed('2026-01-05T00:00:00Z')).toMatchObject([{ lastName: 'Twice' }]);
    sandbox.clock.advanceTo('2026-01-05T09:00:00');
    expect(await changed('2026-01-05T00:00:00Z')).toMatchObject([{ lastName: 'Thrice' }]);
    expect(await changed('2026-01-05T03:00:00Z', '2026-01-05T04:00:00Z')).toMatchObject([
      { lastName: 'Thrice' },
    ]);
  });

  it('does not know somebody hired since the last step', async () => {
    sandbox.clock.advanceTo('2026-01-05T07:00:00');
    const personKey = await happen(sandbox, { kind: 'hire' });
    expect((await ask(sandbox, `/personnel/v1/employee-changes/${personKey}`)).status).toBe(404);
    expect(await list(sandbox, '/personnel/v1/employee-changes?per_page=200')).not.toContainEqual(
      expect.objectContaining({ employeeId: personKey }),
    );
    sandbox.clock.advanceTo('2026-01-05T09:00:00');
    expect(await list(sandbox, `/personnel/v1/employee-changes/${personKey}`)).toHaveLength(1);
  });

  it('says nothing of an edit that HR does not stamp, nor of a day that comes', async () => {
    const edited = staff(sandbox, 0);
    const leaving = staff(sandbox, 1);
    await happen(sandbox, { kind: 'terminate', personKey: leaving, lastDay: '2026-01-07' });
    sandbox.clock.advanceTo('2026-01-06T04:00:00');
    await happen(sandbox, {
      kind: 'editUdfWithoutStamp',
      personKey: edited,
      field: 'personnelUDField02',
      value: 'red',
    });
    sandbox.clock.advanceTo('2026-01-09T00:00:00');
    expect(keysOf(await changed('2026-01-05T00:00:00Z'))).toEqual([leaving]);
    expect(await changed('2026-01-06T00:00:00Z')).toEqual([]);
    expect(await list(sandbox, `/personnel/v1/employee-changes/${leaving}`)).toMatchObject([
      { isActive: false, employeeStatus: 'T', terminationDate: '1/7/2026 12:00:00 AM' },
    ]);
    expect(await list(sandbox, `/personnel/v1/user-defined-fields?employeeId=${edited}`)).toMatchObject([
      { personnelUserDefinedFields: { personnelUDField02: { value: 'red' } } },
    ]);
  });

  it('answers several rows by id for somebody with several', async () => {
    const personKey = staff(sandbox);
    await happen(sandbox, { kind: 'terminate', personKey, lastDay: '2026-01-04' });
    await happen(sandbox, { kind: 'rehire', personKey, form: 'secondRow' });
    sandbox.clock.advanceTo('2026-01-05T03:00:00');
    expect(await list(sandbox, `/personnel/v1/employee-changes/${personKey}`)).toMatchObject([
      { employeeStatus: 'T', isActive: false },
      { employeeStatus: 'A', isActive: true },
    ]);
  });
});
