import type { UkgSandbox } from '../../../src/sandbox/ukg/index.ts';
import { happen, list, one, start, staff, type Row } from './caller.ts';

let sandbox: UkgSandbox;
let dana: string;
let boss: string;

beforeAll(async () => {
  sandbox = await start({
    companies: [
      { code: 'ACMUS', name: 'Acme US', country: 'USA' },
      { code: 'ACMDE', name: 'Acme Deutschland', country: 'DEU' },
    ],
  });
  sandbox.clock.advanceTo('2026-01-14T10:02:11.2');
  boss = staff(sandbox);
  dana = await happen(sandbox, {
    kind: 'hire',
    personKey: 'A1B2C3000010',
    date: '2026-01-12',
    firstName: 'Dana',
    middleName: null,
    lastName: 'Park',
    preferredName: 'Dee',
    emailAddress: 'dana.park@example.com',
    jobCode: 'NURMGR',
    orgLevel1: 'EAST',
    orgLevel2: '0120',
    supervisorKey: boss,
  });
  sandbox.clock.advanceTo('2026-01-14T12:00:00');
});
afterAll(() => sandbox.close());

/** Field names that hold for every row of a list. */
async function fieldsOf(path: string): Promise<readonly string[]> {
  const rows = await list(sandbox, path);
  const names = rows.map((row) => Object.keys(row).toSorted().join(' '));
  expect(new Set(names).size).toBe(1);
  return names[0]?.split(' ') ?? [];
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/).toSorted();
}

describe('person-details', () => {
  it('sends every field of the reference, sensitive ones and the vendor spelling included', async () => {
    expect(await fieldsOf('/personnel/v1/person-details')).toEqual(
      words(`employeeId companyId personId userName firstName middleName lastName preferredName formerName
        namePrefixCode nameSufixCode emailAddress emailAddressAlternate homePhone homePhoneCountry
        homePhoneIsPrivate addressLine1 addressLine2 addressCity addressState addressZipCode addressCountry
        addressCounty datetimeCreated datetimeChanged dateDeceased additionalName1 additionalName2 addressId
        addressIsOnTaxBoundary addressLatitude addressSms chkCashingInstCode cobraExport cobraIsActive cobraNotes
        cobraReason cobraStatus cobraStatusDate communityBroadcastSmsCode consentElectronicW2
        consentElectronicw2pr dateOfBirth dateOfCobraEvent dateOfCobraExport dateOfCobraLetter
        dateOfI9Expiration disabilityType ethnicDescription ethnicIDCode gender healthBloodType healthEyes
        healthHair healthHeightFeet healthHeightInches healthLastDonateDate healthWeight i9AlienNumber i9DocA
        i9DocB i9DocC i9Verified i9VisaExpirationDate i9VisaType i9WorkAuth isDisabled isMultiPayGroup isSmoker
        lastNameNotSameAsSSCard maritalStatusCode militaryService militaryBranchServed militaryEra
        militaryIsActiveWartimeVet militaryIsDisabledVet militaryIsMedalVet militaryIsOthEligVet
        militaryIsOthEligVetBasis militarySeparationDate nameFormer nationalId nationalIdCountry nationality1
        nationality2 nationality3 originCountry originLocation previousSSN smsApprovals smsPayNotification ssn
        ssnIsSuppressed w2IsDeceased`),
    );
  });

  it('writes dates without zone, null for missing, booleans as booleans', async () => {
    expect(await one(sandbox, `/personnel/v1/person-details/${dana}`)).toMatchObject({
      employeeId: 'A1B2C3000010',
      personId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/),
      companyId: expect.stringMatching(/^[A-Z0-9]{5}$/),
      firstName: 'Dana',
      middleName: null,
      lastName: 'Park',
      preferredName: 'Dee',
      nameSufixCode: null,
      emailAddress: 'dana.park@example.com',
      addressCountry: 'USA',
      dateOfBirth: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T00:00:00$/),
      ssn: expect.stringMatching(/^9\d{8}$/),
      cobraIsActive: false,
      datetimeCreated: '2026-01-14T10:02:11.2',
      datetimeChanged: '2026-01-14T10:02:11.2',
    });
  });

  it('answers one object by id and below a company, and 404 for somebody else', async () => {
    const { companyId } = await one(sandbox, `/personnel/v1/person-details/${dana}`);
    const path = `/personnel/v1/companies/${String(companyId)}/employees/${dana}/person-details`;
    expect(await one(sandbox, path)).toMatchObject({ employeeId: dana, companyId });
    const rows = await list(sandbox, `/personnel/v1/companies/${String(companyId)}/person-details`);
    expect(rows.every((row) => row['companyId'] === companyId)).toBe(true);
    expect(rows.length).toBeLessThan(41);
  });
});

