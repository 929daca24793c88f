import { planFields } from '../../../../src/connectors/ukg/fields.ts';
import type { PersonnelList } from '../../../../src/connectors/ukg/fields.ts';
import { createRowDecoder, problemsOf } from '../../../../src/connectors/ukg/schema.ts';
import type { RowDecoder } from '../../../../src/connectors/ukg/schema.ts';
import { standardAttributes } from '../../../../src/domain/hr/standard-attributes.ts';

function decoder(list: PersonnelList, ...from: string[]): RowDecoder {
  const declared = from.map((source, index) => ({
    name: `a${index}`,
    from: [source],
    type: 'text' as const,
  }));
  return createRowDecoder(planFields([...standardAttributes, ...declared]).plans[list]);
}

describe('a decoded row', () => {
  it('holds no field that no definition names, social security numbers among them', () => {
    const row = decoder('person')({
      employeeId: 'A1B2C3000010',
      firstName: 'Dana',
      ssn: '123-45-6789',
      dateOfBirth: '1990-02-03T00:00:00',
      healthBloodType: 'AB',
      // oxlint-disable-next-line no-useless-computed-key -- an own key of that name, as JSON.parse makes it
      ['__proto__']: { ssn: '123-45-6789' },
    });
    expect(row['firstName']).toBe('Dana');
    expect(JSON.stringify(row)).not.toContain('123-45-6789');
    expect(Object.keys(row)).not.toEqual(expect.arrayContaining(['dateOfBirth']));
    expect(row['ssn']).toBeUndefined();
  });

  it.each([
    ['employeeID', 'companyID', 'dateTimeChanged'],
    ['employeeId', 'companyId', 'datetimeChanged'],
    ['EMPLOYEEID', 'COMPANYID', 'DATETIMECHANGED'],
  ])('reads keys without regard to case: %s', (employee, company, changed) => {
    const row = decoder('employment')({
      [employee]: 'E1',
      [company]: 'C1',
      [changed]: '2024-05-02T08:24:30.16',
    });
    expect(row).toMatchObject({
      employeeId: 'E1',
      companyId: 'C1',
      dateTimeChanged: '2024-05-02T08:24:30.16',
    });
  });

  it.each(['nameSufixCode', 'nameSuffixCode'])('knows the suffix by the wire name %s', (key) => {
    expect(decoder('person')({ employeeId: 'E1', [key]: 'JR' })['nameSuffixCode']).toBe('JR');
  });

  it('gives a misspelt field under the spelling of the definition', () => {
    const decode = decoder('employment', 'employment.dateOfNextSalaryReview');
    expect(decode({ dateOfNextSalayrReview: 'x' })['dateOfNextSalaryReview']).toBe('x');
  });

  it('trims codes, and takes blanks for nothing', () => {
    const row = decoder('employment')({ orgLevel1Code: 'EAST      ', orgLevel2Code: '   ', jobTitle: '' });
    expect(row).toMatchObject({ orgLevel1Code: 'EAST', orgLevel2Code: null, jobTitle: null });
  });

  it('takes Z and 0 for nothing in shift and project codes only', () => {
    const decode = decoder('employment', 'employment.shift', 'employment.primaryProjectCode');
    const row = decode({ shift: 'Z', primaryProjectCode: '0', orgLevel1Code: 'Z', orgLevel2Code: '0' });
    expect(row).toMatchObject({
      shift: null,
      primaryProjectCode: null,
      orgLevel1Code: 'Z',
      orgLevel2Code: '0',
    });
    expect(decode({ shift: '2' })['shift']).toBe('2');
  });

  it('keeps the zeros of an employee number, and flags one that lost them', () => {
    const decode = decoder('employment');
    expect(decode({ employeeNumber: '000012444' })['employeeNumber']).toBe('000012444');
    expect(decode({ employeeNumber: 123456789 })['employeeNumber']).toBe('123456789');
    const flagged = decode({ employeeID: 'E1', employeeNumber: 12444 });
    expect(flagged['employeeNumber']).toBeNull();
    expect(problemsOf(flagged).get('employeeNumber')).toBe('is a number: its leading zeros are lost');
  });

  it('notes a bad field, leaves it empty and keeps the others', () => {
    const row = decoder('employment')({
      employeeID: 'E1',
      lastHireDate: 'tomorrow',
      statusStartDate: '2021-09-20T00:00:00',
      jobTitle: { text: 'Nurse' },
      orgLevel1Code: ['EAST'],
    });
    expect(row).toMatchObject({
      employeeId: 'E1',
      lastHireDate: null,
      statusStartDate: '2021-09-20',
      jobTitle: null,
    });
    expect([...problemsOf(row)]).toEqual(
      expect.arrayContaining([
        ['lastHireDate', 'is not a date'],
        ['jobTitle', 'is neither text, number nor yes/no'],
        ['orgLevel1Code', 'is neither text, number nor yes/no'],
      ]),
    );
    expect(JSON.stringify(row)).not.toContain('tomorrow');
  });

  it.each([[null], ['text'], [7], [['a']]])('notes that %p is no row', (raw) => {
    const row = decoder('employment')(raw);
    expect(row['employeeId']).toBeUndefined();
    expect(problemsOf(row).get('row')).toBe('is not an object');
  });

  it('takes no person key that is not alphanumeric', () => {
    const row = decoder('employment')({ employeeID: 'E1/../E2' });
    expect(row['employeeId']).toBeNull();
    expect(problemsOf(row).get('employeeId')).toBe('is not a UKG identifier');
  });

  it('survives being stored as JSON with its problems', () => {
    const row = decoder('employment')({ employeeID: 'E1', lastHireDate: 'x' });
    const stored: typeof row = JSON.parse(JSON.stringify(row));
    expect(problemsOf(stored)).toEqual(problemsOf(row));
  });
});

describe('planFields', () => {
  it.each(['changes.jobCode', 'firstName', 'employment.', 'person.first name', ''])(
    'refuses to read from %p',
    (from) => {
      expect(() => planFields([{ name: 'odd', from: [from], type: 'text' }])).toThrow(
        expect.objectContaining({ code: 'CONFIG_INVALID', place: 'hrData.attributes.odd' }),
      );
    },
  );
});
