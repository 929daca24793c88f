import type { UkgSandbox } from '../../../src/sandbox/ukg/index.ts';
import { employment, employments, happen, list, person, send, staff, start } from './caller.ts';

let sandbox: UkgSandbox;
let personKey: string;

beforeEach(async () => {
  sandbox = await start({ today: '2026-01-05T09:00:00' });
  personKey = staff(sandbox);
});
afterEach(() => sandbox.close());

/** A day as the details endpoints write it. */
function day(date: string): string {
  return `${date}T00:00:00`;
}

async function refused(event: unknown): Promise<string> {
  const heard = await send(sandbox, '/sandbox/events', event);
  expect(heard.status).toBe(400);
  return heard.text;
}

describe('joining', () => {
  it('a hire shows at once, active, with one hire date', async () => {
    const key = await happen(sandbox, { kind: 'hire', lastName: 'Fresh' });
    expect(await person(sandbox, key)).toMatchObject({ lastName: 'Fresh', emailAddress: null });
    expect(await employment(sandbox, key)).toMatchObject({
      employeeStatusCode: 'A',
      originalHireDate: day('2026-01-05'),
      lastHireDate: day('2026-01-05'),
    });
  });

  it('a future hire is active with a hire date ahead', async () => {
    const key = await happen(sandbox, { kind: 'futureHire', date: '2026-02-01', jobCode: 'ENGSNR' });
    expect(await employment(sandbox, key)).toMatchObject({
      employeeStatusCode: 'A',
      lastHireDate: day('2026-02-01'),
      primaryJobCode: 'ENGSNR',
    });
    expect(await refused({ kind: 'futureHire', date: '2026-01-05' })).toContain(
      'a future hire begins after 2026-01-05',
    );
  });

  it('people hired one after the other get keys and numbers of their own', async () => {
    const keys = [await happen(sandbox, { kind: 'hire' }), await happen(sandbox, { kind: 'hire' })];
    const rows = await list(sandbox, `/personnel/v1/employment-details?employeeId=${keys.join(',')}`);
    expect(new Set(rows.map((row) => row['employeeID'])).size).toBe(2);
    expect(new Set(rows.map((row) => row['employeeNumber'])).size).toBe(2);
  });
});

describe('changing', () => {
  it('a new job moves dateInJob, drops the alternate title and stamps the employment only', async () => {
    const before = await person(sandbox, personKey);
    await happen(sandbox, { kind: 'changeJob', personKey, jobCode: 'FINSNR' });
    expect(await employment(sandbox, personKey)).toMatchObject({
      primaryJobCode: 'FINSNR',
      jobDescription: 'Finance Senior Specialist',
      jobTitle: null,
      dateInJob: day('2026-01-05'),
      dateTimeChanged: '2026-01-05T09:00:00',
    });
    expect(await person(sandbox, personKey)).toEqual(before);
  });

  it('a change entered ahead shows on its day, without a new stamp', async () => {
    const { primaryJobCode } = await employment(sandbox, personKey);
    await happen(sandbox, { kind: 'changeJob', personKey, jobCode: 'ITSMGR', effective: '2026-01-10' });
    sandbox.clock.advanceTo('2026-01-09T23:59:00');
    expect(await employment(sandbox, personKey)).toMatchObject({ primaryJobCode });
    sandbox.clock.advanceTo('2026-01-10T00:00:00');
    expect(await employment(sandbox, personKey)).toMatchObject({
      primaryJobCode: 'ITSMGR',
      dateTimeChanged: '2026-01-05T09:00:00',
    });
  });

  it('a move in between survives a job change that was entered ahead', async () => {
    await happen(sandbox, { kind: 'changeJob', personKey, jobCode: 'ITSMGR', effective: '2026-02-01' });
    const boss = staff(sandbox, 2);
    await happen(sandbox, { kind: 'move', personKey, supervisorKey: boss, orgLevel2: '0150' });
    sandbox.clock.advanceTo('2026-02-01');
    expect(await employment(sandbox, personKey)).toMatchObject({
      primaryJobCode: 'ITSMGR',
      supervisorID: boss,
      orgLevel2Code: '0150',
    });
  });

  it('a move changes what it names and nothing else', async () => {
    const before = await employment(sandbox, personKey);
    const [, other] = await list(sandbox, '/configuration/v1/locations');
    await happen(sandbox, { kind: 'move', personKey, locationCode: String(other?.['locationCode']) });
    expect(await employment(sandbox, personKey)).toEqual({
      ...before,
      primaryWorkLocationCode: other?.['locationCode'],
      dateInJob: day('2026-01-05'),
      jobChangeReasonCode: 'MOV',
      dateTimeChanged: '2026-01-05T09:00:00',
    });
  });

  it('a rename keeps the former name and stamps the person only', async () => {
    const { lastName } = await person(sandbox, personKey);
    const before = await employment(sandbox, personKey);
    await happen(sandbox, { kind: 'rename', personKey, lastName: "O'Newname", preferredName: '' });
    expect(await person(sandbox, personKey)).toMatchObject({
      lastName: "O'Newname",
      formerName: lastName,
      preferredName: '',
      datetimeChanged: '2026-01-05T09:00:00',
    });
    expect(await employment(sandbox, personKey)).toEqual(before);
  });

  it('a contact change shows in both places', async () => {
    await happen(sandbox, {
      kind: 'changeContact',
      personKey,
      emailAddress: 'x@acme.example',
      workPhone: '9545550123',
    });
    expect(await person(sandbox, personKey)).toMatchObject({ emailAddress: 'x@acme.example' });
    expect(await employment(sandbox, personKey)).toMatchObject({ workPhoneNumber: '9545550123' });
  });
});