describe('employment-details', () => {
  it('sends every field of the reference', async () => {
    expect(await fieldsOf('/personnel/v1/employment-details')).toEqual(
      words(`companyID companyCode companyName employeeID employeeNumber jobDescription primaryJobCode jobTitle
        jobGroupCode orgLevel1Code orgLevel2Code orgLevel3Code orgLevel4Code primaryWorkLocationCode
        primaryProjectCode positionCode employeeTypeCode employeeStatusCode statusStartDate
        fullTimeOrPartTimeCode salaryOrHourly originalHireDate lastHireDate dateInJob dateLastWorked
        dateOfSeniority dateOfBenefitSeniority dateOfTermination dateOfSuspension dateOfRetirement
        dateOfEarlyRetirement dateOfLocalUnion dateOfNationalUnion dateLastPayDatePaid datePaidThru termReason
        terminationReasonDescription termType okToRehire leaveReasonCode plannedLeaveReason jobChangeReasonCode
        hireSource supervisorID supervisorFirstName supervisorLastName supervisorEmployeeNumber supervisorCOID
        supervisorCompanyCode workPhoneNumber workPhoneExtension workPhoneCountry languageCode mailstop clockCode
        timeclockID payGroup payGroupDescription payPeriod deductionGroupCode earningGroupCode autoAllocate
        isAutoAllocated isAutopaid isMultipleJob scheduledAnnualHrs scheduledFTE scheduledWorkHrs weeklyHours
        shift shiftGroup unionLocal unionNational companyGLSegment locationGLSegment dateTimeCreated
        dateTimeChanged`),
    );
  });

  it('writes Y and N, placeholders and calendar dates as the example of the reference does', async () => {
    const [row] = await list(sandbox, `/personnel/v1/employment-details?employeeId=${dana}`);
    expect(row).toMatchObject({
      companyCode: 'ACMUS',
      companyName: 'Acme US',
      employeeID: dana,
      employeeNumber: expect.stringMatching(/^\d{9}$/),
      jobDescription: 'Nursing Manager',
      primaryJobCode: 'NURMGR',
      jobTitle: null,
      orgLevel1Code: 'EAST',
      orgLevel2Code: '0120',
      orgLevel3Code: null,
      orgLevel4Code: null,
      primaryProjectCode: 'Z',
      employeeTypeCode: 'REG',
      employeeStatusCode: 'A',
      statusStartDate: '2026-01-12T00:00:00',
      originalHireDate: '2026-01-12T00:00:00',
      lastHireDate: '2026-01-12T00:00:00',
      dateOfTermination: null,
      okToRehire: 'Y',
      supervisorID: boss,
      isMultipleJob: 'N',
      scheduledFTE: 1,
      shift: 'Z',
      dateTimeCreated: '2026-01-14T10:02:11.2',
    });
  });
});

describe('employee-employment-details', () => {
  it('names things its own way and mixes booleans with Y and N', async () => {
    const [row] = await list(sandbox, `/personnel/v1/employee-employment-details?employeeId=${dana}`);
    expect(row).toMatchObject({
      employeeID: dana,
      isHomeCompany: true,
      isSupervisor: false,
      homeCompany: 'ACMUS',
      homeCompanyCountryCode: 'USA',
      jobCode: 'NURMGR',
      employeeStatusStartDate: '2026-01-12T00:00:00',
      employeeStatusExpectedEndDate: null,
      terminationDate: null,
      autoAllocate: 'N',
      okToRehire: 'Y',
      isAutoPaid: true,
    });
    for (const gone of ['statusStartDate', 'dateOfTermination', 'termReason', 'payGroup', 'timeclockID']) {
      expect(row).not.toHaveProperty(gone);
    }
  });

  it('knows who leads', async () => {
    const rows = await list(sandbox, `/personnel/v1/employee-employment-details?employeeId=${boss}`);
    expect(rows.map((row) => row['isSupervisor'])).toEqual([true]);
  });
});

describe('employee-changes', () => {
  it('sends every field of the reference and nothing else', async () => {
    expect(await fieldsOf('/personnel/v1/employee-changes?per_page=200')).toEqual(
      words(`firstName middleName lastName preferredName prefix suffix gender emailAddress alternateEmailAddress
        workPhone homePhone employeeAddress1 employeeAddress2 city state zipCode countryCode languageCode
        employeeNumber employeeId personId userIntegrationKey companyName companyId supervisorId supervisorName
        salaryOrHourly fullTimeOrPartTime isActive employeeStatus employeeType emplStatusStartDate hireDate
        dateOfLastHire terminationDate dateInJob workLocation jobCode jobGroupCode alternateJobTitle projectCode
        orgLevel1Code orgLevel2Code orgLevel3Code orgLevel4Code`),
    );
  });

  it('writes US dates and empty strings', async () => {
    const rows = await list(sandbox, `/personnel/v1/employee-changes/${dana}`);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      firstName: 'Dana',
      middleName: '',
      employeeId: dana,
      employeeNumber: expect.stringMatching(/^\d{9}$/),
      isActive: true,
      employeeStatus: 'A',
      hireDate: '1/12/2026 12:00:00 AM',
      dateOfLastHire: '1/12/2026 12:00:00 AM',
      terminationDate: '',
      orgLevel3Code: '',
      alternateJobTitle: '',
    });
  });
});

