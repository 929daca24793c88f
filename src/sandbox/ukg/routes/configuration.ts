import type { CodeText, Company, Job, JobGroup, OrgLevel, WorkLocation } from '../../workforce/index.ts';
import { notFound } from '../answers.ts';
import type { Exchange, Route } from '../exchange.ts';
import { answerList, answerOne, type ListEndpoint } from '../list.ts';
import * as rows from '../rows/configuration.ts';
import type { WireRow } from '../refs.ts';
import type { Scene } from '../scene.ts';

function masterOf(scene: Scene): Company | undefined {
  return scene.workforce.organization.companies[0];
}

const companies: ListEndpoint<Company> = {
  paging: 'details',
  rows: ({ scene }) => scene.workforce.organization.companies,
  render: (company, scene) => rows.companyDetails(company, masterOf(scene) ?? company),
  filters: {
    companyId: { kind: 'text', of: ({ companyId }) => companyId },
    masterCompanyId: { kind: 'text', of: (_company, scene) => masterOf(scene)?.companyId ?? null },
    companyCode: { kind: 'text', of: ({ code }) => code },
    isMasterCompany: { kind: 'yesNo', of: (company, scene) => company === masterOf(scene) },
  },
};

const orgLevels: ListEndpoint<OrgLevel> = {
  paging: 'none',
  rows: ({ scene }) => scene.workforce.organization.orgLevels,
  render: rows.orgLevel,
  filters: {
    levelDescription: { kind: 'text', of: ({ levelDescription }) => levelDescription },
    code: { kind: 'text', of: ({ code }) => code },
    budgetGroup: { kind: 'text', of: () => null },
    reportingCategory: { kind: 'text', of: () => null },
    isActive: { kind: 'yesNo', of: ({ isActive }) => isActive },
  },
};

const jobsV1: ListEndpoint<Job> = {
  paging: 'none',
  rows: ({ scene }) => scene.workforce.organization.jobs,
  render: rows.jobV1,
  filters: {
    countryCode: { kind: 'text', of: ({ country }) => country },
    isActive: { kind: 'yesNo', of: ({ isActive }) => isActive },
  },
};

const jobsV2: ListEndpoint<Job> = {
  ...jobsV1,
  paging: 'details',
  render: rows.jobV2,
  filters: { ...jobsV1.filters, jobCode: { kind: 'text', of: ({ code }) => code } },
};

const locations: ListEndpoint<WorkLocation> = {
  paging: 'none',
  rows: ({ scene }) => scene.workforce.organization.locations,
  render: rows.location,
  filters: {
    countryCode: { kind: 'text', of: ({ country }) => country },
    isActive: { kind: 'yesNo', of: ({ isActive }) => isActive },
  },
};

const jobGroups: ListEndpoint<JobGroup> = {
  paging: 'none',
  rows: ({ scene }) => scene.workforce.organization.jobGroups,
  render: rows.jobGroup,
  filters: {},
};

function codeTables(exchange: Exchange): ListEndpoint<string> {
  return {
    paging: 'none',
    rows: ({ scene }) => Object.keys(scene.workforce.organization.codeTables),
    render: (name): WireRow => rows.codeTable(name, exchange.url.origin),
    filters: {},
  };
}

const codeTexts: ListEndpoint<CodeText> = {
  paging: 'none',
  rows: ({ scene, parameters }) => {
    const name = parameters['name']?.toUpperCase() ?? '';
    const texts = scene.workforce.organization.codeTables[name];
    if (texts === undefined) throw notFound(`Code table ${name} was not found.`);
    return texts;
  },
  render: rows.codeText,
  filters: { code: { kind: 'text', of: ({ code }) => code } },
};

function listRoute<T>(path: string, endpoint: ListEndpoint<T>): Route {
  return {
    method: 'GET',
    path: `/configuration${path}`,
    service: 'Company Configuration Integration',
    answer: (exchange) => answerList(endpoint, exchange),
  };
}

function oneRoute<T>(
  path: string,
  endpoint: ListEndpoint<T>,
  isIt: (row: T, exchange: Exchange) => boolean,
): Route {
  return {
    method: 'GET',
    path: `/configuration${path}`,
    service: 'Company Configuration Integration',
    answer: (exchange) => {
      const row = endpoint.rows(exchange).find((candidate) => isIt(candidate, exchange));
      return answerOne(endpoint, exchange, row, 'The code');
    },
  };
}

function hasCode({ code }: { readonly code: string }, { parameters }: Exchange): boolean {
  return code.toLowerCase() === parameters['code']?.toLowerCase();
}

/** Routes of the configuration look-ups (ukg-pro-api 3.6). */
export const configurationRoutes: readonly Route[] = [
  listRoute('/v1/company-details', companies),
  listRoute('/v1/org-levels', orgLevels),
  oneRoute(
    '/v1/org-levels/:level/:code',
    orgLevels,
    (row, exchange) => String(row.level) === exchange.parameters['level'] && hasCode(row, exchange),
  ),
  listRoute('/v1/jobs', jobsV1),
  listRoute('/v2/jobs', jobsV2),
  oneRoute('/v2/jobs/:code', jobsV2, hasCode),
  listRoute('/v1/locations', locations),
  oneRoute('/v1/locations/:code', locations, hasCode),
  listRoute('/v1/jobgroup', jobGroups),
  {
    method: 'GET',
    path: '/configuration/v1/code-tables',
    service: 'Company Configuration Integration',
    answer: (exchange) => answerList(codeTables(exchange), exchange),
  },
  listRoute('/v1/code-tables/:name', codeTexts),
];
