import type { CodeText, Company, Job, JobGroup, OrgLevel, WorkLocation } from '../../workforce/index.ts';
import type { WireRow } from '../refs.ts';

/** A row of company-details; `isMasterCompany` is a string (ukg-pro-api 3.6). */
export function companyDetails(company: Company, master: Company): WireRow {
  return {
    companyID: company.companyId,
    companyCode: company.code,
    companyName: company.name,
    isMasterCompany: company === master ? 'Y' : 'N',
    masterCompanyId: master.companyId,
    addressLine1: null,
    addressLine2: null,
    addressCity: null,
    addressState: null,
    addressZipCode: null,
    addressCountry: company.country,
    phoneNumber: null,
    phoneNumberExtension: null,
    federalTaxId: null,
    orgLevel1Code: null,
    orgLevel2Code: null,
    orgLevel3Code: null,
    orgLevel4Code: null,
  };
}

/** A row of org-levels; `level` is a number (ukg-pro-api 3.6). */
export function orgLevel(level: OrgLevel): WireRow {
  return {
    level: level.level,
    levelDescription: level.levelDescription,
    code: level.code,
    description: level.description,
    isActive: level.isActive,
    budgetGroup: null,
    glSegment: null,
    reportingCategory: null,
    currentYearBudgetFTE: null,
  };
}

/** A row of jobs v1: the code is called `code`, the category `jobEE0Category` (ukg-pro-api 2 and 3.6). */
export function jobV1(job: Job): WireRow {
  return { countryCode: job.country, code: job.code, ...jobRest(job), jobEE0Category: null };
}

/** A row of jobs v2. */
export function jobV2(job: Job): WireRow {
  return {
    countryCode: job.country,
    jobCode: job.code,
    ...jobRest(job),
    jobEEOCategory: null,
    integrationRecordId: null,
  };
}

function jobRest(job: Job): WireRow {
  return {
    title: job.title,
    jobFamilyCode: job.family,
    isActive: job.isActive,
    longDescription: job.title,
    jobGroup: job.group,
    flsaTypeCode: null,
  };
}

/** A row of locations. */
export function location(place: WorkLocation): WireRow {
  return {
    locationCode: place.code,
    description: place.description,
    isActive: place.isActive,
    addressLine1: place.line1,
    addressLine2: null,
    city: place.city,
    state: place.state,
    zipOrPostalCode: place.zip,
    countryCode: place.country,
    locationGLSegment: null,
  };
}

/** A row of jobgroup. */
export function jobGroup(group: JobGroup): WireRow {
  return {
    jobGroupCode: group.code,
    jobGroupCodeDescription: group.description,
    jobGroupCountryCode: 'USA',
    jobGroupNotes: null,
  };
}

/** The list of code tables, each with the address of its codes. */
export function codeTable(name: string, origin: string): WireRow {
  return { codeTable: name, url: `${origin}/configuration/v1/code-tables/${name}` };
}

/** One code of a table. */
export function codeText(text: CodeText): WireRow {
  return { code: text.code, description: text.description };
}
