import type { Employment, Person } from '../workforce/index.ts';

/** A person as a company sees them: person-details name the company asked for, else the home company. */
export interface PersonRef {
  readonly person: Person;
  readonly companyId: string;
}

/** One employment row of a person. */
export interface EmploymentRef {
  readonly person: Person;
  readonly row: Employment;
}

/** A JSON object as it goes on the wire. */
export type WireRow = Readonly<Record<string, unknown>>;
