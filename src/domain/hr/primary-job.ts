/** What decides between several employments of one person. Dates are `YYYY-MM-DD`, null = not known. */
export interface EmploymentFacts {
  /** UKG `companyID` (COID); with the person key it identifies the employment. */
  readonly companyId: string;
  /** `employeeStatusCode`; null counts as not terminated, because only `T` says so. */
  readonly status: string | null;
  /** Whether this is the person's home company; null when HR did not say. */
  readonly homeCompany: boolean | null;
  readonly lastHireDate: string | null;
  readonly statusStartDate: string | null;
  readonly dateInJob: string | null;
}

/** Whether the employment has ended: `T` is the only code that says so (ukg-pro-api 5). */
export function isEnded(facts: Pick<EmploymentFacts, 'status'>): boolean {
  return facts.status?.trim().toUpperCase() === 'T';
}

/**
 * The employment that speaks for the person (ukg-pro-api 5, "Choosing the row for a person"): not ended before
 * ended, then the home company, then the latest `lastHireDate`, `statusStartDate`, `dateInJob`, then the lowest
 * company id. So a person is a leaver only when every employment has ended. The order of the input never matters.
 *
 * @returns undefined for no employment at all
 */
export function choosePrimaryJob<T>(
  employments: readonly T[],
  factsOf: (employment: T) => EmploymentFacts,
): T | undefined {
  let chosen: { readonly employment: T; readonly facts: EmploymentFacts } | undefined;
  for (const employment of employments) {
    const facts = factsOf(employment);
    if (chosen === undefined || compareEmployments(facts, chosen.facts) < 0) chosen = { employment, facts };
  }
  return chosen?.employment;
}

/** Negative when `a` speaks for the person rather than `b`. */
function compareEmployments(a: EmploymentFacts, b: EmploymentFacts): number {
  return (
    Number(isEnded(a)) - Number(isEnded(b)) ||
    homeRank(a) - homeRank(b) ||
    laterFirst(a.lastHireDate, b.lastHireDate) ||
    laterFirst(a.statusStartDate, b.statusStartDate) ||
    laterFirst(a.dateInJob, b.dateInJob) ||
    ascending(a.companyId, b.companyId)
  );
}

/** Not known stands between yes and no: HR may name only the employments that are not the home company. */
function homeRank(facts: EmploymentFacts): number {
  if (facts.homeCompany === null) return 1;
  return facts.homeCompany ? 0 : 2;
}

/** ISO dates compare as text; not known is earlier than any date. */
function laterFirst(a: string | null, b: string | null): number {
  return ascending(b ?? '', a ?? '');
}

function ascending(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
