import type { UkgSandbox } from '../../../src/sandbox/ukg/index.ts';
import { ask, credentials, known, readRow, start } from './caller.ts';

const people = '/personnel/v1/person-details?per_Page=1';
let sandbox: UkgSandbox | undefined;

async function begin(options: Parameters<typeof start>[0]): Promise<UkgSandbox> {
  sandbox = await start({ people: 10, ...options });
  return sandbox;
}
afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
});

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

describe('credentials', () => {
  it('refuses a wrong user, password or customer key with 401 and an error body', async () => {
    const ukg = await begin({});
    const { authorization = '', 'us-customer-api-key': key = '' } = known;
    const wrong = [
      {},
      { authorization },
      { 'us-customer-api-key': key },
      { authorization: basic('somebody', credentials.password), 'us-customer-api-key': key },
      { authorization: basic(credentials.username, 'wrong'), 'us-customer-api-key': key },
      { authorization, 'us-customer-api-key': 'WRONG' },
      { authorization: 'Bearer token', 'us-customer-api-key': key },
    ];
    for (const headers of wrong) {
      const heard = await ask(ukg, people, headers);
      expect(heard.status).toBe(401);
      expect(readRow(heard.text)).toMatchObject({ title: 'Unauthorized', errorCount: 1 });
    }
    expect((await ask(ukg, people)).status).toBe(200);
  });

  it('does not look at the user API key unless it is asked to', async () => {
    const ukg = await begin({});
    expect((await ask(ukg, people, { ...known, 'x-api-key': 'nonsense' })).status).toBe(200);
  });

  it.each(['x-api-key', 'US-User-Api-Key', 'Api-Key'])(
    'takes the user API key in %s when it is required',
    async (name) => {
      const ukg = await begin({ requireUserApiKey: true });
      expect((await ask(ukg, people)).status).toBe(401);
      expect((await ask(ukg, people, { ...known, [name]: 'nonsense' })).status).toBe(401);
      expect((await ask(ukg, people, { ...known, [name]: credentials.userApiKey })).status).toBe(200);
    },
  );
});

describe('order of checks', () => {
  it('asks who calls before what they may, how often, and what for', async () => {
    const ukg = await begin({ roles: ['Employee Person Details'], quotaPerMinute: 1 });
    expect((await ask(ukg, '/personnel/v1/employment-details?page=x', {})).status).toBe(401);
    const forbidden = await ask(ukg, '/personnel/v1/employment-details?page=x');
    expect([forbidden.status, forbidden.text]).toEqual([403, '']);
    expect((await ask(ukg, '/personnel/v1/person-details?page=x')).status).toBe(400);
    const limited = await ask(ukg, '/personnel/v1/person-details?page=x');
    expect([limited.status, limited.text, limited.headers.get('retry-after')]).toEqual([429, '', null]);
  });

  it.each([
    ['Employee Person Details', '/personnel/v1/person-details'],
    ['Personnel Integration', '/personnel/v1/employment-details'],
    ['Employee Export', '/personnel/v1/employee-changes'],
    ['Employee Job History Details', '/personnel/v1/employee-job-history-details'],
    ['Company Configuration Integration', '/configuration/v1/org-levels'],
  ] as const)('%s opens %s and nothing else', async (role, path) => {
    const ukg = await begin({ roles: [role] });
    const paths = [
      '/personnel/v1/person-details',
      '/personnel/v1/employment-details',
      '/personnel/v1/employee-changes',
      '/personnel/v1/employee-job-history-details',
      '/configuration/v1/org-levels',
    ];
    for (const other of paths) {
      expect([other, (await ask(ukg, other)).status]).toEqual([other, other === path ? 200 : 403]);
    }
  });
});

describe('paths', () => {
  it.each([
    '/',
    '/services/EmployeePerson',
    '/personnel/v1/employees',
    '/personnel/v1/person-details/ZZZZZZ999999',
    '/personnel/v1/companies/ZZZZZ/employment-details',
    '/configuration/v1/code-tables/NOSUCH',
    '/configuration/v1/org-levels/9/0120',
  ])('%s is not found', async (path) => {
    const ukg = await begin({});
    expect((await ask(ukg, path)).status).toBe(404);
  });
});

describe('starting', () => {
  it('names the port that is taken', async () => {
    const ukg = await begin({});
    const port = Number(new URL(ukg.url).port);
    await expect(start({ people: 10, port })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
      message: `the sandbox cannot listen on 127.0.0.1:${port}`,
    });
  });

  it.each([
    { people: 9 },
    { people: 100_001 },
    { seed: 1.5 },
    { today: 'yesterday' },
    { today: '2026-02-30' },
  ])('refuses %p', async (options) => {
    await expect(start(options)).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
  });

  it('can be closed twice', async () => {
    const ukg = await begin({});
    await ukg.close();
    await ukg.close();
    await expect(ask(ukg, people)).rejects.toThrow('fetch failed');
  });
});
