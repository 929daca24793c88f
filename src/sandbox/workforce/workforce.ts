import { TenureError } from '../../domain/errors.ts';
import { applyLifeEvent } from './apply.ts';
import { dateOf, parseInstant, type CalendarDate } from './calendar.ts';
import { drawProfile, generatePeople, type Blueprint } from './generate.ts';
import { personKeyAt } from './identity.ts';
import type { LifeContext } from './life-context.ts';
import type { LifeEvent } from './life-events.ts';
import { buildOrganization, type CompanyOption } from './organization.ts';
import type { Organization, Person } from './types.ts';

/** What a workforce is made from; equal options make equal workforces, byte for byte. */
export interface WorkforceOptions {
  readonly seed: number;
  /** How many people there are on the first day: 10 to 100,000. */
  readonly people: number;
  /** The first day. */
  readonly today: CalendarDate;
  /** The component companies; eight in as many countries when left out. */
  readonly companies?: readonly CompanyOption[];
}

/** What became of a life event. */
export interface AppliedEvent {
  readonly kind: LifeEvent['kind'];
  /** The person it was about; a new one after `hire` and after `rehire` under a new key. */
  readonly personKey: string;
}

/** The people HR knows, and what happened to them since the first day. The only thing that changes is in here. */
export interface Workforce {
  readonly seed: number;
  readonly organization: Organization;
  /** Goes up with every applied event. */
  readonly version: number;
  /** Everybody HR ever entered, in order of entry. */
  readonly people: readonly Person[];
  person(personKey: string): Person | undefined;
  /** The key that the next newcomer gets when the event names none. */
  nextPersonKey(): string;
  /** Applies one event at an instant of the virtual clock. Throws `REQUEST_INVALID` and changes nothing when it does not fit. */
  apply(event: LifeEvent, now: number): AppliedEvent;
  /** The person as of an instant; undefined when they were entered later. Unstamped edits show at once. */
  personAt(personKey: string, instant: number): Person | undefined;
  /** Instants at which HR stamped a change of the person, oldest first. */
  stampsOf(personKey: string): readonly number[];
}

interface Version {
  readonly at: number;
  readonly person: Person;
}

function firstStamp(person: Person): number {
  return Math.max(person.changedAt, ...person.employments.map((row) => row.changedAt));
}

function checkOptions({ people, seed }: WorkforceOptions): void {
  if (!Number.isSafeInteger(people) || people < 10 || people > 100_000) {
    throw new TenureError(
      'REQUEST_INVALID',
      `people must be a whole number from 10 to 100,000, not ${people}`,
    );
  }
  if (!Number.isSafeInteger(seed)) {
    throw new TenureError('REQUEST_INVALID', `seed must be a whole number, not ${seed}`);
  }
}

/** Generates a workforce. Throws `REQUEST_INVALID` for options out of range. */
export function createWorkforce(options: WorkforceOptions): Workforce {
  checkOptions(options);
  const { seed } = options;
  const organization = buildOrganization(options.companies, seed);
  const blueprint: Blueprint = { seed, organization };
  const people = generatePeople(blueprint, options.people, dateOf(parseInstant(options.today, 'today')));
  const positions = new Map(people.map((person, position) => [person.personKey, position]));
  const histories = new Map<string, Version[]>();
  let version = 0;
  let numbers = 0;

  function find(personKey: string): Person | undefined {
    const position = positions.get(personKey);
    return position === undefined ? undefined : people[position];
  }
  function nextPersonKey(): string {
    let index = people.length;
    while (positions.has(personKeyAt(seed, index))) index++;
    return personKeyAt(seed, index);
  }
  function keep(person: Person, at: number, stamped: boolean): void {
    const before = find(person.personKey);
    const history =
      histories.get(person.personKey) ??
      (before === undefined ? [] : [{ at: firstStamp(before), person: before }]);
    const replaced = stamped ? undefined : history.pop();
    history.push({ at: replaced?.at ?? at, person });
    histories.set(person.personKey, history);
    const position = positions.get(person.personKey) ?? people.length;
    people[position] = person;
    positions.set(person.personKey, position);
    version++;
  }
  function contextAt(now: number): LifeContext {
    return {
      now,
      organization,
      find,
      newcomer: {
        personKey: nextPersonKey,
        employeeNumber: () => String(20_000_000 + ++numbers).padStart(9, '0'),
        index: () => people.length,
        profile: (index, country) => drawProfile(blueprint, index, country),
      },
    };
  }
  return {
    seed,
    organization,
    get version() {
      return version;
    },
    people,
    person: find,
    nextPersonKey,
    apply(event, now) {
      const outcome = applyLifeEvent(contextAt(now), event);
      keep(outcome.person, now, outcome.stamped);
      return { kind: event.kind, personKey: outcome.person.personKey };
    },
    personAt(personKey, instant) {
      const history = histories.get(personKey);
      if (history !== undefined) return history.findLast((entry) => entry.at <= instant)?.person;
      const person = find(personKey);
      return person === undefined || person.createdAt > instant ? undefined : person;
    },
    stampsOf(personKey) {
      const history = histories.get(personKey);
      if (history !== undefined) return history.map((entry) => entry.at);
      const person = find(personKey);
      return person === undefined ? [] : [firstStamp(person)];
    },
  };
}
