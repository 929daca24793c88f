/** The types an HR attribute can be declared with. A date is a calendar date, `YYYY-MM-DD`, never an instant. */
export type AttributeType = 'text' | 'number' | 'date' | 'boolean';

/** Value of an attribute: text, number, boolean, an ISO calendar date (declared type `date`), or null for "empty". */
export type AttributeValue = string | number | boolean | null;

/** The configuration tables of UKG Pro that turn a code into its description (ukg-pro-api 3.6). */
export type DescriptionTable =
  'orgLevel1' | 'orgLevel2' | 'orgLevel3' | 'orgLevel4' | 'location' | 'job' | `codeTable:${string}`;

/** One line of the HR data definition: where an attribute comes from and what type it has. */
export interface AttributeDefinition {
  readonly name: string;
  /** Wire fields in order of preference, `employment.jobTitle`, `person.firstName`; the first that is not empty wins. */
  readonly from: readonly string[];
  readonly type: AttributeType;
  /** Replace the code by its description; the code stays available as `<name>Code`. */
  readonly describe?: DescriptionTable;
}

/** One employee as UKG Pro describes them now. Plain JSON: it crosses the Temporal boundary (encrypted). */
export interface HrRecord {
  /** UKG `employeeId` (EEID): immutable, never shown to be a name, mail or employee number. */
  readonly personKey: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** A record that could not be read whole. `identity` problems make the record unusable, `optional` ones are reported. */
export interface RecordProblem {
  readonly personKey?: string;
  readonly severity: 'identity' | 'optional';
  readonly field: string;
  /** What was wrong, without the value itself (personal data). */
  readonly problem: string;
}
