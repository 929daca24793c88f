import { TenureError } from '../../domain/errors.ts';
import { cultureNames, cultureOf, cultures, homePool } from './cultures.ts';
import { createRandom } from './random.ts';
import type {
  CodeText,
  Company,
  Department,
  Job,
  Organization,
  OrgLevel,
  OrgLevelNumber,
  WorkLocation,
} from './types.ts';

/** A company of the tenant as a caller names it; its COID derives from the code. */
export interface CompanyOption {
  readonly code: string;
  readonly name: string;
  /** Three letters; one of the countries the sandbox knows names for. */
  readonly country: string;
}

const defaultCompanies: readonly CompanyOption[] = [
  { code: 'ACMUS', name: 'Acme US', country: 'USA' },
  { code: 'ACMDE', name: 'Acme Deutschland', country: 'DEU' },
  { code: 'ACMJP', name: 'Acme Japan', country: 'JPN' },
  { code: 'ACMCA', name: 'Acme Canada', country: 'CAN' },
  { code: 'ACMGR', name: 'Acme Hellas', country: 'GRC' },
  { code: 'ACMAE', name: 'Acme Gulf', country: 'ARE' },
  { code: 'ACMIN', name: 'Acme India', country: 'IND' },
  { code: 'ACMPL', name: 'Acme Polska', country: 'POL' },
];

export const departments: readonly Department[] = [
  { code: '0110', name: 'Sales', family: 'SAL' },
  { code: '0120', name: 'Engineering', family: 'ENG' },
  { code: '0130', name: 'Finance', family: 'FIN' },
  { code: '0140', name: 'People', family: 'HRS' },
  { code: '0150', name: 'Information Technology', family: 'ITS' },
  { code: '0160', name: 'Operations', family: 'OPS' },
  { code: '0170', name: 'Customer Care', family: 'CUS' },
  { code: '0180', name: 'Nursing', family: 'NUR' },
];

/** Ranks of a job family, from the bottom; a job code is family + rank. */
export const ranks = ['STF', 'SNR', 'MGR', 'DIR'] as const;
export type Rank = (typeof ranks)[number];

const rankTitles: Readonly<Record<Rank, string>> = {
  STF: 'Specialist',
  SNR: 'Senior Specialist',
  MGR: 'Manager',
  DIR: 'Director',
};

/** The job of whoever has no supervisor. */
export const topJobCode = 'EXECEO';

const regions: Readonly<Record<string, string>> = {
  USA: 'EAST',
  CAN: 'NORTH',
  BRA: 'LATAM',
  ...Object.fromEntries(['JPN', 'CHN', 'KOR', 'VNM', 'IND', 'IDN'].map((country) => [country, 'APAC'])),
};

const regionNames: readonly CodeText[] = [
  { code: 'EAST', description: 'United States' },
  { code: 'NORTH', description: 'Canada' },
  { code: 'LATAM', description: 'Latin America' },
  { code: 'EMEA', description: 'Europe, Middle East and Africa' },
  { code: 'APAC', description: 'Asia Pacific' },
];

/** The org level 1 a country belongs to. */
export function regionOf(country: string): string {
  return regions[country] ?? 'EMEA';
}

/** COID: five alphanumerics that depend on the company's code alone, so that they are the same for every seed. */
function companyIdOf(code: string): string {
  return createRandom('company', code).text('ABCDEFGHJKLMNPQRSTUVWXYZ0123456789', 5);
}

function readCompany(option: CompanyOption): Company {
  if (cultureOf(option.country) === undefined) {
    const known = cultureNames.map((name) => cultures[name].country).toSorted();
    throw new TenureError(
      'REQUEST_INVALID',
      `company ${option.code} lies in a country that the sandbox has no names for: ${option.country}`,
      { remedy: `Use one of ${known.join(', ')}.` },
    );
  }
  return { ...option, companyId: companyIdOf(option.code) };
}

function orgLevel(level: OrgLevelNumber, code: string, description: string, isActive = true): OrgLevel {
  const levelDescription = ['Region', 'Department', 'Team', 'Project'][level - 1] ?? '';
  return { level, levelDescription, code, description, isActive };
}

function listOrgLevels(): OrgLevel[] {
  const levels = regionNames.map((region) => orgLevel(1, region.code, region.description));
  for (const department of departments) {
    levels.push(orgLevel(2, department.code, department.name));
  }
  levels.push(orgLevel(2, '0100', 'Executive Office'), orgLevel(2, '0999', 'Closed Department', false));
  for (const department of departments) {
    // The first team of a department carries the department's own code: a code is only unique within its level.
    levels.push(
      orgLevel(3, department.code, `${department.name} Team A`),
      orgLevel(3, teamCode(department.code, 1), `${department.name} Team B`),
    );
  }
  levels.push(orgLevel(4, 'PRJ1', 'Project One'));
  return levels;
}

