import { startUkgSandbox, type UkgSandbox, type UkgSandboxOptions } from '../../../src/sandbox/ukg/index.ts';
import type { LifeEventInput } from '../../../src/sandbox/workforce/index.ts';

export const credentials = {
  username: 'TENURE_SVC',
  password: 'correct horse',
  customerApiKey: 'CK123',
  userApiKey: 'UKEY12345678',
};

/** Headers of a caller who knows everything. */
export const known: Readonly<Record<string, string>> = {
  authorization: `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}`,
  'us-customer-api-key': credentials.customerApiKey,
};

export type Row = Readonly<Record<string, unknown>>;

/** An answer, read to its end. */
export interface Heard {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export function start(options: Partial<UkgSandboxOptions> = {}): Promise<UkgSandbox> {
  return startUkgSandbox({ seed: 7, people: 40, today: '2026-01-05', credentials, ...options });
}

export async function ask(sandbox: UkgSandbox, path: string, headers = known): Promise<Heard> {
  const response = await fetch(sandbox.url + path, { headers, redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The rows of a list; fails the test when the answer is anything else. */
export async function list(sandbox: UkgSandbox, path: string): Promise<readonly Row[]> {
  const heard = await ask(sandbox, path);
  expect({ path, status: heard.status }).toEqual({ path, status: 200 });
  const parsed: unknown = JSON.parse(heard.text);
  if (!Array.isArray(parsed)) throw new Error(`${path} does not answer a list`);
  return parsed.filter(isRow);
}

/** An answer that is one object. */
export async function one(sandbox: UkgSandbox, path: string): Promise<Row> {
  const heard = await ask(sandbox, path);
  expect({ path, status: heard.status }).toEqual({ path, status: 200 });
  return readRow(heard.text);
}

export function readRow(text: string): Row {
  const parsed: unknown = JSON.parse(text);
  if (!isRow(parsed)) throw new Error('the answer is not an object');
  return parsed;
}

/** Sends JSON, with the caller's credentials unless other headers are given. */
export async function send(
  sandbox: UkgSandbox,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = known,
  method = 'POST',
): Promise<Heard> {
  const response = await fetch(sandbox.url + path, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Lets an event happen through the control API. */
export async function happen(sandbox: UkgSandbox, event: LifeEventInput): Promise<string> {
  const heard = await send(sandbox, '/sandbox/events', event);
  expect({ event: event.kind, status: heard.status, text: heard.status === 200 ? '' : heard.text }).toEqual({
    event: event.kind,
    status: 200,
    text: '',
  });
  return String(readRow(heard.text)['personKey']);
}

/** The employment rows of a person. */
export function employments(sandbox: UkgSandbox, personKey: string): Promise<readonly Row[]> {
  return list(sandbox, `/personnel/v1/employment-details?employeeId=${personKey}`);
}

/** The only employment row of a person. */
export async function employment(sandbox: UkgSandbox, personKey: string): Promise<Row> {
  const rows = await employments(sandbox, personKey);
  expect(rows).toHaveLength(1);
  return rows[0] ?? {};
}

export function person(sandbox: UkgSandbox, personKey: string): Promise<Row> {
  return one(sandbox, `/personnel/v1/person-details/${personKey}`);
}

/** Keys of people who work, have one row and nobody to lead: what a life event can happen to. */
export function staffOf(sandbox: UkgSandbox): readonly string[] {
  const leads = new Set(
    sandbox.workforce.people.flatMap(({ employments: rows }) =>
      rows.flatMap((row) => row.assignments.map((assignment) => assignment.supervisorKey)),
    ),
  );
  return sandbox.workforce.people
    .filter(
      ({ personKey, employments: rows }) =>
        !leads.has(personKey) &&
        rows.length === 1 &&
        rows[0]?.termination === null &&
        rows[0].statuses.length === 1 &&
        rows[0].lastHireDate < '2026-01-01',
    )
    .map(({ personKey }) => personKey);
}

/** One of {@link staffOf}. */
export function staff(sandbox: UkgSandbox, position = 0): string {
  const key = staffOf(sandbox)[position];
  if (key === undefined) throw new Error('the sample workforce has no such staff');
  return key;
}
