import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createUkgSource } from '../../../src/connectors/ukg/index.ts';
import type { UkgOptions } from '../../../src/connectors/ukg/index.ts';
import type { HrSource } from '../../../src/contracts/ports.ts';
import { standardAttributes } from '../../../src/domain/hr/standard-attributes.ts';

/** A request as it arrived. */
export interface Received {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
}

export type Handler = (request: Received, response: ServerResponse) => void;

export interface TestServer {
  readonly url: string;
  readonly requests: readonly Received[];
  close(): Promise<void>;
}

function receive(message: IncomingMessage): Received {
  const url = new URL(message.url ?? '/', 'http://localhost');
  return { path: url.pathname, query: Object.fromEntries(url.searchParams), headers: message.headers };
}

/** A server on a free loopback port; https when given a key and a certificate. */
export async function startServer(
  handler: Handler,
  tls?: { readonly key: string; readonly cert: string },
): Promise<TestServer> {
  const requests: Received[] = [];
  const listener: RequestListener = (message, response) => {
    const request = receive(message);
    requests.push(request);
    handler(request, response);
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (!isAddress(address)) throw new Error('the test server has no port');
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${address.port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isAddress(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

type Row = Readonly<Record<string, unknown>>;

/** Lists by path. Paged and filtered by employee id as ukg-pro-api 2 says, 404 for other paths. */
export function serveLists(lists: Readonly<Record<string, readonly Row[]>>): Handler {
  return ({ path, query }, response) => {
    const rows = lists[path];
    if (rows === undefined) return sendJson(response, { title: 'Not Found' }, 404);
    const folded = new Map(Object.entries(query).map(([key, value]) => [key.toLowerCase(), value]));
    const key = folded.get('employeeid');
    const found = rows.filter((row) => key === undefined || (row['employeeID'] ?? row['employeeId']) === key);
    if (path.startsWith('/configuration/v1')) return sendJson(response, found);
    const size = Number(folded.get('per_page') ?? 100);
    const first = (Number(folded.get('page') ?? 1) - 1) * size;
    return sendJson(response, found.slice(first, first + size));
  };
}

export const paths = {
  employment: '/personnel/v1/employment-details',
  person: '/personnel/v1/person-details',
  details: '/personnel/v1/employee-employment-details',
  changes: '/personnel/v1/employee-changes',
  orgLevels: '/configuration/v1/org-levels',
  locations: '/configuration/v1/locations',
  jobs: '/configuration/v2/jobs',
  oldJobs: '/configuration/v1/jobs',
} as const;

export function employmentRow(employeeID: string, more: Row = {}): Row {
  return {
    companyID: 'QX7P2',
    companyName: 'Acme US',
    employeeID,
    employeeNumber: '000012444',
    jobDescription: 'Nurse Manager',
    jobTitle: null,
    orgLevel2Code: '0120',
    employeeStatusCode: 'A',
    lastHireDate: '2021-09-20T00:00:00',
    dateTimeChanged: '2024-05-02T08:24:30.16',
    ...more,
  };
}

export function personRow(employeeId: string, more: Row = {}): Row {
  return {
    employeeId,
    companyId: 'QX7P2',
    firstName: 'Dana',
    lastName: 'Park',
    nameSufixCode: 'JR',
    ssn: '999-99-9999',
    datetimeChanged: '2024-05-02T08:24:30.16',
    ...more,
  };
}

/** A tenant with these people and nothing special. */
export function tenant(...keys: string[]): Record<string, readonly Row[]> {
  return {
    [paths.employment]: keys.map((key) => employmentRow(key)),
    [paths.person]: keys.map((key) => personRow(key)),
    [paths.details]: [],
    [paths.changes]: [],
  };
}

/** A source whose waiting takes no time, and what it waited and logged. */
export interface Connected {
  readonly source: HrSource;
  readonly waits: readonly number[];
  readonly logged: readonly unknown[];
}

export function connect(url: string, options: Partial<UkgOptions> = {}): Connected {
  const waits: number[] = [];
  const logged: unknown[] = [];
  let now = Date.parse('2026-03-01T10:00:00Z');
  const source = createUkgSource({
    name: 'UKG test',
    baseUrl: `${url}/services/LoginService`,
    username: 'TENURE_SVC',
    password: 'hunter2',
    customerApiKey: 'CUST1',
    definitions: standardAttributes,
    now: () => now,
    random: () => 0,
    sleep: async (ms) => {
      waits.push(ms);
      now += ms;
    },
    logger: {
      debug: (facts, message) => logged.push({ facts, message }),
      warn: (facts, message) => logged.push({ facts, message }),
    },
    ...options,
  });
  return { source, waits, logged };
}
