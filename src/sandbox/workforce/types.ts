import type { CalendarDate } from './calendar.ts';

/** A component company of the tenant (ukg-pro-api 2, identifiers). */
export interface Company {
  /** COID, 5 alphanumerics. */
  readonly companyId: string;
  /** Readable short code. */
  readonly code: string;
  readonly name: string;
  /** Three letters, as UKG writes countries. */
  readonly country: string;
}

export type OrgLevelNumber = 1 | 2 | 3 | 4;

/** Key is level + code: the same code may exist at two levels (ukg-pro-api 3.6). */
export interface OrgLevel {
  readonly level: OrgLevelNumber;
  readonly levelDescription: string;
  readonly code: string;
  readonly description: string;
  readonly isActive: boolean;
}

export interface JobGroup {
  readonly code: string;
  readonly description: string;
}

export interface Job {
  readonly code: string;
  readonly title: string;
  readonly family: string;
  readonly group: string;
  readonly country: string;
  readonly isActive: boolean;
}

export interface WorkLocation {
  readonly code: string;
  readonly description: string;
  readonly line1: string;
  readonly city: string;
  readonly state: string | null;
  readonly zip: string;
  readonly country: string;
  readonly isActive: boolean;
}

export interface CodeText {
  readonly code: string;
  readonly description: string;
}

/** A department as the generator staffs it: an org level 2 with a job for each rank. */
export interface Department {
  readonly code: string;
  readonly name: string;
  readonly family: string;
}

/** What the configuration endpoints describe; fixed for the life of the sandbox. */
export interface Organization {
  readonly companies: readonly Company[];
  readonly orgLevels: readonly OrgLevel[];
  readonly departments: readonly Department[];
  readonly jobs: readonly Job[];
  readonly jobGroups: readonly JobGroup[];
  readonly locations: readonly WorkLocation[];
  readonly codeTables: Readonly<Record<string, readonly CodeText[]>>;
}

/** What a person does from a day on; the list of an employment is its job history. */
export interface Assignment {
  readonly from: CalendarDate;
  /** When HR entered it. */
  readonly enteredAt: number;
  readonly reasonCode: string;
  readonly jobCode: string;
  /** The alternate title; null when the job's own title holds. */
  readonly jobTitle: string | null;
  readonly orgLevels: readonly [string | null, string | null, string | null, string | null];
  readonly locationCode: string;
  readonly supervisorKey: string | null;
  readonly employeeTypeCode: string;
  readonly fullOrPartTime: 'F' | 'P';
  readonly salaryOrHourly: 'S' | 'H';
}

/** A status from a day on. Termination is kept apart: it is set by its own process only (ukg-pro-api 5). */
export interface StatusPeriod {
  readonly from: CalendarDate;
  /** A, L, O, R, S, or a code that no table knows (to try what a client does with it). */
  readonly status: string;
  readonly leaveReasonCode: string | null;
  readonly expectedEnd: CalendarDate | null;
}

export interface Termination {
  /** The last day of employment. */
  readonly lastDay: CalendarDate;
  readonly lastDayWorked: CalendarDate;
  readonly reasonCode: string;
  /** V voluntary, I involuntary. */
  readonly type: 'V' | 'I';
  readonly okToRehire: boolean;
}

/** One employment row: key is person + company (ukg-pro-api 2, identifiers). */
export interface Employment {
  readonly companyId: string;
  /** Nine digits, zero padded; belongs to this row, not to the person. */
  readonly employeeNumber: string;
  readonly originalHireDate: CalendarDate;
  readonly lastHireDate: CalendarDate;
  /** In order of `from`, then of entry; never empty. */
  readonly assignments: readonly Assignment[];
  /** In order of `from`, then of entry; never empty. */
  readonly statuses: readonly StatusPeriod[];
  readonly termination: Termination | null;
  /** A projected date that says nothing about status (ukg-pro-api 3.2, notes). */
  readonly dateOfRetirement: CalendarDate | null;
  readonly workPhone: string | null;
  readonly createdAt: number;
  readonly changedAt: number;
}

export interface PostalAddress {
  readonly line1: string;
  readonly city: string;
  readonly state: string | null;
  readonly zip: string;
  readonly country: string;
}

/** One person. A value: life events answer with a new one. */
export interface Person {
  /** EEID, 12 alphanumerics. */
  readonly personKey: string;
  /** The key that the person's GUID (`personId`) derives from: their own, or an earlier one that HR recognised. */
  readonly identityOf: string;
  /** Position of the first entry in the workforce: what no life event changes (national id, health, ...) derives from it. */
  readonly index: number;
  readonly firstName: string;
  readonly middleName: string | null;
  readonly lastName: string;
  /** May be null, empty or blank, as in real tenants (ukg-pro-api 6, quirk 4). */
  readonly preferredName: string | null;
  readonly formerName: string | null;
  readonly prefixCode: string | null;
  readonly suffixCode: string | null;
  readonly gender: 'F' | 'M';
  readonly userName: string;
  readonly emailAddress: string | null;
  readonly personalEmail: string | null;
  /** Digits without country prefix. */
  readonly homePhone: string | null;
  readonly cellPhone: string | null;
  readonly address: PostalAddress;
  readonly dateOfBirth: CalendarDate;
  readonly dateDeceased: CalendarDate | null;
  /** `personnelUDField01`..`14` and `internationalUDField01`..`14`. */
  readonly userDefinedFields: Readonly<Record<string, string>>;
  readonly homeCompanyId: string;
  /** In order of entry; never empty. */
  readonly employments: readonly Employment[];
  readonly createdAt: number;
  readonly changedAt: number;
}
