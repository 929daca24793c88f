import { personIdOf, privateDetailsOf, showDate, showStamp } from '../../workforce/index.ts';
import type { PersonRef, WireRow } from '../refs.ts';

function optionalDate(date: string | null): string | null {
  return date === null ? null : showDate(date);
}

/** A row of person-details, sensitive fields included, `nameSufixCode` as the vendor spells it (ukg-pro-api 3.1). */
export function personDetails({ person, companyId }: PersonRef): WireRow {
  const hidden = privateDetailsOf(person);
  const { address } = person;
  const domestic = address.country === 'USA';
  return {
    personId: personIdOf(person),
    employeeId: person.personKey,
    companyId,
    userName: person.userName,
    firstName: person.firstName,
    middleName: person.middleName,
    lastName: person.lastName,
    preferredName: person.preferredName,
    formerName: person.formerName,
    nameFormer: person.formerName,
    namePrefixCode: person.prefixCode,
    nameSufixCode: person.suffixCode,
    additionalName1: null,
    additionalName2: null,
    emailAddress: person.emailAddress,
    emailAddressAlternate: person.personalEmail,
    homePhone: person.homePhone,
    homePhoneCountry: person.homePhone === null ? null : address.country,
    homePhoneIsPrivate: false,
    addressId: null,
    addressLine1: address.line1,
    addressLine2: null,
    addressCity: address.city,
    addressState: address.state,
    addressZipCode: address.zip,
    addressCountry: address.country,
    addressCounty: null,
    addressIsOnTaxBoundary: false,
    addressLatitude: hidden.latitude,
    addressSms: null,
    chkCashingInstCode: null,
    cobraExport: null,
    cobraIsActive: false,
    cobraNotes: null,
    cobraReason: null,
    cobraStatus: null,
    cobraStatusDate: null,
    communityBroadcastSmsCode: null,
    consentElectronicW2: domestic,
    consentElectronicw2pr: false,
    dateDeceased: optionalDate(person.dateDeceased),
    dateOfBirth: showDate(person.dateOfBirth),
    dateOfCobraEvent: null,
    dateOfCobraExport: null,
    dateOfCobraLetter: null,
    dateOfI9Expiration: null,
    datetimeCreated: showStamp(person.createdAt),
    datetimeChanged: showStamp(person.changedAt),
    disabilityType: hidden.isDisabled ? 'PHY' : null,
    ethnicDescription: hidden.ethnicDescription,
    ethnicIDCode: hidden.ethnicIDCode,
    gender: person.gender,
    healthBloodType: hidden.bloodType,
    healthEyes: null,
    healthHair: null,
    healthHeightFeet: null,
    healthHeightInches: null,
    healthLastDonateDate: null,
    healthWeight: hidden.healthWeight,
    i9AlienNumber: hidden.alienNumber,
    i9DocA: null,
    i9DocB: null,
    i9DocC: null,
    i9Verified: domestic,
    i9VisaExpirationDate: null,
    i9VisaType: null,
    i9WorkAuth: null,
    isDisabled: hidden.isDisabled,
    isMultiPayGroup: false,
    isSmoker: hidden.isSmoker,
    lastNameNotSameAsSSCard: null,
    maritalStatusCode: hidden.maritalStatusCode,
    militaryService: false,
    militaryBranchServed: null,
    militaryEra: null,
    militaryIsActiveWartimeVet: null,
    militaryIsDisabledVet: null,
    militaryIsMedalVet: null,
    militaryIsOthEligVet: null,
    militaryIsOthEligVetBasis: null,
    militarySeparationDate: null,
    nationalId: domestic ? null : hidden.nationalId,
    nationalIdCountry: domestic ? null : address.country,
    nationality1: null,
    nationality2: null,
    nationality3: null,
    originCountry: null,
    originLocation: null,
    previousSSN: null,
    smsApprovals: false,
    smsPayNotification: false,
    ssn: hidden.ssn,
    ssnIsSuppressed: false,
    w2IsDeceased: person.dateDeceased !== null,
  };
}

const spelledOtherwise = new Set(['nameSufixCode', 'ethnicIDCode', 'isDisabled', 'addressIsOnTaxBoundary']);

/** A row of employee-demographic-details: other spellings, no I-9, COBRA or military fields (ukg-pro-api 3.5). */
export function demographicDetails(ref: PersonRef): WireRow {
  const { person } = ref;
  const hidden = privateDetailsOf(person);
  const shared = Object.entries(personDetails(ref)).filter(
    ([field]) => !spelledOtherwise.has(field) && !/^(i9|cobra|military|dateOfCobra|dateOfI9)/.test(field),
  );
  return {
    ...Object.fromEntries(shared),
    nameSuffixCode: person.suffixCode,
    ethnicIdCode: hidden.ethnicIDCode,
    isDisabled: hidden.isDisabled ? 'Y' : 'N',
    addressIsOnTaxBoundary: 'N',
    homePhoneID: null,
    addressLine3: null,
    addressLine4: null,
    userID: person.userName,
    cellPhoneNumber: person.cellPhone,
    integrationRecordId: null,
  };
}

function numberedFields(prefix: string, fields: Readonly<Record<string, string>>): WireRow {
  const names = Array.from({ length: 14 }, (_, at) => `${prefix}${String(at + 1).padStart(2, '0')}`);
  return Object.fromEntries(names.map((name) => [name, { field: name, value: fields[name] ?? null }]));
}

/** A row of user-defined-fields (ukg-pro-api 3.5). */
export function userDefinedFields({ person }: PersonRef): WireRow {
  return {
    employeeId: person.personKey,
    personnelUserDefinedFields: numberedFields('personnelUDField', person.userDefinedFields),
    internationalUserDefinedFields: numberedFields('internationalUDField', person.userDefinedFields),
  };
}

/** A row of employee-multi-phone-numbers (ukg-pro-api 3.5). */
export function phoneNumber({ person }: PersonRef): WireRow {
  return {
    employeeId: person.personKey,
    auditKey: null,
    firstName: person.firstName,
    middleName: person.middleName,
    lastName: person.lastName,
    formerName: person.formerName,
    phoneNumber: person.cellPhone,
    phoneCountryCode: person.address.country,
    phoneCountryPrefix: null,
    phoneTypeCode: 'CEL',
    phoneExtension: null,
    phoneIsPrivate: false,
    systemId: `P${person.personKey}`,
  };
}
