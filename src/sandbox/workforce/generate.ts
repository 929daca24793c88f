import { addDays, type CalendarDate } from './calendar.ts';
import { cultureNames, cultureOf, homePool, namePool } from './cultures.ts';
import { drawNames, drawPhone, mailNameOf, personKeyAt, userNameOf, type Names } from './identity.ts';
import { departments, locationsOf, regionOf, teamCode, topJobCode, type Rank } from './organization.ts';
import { createRandom, type Random } from './random.ts';
import { drawEmployments, type AssignmentDraft } from './standings.ts';
import type { Assignment, Company, Organization, Person } from './types.ts';

/** Direct reports of a manager in a generated workforce: the tree is complete, by position. */
export const span = 8;

/** What every generated or hired person derives from. */
export interface Blueprint {
  readonly seed: number;
  readonly organization: Organization;
}

/** Where a position sits in the generated tree. */
interface Post {
  readonly supervisor: number | null;
  readonly department: number;
  readonly company: number;
  readonly rank: Rank | 'TOP';
}

function rankAt(index: number, count: number, random: Random): Post['rank'] {
  if (index === 0) return 'TOP';
  if (index * span + 1 < count) return index <= span ? 'DIR' : 'MGR';
  return random.chance(0.3) ? 'SNR' : 'STF';
}

/** Half of the departments sit with the first company, the others abroad, one each; so do most of their people. */
function companyAt(index: number, above: Post, random: Random): number {
  if (index <= span) return index % 2 === 0 ? 0 : (index + 1) / 2;
  return random.chance(0.85) ? above.company : index;
}

function listPosts({ seed, organization }: Blueprint, count: number): Post[] {
  const posts: Post[] = [];
  for (let index = 0; index < count; index++) {
    const random = createRandom(seed, 'post', index);
    const rank = rankAt(index, count, random);
    const supervisor = Math.floor((index - 1) / span);
    const above = posts[supervisor];
    if (above === undefined) {
      posts.push({ supervisor: null, department: 0, company: 0, rank });
      continue;
    }
    posts.push({
      supervisor,
      department: supervisor === 0 ? (index - 1) % departments.length : above.department,
      company: companyAt(index, above, random) % organization.companies.length,
      rank,
    });
  }
  return posts;
}

function drawType(random: Random): string {
  const luck = random.next();
  if (luck < 0.86) return 'REG';
  if (luck < 0.92) return 'CON';
  if (luck < 0.96) return 'TMP';
  return luck < 0.98 ? 'INT' : 'STU';
}

/** Org level codes and job of a post. */
function placeOf(post: Post, company: Company, random: Random): Pick<Assignment, 'orgLevels' | 'jobCode'> {
  const department = departments[post.department];
  const region = regionOf(company.country);
  if (post.rank === 'TOP' || department === undefined) {
    return { jobCode: topJobCode, orgLevels: [region, '0100', null, null] };
  }
  const team = isStaff(post) ? teamCode(department.code, random.below(2)) : null;
  const project = random.chance(0.05) ? 'PRJ1' : null;
  return { jobCode: department.family + post.rank, orgLevels: [region, department.code, team, project] };
}

function isStaff({ rank }: Post): boolean {
  return rank === 'STF' || rank === 'SNR';
}

function firstAssignment(
  { seed, organization }: Blueprint,
  post: Post,
  company: Company,
  hired: CalendarDate,
  random: Random,
): AssignmentDraft {
  const location = locationsOf(organization, company)[random.chance(0.7) ? 0 : 1];
  return {
    from: hired,
    reasonCode: 'HIR',
    ...placeOf(post, company, random),
    jobTitle: random.chance(0.15) ? 'Team Expert' : null,
    locationCode: location?.code ?? '',
    supervisorKey: post.supervisor === null ? null : personKeyAt(seed, post.supervisor),
    employeeTypeCode: isStaff(post) ? drawType(random) : 'REG',
    fullOrPartTime: random.chance(0.85) ? 'F' : 'P',
    salaryOrHourly: random.chance(0.6) ? 'S' : 'H',
  };
}

