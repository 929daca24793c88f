import { z } from 'zod';
import { personIdOf, privateDetailsOf, type Employment, type Person } from '../../workforce/index.ts';
import { jsonAnswer, Refusal, type Answer } from '../answers.ts';
import type { Exchange, Route } from '../exchange.ts';
import type { Scene } from '../scene.ts';

const wanted = z.array(
  z.object({
    employeeIdentifierType: z.enum([
      'EmailAddress',
      'EmployeeNumber',
      'NationalID',
      'SIN',
      'PersonID',
      'SSN',
      'EmployeeID',
      'UserIntegrationKey',
    ]),
    employeeIdentifierValue: z.string(),
    companyIdentifierType: z.enum(['Company ID', 'Company Code', 'Federal ID']).nullish(),
    companyIdentifierValue: z.string().nullish(),
  }),
);

type Wanted = z.infer<typeof wanted>[number];

function generalError(status: number, title: string, detail: string): Answer {
  return jsonAnswer(status, {
    title,
    type: 'about:blank',
    detail,
    errorCount: 1,
    errors: { general: { message: detail } },
  });
}

const matchers: Readonly<
  Record<Wanted['employeeIdentifierType'], (person: Person, value: string) => boolean>
> = {
  EmailAddress: (person, value) => person.emailAddress?.toLowerCase() === value.toLowerCase(),
  EmployeeNumber: (person, value) => person.employments.some((row) => row.employeeNumber === value),
  EmployeeID: (person, value) => person.personKey === value.toUpperCase(),
  PersonID: (person, value) => personIdOf(person) === value.toLowerCase(),
  SSN: (person, value) => privateDetailsOf(person).ssn === value,
  NationalID: (person, value) =>
    person.address.country !== 'USA' && privateDetailsOf(person).nationalId === value,
  // No Canadian number and no integration key exist in the sandbox.
  SIN: () => false,
  UserIntegrationKey: () => false,
};

function inCompany(
  row: Employment,
  { companyIdentifierType: type, companyIdentifierValue: value }: Wanted,
  scene: Scene,
): boolean {
  if (type === undefined || type === null) return true;
  if (type === 'Company ID') return row.companyId === value;
  return type === 'Company Code' && scene.company(row.companyId)?.code === value;
}

interface Status {
  readonly status: '200 OK' | '404 Not Found';
  readonly body: unknown;
}

function lookUp(entry: Wanted, scene: Scene): Status {
  const found = scene.workforce.people.find(
    (person) =>
      matchers[entry.employeeIdentifierType](person, entry.employeeIdentifierValue) &&
      person.employments.some((row) => inCompany(row, entry, scene)),
  );
  if (found === undefined) {
    return { status: '404 Not Found', body: { errors: { general: { message: 'Employee was not found.' } } } };
  }
  const rows = found.employments.filter((row) => inCompany(row, entry, scene));
  return { status: '200 OK', body: { eeid: found.personKey, coid: rows.map(({ companyId }) => companyId) } };
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Refusal(generalError(400, 'Bad Request', 'The body is not JSON.'));
  }
}

function answer({ body, scene }: Exchange): Answer {
  const parsed = wanted.safeParse(parseBody(body));
  if (!parsed.success) return generalError(400, 'Bad Request', z.prettifyError(parsed.error));
  const multistatus = parsed.data.map((entry) => lookUp(entry, scene));
  const errorCount = multistatus.filter(({ status }) => status !== '200 OK').length;
  return jsonAnswer(207, { title: 'Multi-Status', type: 'about:blank', detail: '', errorCount, multistatus });
}

/** The look-up by any identifier (ukg-pro-api 3.5). */
export const employeeIdRoutes: readonly Route[] = [
  { method: 'POST', path: '/personnel/v1/employee-ids', service: 'Personnel Integration', answer },
];
