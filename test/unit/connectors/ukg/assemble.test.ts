import { createAssembler } from '../../../../src/connectors/ukg/assemble.ts';
import type { Assembled } from '../../../../src/connectors/ukg/assemble.ts';
import { planFields, personnelLists } from '../../../../src/connectors/ukg/fields.ts';
import { planLists } from '../../../../src/connectors/ukg/lists.ts';
import type { HrRow } from '../../../../src/contracts/ports.ts';
import type { AttributeDefinition } from '../../../../src/domain/hr/record.ts';
import { standardAttributes } from '../../../../src/domain/hr/standard-attributes.ts';

type Raw = Readonly<Record<string, unknown>>;
type RawLists = Readonly<Record<string, readonly Raw[]>>;

function employment(employeeID: string, more: Raw = {}): Raw {
  return {
    employeeID,
    companyID: 'QX7P2',
    employeeNumber: '000012444',
    employeeStatusCode: 'A',
    lastHireDate: '2021-09-20T00:00:00',
    originalHireDate: '2019-01-02T00:00:00',
    orgLevel2Code: '0120',
    jobDescription: 'Nurse Manager',
    jobTitle: null,
    ...more,
  };
}

function person(employeeId: string, more: Raw = {}): Raw {
  return { employeeId, companyId: 'QX7P2', firstName: 'Dana', lastName: 'Park', ...more };
}

/** Decodes raw rows as the reader does, then assembles them. */
function assemble(raw: RawLists, ...declared: AttributeDefinition[]): Assembled {
  const names = new Set(declared.map((definition) => definition.name));
  const definitions = [...standardAttributes.filter((one) => !names.has(one.name)), ...declared];
  const fields = planFields(definitions);
  const lists = planLists(definitions, fields);
  const rows = new Map<string, readonly HrRow[]>();
  for (const list of [...personnelLists.map((name) => lists.personnel[name]), ...lists.configuration]) {
    rows.set(list.name, (raw[list.name] ?? []).map(list.decode));
  }
  return createAssembler(
    definitions,
    fields.sources,
    lists.configuration.map((list) => list.name),
  )(rows);
}

function only({ records }: Assembled): Readonly<Record<string, unknown>> {
  expect(records).toHaveLength(1);
  return records[0]?.attributes ?? {};
}

