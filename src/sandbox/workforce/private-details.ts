import { createRandom } from './random.ts';
import type { Person } from './types.ts';

/** Invented values of fields that nobody but HR should see; UKG sends them all the same (ukg-pro-api 3.1). */
export interface PrivateDetails {
  /** In a range that the authorities never give out (area 900 to 999). */
  readonly ssn: string;
  readonly nationalId: string;
  readonly maritalStatusCode: string;
  readonly ethnicIDCode: string;
  readonly ethnicDescription: string;
  readonly bloodType: string;
  readonly healthWeight: number;
  readonly alienNumber: string;
  readonly isDisabled: boolean;
  readonly isSmoker: boolean;
  readonly latitude: number;
}

/** The private side of a person: the same for every call, and after a rehire under a new key. */
export function privateDetailsOf({ index, dateOfBirth }: Person): PrivateDetails {
  const random = createRandom('private', index, dateOfBirth);
  const ethnic = random.below(6) + 1;
  return {
    ssn: `9${random.text('0123456789', 8)}`,
    nationalId: `NID${random.text('0123456789', 9)}`,
    maritalStatusCode: random.pick(['S', 'M', 'D', 'W']),
    ethnicIDCode: String(ethnic),
    ethnicDescription: `Group ${ethnic}`,
    bloodType: random.pick(['A+', 'B+', 'AB-', '0+']),
    healthWeight: 50 + random.below(60),
    alienNumber: `A${random.text('0123456789', 9)}`,
    isDisabled: random.chance(0.04),
    isSmoker: random.chance(0.1),
    latitude: 25 + random.below(2_000) / 100,
  };
}

/**
 * Every text about a person that must not turn up in clear anywhere but in the directories: names, mail
 * addresses, phones, street, national ids. For searching histories, logs and journals.
 */
export function personalTextsOf(person: Person): readonly string[] {
  const { ssn, nationalId, alienNumber } = privateDetailsOf(person);
  const texts = [
    person.firstName,
    person.middleName,
    person.lastName,
    person.preferredName,
    person.formerName,
    person.emailAddress,
    person.personalEmail,
    person.homePhone,
    person.cellPhone,
    person.address.line1,
    ssn,
    nationalId,
    alienNumber,
  ];
  return texts.filter((text) => text !== null && text.trim() !== '').map(String);
}
