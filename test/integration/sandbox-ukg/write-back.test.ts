import type { UkgSandbox } from '../../../src/sandbox/ukg/index.ts';
import {
  ask,
  employment,
  known,
  list,
  one,
  person,
  readRow,
  send,
  staff,
  start,
  type Row,
} from './caller.ts';

let sandbox: UkgSandbox;
let personKey: string;

beforeEach(async () => {
  sandbox = await start({ today: '2026-01-05T09:00:00' });
  personKey = staff(sandbox);
});
afterEach(() => sandbox.close());

function transaction(companyCode: unknown, identifier: unknown, fields: string): string {
  const xml = `<?xml version="1.0" encoding="utf-8"?>
    <Transactions><Transaction>
      <Header><TransactionType>PERSON</TransactionType><IdentifierRule>EMPNO</IdentifierRule></Header>
      <KeyFields><CompanyCode>${String(companyCode)}</CompanyCode><Identifier>${String(identifier)}</Identifier>
        <EffectiveDate>01/05/2026</EffectiveDate></KeyFields>
      <Fields>${fields}</Fields>
    </Transaction></Transactions>`;
  return Buffer.from(xml).toString('base64');
}

async function submit(fields: string, uniqueFileName = 'one.xml'): Promise<string> {
  const { companyCode, employeeNumber } = await employment(sandbox, personKey);
  const body = { transaction: transaction(companyCode, employeeNumber, fields), uniqueFileName };
  const heard = await send(sandbox, '/personnel/v1/import-tool', body);
  expect(heard.status).toBe(200);
  const [receipt] = receiptsIn(heard.text);
  expect(receipt).toMatchObject({ fileName: uniqueFileName, dateTimeCreated: '2026-01-05T09:00:00' });
  return String(receipt?.['stagingId']);
}

function receiptsIn(text: string): readonly Row[] {
  const parsed: unknown = JSON.parse(text);
  return Array.isArray(parsed) ? parsed.map((row) => readRow(JSON.stringify(row))) : [];
}

function status(stagingId: string): Promise<Row> {
  return one(sandbox, `/personnel/v1/import-tool/status/${stagingId}`);
}

describe('import tool', () => {
  it('is pending first, processed later, and the change shows afterwards', async () => {
    const before = await person(sandbox, personKey);
    const fields =
      '<EmailAddress>a&amp;b@acme.example</EmailAddress><WorkPhone>9545550123</WorkPhone><WorkPhoneCountry>USA</WorkPhoneCountry>';
    const stagingId = await submit(fields);
    expect(await status(stagingId)).toMatchObject({ status: 'Pending', fileProcessDate: null, messages: [] });
    expect(await person(sandbox, personKey)).toEqual(before);
    expect(await status(stagingId)).toMatchObject({
      status: 'Processed',
      fileProcessDate: '2026-01-05T09:00:00',
      messages: [{ severity: 0 }],
      childTransactionStatuses: [],
    });
    expect(await person(sandbox, personKey)).toMatchObject({ emailAddress: 'a&b@acme.example' });
    expect(await employment(sandbox, personKey)).toMatchObject({ workPhoneNumber: '9545550123' });
  });

  it('is processed once the clock has moved, and only once', async () => {
    const stagingId = await submit(
      '<PreferredName>Nick</PreferredName><PersonnelUDField03>x</PersonnelUDField03>',
    );
    sandbox.clock.advanceTo('2026-01-05T10:00:00');
    expect(await status(stagingId)).toMatchObject({ status: 'Processed' });
    sandbox.clock.advanceTo('2026-01-05T11:00:00');
    expect(await status(stagingId)).toMatchObject({ fileProcessDate: '2026-01-05T10:00:00' });
    expect(await person(sandbox, personKey)).toMatchObject({
      preferredName: 'Nick',
      datetimeChanged: '2026-01-05T10:00:00',
    });
    expect(await list(sandbox, `/personnel/v1/user-defined-fields?employeeId=${personKey}`)).toMatchObject([
      { personnelUserDefinedFields: { personnelUDField03: { value: 'x' } } },
    ]);
  });

  it.each([
    ['<HomePhone>3055550100</HomePhone>', 'HomePhoneCountry is required.'],
    ['<AnnualSalary>1</AnnualSalary>', 'AnnualSalary is not a field that can be imported.'],
    ['<HomePhoneCountry>USA</HomePhoneCountry>', 'The transaction changes nothing.'],
    ['<EmailAddress>', 'The transaction is not well-formed XML.'],
  ])('rejects %j with a message', async (fields, message) => {
    const before = await person(sandbox, personKey);
    const stagingId = await submit(fields);
    sandbox.clock.advanceTo('2026-01-05T10:00:00');
    expect(await status(stagingId)).toMatchObject({
      status: 'Rejected',
      messages: [{ message, severity: 3 }],
    });
    expect(await person(sandbox, personKey)).toEqual(before);
  });

  it('rejects somebody it does not know, a file name used before and a body without transaction', async () => {
    const stranger = {
      transaction: transaction('ACMUS', '999999999', '<FirstName>X</FirstName>'),
      uniqueFileName: 'a',
    };
    const heard = await send(sandbox, '/personnel/v1/import-tool', stranger);
    sandbox.clock.advanceTo('2026-01-05T10:00:00');
    expect(await status(String(receiptsIn(heard.text)[0]?.['stagingId']))).toMatchObject({
      status: 'Rejected',
      messages: [{ message: 'The employee was not found.' }],
    });
    expect((await send(sandbox, '/personnel/v1/import-tool', stranger)).status).toBe(400);
    expect((await send(sandbox, '/personnel/v1/import-tool', { uniqueFileName: 'b' })).status).toBe(400);
    expect((await ask(sandbox, '/personnel/v1/import-tool/status/1')).status).toBe(404);
  });
});

describe('employee-ids', () => {
  it('finds people by any identifier and counts what it did not find', async () => {
    const row = await employment(sandbox, personKey);
    const { personId, ssn } = await person(sandbox, personKey);
    const body = [
      { employeeIdentifierType: 'EmployeeID', employeeIdentifierValue: personKey },
      { employeeIdentifierType: 'PersonID', employeeIdentifierValue: personId },
      { employeeIdentifierType: 'SSN', employeeIdentifierValue: ssn },
      {
        employeeIdentifierType: 'EmployeeNumber',
        employeeIdentifierValue: row['employeeNumber'],
        companyIdentifierType: 'Company Code',
        companyIdentifierValue: row['companyCode'],
      },
      { employeeIdentifierType: 'EmailAddress', employeeIdentifierValue: 'nobody@acme.example' },
    ];
    const heard = await send(sandbox, '/personnel/v1/employee-ids', body);
    expect(heard.status).toBe(207);
    const found = { status: '200 OK', body: { eeid: personKey, coid: [row['companyID']] } };
    expect(readRow(heard.text)).toMatchObject({
      errorCount: 1,
      multistatus: [found, found, found, found, { status: '404 Not Found' }],
    });
  });

  it.each([['{'], [JSON.stringify([{ employeeIdentifierType: 'ShoeSize', employeeIdentifierValue: '42' }])]])(
    'refuses %s',
    async (text) => {
      const response = await fetch(`${sandbox.url}/personnel/v1/employee-ids`, {
        method: 'POST',
        headers: { ...known, 'content-type': 'application/json' },
        body: text,
      });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ errors: { general: { message: expect.any(String) } } });
    },
  );
});