describe('assembling', () => {
  it('joins employment and person by person key', () => {
    const { records, problems } = assemble({
      employment: [employment('E2', { employeeNumber: '2' }), employment('E1', { employeeNumber: '1' })],
      person: [person('E1', { firstName: 'Ann' }), person('E2', { firstName: 'Bo' })],
    });
    expect(
      records.map((record) => [
        record.personKey,
        record.attributes['employeeNumber'],
        record.attributes['firstName'],
      ]),
    ).toEqual([
      ['E1', '1', 'Ann'],
      ['E2', '2', 'Bo'],
    ]);
    expect(problems).toEqual([]);
  });

  it('gives every attribute of the definitions, empty ones as null', () => {
    const attributes = only(assemble({ employment: [employment('E1')], person: [person('E1')] }));
    expect(Object.keys(attributes).toSorted()).toEqual(standardAttributes.map((one) => one.name).toSorted());
    expect(attributes['lastDay']).toBeNull();
  });

  it('falls back to the next field when the first is empty', () => {
    const attributes = only(
      assemble({
        employment: [employment('E1', { lastHireDate: '1900-01-01T00:00:00' })],
        person: [person('E1')],
      }),
    );
    expect(attributes['jobTitle']).toBe('Nurse Manager');
    expect(attributes['startDate']).toBe('2019-01-02');
  });

  it('does not fall back behind a field that cannot be read', () => {
    const result = assemble({
      employment: [employment('E1', { lastHireDate: 'soon' })],
      person: [person('E1')],
    });
    expect(only(result)['startDate']).toBeNull();
    expect(result.problems).toEqual([
      { personKey: 'E1', severity: 'optional', field: 'employment.lastHireDate', problem: 'is not a date' },
    ]);
  });

  it('gives the declared types', () => {
    const attributes = only(
      assemble(
        {
          employment: [
            employment('E1', { okToRehire: 'Y', scheduledFTE: '0.5', dateInJob: '1/2/2023 12:00:00 AM' }),
          ],
          person: [person('E1')],
        },
        { name: 'rehirable', from: ['employment.okToRehire'], type: 'boolean' },
        { name: 'rehirableText', from: ['employment.okToRehire'], type: 'text' },
        { name: 'fte', from: ['employment.scheduledFTE'], type: 'number' },
        { name: 'inJobSince', from: ['employment.dateInJob'], type: 'date' },
      ),
    );
    expect(attributes).toMatchObject({
      rehirable: true,
      rehirableText: 'Y',
      fte: 0.5,
      inJobSince: '2023-01-02',
    });
  });

  it('reports a value that is not of the declared type, without the value', () => {
    const result = assemble(
      { employment: [employment('E1', { mailstop: 'M-secret' })], person: [person('E1')] },
      { name: 'stop', from: ['employment.mailstop'], type: 'number' },
    );
    expect(only(result)['stop']).toBeNull();
    expect(result.problems).toEqual([
      { personKey: 'E1', severity: 'optional', field: 'employment.mailstop', problem: 'is not a number' },
    ]);
  });

  it('takes a transferred person for employed, whatever the order of the rows', () => {
    const rows = [
      employment('E1', {
        companyID: 'OLD01',
        employeeStatusCode: 'T',
        dateOfTermination: '2024-03-31T00:00:00',
        termReason: 'TRO',
      }),
      employment('E1', { companyID: 'NEW01', employeeStatusCode: 'A', employeeNumber: '000099999' }),
    ];
    for (const order of [rows, rows.toReversed()]) {
      const attributes = only(assemble({ employment: order, person: [person('E1')] }));
      expect(attributes).toMatchObject({
        status: 'A',
        employeeNumber: '000099999',
        lastDay: null,
        terminationReason: null,
      });
    }
  });

  it('prefers the home company that employee-employment-details names', () => {
    const rows = [
      employment('E1', { companyID: 'HOME1', orgLevel2Code: 'HOME', lastHireDate: '2010-01-01T00:00:00' }),
      employment('E1', { companyID: 'SIDE1', orgLevel2Code: 'SIDE', lastHireDate: '2024-01-01T00:00:00' }),
    ];
    const secondary = { employeeID: 'E1', companyID: 'SIDE1', isHomeCompany: false };
    expect(
      only(assemble({ employment: rows, person: [person('E1')], details: [secondary] }))['orgLevel2'],
    ).toBe('HOME');
    expect(only(assemble({ employment: rows, person: [person('E1')] }))['orgLevel2']).toBe('SIDE');
  });

  it('takes details from the row of the employment that speaks for the person', () => {
    const attributes = only(
      assemble(
        {
          employment: [
            employment('E1', { companyID: 'AAAAA', employeeStatusCode: 'T' }),
            employment('E1', { companyID: 'BBBBB', employeeStatusCode: 'L' }),
          ],
          person: [person('E1')],
          details: [
            { employeeID: 'E1', companyID: 'AAAAA', employeeStatusExpectedEndDate: '2020-01-01' },
            { employeeID: 'E1', companyID: 'BBBBB', employeeStatusExpectedEndDate: '2026-09-01T00:00:00' },
          ],
        },
        { name: 'backOn', from: ['details.employeeStatusExpectedEndDate'], type: 'date' },
      ),
    );
    expect(attributes['backOn']).toBe('2026-09-01');
  });

  it('folds a row that stands on two pages into one, keeping the newer', () => {
    const older = employment('E1', { orgLevel2Code: 'OLD', dateTimeChanged: '2024-05-02T08:24:30' });
    const newer = employment('E1', { orgLevel2Code: 'NEW', dateTimeChanged: '2024-05-02T08:24:30.16' });
    for (const order of [
      [older, newer],
      [newer, older],
      [newer, older, older],
    ]) {
      expect(only(assemble({ employment: order, person: [person('E1'), person('E1')] }))['orgLevel2']).toBe(
        'NEW',
      );
    }
  });

  it('gives no record for half a person, and says which half is missing', () => {
    const { records, problems } = assemble({ employment: [employment('E1')], person: [person('E2')] });
    expect(records).toEqual([]);
    expect(problems).toEqual([
      { personKey: 'E1', severity: 'identity', field: 'person', problem: 'has no row in person-details' },
      {
        personKey: 'E2',
        severity: 'identity',
        field: 'employment',
        problem: 'has no row in employment-details',
      },
    ]);
  });

  it('reports rows of nobody and keeps everybody else', () => {
    const { records, problems } = assemble({
      employment: [employment('E1'), employment(''), { companyID: 'QX7P2' }],
      person: [person('E1'), person('  ')],
    });
    expect(records.map((record) => record.personKey)).toEqual(['E1']);
    expect(problems.map(({ severity, field, personKey }) => [severity, field, personKey])).toEqual([
      ['identity', 'employment.employeeId', undefined],
      ['identity', 'employment.employeeId', undefined],
      ['identity', 'person.employeeId', undefined],
    ]);
  });

  it('reports a missing status and leaves it to the lifecycle', () => {
    const result = assemble({
      employment: [employment('E1', { employeeStatusCode: null })],
      person: [person('E1')],
    });
    expect(only(result)['status']).toBeNull();
    expect(result.problems).toEqual([
      {
        personKey: 'E1',
        severity: 'optional',
        field: 'employment.employeeStatusCode',
        problem: 'is missing',
      },
    ]);
  });

  it('takes the person row of the company that employs, when there are several', () => {
    const rows = [
      person('E1', { companyId: 'AAAAA', firstName: 'Old' }),
      person('E1', { firstName: 'Dana' }),
    ];
    for (const order of [rows, rows.toReversed()]) {
      expect(only(assemble({ employment: [employment('E1')], person: order }))['firstName']).toBe('Dana');
    }
  });
});