describe('being away', () => {
  it('a leave begins on its day, says why and until when, and ends on its day', async () => {
    await happen(sandbox, {
      kind: 'startLeave',
      personKey,
      from: '2026-01-12',
      reasonCode: '300',
      expectedEnd: '2026-03-01',
    });
    expect(await employment(sandbox, personKey)).toMatchObject({
      employeeStatusCode: 'A',
      leaveReasonCode: null,
    });
    sandbox.clock.advanceTo('2026-01-12');
    expect(await employment(sandbox, personKey)).toMatchObject({
      employeeStatusCode: 'L',
      statusStartDate: day('2026-01-12'),
      leaveReasonCode: '300',
    });
    const [newer] = await list(sandbox, `/personnel/v1/employee-employment-details?employeeId=${personKey}`);
    expect(newer).toMatchObject({ employeeStatusExpectedEndDate: day('2026-03-01') });
    await happen(sandbox, { kind: 'returnFromLeave', personKey, date: '2026-02-20' });
    sandbox.clock.advanceTo('2026-02-20');
    expect(await employment(sandbox, personKey)).toMatchObject({
      employeeStatusCode: 'A',
      statusStartDate: day('2026-02-20'),
      leaveReasonCode: null,
    });
    expect(await refused({ kind: 'returnFromLeave', personKey })).toContain('not away');
  });

  it('a suspension carries its date', async () => {
    await happen(sandbox, { kind: 'suspend', personKey });
    expect(await employment(sandbox, personKey)).toMatchObject({
      employeeStatusCode: 'S',
      dateOfSuspension: day('2026-01-05'),
    });
  });

  it('any other status code goes through, T does not', async () => {
    await happen(sandbox, { kind: 'changeStatus', personKey, status: 'X' });
    expect(await employment(sandbox, personKey)).toMatchObject({ employeeStatusCode: 'X' });
    expect(await refused({ kind: 'changeStatus', personKey, status: 'T' })).toContain('terminate only');
  });
});