/** Org level 3 codes: the department's own code, then that code plus one. */
export function teamCode(departmentCode: string, team: number): string {
  return String(Number(departmentCode) + team).padStart(4, '0');
}

function listJobs(): Job[] {
  const jobs: Job[] = [
    {
      code: topJobCode,
      title: 'Chief Executive Officer',
      family: 'EXE',
      group: 'EXEC',
      country: 'USA',
      isActive: true,
    },
  ];
  for (const { family, name } of departments) {
    for (const rank of ranks) {
      const group = rank === 'MGR' || rank === 'DIR' ? 'MGMT' : 'STAFF';
      jobs.push({
        code: family + rank,
        title: `${name} ${rankTitles[rank]}`,
        family,
        group,
        country: 'USA',
        isActive: true,
      });
    }
  }
  jobs.push({
    code: 'TELEX',
    title: 'Telex Operator',
    family: 'OPS',
    group: 'STAFF',
    country: 'USA',
    isActive: false,
  });
  return jobs;
}

function listLocations(companies: readonly Company[], seed: number): WorkLocation[] {
  const locations: WorkLocation[] = [];
  for (const company of companies) {
    const { cities, streets } = homePool(seed, company.country);
    for (const [suffix, at] of [
      ['HQ', 0],
      ['02', 1],
    ] as const) {
      locations.push({
        code: `${company.code.slice(0, 4)}${suffix}`,
        description: `${company.name} ${cities[at] ?? ''}`,
        line1: `${at + 1} ${streets[at] ?? ''}`,
        city: cities[at] ?? '',
        state: company.country === 'USA' ? 'FL' : null,
        zip: '33326',
        country: company.country,
        isActive: true,
      });
    }
  }
  return locations;
}

/** Work locations of a company, the main one first. */
export function locationsOf(organization: Organization, company: Company): readonly WorkLocation[] {
  const position = organization.companies.indexOf(company);
  return organization.locations.slice(position * 2, position * 2 + 2);
}

const codeTables: Readonly<Record<string, readonly CodeText[]>> = {
  EMPTYPE: [
    { code: 'REG', description: 'Regular' },
    { code: 'TMP', description: 'Temporary' },
    { code: 'CON', description: 'Contractor' },
    { code: 'INT', description: 'Intern' },
    { code: 'STU', description: 'Student' },
  ],
  JOBFAMILY: departments.map(({ family, name }) => ({ code: family, description: name })),
  LOAREASON: [
    { code: '100', description: 'Medical' },
    { code: '300', description: 'Parental' },
    { code: '500', description: 'Educational' },
  ],
  PREFIX: [
    { code: 'DR', description: 'Dr.' },
    { code: 'MS', description: 'Ms.' },
    { code: 'MR', description: 'Mr.' },
  ],
  SUFFIX: [
    { code: 'JR', description: 'Jr.' },
    { code: 'III', description: 'III' },
  ],
  // 202, 203 and TRO are delivered reasons (ukg-pro-api 5); the others stand for what a tenant adds.
  TERMTYPE: [
    { code: '101', description: 'Resignation' },
    { code: '150', description: 'Dismissal' },
    { code: '202', description: 'Retirement' },
    { code: '203', description: 'Death' },
    { code: 'TRO', description: 'Transfer out' },
  ],
};

/** The organization that the configuration endpoints describe. Throws `REQUEST_INVALID` for an unknown country or a repeated code. */
export function buildOrganization(options: readonly CompanyOption[] | undefined, seed: number): Organization {
  const companies = (options ?? defaultCompanies).map(readCompany);
  if (
    companies.length === 0 ||
    new Set(companies.map(({ companyId }) => companyId)).size < companies.length
  ) {
    throw new TenureError('REQUEST_INVALID', 'companies must be at least one, each with a code of its own');
  }
  return {
    companies,
    orgLevels: listOrgLevels(),
    departments,
    jobs: listJobs(),
    jobGroups: [
      { code: 'STAFF', description: 'Staff' },
      { code: 'MGMT', description: 'Management' },
      { code: 'EXEC', description: 'Executives' },
    ],
    locations: listLocations(companies, seed),
    codeTables,
  };
}