/** A person's own side: names, address, contact, birth. Employment is the caller's. */
export type PersonProfile = Omit<
  Person,
  'personKey' | 'identityOf' | 'homeCompanyId' | 'employments' | 'createdAt' | 'changedAt'
>;

/** Who stands at a position of the workforce: depends on seed, position and home country only. */
export function drawProfile(blueprint: Blueprint, index: number, country: string): PersonProfile {
  const { seed } = blueprint;
  const names = drawNamesAt(blueprint, index, country);
  const random = createRandom(seed, 'profile', index);
  const pool = homePool(seed, country);
  const gender = genderAt(seed, index);
  const firstPart = mailNameOf(names.firstName, names.lastName);
  return {
    index,
    ...names,
    formerName: random.chance(0.05) ? random.pick(pool.lastNames[gender]) : null,
    prefixCode: random.chance(0.05) ? 'DR' : null,
    suffixCode: gender === 'M' && random.chance(0.02) ? 'JR' : null,
    gender,
    userName: userNameOf(names.firstName, names.lastName),
    emailAddress: random.chance(0.8) ? [firstPart, 'acme.example'].join('@') : null,
    personalEmail: random.chance(0.6) ? [firstPart, index, '@mail.example'].join('') : null,
    homePhone: random.chance(0.7) ? drawPhone(random) : null,
    cellPhone: random.chance(0.8) ? drawPhone(random) : null,
    address: {
      line1: [1 + random.below(200), random.pick(pool.streets)].join(' '),
      city: random.pick(pool.cities),
      state: country === 'USA' ? random.pick(['FL', 'NY', 'TX', 'WA']) : null,
      zip: String(10_000 + random.below(89_999)),
      country,
    },
    dateOfBirth: addDays('1962-01-01', random.below(15_000)),
    dateDeceased: null,
    userDefinedFields: random.chance(0.1) ? { personnelUDField01: `BADGE-${10_000 + index}` } : {},
  };
}

function genderAt(seed: number, index: number): 'F' | 'M' {
  return createRandom(seed, 'gender', index).chance(0.5) ? 'F' : 'M';
}

/** Every third person has a name from elsewhere; every 37th shares the name of somebody seven places before. */
function drawNamesAt({ seed }: Blueprint, index: number, country: string): Names {
  const namesake = index % 37 === 15 ? index - 7 : index;
  const foreign = cultureNames[Math.floor(namesake / 3) % cultureNames.length];
  const culture = namesake % 3 === 2 && foreign !== undefined ? foreign : (cultureOf(country) ?? 'us');
  const random = createRandom(seed, 'names', namesake);
  return drawNames(namesake, genderAt(seed, namesake), namePool(seed, culture), random);
}

/**
 * The workforce on its first day: `count` people, managers as a complete tree, a few of every standing
 * (leave, terminated, future hire, two rows, ...) from 40 people on. The same arguments give the same people.
 */
export function generatePeople(blueprint: Blueprint, count: number, today: CalendarDate): Person[] {
  return listPosts(blueprint, count).map((post, index) => personAt(blueprint, post, index, today));
}

function personAt(blueprint: Blueprint, post: Post, index: number, today: CalendarDate): Person {
  const { seed, organization } = blueprint;
  const company = organization.companies[post.company];
  if (company === undefined) throw new RangeError('a post names a company of the organization');
  const random = createRandom(seed, 'employment', index);
  const employments = drawEmployments({
    index,
    staff: isStaff(post),
    company,
    otherCompanies: organization.companies.filter((other) => other !== company),
    today,
    random,
    assignmentFrom: (hired, at) => firstAssignment(blueprint, post, at, hired, random),
  });
  const personKey = personKeyAt(seed, index);
  const createdAt = Math.min(...employments.map((row) => row.createdAt));
  const lastChange = Math.max(...employments.map((row) => row.changedAt));
  return {
    personKey,
    identityOf: personKey,
    ...drawProfile(blueprint, index, company.country),
    homeCompanyId: company.companyId,
    employments,
    createdAt,
    changedAt: createdAt + Math.floor((lastChange - createdAt) * random.next()),
  };
}
