import { TenureError } from '../../domain/errors.ts';
import { dateOf } from './calendar.ts';
import type { AssignmentWish } from './employment-changes.ts';
import type { PersonProfile } from './generate.ts';
import { primaryEmployment } from './standing.ts';
import type { Organization, Person } from './types.ts';

/** What a life event is applied in. Reading only. */
export interface LifeContext {
  /** The virtual clock, epoch milliseconds. */
  readonly now: number;
  readonly organization: Organization;
  readonly find: (personKey: string) => Person | undefined;
  /** Profile, key and first row of somebody who is not there yet. */
  readonly newcomer: Newcomer;
}

/** Draws what a new person or a new row needs and no event says. */
export interface Newcomer {
  /** A free EEID. */
  readonly personKey: () => string;
  /** A free employee number. */
  readonly employeeNumber: () => string;
  /** The position of the next person. */
  readonly index: () => number;
  readonly profile: (index: number, country: string) => PersonProfile;
}

/** What a life event makes of the workforce. */
export interface LifeOutcome {
  /** The person as they are now, or who is new. */
  readonly person: Person;
  /** Whether HR stamped the change; an edit of a user-defined field is not stamped (ukg-pro-api 6, quirk 2). */
  readonly stamped: boolean;
}

/** The error of an event that does not fit the person. */
export function refuse(personKey: string, message: string): TenureError {
  return new TenureError('REQUEST_INVALID', `${message} (person ${personKey})`, { personKey });
}

/** The person of a key; throws `REQUEST_INVALID` when there is none. */
export function personOf(context: LifeContext, personKey: string): Person {
  const person = context.find(personKey);
  if (person === undefined) throw refuse(personKey, 'no person has this key');
  return person;
}

/** Refuses codes that no configuration list knows: a typing error in a script would otherwise look like a fact. */
export function checkWish(context: LifeContext, wish: AssignmentWish, personKey: string): void {
  const { jobs, locations, orgLevels } = context.organization;
  if (wish.jobCode !== undefined && !jobs.some(({ code }) => code === wish.jobCode)) {
    throw refuse(personKey, `no job has the code ${wish.jobCode}`);
  }
  if (wish.locationCode !== undefined && !locations.some(({ code }) => code === wish.locationCode)) {
    throw refuse(personKey, `no location has the code ${wish.locationCode}`);
  }
  const levels = [wish.orgLevel1, wish.orgLevel2, wish.orgLevel3, wish.orgLevel4];
  for (const [position, code] of levels.entries()) {
    if (code === undefined || code === null) continue;
    if (!orgLevels.some((level) => level.level === position + 1 && level.code === code)) {
      throw refuse(personKey, `org level ${position + 1} has no code ${code}`);
    }
  }
  if (typeof wish.supervisorKey === 'string' && context.find(wish.supervisorKey) === undefined) {
    throw refuse(personKey, `the supervisor ${wish.supervisorKey} does not exist`);
  }
}

/** A supervisor chain that would lead back to the person is refused: managers form a tree. */
export function checkTree(
  context: LifeContext,
  personKey: string,
  supervisorKey: string | null | undefined,
): void {
  const today = dateOf(context.now);
  let above = supervisorKey ?? null;
  for (let depth = 0; above !== null && depth < 200; depth++) {
    if (above === personKey)
      throw refuse(personKey, 'the person would be their own manager, directly or further up');
    const manager = context.find(above);
    above =
      manager === undefined
        ? null
        : (primaryEmployment(manager, today).assignments.at(-1)?.supervisorKey ?? null);
  }
}
