import type { AttributeDefinition, AttributeType } from './record.ts';

function define(name: string, type: AttributeType, ...from: string[]): AttributeDefinition {
  return { name, from, type };
}

/** A human keeps it when HR enters them anew under another person key (ukg-pro-api 5, "Rehire under a new EEID"). */
export const personIdAttribute = 'personId';

/**
 * Attributes every policy has without declaring them; a declaration of the same name replaces the standard
 * one. Sources are the fields of person-details and employment-details (ukg-pro-api 3.1, 3.2).
 */
export const standardAttributes: readonly AttributeDefinition[] = [
  define('employeeNumber', 'text', 'employment.employeeNumber'),
  define(personIdAttribute, 'text', 'person.personId'),
  define('firstName', 'text', 'person.firstName'),
  define('middleName', 'text', 'person.middleName'),
  define('lastName', 'text', 'person.lastName'),
  define('preferredName', 'text', 'person.preferredName'),
  define('nameSuffix', 'text', 'person.nameSuffixCode'),
  define('emailAddress', 'text', 'person.emailAddress'),
  define('personalEmail', 'text', 'person.emailAddressAlternate'),
  define('country', 'text', 'person.addressCountry'),
  define('state', 'text', 'person.addressState'),
  define('city', 'text', 'person.addressCity'),
  define('company', 'text', 'employment.companyName'),
  define('companyCode', 'text', 'employment.companyCode'),
  define('orgLevel1', 'text', 'employment.orgLevel1Code'),
  define('orgLevel2', 'text', 'employment.orgLevel2Code'),
  define('orgLevel3', 'text', 'employment.orgLevel3Code'),
  define('orgLevel4', 'text', 'employment.orgLevel4Code'),
  define('location', 'text', 'employment.primaryWorkLocationCode'),
  define('jobCode', 'text', 'employment.primaryJobCode'),
  // `jobTitle` is the alternate title and often null; `jobDescription` is the fallback (ukg-pro-api 3.2, notes).
  define('jobTitle', 'text', 'employment.jobTitle', 'employment.jobDescription'),
  define('employeeType', 'text', 'employment.employeeTypeCode'),
  define('fullTimeOrPartTime', 'text', 'employment.fullTimeOrPartTimeCode'),
  define('status', 'text', 'employment.employeeStatusCode'),
  define('statusStartDate', 'date', 'employment.statusStartDate'),
  define('originalHireDate', 'date', 'employment.originalHireDate'),
  define('startDate', 'date', 'employment.lastHireDate', 'employment.originalHireDate'),
  define('lastDay', 'date', 'employment.dateOfTermination'),
  define('lastDayWorked', 'date', 'employment.dateLastWorked'),
  define('terminationReason', 'text', 'employment.termReason'),
  define('leaveReason', 'text', 'employment.leaveReasonCode'),
  define('supervisorKey', 'text', 'employment.supervisorID'),
  define('workPhone', 'text', 'employment.workPhoneNumber'),
  define('workPhoneExtension', 'text', 'employment.workPhoneExtension'),
  define('workPhoneCountry', 'text', 'employment.workPhoneCountry'),
];

/** Attribute that every record has and no configuration may declare: the person key itself. */
export const personKeyAttribute = 'personKey';