describe('descriptions', () => {
  const department: AttributeDefinition = {
    name: 'department',
    from: ['employment.orgLevel2Code'],
    type: 'text',
    describe: 'orgLevel2',
  };

  it('replace the code, which stays under <name>Code', () => {
    const result = assemble(
      {
        employment: [employment('E1')],
        person: [person('E1')],
        orgLevels: [
          { level: 1, code: '0120', description: 'East' },
          { level: 2, code: '0120      ', description: 'Intensive care' },
        ],
      },
      department,
    );
    expect(only(result)).toMatchObject({ department: 'Intensive care', departmentCode: '0120' });
    expect(result.problems).toEqual([]);
  });

  it('leave an unknown code in place and are missed aloud', () => {
    const result = assemble(
      {
        employment: [employment('E1')],
        person: [person('E1')],
        orgLevels: [{ level: 1, code: '0120', description: 'East' }],
      },
      department,
    );
    expect(only(result)).toMatchObject({ department: '0120', departmentCode: '0120' });
    expect(result.problems).toEqual([
      {
        personKey: 'E1',
        severity: 'optional',
        field: 'department',
        problem: 'has a code that the list orgLevels does not describe',
      },
    ]);
  });

  it('are not asked for an empty code', () => {
    const result = assemble(
      { employment: [employment('E1', { orgLevel2Code: '' })], person: [person('E1')] },
      department,
    );
    expect(only(result)).toMatchObject({ department: null, departmentCode: null });
    expect(result.problems).toEqual([]);
  });

  it('do not replace an attribute that is declared as <name>Code', () => {
    const result = assemble(
      {
        employment: [employment('E1', { mailstop: 'M1' })],
        person: [person('E1')],
        orgLevels: [{ level: '2', code: '0120', description: 'ICU' }],
      },
      department,
      { name: 'departmentCode', from: ['employment.mailstop'], type: 'text' },
    );
    expect(only(result)).toMatchObject({ department: 'ICU', departmentCode: 'M1' });
  });

  it.each([
    [
      'locations',
      'location',
      'employment.primaryWorkLocationCode',
      [{ locationCode: 'WESTON', description: 'Weston office' }],
    ],
    [
      'jobs of v2',
      'job',
      'employment.primaryJobCode',
      [{ jobCode: 'WESTON', title: 'Weston office', countryCode: 'USA' }],
    ],
    ['jobs of v1', 'job', 'employment.primaryJobCode', [{ code: 'weston', title: 'Weston office' }]],
    [
      'a code table',
      'codeTable:EMPTYPE',
      'employment.employeeTypeCode',
      [{ code: 'WESTON', description: 'Weston office' }],
    ],
  ] as const)('come from %s', (_, table, from, rows) => {
    const list = { location: 'locations', job: 'jobs', 'codeTable:EMPTYPE': 'codeTable:EMPTYPE' }[table];
    const field = from.slice('employment.'.length);
    const result = assemble(
      { employment: [employment('E1', { [field]: 'WESTON' })], person: [person('E1')], [list]: rows },
      { name: 'described', from: [from], type: 'text', describe: table },
    );
    expect(only(result)['described']).toBe('Weston office');
  });

  it('prefer an active row, then the first country, whatever the order', () => {
    const rows = [
      { jobCode: 'NUR', title: 'Old nurse', countryCode: 'AAA', isActive: 'N' },
      { jobCode: 'NUR', title: 'Infirmière', countryCode: 'CAN', isActive: 'Y' },
      { jobCode: 'NUR', title: 'Nurse', countryCode: 'USA', isActive: true },
    ];
    for (const order of [rows, rows.toReversed()]) {
      const result = assemble(
        { employment: [employment('E1', { primaryJobCode: 'NUR' })], person: [person('E1')], jobs: order },
        { name: 'job', from: ['employment.primaryJobCode'], type: 'text', describe: 'job' },
      );
      expect(only(result)['job']).toBe('Infirmière');
    }
  });
});
