import { openStage } from '../support/story.ts';
import { baseDn } from '../support/policy.ts';
import type { JournalEntry } from '../../src/contracts/ports.ts';
import type { Stage } from '../support/story.ts';

const lifecycle = `
lifecycle:
  hire: { createDaysAhead: 7, password: { kind: generated, length: 20 } }
  leave: { medical: { account: keep }, suspension: { account: disable } }
  termination:
    at: "18:00"
    organizationalUnit: "OU=Leavers,${baseDn}"
    groups: removeAll
    distributionLists: removeAll
    deleteAfter: P90D
    reasons:
      retirement:
        when: terminationReason = "202"
        groups: keep
        deleteAfter: P365D
      death:
        when: terminationReason = "203"
        at: "00:00"
        resetPassword: true
        deleteAfter: P180D
      transfer:
        when: terminationReason = "TRO"
        disable: false
        groups: keep
        distributionLists: keep
        deleteAfter: never
    legalHold: employeeType = "LIT"`;

describe('a termination', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage({ sections: { lifecycle } });
  });

  afterEach(async () => stage.end());

  afterAll(async () => stage.close());

  async function linesOf(key: string): Promise<readonly JournalEntry[]> {
    return (await stage.company.journal()).filter((entry) => entry.personKey === key);
  }

  async function leave(key: string, attributes: Readonly<Record<string, string>> = {}): Promise<void> {
    await stage.change(key, { lastDay: stage.day(-1), status: 'T', ...attributes });
  }

  it('as retirement leaves the licences with the account, and keeps it for a year', async () => {
    const key = await stage.worker({ department: 'SALES' });
    await stage.change(key, { lastDay: stage.day(3), terminationReason: '202' });
    await stage.after(stage.day(3), '18:00');
    const retired = { enabled: false, groups: ['All Staff', 'Sales Team'] };
    expect(stage.company.account(key)).toMatchObject(retired);
    expect(stage.company.account(key)?.dn).toContain(`OU=Leavers,${baseDn}`);
    await stage.after(stage.day(367), '12:00');
    expect(stage.company.account(key)).toMatchObject(retired);
    await stage.after(stage.day(368), '23:00');
    expect(stage.company.account(key)).toBeUndefined();
  });

  it('as death ends access at once on the last day, with a password that nobody knows, and deletes later', async () => {
    const key = await stage.worker();
    await stage.after(stage.day(1), '09:00');
    await stage.change(key, { lastDay: stage.day(1), status: 'T', terminationReason: '203' });
    expect(stage.company.account(key)).toMatchObject({ enabled: false, groups: [] });
    expect((await linesOf(key)).map(({ operation }) => operation)).toContain('resetPassword');
    await stage.after(stage.day(180), '12:00');
    expect(stage.company.account(key)).toMatchObject({ enabled: false });
    await stage.after(stage.day(182), '12:00');
    expect(stage.company.account(key)).toBeUndefined();
  });

  it('without a reason of its own waits for the time of everybody on the last day', async () => {
    const key = await stage.worker();
    await stage.after(stage.day(1), '09:00');
    await stage.change(key, { lastDay: stage.day(1), status: 'T', terminationReason: '999' });
    expect(stage.company.account(key)).toMatchObject({ enabled: true });
    await stage.after(stage.day(1), '18:00');
    expect(stage.company.account(key)).toMatchObject({ enabled: false, groups: [] });
  });

  it('says in state and journal which reason decided, and where it stands', async () => {
    const key = await stage.worker();
    await leave(key, { terminationReason: '202' });
    const { reasons, instants } = await stage.company.view(key);
    const rule = { path: 'lifecycle.termination.reasons.retirement' };
    expect(reasons).toContainEqual(
      expect.objectContaining({ text: 'termination as retirement', place: expect.objectContaining(rule) }),
    );
    expect(instants).toMatchObject([
      { event: 'accountDeletion', reason: { text: expect.stringContaining('365 days'), place: rule } },
    ]);
    const disabled = (await linesOf(key)).find(({ operation }) => operation === 'disable');
    expect(disabled?.reason).toContain('termination as retirement');
    expect(disabled?.rule).toBe(
      `tenure.yaml:${reasons.find(({ text }) => text === 'termination as retirement')?.place?.line}:9`,
    );
  });

  it('whose reason HR corrects afterwards is deleted by the longer of both retentions', async () => {
    const key = await stage.worker();
    await leave(key);
    await stage.change(key, { terminationReason: '202' });
    await stage.after(stage.day(200), '12:00');
    expect(stage.company.account(key)).toMatchObject({ enabled: false });
    await stage.change(key, { terminationReason: '999' });
    await stage.after(stage.day(201), '12:00');
    expect(stage.company.account(key)).toBeUndefined();
  });

  it('is not followed by the deletion while the legal hold lasts, and at once when it is over', async () => {
    const key = await stage.worker({ employeeType: 'LIT' });
    await leave(key);
    expect(await stage.company.view(key)).toMatchObject({
      instants: [],
      reasons: expect.arrayContaining([
        {
          text: expect.stringMatching(/is not deleted on .*: legal hold$/u),
          place: expect.objectContaining({ path: 'lifecycle.termination.legalHold' }),
        },
      ]),
    });
    await stage.after(stage.day(120), '12:00');
    expect(stage.company.account(key)).toMatchObject({ enabled: false });
    await stage.change(key, { employeeType: 'REG' });
    expect(stage.company.account(key)).toBeUndefined();
    await stage.company.sync();
  });

  it('that is held ends access on time; the account is deleted when it is released', async () => {
    const key = await stage.worker();
    const handle = stage.company.handle(key);
    await handle.executeUpdate('hold', { args: [{ actor: 'ada', reason: 'litigation 7' }] });
    await leave(key);
    await stage.after(stage.day(120), '12:00');
    expect(stage.company.account(key)).toMatchObject({ enabled: false, groups: [] });
    expect(await stage.company.view(key)).toMatchObject({
      status: 'idle',
      instants: [],
      memory: { hold: { actor: 'ada', reason: 'litigation 7' } },
    });
    await handle.executeUpdate('release', { args: [{ actor: 'bob', reason: 'settled' }] });
    await handle.result();
    await stage.company.sync();
    expect(stage.company.account(key)).toBeUndefined();
    const lines = (await linesOf(key)).filter(({ outcome }) => outcome === 'decided');
    expect(lines).toMatchObject([
      { operation: 'hold', actor: 'ada', reason: 'litigation 7' },
      { operation: 'release', actor: 'bob', reason: 'settled' },
    ]);
  });

  it('that is held and released before its time is deleted on its day', async () => {
    const key = await stage.worker();
    await leave(key);
    const before = (await stage.company.view(key)).instants;
    await stage.company.handle(key).executeUpdate('hold', { args: [{ actor: 'ada', reason: 'audit' }] });
    await stage.company.handle(key).executeUpdate('release', { args: [{ actor: 'ada' }] });
    await stage.company.quiet();
    expect((await stage.company.view(key)).instants).toEqual(before);
    await stage.after(stage.day(92), '12:00');
    expect(stage.company.account(key)).toBeUndefined();
  });

  it('that is held stays so over a rehire and the next termination', async () => {
    const key = await stage.worker();
    const handle = stage.company.handle(key);
    await leave(key);
    await handle.executeUpdate('hold', { args: [{ actor: 'ada', reason: 'audit' }] });
    await stage.change(key, { status: 'A', lastDay: null, startDate: stage.day(0) });
    expect(stage.company.account(key)).toMatchObject({ enabled: true });
    await stage.after(stage.day(1), '12:00');
    await stage.change(key, { status: 'T', lastDay: stage.day(0) });
    await stage.after(stage.day(150), '12:00');
    expect(stage.company.account(key)).toMatchObject({ enabled: false });
  });

  it('is not followed by a deletion that was held while the directory did not answer', async () => {
    const key = await stage.worker();
    await leave(key);
    const [deletion] = (await stage.company.view(key)).instants;
    await stage.company.advanceTo(new Date((deletion?.at ?? 0) - 60_000).toISOString());
    const lift = stage.company.directory.fail({
      on: 'deleteAccount',
      fault: 'unreachable',
      times: Number.POSITIVE_INFINITY,
    });
    const handle = stage.company.handle(key);
    const { client, travel } = stage.company.connection;
    await travel.advance(client, handle.workflowId, 4 * 60_000, 5_000);
    const pending = (await handle.describe()).raw.pendingActivities ?? [];
    expect(pending).toMatchObject([{ activityType: { name: 'deleteAccount' } }]);
    expect(pending[0]?.attempt).toBeGreaterThan(1);
    await handle.executeUpdate('hold', { args: [{ actor: 'ada', reason: 'audit' }] });
    await stage.company.quiet();
    lift();
    expect(await stage.company.view(key)).toMatchObject({ status: 'idle', phase: 'terminated' });
    await stage.after(stage.day(94), '12:00');
    expect(stage.company.account(key)).toMatchObject({ enabled: false });
  });

  it.each([
    ['hold', { actor: 'ada' }, 'hold needs an actor and a reason.'],
    ['hold', { actor: ' ', reason: 'audit' }, 'hold needs an actor and a reason.'],
    ['release', { actor: '' }, 'release needs an actor.'],
    ['release', { actor: 'ada' }, 'The account is not held.'],
  ])('refuses %s %j', async (update, request, message) => {
    const key = await stage.worker();
    await expect(stage.company.handle(key).executeUpdate(update, { args: [request] })).rejects.toMatchObject({
      cause: { message },
    });
  });

  it('refuses a second hold, and says who holds already', async () => {
    const key = await stage.worker();
    const handle = stage.company.handle(key);
    await handle.executeUpdate('hold', { args: [{ actor: 'ada', reason: 'litigation 7' }] });
    const second = handle.executeUpdate('hold', { args: [{ actor: 'bob', reason: 'audit' }] });
    await expect(second).rejects.toMatchObject({
      cause: { message: 'The account is held already, by ada: litigation 7' },
    });
    expect((await stage.company.view(key)).memory.hold).toMatchObject({ actor: 'ada' });
  });
});
