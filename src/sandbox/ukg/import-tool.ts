import { z } from 'zod';
import { TenureError } from '../../domain/errors.ts';
import {
  lifeEvent,
  primaryEmployment,
  dateOf,
  showStamp,
  type LifeEvent,
  type Person,
  type VirtualClock,
  type Workforce,
} from '../workforce/index.ts';
import { errorAnswer, jsonAnswer, notFound, type Answer } from './answers.ts';
import { findXml, readXml, type XmlElement } from './xml.ts';

const submission = z.object({ transaction: z.string().min(1), uniqueFileName: z.string().min(1).max(255) });

interface Message {
  readonly message: string;
  /** 0 information to 3 error. */
  readonly severity: 0 | 1 | 2 | 3;
}

interface Staged {
  readonly stagingId: string;
  readonly fileName: string;
  readonly transaction: string;
  readonly stagedAt: number;
  polls: number;
  processedAt: number | null;
  status: 'Pending' | 'Processed' | 'Rejected';
  person: Person | undefined;
  messages: readonly Message[];
}

/**
 * Write-back by transactions (ukg-pro-api 4): a transaction is pending at first, then processed or rejected with
 * messages. It is settled when the virtual clock has moved on, or at the second question for its status.
 */
export interface ImportTool {
  submit(body: string): Answer;
  status(stagingId: string): Answer;
}

/** Elements that may be written, by what they change. */
const textFields: Readonly<Record<string, string>> = {
  FirstName: 'firstName',
  MiddleName: 'middleName',
  LastName: 'lastName',
  PreferredName: 'preferredName',
  EmailAddress: 'emailAddress',
  AlternateEmailAddress: 'personalEmail',
  HomePhone: 'homePhone',
  WorkPhone: 'workPhone',
};
const nameFields = new Set(['firstName', 'middleName', 'lastName', 'preferredName']);

function leavesOf(element: XmlElement): XmlElement[] {
  return element.children.flatMap((child) => {
    if (child.name === 'Header' || child.name === 'KeyFields') return [];
    return child.children.length === 0 ? [child] : leavesOf(child);
  });
}

function findPerson(workforce: Workforce, transaction: XmlElement): Person | undefined {
  const companyCode = findXml(transaction, 'CompanyCode')?.text;
  const identifier = findXml(transaction, 'Identifier')?.text;
  const company = workforce.organization.companies.find(({ code }) => code === companyCode);
  return workforce.people.find((person) =>
    person.employments.some(
      (row) =>
        row.companyId === company?.companyId &&
        (row.employeeNumber === identifier || person.personKey === identifier),
    ),
  );
}

/** What a field changes, as a part of one life event; or what is wrong with it. */
type Part = {
  readonly kind: 'rename' | 'changeContact';
  readonly field: string;
  readonly value: string | null;
};

function readField(name: string, value: string, values: ReadonlyMap<string, string>): Part | string {
  const field = textFields[name];
  if (field === undefined) return `${name} is not a field that can be imported.`;
  const isPhone = name === 'HomePhone' || name === 'WorkPhone';
  if (isPhone && (values.get(`${name}Country`) ?? '') === '') return `${name}Country is required.`;
  if (nameFields.has(field)) return { kind: 'rename', field, value };
  return { kind: 'changeContact', field, value: value === '' ? null : value };
}

/** The life events that a transaction amounts to, or what is wrong with it. */
function readChanges({ personKey }: Person, fields: readonly XmlElement[]): readonly LifeEvent[] | string {
  const values = new Map(fields.map(({ name, text }) => [name, text]));
  const events = new Map<string, Record<string, unknown>>();
  for (const [name, value] of values) {
    if (name === 'HomePhoneCountry' || name === 'WorkPhoneCountry') continue;
    if (/^PersonnelUDField\d\d$/.test(name)) {
      events.set(name, { kind: 'editUdfWithoutStamp', personKey, field: `p${name.slice(1)}`, value });
      continue;
    }
    const part = readField(name, value, values);
    if (typeof part === 'string') return part;
    events.set(part.kind, { ...events.get(part.kind), kind: part.kind, personKey, [part.field]: part.value });
  }
  const parsed = z.array(lifeEvent).safeParse([...events.values()]);
  if (!parsed.success) return z.prettifyError(parsed.error);
  return parsed.data.length === 0 ? 'The transaction changes nothing.' : parsed.data;
}

function process(entry: Staged, workforce: Workforce, now: number): void {
  function settle(status: 'Processed' | 'Rejected', message: string): void {
    entry.status = status;
    entry.processedAt = now;
    entry.messages = [{ message, severity: status === 'Processed' ? 0 : 3 }];
  }
  const document = readXml(Buffer.from(entry.transaction, 'base64').toString('utf8'));
  const transaction = document === undefined ? undefined : findXml(document, 'Transaction');
  if (transaction === undefined) return settle('Rejected', 'The transaction is not well-formed XML.');
  const person = findPerson(workforce, transaction);
  if (person === undefined) return settle('Rejected', 'The employee was not found.');
  entry.person = person;
  const changes = readChanges(person, leavesOf(transaction));
  if (typeof changes === 'string') return settle('Rejected', changes);
  try {
    for (const change of changes) workforce.apply(change, now);
    settle('Processed', 'The transaction was processed.');
  } catch (error) {
    if (!(error instanceof TenureError)) throw error;
    settle('Rejected', error.message);
  }
}

function statusRow(entry: Staged, now: number): unknown {
  const { person, processedAt } = entry;
  return {
    stagingId: entry.stagingId,
    fileProcessDate: processedAt === null ? null : showStamp(processedAt),
    serviceSubmittalDate: showStamp(entry.stagedAt),
    lastRepostDate: null,
    employeeName: person === undefined ? null : `${person.lastName}, ${person.firstName}`,
    employeeNumber: person === undefined ? null : primaryEmployment(person, dateOf(now)).employeeNumber,
    status: entry.status,
    transaction: entry.transaction,
    fileName: entry.fileName,
    messages: entry.messages,
    childTransactionStatuses: [],
  };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** An import tool with nothing staged. */
export function createImportTool(workforce: Workforce, clock: VirtualClock): ImportTool {
  const staged = new Map<string, Staged>();
  return {
    submit(body) {
      const parsed = submission.safeParse(parseJson(body));
      if (!parsed.success)
        return errorAnswer(400, 'Bad Request', 'transaction and uniqueFileName are required.');
      const { transaction, uniqueFileName } = parsed.data;
      if ([...staged.values()].some(({ fileName }) => fileName === uniqueFileName)) {
        return errorAnswer(400, 'Bad Request', 'uniqueFileName was used before.');
      }
      const entry: Staged = {
        stagingId: String(100_000 + staged.size + 1),
        fileName: uniqueFileName,
        transaction,
        stagedAt: clock.now(),
        polls: 0,
        processedAt: null,
        status: 'Pending',
        person: undefined,
        messages: [],
      };
      staged.set(entry.stagingId, entry);
      return jsonAnswer(200, [
        { stagingId: entry.stagingId, dateTimeCreated: showStamp(entry.stagedAt), fileName: uniqueFileName },
      ]);
    },
    status(stagingId) {
      const entry = staged.get(stagingId);
      if (entry === undefined) throw notFound('The staging id was not found.');
      entry.polls++;
      const due = entry.polls > 1 || clock.now() > entry.stagedAt;
      if (entry.status === 'Pending' && due) process(entry, workforce, clock.now());
      return jsonAnswer(200, statusRow(entry, clock.now()));
    },
  };
}
