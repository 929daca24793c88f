import { z } from 'zod';
import type { FaultInput, UkgSandbox } from '../../../src/sandbox/ukg/index.ts';
import { ask, list, readRow, send, start, type Row } from './caller.ts';

let sandbox: UkgSandbox;

beforeEach(async () => {
  sandbox = await start();
});
afterEach(() => sandbox.close());

async function spoil(fault: FaultInput): Promise<string> {
  const heard = await send(sandbox, '/sandbox/faults', fault);
  expect({ status: heard.status, text: heard.status === 201 ? '' : heard.text }).toEqual({
    status: 201,
    text: '',
  });
  return z.object({ id: z.string() }).parse(JSON.parse(heard.text)).id;
}

const people = '/personnel/v1/person-details';
const jobs = '/personnel/v1/employment-details';

function keys(rows: readonly Row[]): readonly unknown[] {
  return rows.map((row) => row['employeeId'] ?? row['employeeID']);
}

describe('faults of the gateway', () => {
  it.each([
    [{ kind: 'unauthorized' }, 401, {}],
    [{ kind: 'forbidden' }, 403, {}],
    [{ kind: 'rateLimited' }, 429, { 'retry-after': null }],
    [{ kind: 'rateLimited', retryAfterSeconds: 2 }, 429, { 'retry-after': '2' }],
    [{ kind: 'serverError' }, 500, { 'content-type': 'application/json; charset=utf-8' }],
    [{ kind: 'serverError', status: 503 }, 503, {}],
    [{ kind: 'badGateway' }, 502, { 'content-type': 'text/html; charset=utf-8' }],
    [{ kind: 'notJson' }, 200, { 'content-type': 'text/html; charset=utf-8' }],
    [
      { kind: 'redirect', location: 'https://elsewhere.example/' },
      302,
      { location: 'https://elsewhere.example/' },
    ],
  ] as const)('%j', async (fault, status, headers) => {
    await spoil({ ...fault, times: 1 });
    const heard = await ask(sandbox, people);
    expect(heard.status).toBe(status);
    for (const [name, value] of Object.entries(headers)) expect(heard.headers.get(name)).toBe(value);
    expect((await ask(sandbox, people)).status).toBe(200);
  });

  it('forbids the routes of one role only', async () => {
    await spoil({ kind: 'forbidden', service: 'Personnel Integration' });
    expect((await ask(sandbox, people)).status).toBe(200);
    expect((await ask(sandbox, jobs)).status).toBe(403);
  });

  it('closes the connection without an answer', async () => {
    await spoil({ kind: 'closedConnection', times: 1 });
    await expect(ask(sandbox, people)).rejects.toThrow('fetch failed');
    expect((await ask(sandbox, people)).status).toBe(200);
  });

  it('answers late', async () => {
    await spoil({ kind: 'slow', delayMs: 300_000 });
    const response = fetch(sandbox.url + people, { signal: AbortSignal.timeout(150) });
    await expect(response).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('stops in the middle of the JSON', async () => {
    await spoil({ kind: 'truncated' });
    const heard = await ask(sandbox, people);
    expect(heard.status).toBe(200);
    expect(() => JSON.parse(heard.text)).toThrow(SyntaxError);
  });
});

describe('faults of the rows', () => {
  it('an empty list, half of the population, people left out', async () => {
    const all = keys(await list(sandbox, people));
    const id = await spoil({ kind: 'emptyList' });
    expect(await list(sandbox, people)).toEqual([]);
    await send(sandbox, `/sandbox/faults/${id}`, {}, {}, 'DELETE');
    await spoil({ kind: 'halfPopulation', times: 1 });
    expect(keys(await list(sandbox, people))).toEqual(all.slice(0, 20));
    const missing = all.slice(3, 5).map(String);
    await spoil({ kind: 'missingPeople', personKeys: missing, times: 1 });
    expect(keys(await list(sandbox, people))).toEqual([...all.slice(0, 3), ...all.slice(5)]);
  });

  it('a row over the page boundary comes twice', async () => {
    const plain = keys(await list(sandbox, `${people}?page=1&per_page=10`));
    await spoil({ kind: 'duplicateRows' });
    expect(keys(await list(sandbox, `${people}?page=1&per_page=10`))).toEqual(plain);
    const second = keys(await list(sandbox, `${people}?page=2&per_page=10`));
    expect(second).toHaveLength(11);
    expect(second[0]).toBe(plain[9]);
    expect(await list(sandbox, `${people}?page=5&per_page=10`)).toEqual([]);
  });

  it('another order, yet everybody once over the pages', async () => {
    const plain = keys(await list(sandbox, people));
    await spoil({ kind: 'shuffledRows' });
    const shuffled: unknown[] = [];
    for (const page of [1, 2, 3, 4]) {
      shuffled.push(...keys(await list(sandbox, `${people}?page=${page}&per_page=10`)));
    }
    expect(shuffled).not.toEqual(plain);
    expect(shuffled).toHaveLength(plain.length);
    expect(new Set(shuffled)).toEqual(new Set(plain));
  });

  it('padded codes, no supervisors', async () => {
    await spoil({ kind: 'paddedCodes', route: jobs, times: 1 });
    const [padded] = await list(sandbox, `${jobs}?per_page=1`);
    expect(padded).toMatchObject({ employeeStatusCode: 'A         ', primaryJobCode: 'EXECEO    ' });
    await spoil({ kind: 'missingSupervisor', times: 2 });
    const rows = await list(sandbox, jobs);
    expect(new Set(rows.map((row) => row['supervisorID']))).toEqual(new Set([null]));
    const changes = await list(sandbox, '/personnel/v1/employee-changes');
    expect(new Set(changes.map((row) => row['supervisorId']))).toEqual(new Set(['']));
  });

  it('one address for all, and a row without its key', async () => {
    await spoil({ kind: 'sharedEmail', times: 1 });
    const shared = await list(sandbox, people);
    expect(new Set(shared.map((row) => row['emailAddress']))).toEqual(
      new Set(['shared.mailbox@acme.example']),
    );
    await spoil({ kind: 'missingIdentity', times: 1 });
    const rows = await list(sandbox, people);
    expect(rows.map((row) => 'employeeId' in row)).toEqual([
      false,
      ...Array.from({ length: 39 }, () => true),
    ]);
  });
});

describe('switching', () => {
  it('spoils the routes named, as often as told', async () => {
    await spoil({ kind: 'serverError', route: '/configuration/*', times: 2 });
    expect((await ask(sandbox, people)).status).toBe(200);
    const statuses = [];
    for (const path of ['org-levels', 'locations', 'jobs']) {
      statuses.push((await ask(sandbox, `/configuration/v1/${path}`)).status);
    }
    expect(statuses).toEqual([500, 500, 200]);
  });

  it('lists what is on and forgets it when told to', async () => {
    await spoil({ kind: 'badGateway', route: people });
    expect(JSON.parse((await ask(sandbox, '/sandbox/faults')).text)).toEqual([
      { id: 'fault-1', fault: { kind: 'badGateway', route: people, times: null }, left: null },
    ]);
    expect((await send(sandbox, '/sandbox/faults/fault-9', {}, {}, 'DELETE')).status).toBe(404);
    await send(sandbox, '/sandbox/faults', {}, {}, 'DELETE');
    expect((await ask(sandbox, people)).status).toBe(200);
  });

  it('refuses a fault it does not know', async () => {
    const heard = await send(sandbox, '/sandbox/faults', { kind: 'gremlins' });
    expect([heard.status, readRow(heard.text)['error']]).toEqual([400, expect.stringContaining('kind')]);
  });
});