describe('leaving', () => {
  it('a termination today shows T from tomorrow on', async () => {
    await happen(sandbox, { kind: 'terminate', personKey, reasonCode: '150', type: 'I', okToRehire: false });
    expect(await employment(sandbox, personKey)).toMatchObject({
      employeeStatusCode: 'A',
      dateOfTermination: day('2026-01-05'),
      termReason: '150',
      termType: 'I',
      dateLastWorked: null,
    });
    sandbox.clock.advanceTo('2026-01-06');
    expect(await employment(sandbox, personKey)).toMatchObject({
      employeeStatusCode: 'T',
      statusStartDate: day('2026-01-05'),
      dateLastWorked: day('2026-01-05'),
      terminationReasonDescription: 'Dismissal',
      okToRehire: 'N',
    });
  });

  it.each([
    ['announced', { employeeStatusCode: 'A', dateOfTermination: '2026-01-20T00:00:00', termReason: '101' }],
    ['hidden', { employeeStatusCode: 'A', dateOfTermination: null, termReason: null }],
    ['immediate', { employeeStatusCode: 'T', dateOfTermination: '2026-01-20T00:00:00', termReason: '101' }],
  ] as const)(
    'a termination ahead is %s as configured, and T afterwards',
    async (futureTermination, before) => {
      const other = await start({ futureTermination });
      try {
        await happen(other, { kind: 'terminate', personKey, lastDay: '2026-01-20' });
        other.clock.advanceTo('2026-01-20T23:59:59');
        expect(await employment(other, personKey)).toMatchObject(before);
        other.clock.advanceTo('2026-01-21');
        expect(await employment(other, personKey)).toMatchObject({
          employeeStatusCode: 'T',
          dateOfTermination: day('2026-01-20'),
        });
      } finally {
        await other.close();
      }
    },
  );

  it('a rescinded termination leaves no trace but the stamp, even after the last day', async () => {
    const before = await employment(sandbox, personKey);
    await happen(sandbox, { kind: 'terminate', personKey });
    sandbox.clock.advanceTo('2026-01-08T09:00:00');
    expect(await employment(sandbox, personKey)).toMatchObject({ employeeStatusCode: 'T' });
    await happen(sandbox, { kind: 'rescindTermination', personKey });
    expect(await employment(sandbox, personKey)).toEqual({
      ...before,
      dateTimeChanged: '2026-01-08T09:00:00',
    });
    expect(await refused({ kind: 'rescindTermination', personKey })).toContain('no termination');
  });

  it('a retirement is a termination with reason 202, a death one with 203', async () => {
    const other = staff(sandbox, 1);
    await happen(sandbox, { kind: 'retire', personKey, lastDay: '2026-01-09' });
    await happen(sandbox, { kind: 'die', personKey: other });
    sandbox.clock.advanceTo('2026-01-10');
    expect(await employment(sandbox, personKey)).toMatchObject({
      employeeStatusCode: 'T',
      termReason: '202',
      dateOfRetirement: day('2026-01-10'),
    });
    expect(await employment(sandbox, other)).toMatchObject({ employeeStatusCode: 'T', termReason: '203' });
    expect(await person(sandbox, other)).toMatchObject({
      dateDeceased: day('2026-01-05'),
      w2IsDeceased: true,
    });
  });

  it('nothing happens to somebody who has left', async () => {
    await happen(sandbox, { kind: 'terminate', personKey, lastDay: '2026-01-04' });
    expect(await refused({ kind: 'terminate', personKey })).toContain('no open employment');
    expect(await refused({ kind: 'changeJob', personKey, jobCode: 'FINSNR' })).toContain('has ended');
  });
});

