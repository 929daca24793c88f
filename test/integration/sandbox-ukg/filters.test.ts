import type { UkgSandbox } from '../../../src/sandbox/ukg/index.ts';
import { ask, happen, list, staff, staffOf, start } from './caller.ts';

let sandbox: UkgSandbox;

beforeAll(async () => {
  sandbox = await start({ people: 120 });
});
afterAll(() => sandbox.close());

async function keys(path: string): Promise<readonly string[]> {
  const rows = await list(sandbox, path);
  return rows.map((row) => String(row['employeeID'] ?? row['employeeId']));
}

describe('filters', () => {
  it('compares by equality, in lists with and without brackets, in any case', async () => {
    const [first = '', second = ''] = staffOf(sandbox);
    const path = '/personnel/v1/employment-details?employeeId=';
    expect(await keys(path + first)).toEqual([first]);
    expect(await keys(`${path}${first},${second}`)).toEqual([first, second]);
    expect(await keys(`${path}${encodeURIComponent(`[${first}, ${second}]`)}`)).toEqual([first, second]);
    expect(await keys(path.replace('employeeId', 'EMPLOYEEID') + first.toLowerCase())).toEqual([first]);
    expect(await keys(`${path}ZZZZZZ999999`)).toEqual([]);
  });

  it('finds the terminated, and everybody else', async () => {
    const all = await list(sandbox, '/personnel/v1/employment-details');
    const left = await list(sandbox, '/personnel/v1/employment-details?employeeStatusCode=T');
    expect(left.length).toBeGreaterThan(0);
    expect(left).toEqual(all.filter((row) => row['employeeStatusCode'] === 'T'));
  });

  it('takes * in last names for anything', async () => {
    const key = staff(sandbox, 3);
    await happen(sandbox, { kind: 'rename', personKey: key, lastName: 'Quillfeather-Smythe' });
    for (const pattern of ['quill*', '*SMYTHE', 'Q*feather*', '*-*ythe', 'Quillfeather-Smythe']) {
      expect(await keys(`/personnel/v1/person-details?lastName=${pattern}`)).toContain(key);
    }
    expect(await keys('/personnel/v1/person-details?lastName=Quill')).toEqual([]);
    expect(await keys('/personnel/v1/person-details?lastName=Quill*Quill*')).toEqual([]);
  });

  it('reads operator dates on the details endpoints', async () => {
    const key = staff(sandbox, 4);
    sandbox.clock.advanceTo('2026-03-10T09:00:00');
    await happen(sandbox, { kind: 'changeContact', personKey: key, emailAddress: 'new@acme.example' });
    const path = '/personnel/v1/person-details?dateTimeChanged=';
    const lets = async (value: string): Promise<boolean> =>
      (await keys(path + encodeURIComponent(value))).includes(key);
    expect(await lets('03-10-2026')).toBe(true);
    expect(await lets('>03-09-2026')).toBe(true);
    expect(await lets('>03-10-2026')).toBe(false);
    expect(await lets('<03-11-2026')).toBe(true);
    expect(await lets('<03-10-2026')).toBe(false);
    expect(await lets('{03-01-2026,03-10-2026}')).toBe(true);
    expect(await lets('{03-11-2026,03-31-2026}')).toBe(false);
  });

  it.each([
    '/personnel/v1/person-details?dateTimeChanged=2026-03-10',
    '/personnel/v1/person-details?dateTimeChanged=%3E02-30-2026',
    '/personnel/v1/employee-employment-details?terminationDate=&lastHireDate=03-10-2026',
    '/personnel/v1/employment-details?isHomeCompany=perhaps',
    '/personnel/v1/employee-changes?startDate=03-10-2026',
    '/personnel/v1/employee-changes?startDate=2026-03-02T00:00:00Z&endDate=2026-03-01T00:00:00Z',
  ])('refuses %s', async (path) => {
    expect((await ask(sandbox, path)).status).toBe(400);
  });

  it('ignores parameters it does not know', async () => {
    expect(await list(sandbox, '/personnel/v1/person-details?favouriteColour=blue')).toHaveLength(120);
  });

  it('answers 404 for a filtered list without rows when told to', async () => {
    const other = await start({ people: 10, emptyAs404: true });
    try {
      const heard = await ask(other, '/personnel/v1/person-details?employeeId=ZZZZZZ999999');
      expect([heard.status, heard.text]).toEqual([404, '']);
      expect(await list(other, '/personnel/v1/person-details?page=2')).toEqual([]);
    } finally {
      await other.close();
    }
  });
});
