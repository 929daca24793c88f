import { dateOf, privateDetailsOf } from '../../workforce/index.ts';
import type { Exchange, Route } from '../exchange.ts';
import type { Filters } from '../filters.ts';
import { notFound } from '../answers.ts';
import { answerList, answerOne, namedPersons, type ListEndpoint } from '../list.ts';
import { demographicDetails, personDetails, phoneNumber, userDefinedFields } from '../rows/person.ts';
import type { PersonRef } from '../refs.ts';

function homeOf(exchange: Exchange, personKey: string): PersonRef | undefined {
  const person = exchange.scene.person(personKey);
  return person === undefined ? undefined : { person, companyId: person.homeCompanyId };
}

/** Everybody the path and the employee filter leave: under `/companies/{c}` those with a row there. */
function listPersons(exchange: Exchange): readonly PersonRef[] {
  const companyId = exchange.parameters['companyId'];
  const named = namedPersons(exchange.query);
  const persons =
    named === undefined
      ? exchange.scene.personRefs()
      : named.map((key) => homeOf(exchange, key)).filter((ref) => ref !== undefined);
  if (companyId === undefined) return persons;
  if (exchange.scene.company(companyId) === undefined) throw notFound(`Company ${companyId} was not found.`);
  return persons
    .filter(({ person }) => person.employments.some((row) => row.companyId === companyId))
    .map(({ person }) => ({ person, companyId }));
}

function onePerson(exchange: Exchange): PersonRef | undefined {
  const { employeeId = '', companyId } = exchange.parameters;
  const ref = homeOf(exchange, employeeId.toUpperCase());
  if (ref === undefined || companyId === undefined) return ref;
  return ref.person.employments.some((row) => row.companyId === companyId)
    ? { ...ref, companyId }
    : undefined;
}

const personKeyOf = ({ person }: PersonRef): string => person.personKey;

const shared = {
  companyId: { kind: 'text', of: ({ companyId }) => companyId },
  employeeId: { kind: 'wildcard', of: ({ person }) => person.personKey },
} satisfies Filters<PersonRef>;

const named = {
  ...shared,
  lastName: { kind: 'wildcard', of: ({ person }) => person.lastName },
  emailAddress: { kind: 'text', of: ({ person }) => person.emailAddress },
  addressState: { kind: 'text', of: ({ person }) => person.address.state },
  addressCountry: { kind: 'text', of: ({ person }) => person.address.country },
} satisfies Filters<PersonRef>;

const details: ListEndpoint<PersonRef> = {
  paging: 'details',
  personKeyOf,
  rows: listPersons,
  render: personDetails,
  filters: {
    ...named,
    cobraIsActive: { kind: 'yesNo', of: () => false },
    cobraStatus: { kind: 'text', of: () => null },
    dateOfCobraEvent: { kind: 'operatorDate', of: () => null },
    dateTimeCreated: { kind: 'operatorDate', of: ({ person }) => dateOf(person.createdAt) },
    dateTimeChanged: { kind: 'operatorDate', of: ({ person }) => dateOf(person.changedAt) },
    nationalId: {
      kind: 'text',
      of: ({ person }) => (person.address.country === 'USA' ? null : privateDetailsOf(person).nationalId),
    },
    nationalIdCountry: {
      kind: 'text',
      of: ({ person }) => (person.address.country === 'USA' ? null : person.address.country),
    },
  },
};

const demographic: ListEndpoint<PersonRef> = { ...details, render: demographicDetails, filters: named };

const fields: ListEndpoint<PersonRef> = { ...details, render: userDefinedFields, filters: shared };

const phones: ListEndpoint<PersonRef> = {
  ...details,
  render: phoneNumber,
  rows: (exchange) => listPersons(exchange).filter(({ person }) => person.cellPhone !== null),
  filters: {
    employeeId: shared.employeeId,
    systemId: { kind: 'text', of: ({ person }) => `P${person.personKey}` },
  },
};

function listRoute(path: string, service: Route['service'], endpoint: ListEndpoint<PersonRef>): Route {
  return { method: 'GET', path, service, answer: (exchange) => answerList(endpoint, exchange) };
}

function oneRoute(path: string, service: Route['service'], endpoint: ListEndpoint<PersonRef>): Route {
  const answer: Route['answer'] = (exchange) =>
    answerOne(endpoint, exchange, onePerson(exchange), 'The employee');
  return { method: 'GET', path, service, answer };
}

/** Routes about persons (ukg-pro-api 3.1 and 3.5). */
export const personRoutes: readonly Route[] = [
  listRoute('/personnel/v1/person-details', 'Employee Person Details', details),
  oneRoute('/personnel/v1/person-details/:employeeId', 'Employee Person Details', details),
  listRoute('/personnel/v1/companies/:companyId/person-details', 'Employee Person Details', details),
  oneRoute(
    '/personnel/v1/companies/:companyId/employees/:employeeId/person-details',
    'Employee Person Details',
    details,
  ),
  listRoute('/personnel/v1/employee-demographic-details', 'Personnel Integration', demographic),
  listRoute('/personnel/v1/employee-multi-phone-numbers', 'Personnel Integration', phones),
  listRoute('/personnel/v1/user-defined-fields', 'Personnel Integration', fields),
  listRoute('/personnel/v1/companies/:companyId/user-defined-fields', 'Personnel Integration', fields),
  oneRoute(
    '/personnel/v1/companies/:companyId/employees/:employeeId/user-defined-fields',
    'Personnel Integration',
    fields,
  ),
];