describe('coming back', () => {
  beforeEach(async () => {
    await happen(sandbox, { kind: 'terminate', personKey, lastDay: '2026-01-04' });
    sandbox.clock.advanceTo('2026-02-02T09:00:00');
  });

  it('in the same row: first hire date kept, new last hire date, end cleared', async () => {
    const before = await employment(sandbox, personKey);
    await happen(sandbox, { kind: 'rehire', personKey });
    expect(await employment(sandbox, personKey)).toMatchObject({
      employeeNumber: before['employeeNumber'],
      employeeStatusCode: 'A',
      originalHireDate: before['originalHireDate'],
      lastHireDate: day('2026-02-02'),
      dateOfTermination: null,
      termReason: null,
    });
  });

  it('in a second row: the old one stays terminated', async () => {
    await happen(sandbox, { kind: 'rehire', personKey, form: 'secondRow' });
    const rows = await employments(sandbox, personKey);
    expect(rows).toMatchObject([
      { employeeStatusCode: 'T' },
      { employeeStatusCode: 'A', lastHireDate: day('2026-02-02'), isMultipleJob: 'Y' },
    ]);
    expect(rows[0]?.['companyID']).not.toBe(rows[1]?.['companyID']);
    expect(rows[0]?.['employeeNumber']).not.toBe(rows[1]?.['employeeNumber']);
  });

  it('under a new key: the same human being, seen by names, birth and national id', async () => {
    const before = await person(sandbox, personKey);
    const key = await happen(sandbox, { kind: 'rehire', personKey, form: 'newPersonKey' });
    expect(key).not.toBe(personKey);
    const after = await person(sandbox, key);
    for (const field of ['firstName', 'lastName', 'dateOfBirth', 'ssn', 'nationalId']) {
      expect(after[field]).toEqual(before[field]);
    }
    expect(after['personId']).not.toBe(before['personId']);
    expect(await employment(sandbox, personKey)).toMatchObject({ employeeStatusCode: 'T' });
    expect(await employment(sandbox, key)).toMatchObject({ originalHireDate: day('2026-02-02') });
  });

  it('under a new key with the person id that HR recognised', async () => {
    const { personId } = await person(sandbox, personKey);
    const key = await happen(sandbox, {
      kind: 'rehire',
      personKey,
      form: 'newPersonKey',
      keepPersonId: true,
    });
    expect(await person(sandbox, key)).toMatchObject({ personId });
  });

  it('not before having left', async () => {
    expect(await refused({ kind: 'rehire', personKey: staff(sandbox, 1) })).toContain('has not left');
  });
});

describe('a transfer', () => {
  it('ends the old row with TRO the day before and begins another, under the same key', async () => {
    const before = await employment(sandbox, personKey);
    const { companies } = sandbox.workforce.organization;
    const target = companies.find(({ companyId }) => companyId !== before['companyID']);
    const companyId = target?.companyId ?? '';
    await happen(sandbox, { kind: 'transfer', personKey, companyId, date: '2026-02-01' });
    sandbox.clock.advanceTo('2026-02-01');
    expect(await employments(sandbox, personKey)).toMatchObject([
      { employeeStatusCode: 'T', termReason: 'TRO', dateOfTermination: day('2026-01-31') },
      { employeeStatusCode: 'A', companyID: companyId, originalHireDate: before['originalHireDate'] },
    ]);
    expect(await refused({ kind: 'transfer', personKey, companyId })).toContain('already has a row');
  });
});

describe('what cannot be', () => {
  it.each([
    [{ kind: 'changeJob', jobCode: 'NOSUCH' }, 'no job has the code'],
    [{ kind: 'move', locationCode: 'NOSUCH' }, 'no location has the code'],
    [{ kind: 'move', orgLevel4: '0120' }, 'org level 4 has no code'],
    [{ kind: 'move', supervisorKey: 'ZZZZZZ999999' }, 'does not exist'],
    [{ kind: 'move' }, 'nothing to change'],
    [{ kind: 'terminate', companyId: 'ZZZZZ' }, 'no open employment'],
    [{ kind: 'terminate', lastDay: '2026-02-30' }, 'a day, like'],
    [{ kind: 'promote' }, 'kind'],
    [{ kind: 'rename', nickname: 'X' }, 'nickname'],
  ])('%j is refused and changes nothing', async (event, why) => {
    const before = await employments(sandbox, personKey);
    expect(await refused({ personKey, ...event })).toContain(why);
    expect(await employments(sandbox, personKey)).toEqual(before);
  });

  it('a manager below their own report', async () => {
    const supervisorKey = String((await employment(sandbox, personKey))['supervisorID']);
    expect(await refused({ kind: 'move', personKey: supervisorKey, supervisorKey: personKey })).toContain(
      'their own manager',
    );
  });
});
