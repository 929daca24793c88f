import { showDate, showStamp, standingOn, type Assignment } from '../../workforce/index.ts';
import type { EmploymentRef, WireRow } from '../refs.ts';
import type { Scene } from '../scene.ts';

/** One entry of the job history of a row. */
export interface HistoryRef extends EmploymentRef {
  readonly entry: Assignment;
  readonly before: Assignment | undefined;
  /** 1-based within the row. */
  readonly position: number;
}

/** Every entry of a row whose day has come, oldest first. */
export function listHistory(ref: EmploymentRef, today: string): HistoryRef[] {
  const { assignments } = ref.row;
  const history: HistoryRef[] = [];
  for (const [at, entry] of assignments.entries()) {
    if (at > 0 && entry.from > today) continue;
    history.push({ ...ref, entry, before: assignments[at - 1], position: at + 1 });
  }
  return history;
}

/** The key of an entry. */
export function systemIdOf({ person, row, position }: HistoryRef): string {
  return `${person.personKey}${row.companyId}${String(position).padStart(3, '0')}`;
}

/** What kind of change an entry was. */
export function changeKinds({ entry, before }: HistoryRef): { readonly job: boolean; readonly org: boolean } {
  if (before === undefined) return { job: true, org: true };
  return {
    job: entry.jobCode !== before.jobCode || entry.jobTitle !== before.jobTitle,
    org:
      entry.locationCode !== before.locationCode ||
      entry.orgLevels.some((code, level) => code !== before.orgLevels[level]),
  };
}

/** A row of employee-job-history-details; `isOrgchange` as the vendor spells it (ukg-pro-api 2 and 3.5). */
export function jobHistoryDetails(ref: HistoryRef, scene: Scene): WireRow {
  const { person, row, entry } = ref;
  const kinds = changeKinds(ref);
  const supervisor = entry.supervisorKey === null ? undefined : scene.person(entry.supervisorKey);
  return {
    employeeId: person.personKey,
    companyId: row.companyId,
    homeCompanyId: person.homeCompanyId,
    systemId: systemIdOf(ref),
    jobEffectiveDate: showDate(entry.from),
    integrationEffectiveDate: showDate(entry.from),
    reasonCode: entry.reasonCode,
    isJobChange: kinds.job,
    isOrgchange: kinds.org,
    isTransfer: entry.reasonCode === 'TRI',
    isPromotion: entry.reasonCode === 'PRO',
    isRateChange: false,
    isSystem: false,
    jobCode: entry.jobCode,
    jobDescription: scene.job(entry.jobCode)?.title ?? null,
    jobTitle: entry.jobTitle,
    jobGroupCode: scene.job(entry.jobCode)?.group ?? null,
    locationCode: entry.locationCode,
    orgLevel1Code: entry.orgLevels[0],
    orgLevel2Code: entry.orgLevels[1],
    orgLevel3Code: entry.orgLevels[2],
    orgLevel4Code: entry.orgLevels[3],
    projectCode: 'Z',
    positionCode: null,
    employeeStatus: standingOn(row, scene.outlook).status,
    employeeType: entry.employeeTypeCode,
    fullTimeOrPartTime: entry.fullOrPartTime,
    salaryOrHourly: entry.salaryOrHourly,
    supervisorId: entry.supervisorKey,
    supervisorNameFirst: supervisor?.firstName ?? null,
    supervisorNameLast: supervisor?.lastName ?? null,
    supervisorNotInList: null,
    dateTimeCreated: showStamp(entry.enteredAt),
    createdByUserId: null,
    notes: null,
    flsaCategory: null,
    shiftCode: 'Z',
    weeklyHours: entry.fullOrPartTime === 'F' ? 40 : 20,
    unionNational: null,
    annualSalary: 60_000,
    hourlyPayRate: 28.85,
    payGroupCode: 'BIWKLY',
    percentChange: 0,
  };
}
