import { addDays, instantOf, localDate } from '../../src/domain/time.ts';
import { openCompany } from './company.ts';
import { employeeRecord } from './fake-hr.ts';
import type { AttributeValue } from '../../src/domain/hr/record.ts';
import type { Company, CompanyOptions, Settling } from './company.ts';

/** The zone of the test configuration. */
const zone = 'America/New_York';
/** Timers of people who are not leaving are spread over the minute after their instant. */
const spreadMs = 2 * 60_000;

/** One company in which stories are told one after the other, each with people and days of its own. */
export interface Stage {
  readonly company: Company;
  /** The calendar date so many days after the story's today. */
  day(offset: number): string;
  /** Puts somebody into HR whom no story knows yet. @returns the person key */
  person(attributes?: Readonly<Record<string, AttributeValue>>): string;
  /** Somebody who works there already, with an account, and has come to rest. */
  worker(attributes?: Readonly<Record<string, AttributeValue>>): Promise<string>;
  /** HR changes attributes, and a run brings them. */
  change(personKey: string, attributes: Readonly<Record<string, AttributeValue>>): Promise<void>;
  /** Lets time pass until shortly after the clock time in New York. */
  after(date: string, clock: string, settling?: Settling): Promise<void>;
  /** Lets time pass until one minute before the clock time in New York. */
  before(date: string, clock: string): Promise<void>;
  /** Subjects of the mails about the person's account, oldest first. */
  subjects(personKey: string): readonly string[];
  /** Ends the story: its people are forgotten. */
  end(): Promise<void>;
  close(): Promise<void>;
}

let people = 0;

/** A last name that nobody else has, of letters only. */
function unusedName(): string {
  people += 1;
  const letters = String(people).replaceAll(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)));
  return `Story${letters}`;
}

/** Opens the company of a file of stories. */
export async function openStage(options: CompanyOptions = {}): Promise<Stage> {
  const company = await openCompany({ startsAt: '2027-02-15T15:00:00Z', ...options });
  const cast = new Set<string>();

  function today(): string {
    return localDate(Date.parse(company.now()), zone);
  }

  function person(attributes: Readonly<Record<string, AttributeValue>> = {}): string {
    const lastName = unusedName();
    const personKey = `KEY${String(people).padStart(9, '0')}`;
    company.hr.put(employeeRecord(personKey, { lastName, ...attributes }));
    cast.add(personKey);
    return personKey;
  }

  const opened = { date: today() };

  return {
    company,
    day: (offset) => addDays(opened.date, offset),
    person,
    async worker(attributes) {
      const personKey = person(attributes);
      await company.sync();
      return personKey;
    },
    async change(personKey, attributes) {
      company.hr.change(personKey, attributes);
      await company.sync();
    },
    async after(date, clock, settling) {
      const at = instantOf(date, clock, zone) + spreadMs;
      await company.advanceTo(new Date(at).toISOString(), settling);
    },
    async before(date, clock) {
      await company.advanceTo(new Date(instantOf(date, clock, zone) - 60_000).toISOString());
    },
    subjects(personKey) {
      const name = String(company.hr.get(personKey).attributes['lastName']);
      return company.mails.map(({ subject }) => subject).filter((subject) => subject.includes(name));
    },
    async end() {
      for (const personKey of cast) await company.forget(personKey);
      cast.clear();
      opened.date = today();
    },
    close: async () => company.close(),
  };
}