describe('the other personnel lists', () => {
  const cases: readonly [string, Row][] = [
    [
      'employee-demographic-details',
      { employeeId: 'A1B2C3000010', nameSuffixCode: null, isDisabled: expect.any(String) },
    ],
    ['employee-supervisor-details', { employeeID: 'A1B2C3000010', supervisorStatusCode: 'A' }],
    [
      'employee-job-history-details',
      {
        employeeId: 'A1B2C3000010',
        isOrgchange: true,
        isJobChange: true,
        jobEffectiveDate: '2026-01-12T00:00:00',
      },
    ],
    ['user-defined-fields', { employeeId: 'A1B2C3000010', personnelUserDefinedFields: expect.any(Object) }],
  ];

  it.each(cases)('%s carries the fields of the reference', async (name, expected) => {
    const rows = await list(sandbox, `/personnel/v1/${name}?employeeId=A1B2C3000010`);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject(expected);
  });

  it('leaves out what demographic details do not have', async () => {
    const fields = await fieldsOf('/personnel/v1/employee-demographic-details');
    expect(fields.filter((field) => /^(i9|cobra|military)|nameSufixCode/.test(field))).toEqual([]);
    expect(fields).toEqual(expect.arrayContaining(['cellPhoneNumber', 'addressLine4', 'ethnicIdCode']));
  });

  it('sends cell phones only for those who have one', async () => {
    const phones = await list(sandbox, '/personnel/v1/employee-multi-phone-numbers');
    expect(phones.length).toBeGreaterThan(10);
    for (const phone of phones) {
      expect(phone).toMatchObject({ phoneTypeCode: 'CEL', phoneNumber: expect.stringMatching(/^\d{10}$/) });
    }
  });

  it('finds a job history entry by its system id', async () => {
    const [entry] = await list(sandbox, `/personnel/v1/employee-job-history-details?employeeId=${dana}`);
    const path = `/personnel/v1/employee-job-history-details/${String(entry?.['systemId'])}`;
    expect(await one(sandbox, path)).toEqual(entry);
  });
});

describe('configuration lists', () => {
  it('describes companies, with the master company as a string', async () => {
    expect(await list(sandbox, '/configuration/v1/company-details')).toMatchObject([
      { companyCode: 'ACMUS', companyName: 'Acme US', isMasterCompany: 'Y' },
      { companyCode: 'ACMDE', companyName: 'Acme Deutschland', isMasterCompany: 'N' },
    ]);
  });

  it('has the same code at two org levels, with different meanings', async () => {
    const rows = await list(sandbox, '/configuration/v1/org-levels?code=0120');
    expect(rows).toMatchObject([
      { level: 2, levelDescription: 'Department', code: '0120', description: 'Engineering', isActive: true },
      { level: 3, levelDescription: 'Team', code: '0120', description: 'Engineering Team A', isActive: true },
    ]);
    expect(await one(sandbox, '/configuration/v1/org-levels/3/0120')).toEqual(rows[1]);
  });

  it('calls the job code differently in both versions', async () => {
    const [first] = await list(sandbox, '/configuration/v1/jobs');
    expect(first).toMatchObject({ code: 'EXECEO', title: 'Chief Executive Officer', jobEE0Category: null });
    expect(await one(sandbox, '/configuration/v2/jobs/NURMGR')).toMatchObject({
      jobCode: 'NURMGR',
      title: 'Nursing Manager',
      jobFamilyCode: 'NUR',
      jobGroup: 'MGMT',
      isActive: true,
    });
    expect(await list(sandbox, '/configuration/v2/jobs?isActive=false')).toMatchObject([
      { jobCode: 'TELEX' },
    ]);
  });

  it('describes every location that an employment names', async () => {
    const codes = new Set(
      (await list(sandbox, '/configuration/v1/locations')).map((row) => row['locationCode']),
    );
    const rows = await list(sandbox, '/personnel/v1/employment-details');
    expect(rows.filter((row) => !codes.has(row['primaryWorkLocationCode']))).toEqual([]);
  });

  it('lists code tables with addresses that answer', async () => {
    const tables = await list(sandbox, '/configuration/v1/code-tables');
    const terminations = tables.find((table) => table['codeTable'] === 'TERMTYPE');
    const path = String(terminations?.['url']).replace(sandbox.url, '');
    expect(await list(sandbox, path)).toEqual(
      expect.arrayContaining([
        { code: '202', description: 'Retirement' },
        { code: 'TRO', description: 'Transfer out' },
      ]),
    );
    expect(await list(sandbox, '/configuration/v1/jobgroup')).toContainEqual({
      jobGroupCode: 'MGMT',
      jobGroupCodeDescription: 'Management',
      jobGroupCountryCode: 'USA',
      jobGroupNotes: null,
    });
  });
});
