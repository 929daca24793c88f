import { request } from 'node:http';
import type { UkgSandbox } from '../../../src/sandbox/ukg/index.ts';
import { ask, employment, happen, one, person, readRow, send, staff, start } from './caller.ts';

let sandbox: UkgSandbox;

beforeEach(async () => {
  sandbox = await start({ today: '2026-01-05' });
});
afterEach(() => sandbox.close());

/** The status of a request that names another host, as a web page under a foreign name would. */
function statusFor(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${sandbox.url}/sandbox/state`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('control API', () => {
  it('says where things stand, and never the credentials', async () => {
    const state = await one(sandbox, '/sandbox/state');
    expect(state).toMatchObject({
      now: '2026-01-05T00:00:00.000Z',
      seed: 7,
      people: 40,
      statuses: { A: expect.any(Number), T: expect.any(Number), L: expect.any(Number) },
      switches: { changesStepHours: 3, futureTermination: 'announced' },
    });
    expect(JSON.stringify(state)).not.toContain('correct horse');
  });

  it('moves the clock on, to a moment or by hours, and never back', async () => {
    expect(
      readRow((await send(sandbox, '/sandbox/clock', { advanceTo: '2026-01-06T08:00:00' })).text),
    ).toEqual({
      now: '2026-01-06T08:00:00.000Z',
      played: [],
    });
    expect(readRow((await send(sandbox, '/sandbox/clock', { advanceByHours: 1.5 })).text)).toMatchObject({
      now: '2026-01-06T09:30:00.000Z',
    });
    const back = await send(sandbox, '/sandbox/clock', { advanceTo: '2026-01-06' });
    expect([back.status, readRow(back.text)['error']]).toEqual([
      400,
      expect.stringContaining('does not go back'),
    ]);
    expect((await send(sandbox, '/sandbox/clock', { advanceTo: 'soon' })).status).toBe(400);
  });

  it('plays a script in order, each event at its moment, and reports what did not fit', async () => {
    const personKey = staff(sandbox);
    const script = [
      { at: '2026-01-08T10:00:00', event: { kind: 'rename', personKey, lastName: 'Second' } },
      { at: '2026-01-07T10:00:00', event: { kind: 'rename', personKey, lastName: 'First' } },
      { at: '2026-01-09', event: { kind: 'rescindTermination', personKey } },
      { at: '2026-02-01', event: { kind: 'suspend', personKey } },
    ];
    expect((await send(sandbox, '/sandbox/script', script)).status).toBe(200);
    const { played } = readRow((await send(sandbox, '/sandbox/clock', { advanceTo: '2026-01-15' })).text);
    expect(played).toEqual([
      { at: '2026-01-07T10:00:00', kind: 'rename', personKey },
      { at: '2026-01-08T10:00:00', kind: 'rename', personKey },
      { at: '2026-01-09', kind: 'rescindTermination', refused: expect.stringContaining('no termination') },
    ]);
    expect(await person(sandbox, personKey)).toMatchObject({
      lastName: 'Second',
      formerName: 'First',
      datetimeChanged: '2026-01-08T10:00:00',
    });
    expect(JSON.parse((await ask(sandbox, '/sandbox/script')).text)).toHaveLength(1);
    await send(sandbox, '/sandbox/script', {}, {}, 'DELETE');
    sandbox.clock.advanceTo('2026-02-02');
    expect(await employment(sandbox, personKey)).toMatchObject({ employeeStatusCode: 'A' });
  });

  it('refuses a script that begins in the past, whole', async () => {
    const event = { kind: 'hire' };
    const script = [
      { at: '2026-02-01', event },
      { at: '2025-12-31', event },
    ];
    expect((await send(sandbox, '/sandbox/script', script)).status).toBe(400);
    expect(await one(sandbox, '/sandbox/state')).toMatchObject({ upcomingEvents: 0 });
  });

  it('lists people by page, status and company, and one person with everything entered', async () => {
    const { people, total } = readRow((await ask(sandbox, '/sandbox/workforce?perPage=5&page=2')).text);
    expect([total, Array.isArray(people) && people.length]).toEqual([40, 5]);
    const left = readRow((await ask(sandbox, '/sandbox/workforce?status=T')).text);
    expect(left['people']).toContainEqual(expect.objectContaining({ status: 'T' }));
    const personKey = staff(sandbox);
    await happen(sandbox, { kind: 'startLeave', personKey, from: '2026-03-01', reasonCode: '100' });
    expect(await one(sandbox, `/sandbox/workforce/${personKey}`)).toMatchObject({
      personKey,
      status: 'A',
      person: { employments: [{ statuses: [{ status: 'A' }, { status: 'L', from: '2026-03-01' }] }] },
    });
    expect((await ask(sandbox, '/sandbox/workforce/ZZZZZZ999999')).status).toBe(404);
    expect((await ask(sandbox, '/sandbox/workforce?page=0')).status).toBe(400);
  });

  it('switches behaviour while it runs', async () => {
    const personKey = staff(sandbox);
    await happen(sandbox, { kind: 'terminate', personKey, lastDay: '2026-02-01' });
    const heard = await send(sandbox, '/sandbox/switches', {
      futureTermination: 'immediate',
      linkHeader: false,
    });
    expect(readRow(heard.text)).toMatchObject({ futureTermination: 'immediate', changesStepHours: 3 });
    expect(heard.text).not.toContain('correct horse');
    expect(await employment(sandbox, personKey)).toMatchObject({ employeeStatusCode: 'T' });
    expect((await ask(sandbox, '/personnel/v1/person-details')).headers.get('link')).toBeNull();
    await send(sandbox, '/sandbox/switches', { roles: [] });
    expect((await ask(sandbox, '/personnel/v1/person-details')).status).toBe(403);
    expect((await send(sandbox, '/sandbox/switches', { credentials: {} })).status).toBe(400);
  });

  it('does not answer a foreign host name', async () => {
    expect(await statusFor('sandbox.evil.example')).toBe(403);
    expect(await statusFor('localhost')).toBe(200);
  });

  it('takes JSON only', async () => {
    const plain = await fetch(`${sandbox.url}/sandbox/events`, { method: 'POST', body: '{"kind":"hire"}' });
    expect(plain.status).toBe(400);
    const broken = await fetch(`${sandbox.url}/sandbox/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"kind"',
    });
    expect([broken.status, await broken.json()]).toEqual([400, { error: 'the body is not JSON' }]);
    expect(await one(sandbox, '/sandbox/state')).toMatchObject({ people: 40 });
  });
});
