import { openStage } from '../support/story.ts';
import { baseDn } from '../support/policy.ts';
import type { Stage } from '../support/story.ts';

const settle = false;

describe('the end of an employment', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage({
      sections: {
        timeZone: `
timeZone:
  default: America/New_York
  rules: [{ when: country = "IND", use: Asia/Kolkata }]`,
      },
    });
  });

  afterEach(async () => stage.end());

  afterAll(async () => stage.close());

  it('comes at 18:00 of the last day; before it the announcement writes nothing', async () => {
    const key = await stage.worker({ department: 'SALES' });
    const before = stage.company.account(key);
    const { writes } = stage.company.directory.counters();
    await stage.change(key, { lastDay: stage.day(3) });
    expect(await stage.company.view(key)).toMatchObject({ phase: 'leaving' });
    await stage.before(stage.day(3), '18:00');
    expect(stage.company.account(key)).toEqual(before);
    expect(stage.company.directory.counters().writes).toBe(writes);
    await stage.after(stage.day(3), '18:00');
    expect(stage.company.account(key)).toMatchObject({
      enabled: false,
      groups: [],
      dn: expect.stringContaining(`OU=Leavers,${baseDn}`),
    });
    expect(stage.subjects(key).at(-1)).toMatch(/has left$/);
  });

  it('comes at 18:00 where the person works', async () => {
    const key = await stage.worker({ country: 'IND' });
    await stage.change(key, { lastDay: stage.day(3) });
    await stage.company.advanceTo(`${stage.day(3)}T12:29:00Z`);
    expect(stage.company.account(key)?.enabled).toBe(true);
    await stage.company.advanceTo(`${stage.day(3)}T12:30:30Z`);
    expect(stage.company.account(key)?.enabled).toBe(false);
  });

  it('comes at once when it is back-dated', async () => {
    const key = await stage.worker();
    await stage.change(key, { lastDay: stage.day(-12), status: 'T' });
    expect(stage.company.account(key)).toMatchObject({ enabled: false, groups: [] });
  });

  it('does not come when the announcement was taken back', async () => {
    const key = await stage.worker();
    await stage.change(key, { lastDay: stage.day(5) });
    await stage.change(key, { lastDay: null });
    expect(await stage.company.view(key)).toMatchObject({ phase: 'active', instants: [] });
    await stage.after(stage.day(6), '18:00');
    expect(stage.company.account(key)).toMatchObject({ enabled: true });
  });

  it('comes on the new last day when HR moved it', async () => {
    const key = await stage.worker();
    await stage.change(key, { lastDay: stage.day(5) });
    await stage.change(key, { lastDay: stage.day(9) });
    await stage.after(stage.day(5), '18:00');
    expect(stage.company.account(key)?.enabled).toBe(true);
    await stage.after(stage.day(9), '18:00');
    expect(stage.company.account(key)?.enabled).toBe(false);
  });

  it('comes on time although HR cannot be reached', async () => {
    const key = await stage.worker();
    await stage.change(key, { lastDay: stage.day(2) });
    stage.company.hr.setReachable(false);
    await stage.after(stage.day(2), '18:03', { settle });
    await stage.company.quiet();
    stage.company.hr.setReachable(true);
    expect(stage.company.account(key)?.enabled).toBe(false);
  });

  it('that HR took back in the last hour does not come, because HR is asked once more', async () => {
    const key = await stage.worker();
    await stage.change(key, { lastDay: stage.day(2) });
    stage.company.hr.change(key, { lastDay: null });
    await stage.after(stage.day(2), '18:00');
    expect(stage.company.account(key)?.enabled).toBe(true);
  });

  it('on request needs a reason and an actor', async () => {
    const key = await stage.worker();
    const handle = stage.company.handle(key);
    for (const request of [{ actor: 'ada', reason: ' ' }, { actor: '', reason: 'theft' }, {}]) {
      await expect(handle.executeUpdate('terminateNow', { args: [request] })).rejects.toMatchObject({
        cause: { message: expect.stringContaining('needs an actor and a reason') },
      });
    }
    expect(stage.company.account(key)?.enabled).toBe(true);
  });

  it('on request comes at once, is in the journal with actor and reason, and HR does not bring the person back', async () => {
    const key = await stage.worker();
    await stage.company
      .handle(key)
      .executeUpdate('terminateNow', { args: [{ actor: 'ada', reason: 'theft' }] });
    await stage.company.quiet();
    expect(stage.company.account(key)).toMatchObject({ enabled: false, groups: [] });
    const lines = (await stage.company.journal()).filter((entry) => entry.personKey === key);
    expect(lines.find(({ operation }) => operation === 'disable')?.reason).toBeDefined();
    expect(JSON.stringify(lines)).toContain('ada asked for it: theft');
    await stage.change(key, { jobTitle: 'Still listed' });
    expect(stage.company.account(key)?.enabled).toBe(false);
    await stage.change(key, { status: 'T', lastDay: stage.day(0) });
    expect(stage.company.account(key)?.enabled).toBe(false);
  });

  it('is followed by the deletion of the account when retention is over, and the workflow ends', async () => {
    const key = await stage.worker();
    await stage.change(key, { lastDay: stage.day(-1), status: 'T' });
    await stage.before(stage.day(88), '12:00');
    expect(stage.company.account(key)).toMatchObject({ enabled: false });
    await stage.after(stage.day(90), '23:59');
    expect(stage.company.account(key)).toBeUndefined();
    expect((await stage.company.handle(key).describe()).status.name).toBe('COMPLETED');
  });

  it('does not end in a deletion while somebody has the account enabled again', async () => {
    const key = await stage.worker();
    await stage.change(key, { lastDay: stage.day(-1), status: 'T' });
    const id = stage.company.account(key)?.id ?? '';
    stage.company.directory.administration.setEnabled(id, true);
    await stage.after(stage.day(90), '23:59');
    expect(stage.company.account(key)).toMatchObject({ enabled: true });
    expect(await stage.company.view(key)).toMatchObject({
      status: 'attention',
      decision: { event: 'accountDeletion', attention: { code: 'AD_ACCOUNT_ENABLED' } },
    });
  });

  it('is undone by a rehire: the same account, enabled, with its groups, and no deletion any more', async () => {
    const key = await stage.worker({ department: 'SALES' });
    const before = stage.company.account(key);
    await stage.change(key, { lastDay: stage.day(-1), status: 'T' });
    await stage.change(key, { startDate: stage.day(30), lastDay: null, status: 'A' });
    await stage.before(stage.day(30), '08:00');
    expect(stage.company.account(key)).toMatchObject({ enabled: false });
    await stage.after(stage.day(30), '08:00');
    expect(stage.company.account(key)).toMatchObject({
      id: before?.id,
      dn: before?.dn,
      enabled: true,
      groups: ['All Staff', 'Sales Team', 'everyone'],
    });
    await stage.after(stage.day(120), '18:00');
    expect(stage.company.account(key)).toMatchObject({ id: before?.id, enabled: true });
  });

  it('that HR takes back is undone at once', async () => {
    const key = await stage.worker();
    const id = stage.company.account(key)?.id;
    await stage.change(key, { lastDay: stage.day(-1), status: 'T' });
    await stage.change(key, { lastDay: null, status: 'A' });
    expect(stage.company.account(key)).toMatchObject({
      id,
      enabled: true,
      groups: ['All Staff', 'everyone'],
    });
  });

  it('and a new beginning after the deletion make a new account', async () => {
    const key = await stage.worker();
    const id = stage.company.account(key)?.id;
    await stage.change(key, { lastDay: stage.day(-1), status: 'T' });
    await stage.after(stage.day(91), '23:59');
    expect(stage.company.account(key)).toBeUndefined();
    await stage.change(key, { startDate: stage.day(92), lastDay: null, status: 'A' });
    await stage.after(stage.day(92), '08:00');
    const again = stage.company.account(key);
    expect(again).toMatchObject({ enabled: true, groups: ['All Staff', 'everyone'] });
    expect(again?.id).not.toBe(id);
  });
});

describe('the end of an employment after the clocks were changed', () => {
  it('still comes at 18:00 on the wall', async () => {
    // Daylight saving time ends on 7 November 2027 in New York: 18:00 is 23:00 in UTC from then on.
    const stage = await openStage({ startsAt: '2027-11-01T12:00:00Z' });
    try {
      const key = await stage.worker();
      await stage.change(key, { lastDay: '2027-11-08' });
      await stage.company.advanceTo('2027-11-08T22:58:00Z');
      expect(stage.company.account(key)?.enabled).toBe(true);
      await stage.company.advanceTo('2027-11-08T23:01:00Z');
      expect(stage.company.account(key)?.enabled).toBe(false);
    } finally {
      await stage.close();
    }
  });
});
