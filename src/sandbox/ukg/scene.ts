import {
  assignmentOn,
  dateOf,
  type Company,
  type FutureTermination,
  type Job,
  type Outlook,
  type Person,
  type Workforce,
} from '../workforce/index.ts';
import type { EmploymentRef, PersonRef } from './refs.ts';

/** What rows are rendered from: the workforce as it looks at one instant. */
export interface Scene {
  readonly workforce: Workforce;
  readonly outlook: Outlook;
  /** The person of a key as of the scene. */
  readonly person: (personKey: string) => Person | undefined;
  readonly company: (companyId: string) => Company | undefined;
  readonly job: (code: string) => Job | undefined;
  /** Whether anybody names the person as supervisor. */
  readonly hasReports: (personKey: string) => boolean;
  /** Everybody, one entry each, home company named; in order of entry. */
  readonly personRefs: () => readonly PersonRef[];
  /** Every employment row, in order of entry. */
  readonly employmentRefs: () => readonly EmploymentRef[];
}

/** Gives the current scene; lists are built once per version of the workforce, not once per page. */
export interface Stage {
  sceneAt(now: number, futureTermination: FutureTermination): Scene;
}

/** Remembers the last answer for as long as its key is the same. */
function remembered<T>(make: () => T): (key: string) => T {
  let held: { readonly key: string; readonly value: T } | undefined;
  return (key) => {
    if (held?.key !== key) held = { key, value: make() };
    return held.value;
  };
}

function supervisorsOn({ people }: Workforce, today: string): ReadonlySet<string> {
  const supervisors = new Set<string>();
  for (const person of people) {
    for (const row of person.employments) {
      const { supervisorKey } = assignmentOn(row, today);
      if (supervisorKey !== null) supervisors.add(supervisorKey);
    }
  }
  return supervisors;
}

/** A stage over a workforce. */
export function createStage(workforce: Workforce): Stage {
  const companies = new Map(workforce.organization.companies.map((company) => [company.companyId, company]));
  const jobs = new Map(workforce.organization.jobs.map((job) => [job.code, job]));
  const persons = remembered(() =>
    workforce.people.map((person) => ({ person, companyId: person.homeCompanyId })),
  );
  const rows = remembered(() =>
    workforce.people.flatMap((person) => person.employments.map((row) => ({ person, row }))),
  );
  let today = '';
  const supervisors = remembered(() => supervisorsOn(workforce, today));
  return {
    sceneAt(now, futureTermination) {
      today = dateOf(now);
      const outlook = { today, futureTermination };
      const version = String(workforce.version);
      return {
        workforce,
        outlook,
        person: (personKey) => workforce.person(personKey),
        company: (companyId) => companies.get(companyId),
        job: (code) => jobs.get(code),
        hasReports: (personKey) => supervisors(`${version}/${outlook.today}`).has(personKey),
        personRefs: () => persons(version),
        employmentRefs: () => rows(version),
      };
    },
  };
}
